package io.flashgate.journal.whatif;

import java.util.List;

/**
 * What a sale comes to at the journal's end, under one set of rules.
 *
 * @param opensAtNanos nanoseconds since the epoch
 * @param orders       that were made, whatever became of them
 * @param expired      holds that were not paid for in time
 * @param revenue      what confirmed units cost, minor units of the sale's currency
 */
public record Outlook(
        String phase, long opensAtNanos, long orders, long expired, long revenue, List<ItemOutlook> items) {

    /** When the last unit of all items was taken, nanoseconds since the epoch; 0: some are available. */
    public long goneAtNanos() {
        long last = 0;
        for (final ItemOutlook item : items) {
            if (item.goneSequence() == 0) {
                return 0;
            }
            last = Math.max(last, item.goneAtNanos());
        }
        return last;
    }
}
