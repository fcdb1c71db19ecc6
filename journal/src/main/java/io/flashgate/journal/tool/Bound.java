package io.flashgate.journal.tool;

import io.flashgate.journal.JournalReader;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An inclusive end of a range of records.
 *
 * @param isTime whether {@code value} is a stamp, nanoseconds since the epoch; else it is a sequence
 * @param value  ≥ 0
 */
record Bound(boolean isTime, long value) {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    boolean isAfter(final JournalReader record) {
        return value > of(record);
    }

    boolean isBefore(final JournalReader record) {
        return value < of(record);
    }

    private long of(final JournalReader record) {
        return isTime ? record.timestampNanos() : record.sequence();
    }

    /** Reads a bound from the command line. */
    static final class Converter implements ITypeConverter<Bound> {

        @Override
        public Bound convert(final String text) {
            if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                try {
                    return new Bound(false, Long.parseLong(text));
                } catch (final NumberFormatException tooLarge) {
                    throw unexpected(text);
                }
            }
            try {
                final Instant instant = OffsetDateTime.parse(text).toInstant();
                return new Bound(
                        true,
                        Math.addExact(
                                Math.multiplyExact(instant.getEpochSecond(), NANOS_PER_SECOND), instant.getNano()));
            } catch (final DateTimeParseException | ArithmeticException wrong) {
                throw unexpected(text);
            }
        }

        private static TypeConversionException unexpected(final String text) {
            return new TypeConversionException("expected a sequence number or an RFC 3339 time such as"
                    + " 2026-11-27T12:00:00Z, found '" + text + "'");
        }
    }
}
