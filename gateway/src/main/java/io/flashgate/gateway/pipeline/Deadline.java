package io.flashgate.gateway.pipeline;

import java.util.concurrent.locks.LockSupport;

/** When the next sale opens or closes by the clock: set by the sequencer, awaited by the timekeeper. */
final class Deadline {

    private volatile long nanos;
    private volatile Thread waiter;

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

    void awaitedBy(final Thread thread) {
        waiter = thread;
    }
}
