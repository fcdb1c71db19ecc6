package io.flashgate.core;

import java.util.List;

/**
 * Chance out of a seed: SplitMix64 (Steele, Lea and Flood, 2014), written out here so that a seed means the same world on
 * every JDK.
 */
public final class Dice {

    private long state;

    public Dice(final long seed) {
        state = seed;
    }

    public long word() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** From 0 to one below the bound. */
    public int below(final int bound) {
        return (int) ((word() >>> 1) % bound);
    }

    public int between(final int least, final int most) {
        return least + below(most - least + 1);
    }

    public boolean oneIn(final int times) {
        return below(times) == 0;
    }

    public <T> T pick(final List<T> list) {
        return list.get(below(list.size()));
    }
}
