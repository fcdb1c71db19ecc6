package io.flashgate.gateway.egress;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;

/**
 * Decided exchanges for one event loop. The committer is the only producer, the loop the only consumer.
 *
 * <p>A full outbox holds the committer up until the loop has caught up. That cannot lock up: a loop never waits for the
 * ring or the committer.
 */
public final class Outbox {

    private static final long FULL_WAIT_NANOS = 20_000;

    private final OneToOneConcurrentArrayQueue<Exchange> decided;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Executor loop;
    private final Runnable beforeDrain;
    private final Runnable afterDrain;
    private final Runnable drain = this::drain;
    private boolean touched;

    /**
     * @param capacity   exchanges that fit, a power of two
     * @param loop       runs tasks on the event loop
     * @param beforeDrain run on the loop before a batch of answers is written
     * @param afterDrain run on the loop after a batch of answers has been written: time to flush
     */
    public Outbox(final int capacity, final Executor loop, final Runnable beforeDrain, final Runnable afterDrain) {
        decided = new OneToOneConcurrentArrayQueue<>(capacity);
        this.loop = loop;
        this.beforeDrain = beforeDrain;
        this.afterDrain = afterDrain;
    }

    /** Whether nothing waits to be answered. Any thread. */
    public boolean isEmpty() {
        return decided.isEmpty() && !scheduled.get();
    }

    /** Committer only. Returns whether this is the batch's first for this loop. */
    boolean offer(final Exchange exchange) {
        while (!decided.offer(exchange)) {
            wake();
            LockSupport.parkNanos(FULL_WAIT_NANOS);
        }
        final boolean first = !touched;
        touched = true;
        return first;
    }

    /** Committer only, once a batch. */
    void endBatch() {
        touched = false;
        wake();
    }

    private void wake() {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            loop.execute(drain);
        }
    }

    private void drain() {
        // Lowered first: an exchange that comes in from here on raises it again and is not forgotten.
        scheduled.set(false);
        try {
            beforeDrain.run();
            Exchange exchange;
            while ((exchange = decided.poll()) != null) {
                exchange.answer();
            }
        } finally {
            afterDrain.run();
        }
    }
}
