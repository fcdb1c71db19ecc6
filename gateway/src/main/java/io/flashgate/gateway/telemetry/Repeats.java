package io.flashgate.gateway.telemetry;

import java.util.concurrent.TimeUnit;

/**
 * When to say of something that is counted that it happens: as soon as it begins, and while it goes on every ten seconds, each time
 * with how often since it was said last. Nothing is left unsaid as long as somebody keeps asking. One thread.
 */
final class Repeats {

    static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private long toldTotal;
    private long toldNanos;
    private boolean isTold;

    /**
     * @param total    how often it has happened in all, never less than before
     * @param nowNanos by {@link System#nanoTime()}
     * @return how often it has happened since it was said last, to be said now; 0: nothing is to be said now
     */
    long toSay(final long total, final long nowNanos) {
        final long untold = total - toldTotal;
        if (untold == 0 || isTold && nowNanos - toldNanos < INTERVAL_NANOS) {
            return 0;
        }
        toldTotal = total;
        toldNanos = nowNanos;
        isTold = true;
        return untold;
    }
}
