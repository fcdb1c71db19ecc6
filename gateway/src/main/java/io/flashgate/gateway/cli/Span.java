package io.flashgate.gateway.cli;

import io.flashgate.core.sale.SaleDefinition.HoldDefinition;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A length of time: {@code 400us}, {@code 500ms}, {@code 10s}, {@code 30m}, {@code 2h}, {@code 1d}, or ISO 8601 as in
 * {@code PT10S}.
 */
public final class Span implements ITypeConverter<Duration> {

    private static final Pattern SHORT = Pattern.compile("([0-9]{1,9})(us|ms|s|m|h|d)");
    private static final Duration MOST = Duration.ofDays(365);

    /** A short pause, or none at all: up to a second. */
    static final class OrNone implements ITypeConverter<Duration> {

        private static final Duration MOST = Duration.ofSeconds(1);

        @Override
        public Duration convert(final String text) {
            final Duration span = parse(text);
            if (span == null || span.isNegative() || span.compareTo(MOST) > 0) {
                throw new TypeConversionException(
                        "found \"" + text + "\", expected a length of time such as 0us, 400us or 1ms, at most 1s");
            }
            return span;
        }
    }

    /** How long an order may wait for its payment. */
    static final class OfHold implements ITypeConverter<Duration> {

        private static final Duration MOST = Duration.ofNanos(HoldDefinition.MAX_NANOS);

        @Override
        public Duration convert(final String text) {
            final Duration span = parse(text);
            if (span == null || span.isZero() || span.isNegative() || span.compareTo(MOST) > 0) {
                throw new TypeConversionException(
                        "found \"" + text + "\", expected a length of time such as 90s, 3m or PT3M,"
                                + " more than nothing and at most " + MOST.toDays() + " days");
            }
            return span;
        }
    }

    @Override
    public Duration convert(final String text) {
        final Duration span = parse(text);
        if (span == null || span.isZero() || span.isNegative() || span.compareTo(MOST) > 0) {
            throw new TypeConversionException(
                    "found \"" + text + "\", expected a length of time such as 500ms, 10s, 30m, 2h or PT10S,"
                            + " more than nothing and at most 365 days");
        }
        return span;
    }

    /** Null where the text is no length of time. */
    private static Duration parse(final String text) {
        final Matcher words = SHORT.matcher(text);
        if (words.matches()) {
            final long amount = Long.parseLong(words.group(1));
            return switch (words.group(2)) {
                case "us" -> Duration.of(amount, ChronoUnit.MICROS);
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
        }
        try {
            return Duration.parse(text);
        } catch (final DateTimeParseException | ArithmeticException e) {
            return null;
        }
    }
}
