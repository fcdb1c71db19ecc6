package io.flashgate.gateway.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Times as the contract writes them: UTC, always with nanoseconds. Remembers the last second. Not thread-safe. */
public final class Rfc3339 {

    /** Characters in a time: {@code 2026-11-27T12:00:00.000123456Z}. */
    static final int LENGTH = 30;

    private static final int NANO_DIGITS = 9;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final DateTimeFormatter TO_SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.");

    private long second = Long.MIN_VALUE;
    private byte[] upToSecond;

    /** Writes {@link #LENGTH} bytes of ASCII, for a time from 1970 to 9999. */
    void write(final long epochNanos, final MutableDirectBuffer target, final int offset) {
        final long epochSecond = Math.floorDiv(epochNanos, NANOS_PER_SECOND);
        if (epochSecond != second) {
            second = epochSecond;
            upToSecond = Ascii.bytes(TO_SECONDS.format(LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC)));
        }
        target.putBytes(offset, upToSecond);
        target.putNaturalPaddedIntAscii(
                offset + upToSecond.length, NANO_DIGITS, (int) Math.floorMod(epochNanos, NANOS_PER_SECOND));
        target.putByte(offset + LENGTH - 1, (byte) 'Z');
    }

    /** The same as a string. Allocates. */
    public static String format(final long epochNanos) {
        final byte[] ascii = new byte[LENGTH];
        new Rfc3339().write(epochNanos, new UnsafeBuffer(ascii), 0);
        return new String(ascii, StandardCharsets.US_ASCII);
    }

    /**
     * Reads a time with a zone offset; nanoseconds since the epoch.
     *
     * @throws java.time.DateTimeException if it is not one, or is not from 1970–2262
     */
    public static long parse(final String text) {
        final Instant instant = DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
        try {
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS_PER_SECOND), instant.getNano());
        } catch (final ArithmeticException tooFar) {
            throw new java.time.DateTimeException("later than 2262: " + text, tooFar);
        }
    }
}
