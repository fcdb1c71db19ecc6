package io.flashgate.journal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** The sequencer's stamps, nanoseconds since the epoch, as text: RFC 3339, UTC, always with nanoseconds. */
public final class Stamp {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private static final DateTimeFormatter RFC_3339 =
            new DateTimeFormatterBuilder().appendInstant(9).toFormatter().withZone(ZoneOffset.UTC);

    private Stamp() {}

    /** {@code 2026-11-27T12:00:00.000000001Z}. */
    public static String format(final long nanos) {
        return RFC_3339.format(
                Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND)));
    }

    /**
     * Reads an RFC 3339 time with its offset.
     *
     * @throws DateTimeException if it is not one, or lies before 1677 or behind 2262
     */
    public static long parse(final String text) {
        final Instant instant = OffsetDateTime.parse(text).toInstant();
        try {
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS_PER_SECOND), instant.getNano());
        } catch (final ArithmeticException tooFar) {
            throw new DateTimeException("behind 2262 or before 1677: " + text, tooFar);
        }
    }
}
