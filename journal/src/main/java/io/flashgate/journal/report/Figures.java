package io.flashgate.journal.report;

import io.flashgate.core.order.Outcome;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Map;

/**
 * Numbers and times as text, out of whole numbers: nothing here depends on a locale, a time zone, a JDK's tables or floating point.
 * What has to be rounded is rounded half up.
 */
final class Figures {

    private static final long MICRO = 1_000L;
    private static final long MILLI = 1_000 * MICRO;
    private static final long SECOND = 1_000 * MILLI;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private static final DateTimeFormatter RFC_3339 = new DateTimeFormatterBuilder()
            .appendInstant(9)
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final char NO_BREAK = '\u00A0';
    private static final int USUAL_DIGITS = 2;

    /** ISO 4217, where the minor unit is not a hundredth. Kept here, because a JDK's own table changes with its release. */
    private static final Map<Integer, String> CURRENCIES_BY_DIGITS = Map.of(
            0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
            3, "BHD IQD JOD KWD LYD OMR TND",
            4, "CLF UYW");

    private Figures() {}

    /** RFC 3339, UTC, to the nanosecond. */
    static String time(final long epochNanos) {
        return RFC_3339.format(instant(epochNanos));
    }

    /** For people: {@code 2026-11-27 12:00:00}, UTC, whole seconds. */
    static String clock(final long epochNanos) {
        return time(epochNanos).substring(0, 19).replace('T', ' ');
    }

    /** ISO 8601: {@code PT2.345S}. */
    static String duration(final long nanos) {
        return Duration.ofNanos(nanos).toString();
    }

    /** For people, three digits or so: {@code 850 ms}, {@code 2.35 s}, {@code 4 min 05 s}, {@code 1 h 30 min}, {@code 2 d 3 h}. */
    static String span(final long nanos) {
        if (nanos < 0) {
            return "−" + span(-nanos);
        }
        if (nanos < MILLI) {
            return nanos < MICRO ? nanos + " ns" : nanos / MICRO + " µs";
        }
        if (nanos < SECOND) {
            return nanos / MILLI + " ms";
        }
        if (nanos < 10 * SECOND) {
            return fraction(nanos / (10 * MILLI), 2) + " s";
        }
        if (nanos < MINUTE) {
            return fraction(nanos / (100 * MILLI), 1) + " s";
        }
        if (nanos < HOUR) {
            return nanos / MINUTE + " min " + twoDigits(nanos % MINUTE / SECOND) + " s";
        }
        if (nanos < DAY) {
            return nanos / HOUR + " h " + twoDigits(nanos % HOUR / MINUTE) + " min";
        }
        return nanos / DAY + " d " + nanos % DAY / HOUR + " h";
    }

    /** As short as it is exact, for an axis: {@code 0}, {@code 250 ms}, {@code 1.5 s}, {@code 2 min}. */
    static String tick(final long nanos) {
        if (nanos < 0) {
            return "−" + tick(-nanos);
        }
        if (nanos == 0) {
            return "0";
        }
        if (nanos < SECOND) {
            return nanos / MILLI + " ms";
        }
        if (nanos < MINUTE) {
            return nanos % SECOND == 0 ? nanos / SECOND + " s" : fraction(nanos / (100 * MILLI), 1) + " s";
        }
        if (nanos < HOUR) {
            return nanos / MINUTE + " min" + (nanos % MINUTE == 0 ? "" : " " + nanos % MINUTE / SECOND + " s");
        }
        if (nanos < DAY) {
            return nanos / HOUR + " h" + (nanos % HOUR == 0 ? "" : " " + nanos % HOUR / MINUTE + " min");
        }
        return nanos / DAY + " d" + (nanos % DAY == 0 ? "" : " " + nanos % DAY / HOUR + " h");
    }

    /** With commas between thousands. */
    static String count(final long number) {
        return grouped(Long.toString(number));
    }

    /** In the currency's major unit: {@code CNY 29,700.00}, which a line does not end in. */
    static String money(final BigInteger minorUnits, final String currency) {
        final int digits = minorUnitDigits(currency);
        final BigInteger[] parts = minorUnits.divideAndRemainder(BigInteger.TEN.pow(digits));
        return currency + NO_BREAK + grouped(parts[0].toString()) + (digits == 0 ? "" : '.' + padded(parts[1], digits));
    }

    static String money(final long minorUnits, final String currency) {
        return money(BigInteger.valueOf(minorUnits), currency);
    }

    /** How many digits of an amount in minor units stand behind the point. */
    static int minorUnitDigits(final String currency) {
        for (final Map.Entry<Integer, String> digits : CURRENCIES_BY_DIGITS.entrySet()) {
            if (digits.getValue().contains(currency)) {
                return digits.getKey();
            }
        }
        return USUAL_DIGITS;
    }

    /**
     * A quotient with so many decimals.
     *
     * @param of more than 0
     */
    static String ratio(final BigInteger part, final BigInteger of, final int decimals) {
        final BigInteger scaled = rounded(part.multiply(BigInteger.TEN.pow(decimals)), of);
        final BigInteger[] parts = scaled.divideAndRemainder(BigInteger.TEN.pow(decimals));
        return parts[0] + (decimals == 0 ? "" : '.' + padded(parts[1], decimals));
    }

    static String ratio(final long part, final long of, final int decimals) {
        return ratio(BigInteger.valueOf(part), BigInteger.valueOf(of), decimals);
    }

    /** For people: {@code 42.9 %}; a dash of nothing. Never nothing of what is something, nor all of what is not all. */
    static String percent(final long part, final long of) {
        if (of == 0) {
            return "–";
        }
        final String percent = ratio(100 * part, of, 1);
        if (part > 0 && percent.equals("0.0")) {
            return "< 0.1 %";
        }
        return (part < of && percent.equals("100.0") ? "> 99.9" : percent) + " %";
    }

    /** A quotient as the nearest whole number, half up. */
    static BigInteger rounded(final BigInteger part, final BigInteger of) {
        return part.shiftLeft(1).add(of).divide(of.shiftLeft(1));
    }

    /** A refusal's reason as data has it: {@code sold-out}. */
    static String reason(final Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Instant instant(final long epochNanos) {
        return Instant.ofEpochSecond(Math.floorDiv(epochNanos, SECOND), Math.floorMod(epochNanos, SECOND));
    }

    private static String fraction(final long scaled, final int decimals) {
        return ratio(BigInteger.valueOf(scaled), BigInteger.TEN.pow(decimals), decimals);
    }

    private static String twoDigits(final long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }

    private static String padded(final BigInteger number, final int digits) {
        final String text = number.toString();
        return "0".repeat(digits - text.length()) + text;
    }

    private static String grouped(final String digits) {
        final StringBuilder text = new StringBuilder(digits);
        final int first = text.charAt(0) == '-' ? 1 : 0;
        for (int at = text.length() - 3; at > first; at -= 3) {
            text.insert(at, ',');
        }
        return text.toString();
    }
}
