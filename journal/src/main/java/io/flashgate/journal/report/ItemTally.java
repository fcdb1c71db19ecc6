package io.flashgate.journal.report;

import io.flashgate.core.sale.Stock;
import java.util.ArrayList;
import java.util.List;

/** What was sold of one item. One thread. */
final class ItemTally {

    private final Stock stock;
    private final long[] soldByTier;
    private long orders;
    private long firstGoneNanos = SaleReport.NEVER;
    private long soldOutAtNanos = SaleReport.NEVER;

    /**
     * @param stock the sale's own, which is kept up by whoever tells of units here
     */
    ItemTally(final Stock stock) {
        this.stock = stock;
        soldByTier = new long[stock.tiers()];
    }

    /** Units were taken, held or sold. */
    void taken(final long atNanos) {
        if (stock.available() == 0 && firstGoneNanos == SaleReport.NEVER) {
            firstGoneNanos = atNanos;
        }
    }

    /** Units are confirmed. */
    void sold(final int tier, final long units, final long atNanos) {
        soldByTier[tier] += units;
        if (stock.sold() == stock.item().stock()) {
            soldOutAtNanos = atNanos;
        }
    }

    /** One more confirmed order has some of it. */
    void ordered() {
        orders++;
    }

    SaleReport.Item item() {
        final List<SaleReport.Price> prices = new ArrayList<>();
        for (int tier = 0; tier < soldByTier.length; tier++) {
            prices.add(new SaleReport.Price(stock.price(tier), soldByTier[tier]));
        }
        return new SaleReport.Item(
                stock.item(),
                orders,
                stock.sold(),
                stock.held(),
                stock.available(),
                prices,
                firstGoneNanos,
                soldOutAtNanos);
    }
}
