package io.flashgate.bench.compare;

import java.time.Duration;

/**
 * How long everything takes.
 *
 * @param name          for people
 * @param rounds       how often each peer is measured under a scenario
 * @param besideRounds the same, of peers that no goal looks at
 * @param firstWarmUp  for a peer on a JVM that was just started, under its first scenario
 * @param nextWarmUp   for each other scenario of it, once
 * @param longestWarmUp for a peer on a JVM, until its compilers are quiet: all its scenarios, at most
 * @param warmUp       before each run
 * @param measured      each run
 * @param openLoop      the open-loop run, which is about rare long times and so needs more requests
 * @param capacity      orders that one life of our gateway is given room for
 * @param repeats      runs that may be done again because the machine's host disturbed them
 * @param isFull        whether growth, recovery, allocation and single steps are measured too, and docs are written
 */
record Plan(
        String name,
        int rounds,
        int besideRounds,
        Duration firstWarmUp,
        Duration nextWarmUp,
        Duration longestWarmUp,
        Duration warmUp,
        Duration measured,
        Duration openLoop,
        int capacity,
        int repeats,
        boolean isFull) {

    /** At most ten minutes on two cores, starts included. */
    static final Plan QUICK = new Plan(
            "quick",
            3,
            1,
            Duration.ofSeconds(15),
            Duration.ofSeconds(3),
            Duration.ofSeconds(90),
            Duration.ofMillis(700),
            Duration.ofMillis(2_500),
            Duration.ofSeconds(5),
            13_000_000,
            10,
            false);

    /** For the docs. */
    static final Plan FULL = new Plan(
            "full",
            3,
            2,
            Duration.ofSeconds(20),
            Duration.ofSeconds(6),
            Duration.ofSeconds(150),
            Duration.ofSeconds(1),
            Duration.ofSeconds(4),
            Duration.ofSeconds(12),
            26_000_000,
            25,
            true);

    /** The same with other rounds and lengths: to see that it works, not to measure. */
    Plan shortened(final int newRounds, final Duration length) {
        return new Plan(
                name + ", shortened",
                newRounds,
                Math.min(newRounds, besideRounds),
                firstWarmUp,
                nextWarmUp,
                longestWarmUp,
                warmUp,
                length,
                length,
                capacity,
                repeats,
                isFull);
    }

    /** The settings that belong under a table. */
    String settings() {
        return String.format(
                "%s: %d rounds (%d for those beside), %.1f s each after %.1f s; before all of them %.0f s of warm-up on a JVM,"
                        + " and %.0f s for each further scenario, then until its compilers are quiet (%.0f s in all"
                        + " at most); open-loop %.1f s",
                name,
                rounds,
                besideRounds,
                seconds(measured),
                seconds(warmUp),
                seconds(firstWarmUp),
                seconds(nextWarmUp),
                seconds(longestWarmUp),
                seconds(openLoop));
    }

    private static double seconds(final Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
