package io.flashgate.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

@DisplayName("Values of options: what is read, and what is said about the rest")
class ValuesTest {

    @Test
    void readsAddresses() throws Exception {
        assertEquals(new InetSocketAddress("127.0.0.1", 8080), new HostPort().convert("127.0.0.1:8080"));
        assertEquals(new InetSocketAddress("0.0.0.0", 0), new HostPort().convert("0.0.0.0:0"));
        assertEquals(new InetSocketAddress("::1", 8443), new HostPort().convert("[::1]:8443"));
        assertEquals(65_535, new HostPort().convert("localhost:65535").getPort());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "8080", ":8080", "host:", "::1:8080", "[1.2.3.4]:80", "a b:80", "h:65536", "h:-1", "h:+1"})
    void refusesOtherAddresses(final String text) {
        assertRefused(new HostPort(), text, "expected HOST:PORT");
    }

    @Test
    void showsAnAddressThatWorksFromHere() throws Exception {
        assertEquals("http://127.0.0.1:80", HostPort.url(new InetSocketAddress("0.0.0.0", 80)));
        assertEquals("http://127.0.0.1:80", HostPort.url(new InetSocketAddress("::", 80)));
        assertEquals(
                "http://[0:0:0:0:0:0:0:1]:80", HostPort.url(new InetSocketAddress(InetAddress.getByName("::1"), 80)));
    }

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "10s,PT10S", "30m,PT30M", "2h,PT2H", "1d,PT24H", "PT1M30S,PT1M30S"})
    void readsLengthsOfTime(final String text, final Duration expected) {
        assertEquals(expected, new Span().convert(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10", "0s", "-1s", "PT-1S", "10 s", "10S", "366d", "999999999d", "PT9999999999999H", "soon"})
    void refusesOtherLengthsOfTime(final String text) {
        assertRefused(new Span(), text, "expected a length of time");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1048576,1048576", "512K,524288", "256M,268435456", "2G,2147483648"})
    void readsSizes(final String text, final long expected) {
        assertEquals(expected, new ByteCount().convert(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5G", "1 G", "2g", "2GB", "9999999999G", "99999999999999999999"})
    void refusesOtherSizes(final String text) {
        assertRefused(new ByteCount(), text, "expected a number of bytes");
    }

    @Test
    void keepsNumbersWithinTheirBounds() {
        assertEquals(65_536, new Numbers.Sales().convert("65536"));
        assertRefused(new Numbers.Sales(), "65537", "from 1 to 65536");
        assertRefused(new Numbers.Sales(), "0", "from 1 to 65536");
        assertRefused(new Numbers.Answers(), "1e6", "from 1 to 100000000");
        assertRefused(new Numbers.Orders(), "99999999999", "from 1 to 50000000");
        assertEquals(1_024, new Numbers.RingSize().convert("1024"));
        assertRefused(new Numbers.RingSize(), "1000", "power of two");
        assertRefused(new Numbers.RingSize(), "1", "power of two");
    }

    @Test
    void knowsItsWords() {
        assertRefused(new Choices.DurabilityName(), "FSYNC", "expected fsync or os");
        assertRefused(new Choices.LogLevel(), "loud", "expected error or warn or info or debug");
        assertRefused(new Choices.LogFormat(), "xml", "expected text or json");
        assertRefused(new NamedPath(), " ", "expected the name of a file");
        assertRefused(new AdminOptions.AdminUrl(), "127.0.0.1:8081", "expected a URL");
        assertRefused(new AdminOptions.AdminUrl(), "http://h:1/admin", "expected a URL");
    }

    private static void assertRefused(final ITypeConverter<?> converter, final String text, final String expected) {
        final String message = assertThrows(TypeConversionException.class, () -> converter.convert(text))
                .getMessage();
        assertTrue(message.contains("found \"" + text + '"') && message.contains(expected), message);
    }
}
