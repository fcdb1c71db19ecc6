package io.flashgate.gateway.pipeline;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * When the next sale opens or closes by the clock: set by the sequencer, awaited by the timekeeper.
 *
 * <p>Also whether the sequencer has been asked to look at the clock already. However long it takes to come round to that, one
 * question is enough; more of them would take the ring's room from buyers.
 */
final class Deadline {

    private volatile long nanos;
    private volatile Thread waiter;
    private final AtomicBoolean isAsked = new AtomicBoolean();

    Deadline(final long nanos) {
        this.nanos = nanos;
    }

    /** Nanoseconds since the epoch; {@link Long#MAX_VALUE}: never. */
    long nanos() {
        return nanos;
    }

    /** Sequencer only. */
    void set(final long newNanos) {
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
