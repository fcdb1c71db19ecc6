package io.flashgate.bench.compare;

import java.time.Duration;

/**
 * How long everything takes.
 *
 * @param name          for people
 * @param rounds        how often each peer is started and measured
 * @param besideRounds  the same, of peers that no goal looks at
 * @param firstWarmUp   before the first scenario of a peer that was just started; twice that for those beside, which have fewer
 *                      rounds, and among which is the one that takes longest until it is compiled
 * @param warmUp        before each other one
 * @param measured      each run
 * @param openLoop      the open-loop run, which is about rare long times and so needs more requests
 * @param capacity      orders that one life of our gateway is given room for
 * @param isFull        whether growth, recovery, allocation and single steps are measured too, and docs are written
 */
record Plan(
        String name,
        int rounds,
        int besideRounds,
        Duration firstWarmUp,
        Duration warmUp,
        Duration measured,
        Duration openLoop,
        int capacity,
        boolean isFull) {

    /** At most ten minutes on two cores, starts included. */
    static final Plan QUICK = new Plan(
            "quick",
            3,
            1,
            Duration.ofSeconds(5),
            Duration.ofMillis(1_500),
            Duration.ofSeconds(3),
            Duration.ofSeconds(4),
            6_000_000,
            false);

    /** For the docs. */
    static final Plan FULL = new Plan(
            "full",
            5,
            3,
            Duration.ofSeconds(8),
            Duration.ofSeconds(2),
            Duration.ofSeconds(8),
            Duration.ofSeconds(20),
            12_000_000,
            true);

    /** Before the first scenario of this peer. */
    Duration firstWarmUp(final Peer peer) {
        return peer.isBeside() ? firstWarmUp.multipliedBy(2) : firstWarmUp;
    }

    /** The same with other rounds and lengths: to see that it works, not to measure. */
    Plan shortened(final int newRounds, final Duration length) {
        return new Plan(
                name + ", shortened",
                newRounds,
                Math.min(newRounds, besideRounds),
                length,
                length.dividedBy(2),
                length,
                length,
                capacity,
                isFull);
    }

    /** The settings that belong under a table. */
    String settings() {
        return String.format(
                "%s: %d rounds (%d for those beside), %.1f s each after %.1f–%.1f s of warm-up; open-loop %.1f s",
                name,
                rounds,
                besideRounds,
                seconds(measured),
                seconds(warmUp),
                seconds(firstWarmUp),
                seconds(openLoop));
    }

    private static double seconds(final Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
