package io.flashgate.journal.report;

import java.util.ArrayList;
import java.util.List;

/** Where the lines and words of an axis go: round numbers, few of them. */
final class Axis {

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    /** Steps that people take in time; each twice or so the one before. */
    private static final long[] TIME_STEPS = {
        10 * MILLI,
        20 * MILLI,
        50 * MILLI,
        100 * MILLI,
        200 * MILLI,
        500 * MILLI,
        SECOND,
        2 * SECOND,
        5 * SECOND,
        10 * SECOND,
        20 * SECOND,
        30 * SECOND,
        MINUTE,
        2 * MINUTE,
        5 * MINUTE,
        10 * MINUTE,
        20 * MINUTE,
        30 * MINUTE,
        HOUR,
        2 * HOUR,
        3 * HOUR,
        6 * HOUR,
        12 * HOUR,
        DAY,
        2 * DAY,
        5 * DAY,
        10 * DAY,
        20 * DAY,
        50 * DAY,
        100 * DAY,
        200 * DAY,
        500 * DAY,
        1_000 * DAY,
        2_000 * DAY,
        5_000 * DAY,
        10_000 * DAY,
        20_000 * DAY,
        50_000 * DAY,
        100_000 * DAY
    };

    private Axis() {}

    /** The least step in time that goes into a span at most so often, and is a multiple of a width. */
    static long timeStep(final long spanNanos, final long most, final long multipleOfNanos) {
        for (final long step : TIME_STEPS) {
            if (spanNanos / step < most && step % multipleOfNanos == 0) {
                return step;
            }
        }
        return TIME_STEPS[TIME_STEPS.length - 1];
    }

    /** Round numbers up to one that is at least this, 1 or more: {@code 0, 50, 100, 150}. */
    static List<Long> counts(final long highest) {
        long step = 1;
        while (highest / step > 4 || highest / step == 4 && highest % step > 0) {
            // 1, 2, 5, 10, 20 …
            final long leading = Long.parseLong(Long.toString(step).substring(0, 1));
            step = leading == 2 ? step / 2 * 5 : step * 2;
        }
        final List<Long> ticks = new ArrayList<>();
        for (long tick = 0; tick < highest + step; tick += step) {
            ticks.add(tick);
        }
        return ticks;
    }
}
