package io.flashgate.gateway.egress;

import io.flashgate.core.order.Decision;

/**
 * A request that waits for its decision. Its event loop fills it and publishes a command; the committer brings the decision
 * and puts it into the loop's {@link Outbox}; the loop answers. The hand-overs order the accesses; nobody else touches it.
 */
public abstract class Exchange {

    private final Outbox outbox;
    private final Decision decision = new Decision();
    private long decidedNanos;
    private boolean refused;

    protected Exchange(final Outbox outbox) {
        this.outbox = outbox;
    }

    /** Event loop only: writes the answer. */
    protected abstract void answer();

    /** What was decided; meaningful in {@link #answer()} unless {@link #isRefused()}. */
    public final Decision decision() {
        return decision;
    }

    /** When it was decided, by {@link System#nanoTime()}; meaningful where {@link #decision()} is. */
    protected final long decidedNanos() {
        return decidedNanos;
    }

    /** Whether the journal could not take the command, so that nothing was decided that anybody may rely on. */
    protected final boolean isRefused() {
        return refused;
    }

    final Outbox outbox() {
        return outbox;
    }

    final void decided(final Decision durable, final long nanos) {
        refused = false;
        decidedNanos = nanos;
        decision.copyFrom(durable);
    }

    final void refused() {
        refused = true;
    }
}
