package io.flashgate.gateway.pipeline;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * When something is due next by the clock: a sale opens or closes, a hold ends, answers are to be forgotten. Set by the sequencer,
 * awaited by the timekeeper.
 *
 * <p>Also whether the sequencer has been asked to look at the clock already. However long it takes to come round to that, one
 * question is enough; more of them would take the ring's room from buyers.
 */
final class Deadline {

    private volatile long nanos;
    private volatile long promptNanos;
    private volatile Thread waiter;
    private final AtomicBoolean isAsked = new AtomicBoolean();

    Deadline(final long nanos, final long promptNanos) {
        this.nanos = nanos;
        this.promptNanos = promptNanos;
    }

    /** Nanoseconds since the epoch; {@link Long#MAX_VALUE}: never. */
    long nanos() {
        return nanos;
    }

    /** As {@link #nanos}, of what buyers would notice: all but what is to be forgotten. */
    long promptNanos() {
        return promptNanos;
    }

    /** Sequencer only. */
    void set(final long newNanos, final long newPromptNanos) {
        if (newPromptNanos != promptNanos) {
            promptNanos = newPromptNanos;
        }
        if (newNanos != nanos) {
            nanos = newNanos;
            LockSupport.unpark(waiter);
        }
    }

    /** Returns whether the sequencer is to be asked now: nobody has, since it looked last. Any thread. */
    boolean ask() {
        return !isAsked.get() && isAsked.compareAndSet(false, true);
    }

    /** The question did not get through, or the sequencer is about to look at the clock because of it. */
    void askAgain() {
        isAsked.set(false);
    }

    void awaitedBy(final Thread thread) {
        waiter = thread;
    }
}
