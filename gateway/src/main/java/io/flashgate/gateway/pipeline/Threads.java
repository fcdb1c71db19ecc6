package io.flashgate.gateway.pipeline;

import java.util.concurrent.TimeUnit;

/** Waiting for threads to end. */
public final class Threads {

    private Threads() {}

    /**
     * Waits for a thread's end. An interruption is kept for later: whoever stops must know how it ended.
     *
     * @param untilNanos on the clock of {@link System#nanoTime()}
     * @return whether it has ended
     */
    public static boolean joined(final Thread thread, final long untilNanos) {
        boolean isInterrupted = false;
        while (thread.isAlive() && untilNanos - System.nanoTime() > 0) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(thread, untilNanos - System.nanoTime());
            } catch (final InterruptedException interrupted) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
