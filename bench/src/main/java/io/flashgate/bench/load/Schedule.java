package io.flashgate.bench.load;

import java.util.List;
import java.util.SplittableRandom;

/**
 * When one thread's requests are due. Made of stages, each with a rate; the same seed gives the same times.
 *
 * <p>The rate, summed up over time, counts requests: one is due whenever the sum reaches the next target. Even arrivals have
 * their targets one apart; Poisson arrivals have exponential gaps between them. So the stages and the kind of arrival know
 * nothing of each other. Of T threads each takes every T-th even target, or its own Poisson stream of a T-th of the rate.
 * For one thread.
 */
final class Schedule {

    /** No more requests. */
    static final long NEVER = Long.MAX_VALUE;

    private final List<Stage> stages;
    private final int threads;
    private final SplittableRandom random;
    private double target;
    private int stage;
    private double requestsBefore;
    private long nanosBefore;

    /**
     * @param random for Poisson arrivals; null: even ones
     * @param thread 0 to threads − 1
     */
    private Schedule(final List<Stage> stages, final int thread, final int threads, final SplittableRandom random) {
        this.stages = stages;
        this.threads = threads;
        this.random = random;
        target = random == null ? thread : gap();
    }

    static Schedule even(final List<Stage> stages, final int thread, final int threads) {
        return new Schedule(stages, thread, threads, null);
    }

    static Schedule poisson(final List<Stage> stages, final int thread, final int threads, final long seed) {
        return new Schedule(stages, thread, threads, new SplittableRandom(Identities.mix(seed + thread)));
    }

    /** When the next request is due, in nanoseconds since the beginning, never less than before; or {@link #NEVER}. */
    long nextNanos() {
        while (stage < stages.size()) {
            final Stage now = stages.get(stage);
            if (target < requestsBefore + now.requests()) {
                final long dueNanos = nanosBefore + (long) ((target - requestsBefore) / now.perSecond() * 1e9);
                target += random == null ? threads : gap();
                return dueNanos;
            }
            requestsBefore += now.requests();
            nanosBefore += now.nanos();
            stage++;
        }
        return NEVER;
    }

    private double gap() {
        return -Math.log(1 - random.nextDouble()) * threads;
    }
}
