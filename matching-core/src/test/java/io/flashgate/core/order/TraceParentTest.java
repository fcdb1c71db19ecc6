package io.flashgate.core.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of W3C Trace Context, 3.2, and the cases of its own test suite. */
@DisplayName("A traceparent")
class TraceParentTest {

    private static final String TYPICAL = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final TraceParent trace = new TraceParent();

    @Test
    void isReadIntoItsPartsAndWrittenAgain() {
        assertEquals(TYPICAL, read(TYPICAL));
        assertEquals(0x4bf92f3577b34da6L, trace.traceIdHigh());
        assertEquals(0xa3ce929d0e0e4736L, trace.traceIdLow());
        assertEquals(0x00f067aa0ba902b7L, trace.parentId());
        assertEquals(1, trace.flags());
    }

    @Test
    void isFoundInTheMidstOfOtherBytes() {
        final byte[] bytes = ("x: " + TYPICAL + "\r\n").getBytes(StandardCharsets.US_ASCII);
        trace.parse(bytes, 3, bytes.length - 2);
        assertEquals(TYPICAL, trace.toString());
    }

    @Test
    void keepsTheFlagsThatHaveAMeaning() {
        assertEquals(with(53, "00"), read(with(53, "00")));
        assertEquals(with(53, "02"), read(with(53, "02")));
        assertEquals(with(53, "03"), read(with(53, "ff")));
        assertEquals(with(53, "00"), read(with(53, "04")));
    }

    @Test
    void ofALaterVersionIsReadAsFarAsThisOneGoes() {
        assertEquals(TYPICAL, read(with(0, "01")));
        assertEquals(TYPICAL, read(with(0, "cc") + "-what-the-future-will-be-like"));
        assertEquals(TYPICAL, read(with(0, "cc") + "-"));
        assertEquals(with(53, "01"), read("cc" + with(53, "03").substring(2)));
    }

    @Test
    void thatIsNotValidIsIgnored() {
        final String[] invalid = {
            "",
            "00",
            TYPICAL.substring(0, 54),
            TYPICAL + "-later",
            TYPICAL + " ",
            TYPICAL + ".",
            with(0, "ff"),
            with(0, "cc") + ".what",
            with(0, "cc") + "0",
            with(0, "0G"),
            with(0, "  "),
            with(2, "_"),
            with(35, "_"),
            with(52, "_"),
            with(3, "0".repeat(32)),
            with(36, "0".repeat(16)),
            with(3, "4BF92F3577B34DA6A3CE929D0E0E4736"),
            with(36, "00F067AA0BA902B7"),
            with(3, "g"),
            with(34, "."),
            with(36, "\u007f"),
            with(53, "0A"),
            with(54, "z"),
        };
        for (final String value : invalid) {
            assertEquals("none", read(value), () -> "\"" + value + '"');
        }
    }

    @Test
    void leavesNothingOfTheOneBefore() {
        read(TYPICAL);
        assertFalse(trace.parse(new byte[0], 0, 0));
        assertFalse(trace.isPresent());
        read(TYPICAL);
        trace.copyFrom(new TraceParent());
        assertEquals("none", trace.toString());
    }

    private String read(final String value) {
        final byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
        assertEquals(trace.parse(bytes, 0, bytes.length), trace.isPresent());
        return trace.toString();
    }

    private static String with(final int at, final String part) {
        return TYPICAL.substring(0, at) + part + TYPICAL.substring(at + part.length());
    }
}
