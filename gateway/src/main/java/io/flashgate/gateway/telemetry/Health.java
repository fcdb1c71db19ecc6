package io.flashgate.gateway.telemetry;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the gateway may sell. Any thread may ask and any thread may report a broken promise; the first report counts and
 * there is no way back from it.
 */
public final class Health {

    /** Where the gateway stands. */
    public enum State {
        STARTING,
        READY,
        /** Shutting down: what was taken is answered, nothing new is. */
        DRAINING,
        /** A promise broke; the process is about to stop. */
        FAILED
    }

    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    private final AtomicReference<State> state = new AtomicReference<>(State.STARTING);
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private volatile boolean isScarce;

    public State state() {
        return state.get();
    }

    public boolean isFailed() {
        return state.get() == State.FAILED;
    }

    /** Whether the journal's disk has too little room just now, so that nothing new is decided. */
    public boolean isScarce() {
        return isScarce;
    }

    /** Whether purchases are decided now. */
    public boolean canSell() {
        return state.get() == State.READY && !isScarce;
    }

    /** Sequencer only: room on the journal's disk has run out, or is there again. Unlike a failure it passes. */
    public void scarce(final boolean now) {
        if (now == isScarce) {
            return;
        }
        isScarce = now;
        if (now) {
            LOG.warn("too little room on the journal's disk; refusing until there is more");
        } else {
            LOG.warn("there is room on the journal's disk again; selling goes on");
        }
    }

    /** Recovered and listening. */
    public void ready() {
        state.compareAndSet(State.STARTING, State.READY);
    }

    /** On the way down. Returns false if it already was, or had failed. */
    public boolean draining() {
        return state.compareAndSet(State.READY, State.DRAINING) || state.compareAndSet(State.STARTING, State.DRAINING);
    }

    /** A promise broke: nothing may be answered as sold from here on. */
    public void fail(final String reason, final Throwable cause) {
        if (state.getAndSet(State.FAILED) != State.FAILED) {
            final String why = cause == null ? reason : reason + ": " + cause;
            LOG.error("{}; nothing more is sold", why);
            LOG.debug("the cause", cause);
            failure.complete(why);
        }
    }

    /** Completes with the reason when a promise has broken. */
    public CompletionStage<String> failure() {
        return failure;
    }
}
