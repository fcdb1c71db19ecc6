package io.flashgate.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Writes down, every {@value #EVERY_MILLIS} ms, how much processor time a server has used, so that the time in any window can be
 * told afterwards. {@link #start} and {@link #close} are called by one thread, the questions after that.
 */
final class CpuSampler implements AutoCloseable {

    static final long EVERY_MILLIS = 100;

    private record Sample(long atMillis, long cpuNanos) {}

    private final LongSupplier cpuNanos;
    private final List<Sample> samples = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "cpu-sampler");
    private volatile boolean isStopped;

    private CpuSampler(final LongSupplier cpuNanos) {
        this.cpuNanos = cpuNanos;
    }

    static CpuSampler start(final LongSupplier cpuNanos) {
        final CpuSampler sampler = new CpuSampler(cpuNanos);
        sampler.sample(System.currentTimeMillis());
        sampler.thread.setDaemon(true);
        sampler.thread.start();
        return sampler;
    }

    /** Stops sampling, after a last sample. */
    @Override
    public void close() {
        isStopped = true;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (final InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Nanoseconds used between two moments of the wall clock, read off a straight line between the samples around each.
     *
     * @throws IllegalArgumentException if a moment is outside of what was sampled
     */
    long cpuNanosBetween(final long fromMillis, final long toMillis) {
        return at(toMillis) - at(fromMillis);
    }

    /** For tests: one sample. */
    void sample(final long atMillis) {
        samples.add(new Sample(atMillis, cpuNanos.getAsLong()));
    }

    /** For tests: a sampler without a thread. */
    static CpuSampler byHand(final LongSupplier cpuNanos) {
        return new CpuSampler(cpuNanos);
    }

    private void run() {
        while (!isStopped) {
            try {
                Thread.sleep(EVERY_MILLIS);
            } catch (final InterruptedException stopped) {
                break;
            }
            sample(System.currentTimeMillis());
        }
        sample(System.currentTimeMillis());
    }

    private long at(final long millis) {
        for (int i = 1; i < samples.size(); i++) {
            final Sample before = samples.get(i - 1);
            final Sample after = samples.get(i);
            if (before.atMillis() <= millis && millis <= after.atMillis()) {
                final double share = after.atMillis() == before.atMillis()
                        ? 0
                        : (double) (millis - before.atMillis()) / (after.atMillis() - before.atMillis());
                return before.cpuNanos() + Math.round(share * (after.cpuNanos() - before.cpuNanos()));
            }
        }
        throw new IllegalArgumentException("expected a moment that was sampled, found " + millis);
    }
}
