package io.flashgate.journal.report;

import java.math.BigInteger;

/**
 * What came in equal stretches of time from the opening on: few enough, and wide enough, that they can be told apart, each of a width
 * that people take. Where nearly all came in a rush and a few long after it, the rush alone.
 */
final class Columns {

    /** What rates are told by: the shortest in which the highest column has a few. */
    enum Rate {
        SECOND("second", "s", 1_000_000_000L),
        MINUTE("minute", "min", 60_000_000_000L),
        HOUR("hour", "h", 3_600_000_000_000L),
        DAY("day", "d", 86_400_000_000_000L);

        private static final int A_FEW = 3;

        private final String word;
        private final String sign;
        private final long nanos;

        Rate(final String word, final String sign, final long nanos) {
            this.word = word;
            this.sign = sign;
            this.nanos = nanos;
        }

        String word() {
            return word;
        }

        String sign() {
            return sign;
        }

        /** The rate of so many in so much time, as the nearest whole number. */
        long of(final long count, final long inNanos) {
            return Figures.rounded(
                            BigInteger.valueOf(count).multiply(BigInteger.valueOf(nanos)), BigInteger.valueOf(inNanos))
                    .longValueExact();
        }

        private static Rate fit(final long highest, final long inNanos) {
            for (final Rate rate : values()) {
                if (rate.of(highest, inNanos) >= A_FEW) {
                    return rate;
                }
            }
            return DAY;
        }
    }

    private static final int MOST = 90;
    private static final long RUSH_PERCENT = 95;

    /** A rush that takes less than this part of the time in which something came is looked at alone. */
    private static final long RUSH_IS_SHORT = 3;

    private final long widthNanos;
    private final long[] counts;
    private final int highest;
    private final long shown;
    private final Rate rate;

    /**
     * @param series one bucket at least, none before the opening
     */
    Columns(final Series series, final int column) {
        final long rushNanos = rushNanos(series, column);
        final long spanNanos = rushNanos < series.endNanos() / RUSH_IS_SHORT ? rushNanos : series.endNanos();
        widthNanos = Math.max(series.widthNanos(), Axis.timeStep(spanNanos, MOST, series.widthNanos()));
        counts = new long[(int) ((spanNanos + widthNanos - 1) / widthNanos)];
        long sum = 0;
        for (int place = 0; place < series.size(); place++) {
            final long at = series.bucket(place) * series.widthNanos() / widthNanos;
            if (at < counts.length) {
                counts[(int) at] += series.count(place, column);
                sum += series.count(place, column);
            }
        }
        shown = sum;
        int most = 0;
        for (int i = 0; i < counts.length; i++) {
            most = counts[i] > counts[most] ? i : most;
        }
        highest = most;
        rate = Rate.fit(counts[highest], widthNanos);
    }

    long widthNanos() {
        return widthNanos;
    }

    int size() {
        return counts.length;
    }

    long count(final int column) {
        return counts[column];
    }

    /** The place of the highest one. */
    int highest() {
        return highest;
    }

    /** The sum of all; what is missing came later. */
    long shown() {
        return shown;
    }

    Rate rate() {
        return rate;
    }

    /** Where the last one ends. */
    long endNanos() {
        return widthNanos * counts.length;
    }

    /** The time in which nearly all came, and a little more. */
    private static long rushNanos(final Series series, final int column) {
        final long most = series.total(column) * RUSH_PERCENT / 100;
        long sum = 0;
        int place = 0;
        while (sum < most) {
            sum += series.count(place++, column);
        }
        final long untilNanos = (series.bucket(Math.max(1, place) - 1) + 1) * series.widthNanos();
        return untilNanos + untilNanos / 8;
    }
}
