package io.flashgate.gateway.crash;

import io.flashgate.journal.Barrier;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Stands in front of the journal's barrier: lets through, holds, or fails, as it is told. */
final class HeldBarrier implements Barrier {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Barrier journal;
    private boolean holds;
    private boolean fails;
    private boolean isEntered;
    private final List<Long> begunNanos = new ArrayList<>();

    /** What it stands in front of. */
    synchronized Barrier before(final Barrier real) {
        journal = real;
        return this;
    }

    /** From now on nothing gets through. */
    synchronized void hold() {
        holds = true;
        isEntered = false;
    }

    /** What is held gets through, and everything after it. */
    synchronized void release() {
        holds = false;
        notifyAll();
    }

    /** What is held fails, and everything after it. */
    synchronized void fail() {
        fails = true;
        release();
    }

    /** Waits until the committer stands before it. */
    synchronized void awaitEntered() throws InterruptedException {
        final long untilNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!isEntered) {
            final long leftMillis = (untilNanos - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                throw new AssertionError("expected the committer to come to the barrier");
            }
            wait(leftMillis);
        }
    }

    /** When each barrier began, {@link System#nanoTime()}, the oldest first. */
    synchronized List<Long> begunNanos() {
        return List.copyOf(begunNanos);
    }

    @Override
    public void force() throws IOException {
        synchronized (this) {
            begunNanos.add(System.nanoTime());
        }
        if (isLetThrough()) {
            journal.force();
        } else {
            throw new IOException("Input/output error, as the test wants it");
        }
    }

    private synchronized boolean isLetThrough() {
        isEntered = true;
        notifyAll();
        while (holds) {
            try {
                wait();
            } catch (final InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return !fails;
    }
}
