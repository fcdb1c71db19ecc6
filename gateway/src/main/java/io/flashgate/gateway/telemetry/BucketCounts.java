package io.flashgate.gateway.telemetry;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many values fell into which bucket: what a classic Prometheus histogram is made of.
 *
 * <p>One thread records, which costs it a look at a small table, two plain stores and no allocation; any thread reads. What is read
 * while somebody records may lack the newest value in one place and have it in another.
 */
public final class BucketCounts {

    /** Largest value of each bucket, inclusive, ascending; the last one takes all that are larger. */
    private final long[] upperBounds;

    /** By how many bits a value has: the first bucket that may be its own. */
    private final int[] firstByBits = new int[Long.SIZE + 1];

    private final AtomicLongArray counts;
    private final AtomicLong sum = new AtomicLong();

    /**
     * @param upperBounds largest value of each bucket, ascending, from 1 on; one more is added for all that are larger
     */
    public BucketCounts(final long... upperBounds) {
        this.upperBounds = Arrays.copyOf(upperBounds, upperBounds.length + 1);
        this.upperBounds[upperBounds.length] = Long.MAX_VALUE;
        for (int i = 0; i < upperBounds.length; i++) {
            if (this.upperBounds[i] < 1 || this.upperBounds[i] >= this.upperBounds[i + 1]) {
                throw new IllegalArgumentException(
                        "expected bounds from 1 on, ascending, found " + Arrays.toString(upperBounds));
            }
        }
        counts = new AtomicLongArray(this.upperBounds.length);
        for (int bits = 1; bits < Long.SIZE; bits++) {
            final long smallest = 1L << bits - 1;
            while (this.upperBounds[firstByBits[bits]] < smallest) {
                firstByBits[bits]++;
            }
            firstByBits[bits + 1] = firstByBits[bits];
        }
    }

    /** One thread. Less than 0, as of a clock that was set, counts as 0. */
    public void record(final long value) {
        final long counted = Math.max(0, value);
        int bucket = firstByBits[Long.SIZE - Long.numberOfLeadingZeros(counted)];
        while (counted > upperBounds[bucket]) {
            bucket++;
        }
        counts.lazySet(bucket, counts.getPlain(bucket) + 1);
        sum.lazySet(sum.getPlain() + counted);
    }

    /** Largest value of each bucket; the last is {@link Long#MAX_VALUE}. */
    long[] upperBounds() {
        return upperBounds.clone();
    }

    /** Adds what each bucket has to what is there. */
    void addTo(final long[] target) {
        for (int i = 0; i < target.length; i++) {
            target[i] += counts.get(i);
        }
    }

    /** All values together. */
    long sum() {
        return sum.get();
    }

    /** How many values there were. */
    long count() {
        final long[] all = new long[upperBounds.length];
        addTo(all);
        return Arrays.stream(all).sum();
    }
}
