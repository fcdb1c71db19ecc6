package io.flashgate.journal.report;

import java.math.BigInteger;
import org.agrona.collections.Long2ObjectHashMap;

/** The orders of a sale that wait for their payment, and what became of the others. One thread. */
final class HoldTally {

    private final Long2ObjectHashMap<TakenOrder> open = new Long2ObjectHashMap<>();
    private long taken;
    private long confirmed;
    private long cancelledByBuyer;
    private long cancelledByMerchant;
    private long expired;
    private long extended;
    private long openUnits;
    private long expiredUnits;

    void take(final long orderNumber, final TakenOrder order) {
        open.put(orderNumber, order);
        taken++;
        openUnits += order.units();
    }

    /** The order's payment has come. Null: there is no such hold. */
    TakenOrder confirm(final long orderNumber) {
        confirmed++;
        return end(orderNumber);
    }

    TakenOrder cancel(final long orderNumber, final boolean isByBuyer) {
        cancelledByBuyer += isByBuyer ? 1 : 0;
        cancelledByMerchant += isByBuyer ? 0 : 1;
        return end(orderNumber);
    }

    TakenOrder expire(final long orderNumber) {
        final TakenOrder order = end(orderNumber);
        expired++;
        expiredUnits += order == null ? 0 : order.units();
        return order;
    }

    void extend() {
        extended++;
    }

    /**
     * @param openValue what the units of the open ones cost
     */
    SaleReport.Holds holds(final BigInteger openValue) {
        return new SaleReport.Holds(
                taken,
                open.size(),
                confirmed,
                cancelledByBuyer,
                cancelledByMerchant,
                expired,
                extended,
                openUnits,
                openValue,
                expiredUnits);
    }

    private TakenOrder end(final long orderNumber) {
        final TakenOrder order = open.remove(orderNumber);
        openUnits -= order == null ? 0 : order.units();
        return order;
    }
}
