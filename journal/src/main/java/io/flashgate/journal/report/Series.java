package io.flashgate.journal.report;

import java.util.Arrays;

/**
 * Counts over time, in buckets of equal width. It begins with narrow ones; when more than {@value #MOST_BUCKETS} of them have
 * something in them, the next wider ones take their place, each of which is several whole ones of before. So its size is bounded, and
 * what is in it depends on what was counted only.
 *
 * <p>Bucket {@code n} is from {@code n × width} on, up to the next one's beginning; those before the origin have negative numbers.
 * One thread.
 */
final class Series {

    static final int MOST_BUCKETS = 2_000;

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    /** Each a multiple of the one before; of the last, all the time there is has less than {@link #MOST_BUCKETS}. */
    private static final long[] WIDTHS_NANOS = {
        10 * MILLI, 100 * MILLI, SECOND, 10 * SECOND, MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, DAY, 10 * DAY, 100 * DAY
    };

    private static final int FIRST_BUCKETS = 16;

    private final int columns;
    private int width;
    private long[] buckets = new long[FIRST_BUCKETS];
    private long[] counts;
    private int size;

    /**
     * @param columns       numbers in a bucket
     * @param narrowestNanos of the widths there are, the one to begin with
     */
    Series(final int columns, final long narrowestNanos) {
        this.columns = columns;
        counts = new long[FIRST_BUCKETS * columns];
        while (WIDTHS_NANOS[width] < narrowestNanos) {
            width++;
        }
    }

    private Series(final Series other) {
        columns = other.columns;
        width = other.width;
        size = other.size;
        buckets = Arrays.copyOf(other.buckets, Math.max(1, size));
        counts = Arrays.copyOf(other.counts, Math.max(1, size) * columns);
    }

    /**
     * Adds to a column.
     *
     * @param nanos when, from the origin; never earlier than at the call before
     */
    void add(final long nanos, final int column, final long count) {
        final long bucket = Math.floorDiv(nanos, WIDTHS_NANOS[width]);
        if (size == 0 || buckets[size - 1] != bucket) {
            append(bucket);
        }
        counts[(size - 1) * columns + column] += count;
    }

    /** How wide a bucket is. */
    long widthNanos() {
        return WIDTHS_NANOS[width];
    }

    /** Buckets that have something in them. */
    int size() {
        return size;
    }

    /** The number of a bucket, by its place among those that have something in them. */
    long bucket(final int place) {
        return buckets[place];
    }

    long count(final int place, final int column) {
        return counts[place * columns + column];
    }

    /** Of a column, over all buckets. */
    long total(final int column) {
        long total = 0;
        for (int place = 0; place < size; place++) {
            total += count(place, column);
        }
        return total;
    }

    /** Where the last bucket ends, nanoseconds from the origin; of none, where the first one would. */
    long endNanos() {
        return size == 0 ? widthNanos() : (buckets[size - 1] + 1) * widthNanos();
    }

    Series copy() {
        return new Series(this);
    }

    /**
     * The same, in buckets of at least this width.
     *
     * @param nanos one of the widths there are
     */
    Series atLeast(final long nanos) {
        final Series wider = copy();
        while (wider.widthNanos() < nanos) {
            wider.widen();
        }
        return wider;
    }

    private void append(final long bucket) {
        if (size == MOST_BUCKETS) {
            // As if it had been one more: the width depends on how many there are, not on who came last.
            final int before = width;
            do {
                widen();
            } while (size == MOST_BUCKETS
                    && buckets[size - 1] != Math.floorDiv(bucket, WIDTHS_NANOS[width] / WIDTHS_NANOS[before]));
            final long wider = Math.floorDiv(bucket, WIDTHS_NANOS[width] / WIDTHS_NANOS[before]);
            if (buckets[size - 1] != wider) {
                put(wider);
            }
            return;
        }
        put(bucket);
    }

    private void put(final long bucket) {
        if (size == buckets.length) {
            buckets = Arrays.copyOf(buckets, 2 * size);
            counts = Arrays.copyOf(counts, 2 * size * columns);
        }
        Arrays.fill(counts, size * columns, (size + 1) * columns, 0);
        buckets[size] = bucket;
        size++;
    }

    private void widen() {
        final long factor = WIDTHS_NANOS[width + 1] / WIDTHS_NANOS[width];
        width++;
        int to = -1;
        for (int from = 0; from < size; from++) {
            final long bucket = Math.floorDiv(buckets[from], factor);
            if (to < 0 || buckets[to] != bucket) {
                to++;
                buckets[to] = bucket;
                System.arraycopy(counts, from * columns, counts, to * columns, columns);
            } else {
                for (int column = 0; column < columns; column++) {
                    counts[to * columns + column] += counts[from * columns + column];
                }
            }
        }
        size = to + 1;
    }
}
