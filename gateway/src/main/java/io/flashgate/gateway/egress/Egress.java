package io.flashgate.gateway.egress;

import io.flashgate.core.order.Decision;
import java.util.ArrayList;
import java.util.List;

/** The committer's end of the replies. Committer thread only. */
public final class Egress {

    private final List<Outbox> touched = new ArrayList<>();

    /**
     * Sends a durable decision on its way.
     *
     * @param decidedNanos when it was decided, by {@link System#nanoTime()}
     */
    public void reply(final Exchange exchange, final Decision decision, final long decidedNanos) {
        exchange.decided(decision, decidedNanos);
        send(exchange);
    }

    /** Tells an exchange that the journal could not take its command. */
    public void refuse(final Exchange exchange) {
        exchange.refused();
        send(exchange);
    }

    /** Wakes each event loop that got replies, once. */
    public void endBatch() {
        for (int i = 0; i < touched.size(); i++) {
            touched.get(i).endBatch();
        }
        touched.clear();
    }

    private void send(final Exchange exchange) {
        if (exchange.outbox().offer(exchange)) {
            touched.add(exchange.outbox());
        }
    }
}
