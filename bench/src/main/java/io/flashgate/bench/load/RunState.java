package io.flashgate.bench.load;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** What the threads of a run tell each other. Thread-safe; times are {@link System#nanoTime}'s. */
final class RunState {

    /** No final refusal yet. */
    private static final long NOT_HEARD = Long.MAX_VALUE;

    private final CountDownLatch ready;
    private final AtomicReference<IOException> notConnected = new AtomicReference<>();
    private final AtomicReference<RuntimeException> broken = new AtomicReference<>();
    private final AtomicLong finalHeardNanos = new AtomicLong(NOT_HEARD);
    private final AtomicLong stoppedNanos = new AtomicLong(Long.MAX_VALUE);
    private volatile boolean isStarted;
    private volatile boolean isAbandoned;
    private volatile long startNanos;

    RunState(final int threads) {
        ready = new CountDownLatch(threads);
    }

    /** Opened when every thread has its connections, or has failed to get them. */
    CountDownLatch ready() {
        return ready;
    }

    void onNotConnected(final IOException reason) {
        notConnected.compareAndSet(null, reason);
        ready.countDown();
    }

    /** Null if all went well. */
    IOException findConnectFailure() {
        return notConnected.get();
    }

    /** A thread failed, by a mistake of ours: the whole run is worth nothing. */
    void onBroken(final RuntimeException mistake) {
        broken.compareAndSet(null, mistake);
        ready.countDown();
        stop(System.nanoTime());
    }

    /** Null if all went well. */
    RuntimeException findMistake() {
        return broken.get();
    }

    /** The schedule begins at this time. */
    void start(final long nanos) {
        startNanos = nanos;
        isStarted = true;
    }

    boolean isStarted() {
        return isStarted;
    }

    long startNanos() {
        return startNanos;
    }

    /** Nothing starts at all. */
    void abandon() {
        isAbandoned = true;
    }

    boolean isAbandoned() {
        return isAbandoned;
    }

    /** No more requests from now on. */
    void stop(final long nanos) {
        stoppedNanos.compareAndSet(Long.MAX_VALUE, nanos);
    }

    /** When it was stopped; {@link Long#MAX_VALUE}: it was not. */
    long stoppedNanos() {
        return stoppedNanos.get();
    }

    boolean isStopped() {
        return stoppedNanos.get() != Long.MAX_VALUE;
    }

    /** A refusal said that no retry can ever succeed. */
    void onFinal(final long heardNanos) {
        if (finalHeardNanos.get() == NOT_HEARD) {
            finalHeardNanos.compareAndSet(NOT_HEARD, heardNanos);
        }
    }

    /** Whether a final refusal had been heard before this time. */
    boolean wasFinalAt(final long nanos) {
        final long heard = finalHeardNanos.get();
        return heard != NOT_HEARD && nanos - heard > 0;
    }
}
