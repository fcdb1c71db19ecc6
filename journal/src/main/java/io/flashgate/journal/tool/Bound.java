package io.flashgate.journal.tool;

import io.flashgate.journal.JournalRecords;
import io.flashgate.journal.Stamp;
import java.time.DateTimeException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An inclusive end of a range of records.
 *
 * @param isTime whether {@code value} is a stamp, nanoseconds since the epoch; else it is a sequence
 * @param value  ≥ 0
 */
record Bound(boolean isTime, long value) {

    boolean isAfter(final JournalRecords record) {
        return value > of(record);
    }

    boolean isBefore(final JournalRecords record) {
        return value < of(record);
    }

    private long of(final JournalRecords record) {
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
                return new Bound(true, Stamp.parse(text));
            } catch (final DateTimeException wrong) {
                throw unexpected(text);
            }
        }

        private static TypeConversionException unexpected(final String text) {
            return new TypeConversionException("expected a sequence number or an RFC 3339 time such as"
                    + " 2026-11-27T12:00:00Z, found '" + text + "'");
        }
    }
}
