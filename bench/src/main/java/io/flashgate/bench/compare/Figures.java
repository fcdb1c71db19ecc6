package io.flashgate.bench.compare;

import java.util.List;

/**
 * What one run of one peer under one scenario came to, or the medians of several.
 *
 * @param perSecond       answers a second
 * @param cpuMicros       the server's processor time per answer
 * @param clientCpuMicros the load generator's; {@link Double#NaN}: not known
 * @param p50Micros       time to the answer; open-loop: from the intended send
 * @param p99Micros       the same
 * @param p999Micros      the same
 * @param missedRate      an open-loop run that did not keep its rate: a failed run
 * @param threads         what the server's threads used in the whole run, warm-up included; of several runs, the sum
 */
record Figures(
        double perSecond,
        double cpuMicros,
        double clientCpuMicros,
        double p50Micros,
        double p99Micros,
        double p999Micros,
        boolean missedRate,
        ThreadTimes threads) {

    /**
     * Each figure's median by itself; a missed rate in any of them stays one.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Figures median(final List<Figures> rounds) {
        return new Figures(
                Medians.of(rounds.stream().mapToDouble(Figures::perSecond)),
                Medians.of(rounds.stream().mapToDouble(Figures::cpuMicros)),
                Medians.of(rounds.stream().mapToDouble(Figures::clientCpuMicros)),
                Medians.of(rounds.stream().mapToDouble(Figures::p50Micros)),
                Medians.of(rounds.stream().mapToDouble(Figures::p99Micros)),
                Medians.of(rounds.stream().mapToDouble(Figures::p999Micros)),
                rounds.stream().anyMatch(Figures::missedRate),
                rounds.stream().map(Figures::threads).reduce(ThreadTimes.NONE, ThreadTimes::plus));
    }
}
