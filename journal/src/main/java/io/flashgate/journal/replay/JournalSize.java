package io.flashgate.journal.replay;

import io.flashgate.core.CoreLimits;
import io.flashgate.core.order.Outcome;
import io.flashgate.journal.JournalReader;

/**
 * How much a journal holds, and so how large a core must be that replays it.
 *
 * @param records      all of them
 * @param lastSequence 0: there are none
 * @param sales        sales that were created
 * @param decisions    purchases that were decided, whatever the answer
 * @param accepted     purchases that were sold
 */
public record JournalSize(long records, long lastSequence, long sales, long decisions, long accepted) {

    private static final int MAX_GROUPS = 65_536;

    /** Reads to the end and checks every record on the way. */
    public static JournalSize count(final JournalReader reader) {
        long records = 0;
        long last = 0;
        long sales = 0;
        long decisions = 0;
        long accepted = 0;
        while (reader.next()) {
            final Outcome outcome = reader.outcome();
            records++;
            last = reader.sequence();
            sales += outcome == Outcome.SALE_CREATED ? 1 : 0;
            decisions += isPurchase(outcome) ? 1 : 0;
            accepted += outcome == Outcome.ACCEPTED ? 1 : 0;
        }
        return new JournalSize(records, last, sales, decisions, accepted);
    }

    /** Whether an outcome is one of a purchase. */
    public static boolean isPurchase(final Outcome outcome) {
        return switch (outcome) {
            case ACCEPTED, SOLD_OUT, INSUFFICIENT_STOCK, BUYER_LIMIT -> true;
            default -> false;
        };
    }

    /**
     * The limits of a core that has room for just this journal.
     *
     * @throws IllegalArgumentException if no core is that large
     */
    public CoreLimits limits() {
        return new CoreLimits(
                atLeastOne(sales),
                // Refusals may take half of a core's answers.
                atLeastOne(Math.max(decisions, 2 * (decisions - accepted))),
                atLeastOne(accepted),
                // Each order may have come out of a group of its own.
                Math.min(MAX_GROUPS, atLeastOne(accepted)));
    }

    private static int atLeastOne(final long count) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, count));
    }
}
