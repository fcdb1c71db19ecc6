package io.flashgate.bench.gatling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The simulation's settings")
class LoadSettingsTest {

    @Test
    @DisplayName("fit the demo when none is given")
    void defaults() {
        final LoadSettings settings = LoadSettings.of(new Properties());

        assertEquals(URI.create("http://127.0.0.1:8080"), settings.target());
        assertEquals("demo", settings.sale());
        assertEquals("sneaker-42", settings.flashSku());
        assertEquals("hoodie-m", settings.rampSku());
        assertEquals("cap-black", settings.retrySku());
        assertTrue(settings.plays(LoadSettings.RAMP) && settings.plays(LoadSettings.STORM));
        assertNull(settings.admin());
    }

    @Test
    @DisplayName("take one item for everything, and some of the acts")
    void given() {
        final Properties given = new Properties();
        given.setProperty("sku", "cap");
        given.setProperty("scenarios", "flash,storm");
        given.setProperty("within", "50ms");
        final LoadSettings settings = LoadSettings.of(given);

        assertEquals("cap", settings.flashSku());
        assertEquals("cap", settings.rampSku());
        assertEquals("cap", settings.retrySku());
        assertEquals(Duration.ofMillis(50), settings.within());
        assertFalse(settings.plays(LoadSettings.RAMP));
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "target, 127.0.0.1:8080",
        "target, http://127.0.0.1:8080/v1",
        "sale, a/b",
        "sku, 'a,b,c,d'",
        "sku, 'a,,b'",
        "scenarios, 'flash,crash'",
        "buyers, 0",
        "buyers, many",
        "rate, -1",
        "within, 50",
        "within, 61s",
        "for, 10ms",
        "admin, http://127.0.0.1:8081"
    })
    @DisplayName("name what is wrong")
    void refuses(final String name, final String value) {
        final Properties given = new Properties();
        given.setProperty(name, value);

        final IllegalArgumentException wrong =
                assertThrows(IllegalArgumentException.class, () -> LoadSettings.of(given));

        assertTrue(wrong.getMessage().startsWith(name), wrong.getMessage());
        assertTrue(wrong.getMessage().contains("expected"), wrong.getMessage());
    }
}
