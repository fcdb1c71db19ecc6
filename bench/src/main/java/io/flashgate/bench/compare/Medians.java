package io.flashgate.bench.compare;

import java.util.stream.DoubleStream;

/** The middle of a few values: one round that the machine disturbed does not move it far. */
final class Medians {

    private Medians() {}

    /**
     * The middle one, or the mean of the two in the middle. {@link Double#NaN} if any of them is.
     *
     * @throws IllegalArgumentException if there is none
     */
    static double of(final DoubleStream values) {
        final double[] sorted = values.sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("expected at least one value, found none");
        }
        // NaN is sorted behind all numbers.
        if (Double.isNaN(sorted[sorted.length - 1])) {
            return Double.NaN;
        }
        final int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
