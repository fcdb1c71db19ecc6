package io.flashgate.journal.whatif;

import io.flashgate.core.order.Outcome;

/**
 * A recorded request that would have been answered otherwise.
 *
 * @param sequence       that it has in the journal
 * @param timestampNanos its stamp, nanoseconds since the epoch
 * @param wish           what was asked for: {@code 2 × sneaker-42}
 * @param was            what was decided
 * @param would          what would have been decided
 */
public record ChangedAnswer(
        long sequence, long timestampNanos, String buyerId, String key, String wish, Outcome was, Outcome would) {

    /** Refused, and would have got an order. */
    public boolean isGained() {
        return !was.isOrder() && would.isOrder();
    }

    /** Got an order, and would have been refused. */
    public boolean isLost() {
        return was.isOrder() && !would.isOrder();
    }
}
