package io.flashgate.core.sale;

import io.flashgate.core.sale.SaleDefinition.ItemDefinition;

/** The units of one item. At any moment {@code available + held + sold = stock}. */
public final class Stock {

    private final ItemDefinition item;
    private final long price;
    private final int buyerLimit;
    private long available;
    private long held;
    private long sold;

    Stock(final ItemDefinition item) {
        this.item = item;
        price = item.price();
        buyerLimit = item.buyerLimit();
        available = item.stock();
    }

    public ItemDefinition item() {
        return item;
    }

    /** Minor units of the sale's currency. */
    public long price() {
        return price;
    }

    /** Units of this item per buyer; 0: no limit. */
    public int buyerLimit() {
        return buyerLimit;
    }

    /** Units that can be bought now. */
    public long available() {
        return available;
    }

    /** Units in unpaid holds; 0 until sales have holds. */
    public long held() {
        return held;
    }

    /** Units that are confirmed. */
    public long sold() {
        return sold;
    }

    /**
     * @throws IllegalStateException if there are fewer available: the desk has decided wrongly, and nothing may go on
     */
    void sell(final int quantity) {
        if (quantity < 1 || quantity > available) {
            throw new IllegalStateException(
                    "sell " + quantity + " units of " + item.sku() + ", available=" + available);
        }
        available -= quantity;
        sold += quantity;
    }
}
