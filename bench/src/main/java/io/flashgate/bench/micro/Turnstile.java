package io.flashgate.bench.micro;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Where one thread sleeps until another has come so far, as an event loop sleeps until it is woken. */
final class Turnstile {

    private static final long LIMIT_NANOS = 10_000_000_000L;

    private final AtomicLong passed = new AtomicLong();
    private volatile Thread waiter;

    /** The other thread: everything up to here is done. Numbers only rise. */
    void pass(final long number) {
        passed.set(number);
        LockSupport.unpark(waiter);
    }

    /**
     * Returns once {@link #pass} has come to this number.
     *
     * @throws IllegalStateException if that takes more than ten seconds: the other thread is gone
     */
    void await(final long number) {
        if (passed.get() >= number) {
            return;
        }
        waiter = Thread.currentThread();
        final long startNanos = System.nanoTime();
        while (passed.get() < number) {
            LockSupport.parkNanos(this, LIMIT_NANOS);
            if (System.nanoTime() - startNanos > LIMIT_NANOS) {
                throw new IllegalStateException("expected number=" + number + ", found " + passed.get());
            }
        }
    }
}
