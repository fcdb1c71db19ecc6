package io.flashgate.journal.whatif;

/**
 * Where an item stands at the journal's end.
 *
 * @param goneSequence  the recorded sequence of the purchase that took the last unit, of an item that has none available; 0: it has
 *                      some
 * @param goneAtNanos   its stamp, nanoseconds since the epoch
 */
public record ItemOutlook(
        String sku, long stock, long available, long held, long sold, long goneSequence, long goneAtNanos) {}
