package io.flashgate.core.sale;

import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import io.flashgate.core.sale.SaleDefinition.PriceTier;

/**
 * The units of one item. At any moment {@code available + held + sold = stock}.
 *
 * <p>Units are sold in their order, so each has a place and with it a price. Units at one price are a tier; an item without
 * {@code priceTiers} has one. Whatever is taken comes out of the first tier that has something, and what is given back goes
 * where it came from: at its old price to the next one who asks.
 */
public final class Stock {

    private final ItemDefinition item;
    private final int buyerLimit;
    private final long[] tierPrices;
    private final long[] tierAvailable;
    private final long[] tierHeld;
    private long available;
    private long held;
    private long sold;

    public Stock(final ItemDefinition item) {
        this.item = item;
        buyerLimit = item.buyerLimit();
        available = item.stock();
        final boolean hasFirst =
                item.priceTiers().isEmpty() || item.priceTiers().get(0).fromUnit() > 1;
        final int tiers = item.priceTiers().size() + (hasFirst ? 1 : 0);
        tierPrices = new long[tiers];
        tierAvailable = new long[tiers];
        tierHeld = new long[tiers];
        int tier = 0;
        if (hasFirst) {
            tierPrices[tier++] = item.price();
        }
        for (final PriceTier next : item.priceTiers()) {
            if (tier > 0) {
                tierAvailable[tier - 1] += next.fromUnit() - 1;
            }
            tierAvailable[tier] = 1 - next.fromUnit();
            tierPrices[tier++] = next.price();
        }
        tierAvailable[tier - 1] += item.stock();
    }

    public ItemDefinition item() {
        return item;
    }

    /** How many prices there are; mostly one. */
    public int tiers() {
        return tierPrices.length;
    }

    /** Minor units of the sale's currency for a unit of a tier, from 0. */
    public long price(final int tier) {
        return tierPrices[tier];
    }

    /** Units of this item per buyer; 0: no limit. */
    public int buyerLimit() {
        return buyerLimit;
    }

    /** Units that can be bought now; once the sale is over, units that stay unsold. */
    public long available() {
        return available;
    }

    /** Units of a tier that can be bought now. */
    public long available(final int tier) {
        return tierAvailable[tier];
    }

    /** Units in unpaid holds. */
    public long held() {
        return held;
    }

    /** Units of a tier in unpaid holds. */
    public long held(final int tier) {
        return tierHeld[tier];
    }

    /** Units that are confirmed. */
    public long sold() {
        return sold;
    }

    /** The first tier that has something available; to be asked only while there is something. */
    public int nextTier() {
        int tier = 0;
        while (tierAvailable[tier] == 0) {
            tier++;
        }
        return tier;
    }

    /** What the next unit costs, minor units; where none is left, what the last one costs. */
    public long nextPrice() {
        return tierPrices.length == 1 || available == 0 ? tierPrices[tierPrices.length - 1] : tierPrices[nextTier()];
    }

    /**
     * Takes confirmed units.
     *
     * @throws IllegalStateException if there are fewer available: the desk has decided wrongly, and nothing may go on
     */
    public void sell(final int tier, final long quantity) {
        take(tier, quantity);
        sold += quantity;
    }

    /** Takes units until they are {@linkplain #confirm confirmed} or {@linkplain #release released}. */
    public void hold(final int tier, final long quantity) {
        take(tier, quantity);
        tierHeld[tier] += quantity;
        held += quantity;
    }

    /** Held units become sold ones. */
    public void confirm(final int tier, final long quantity) {
        endHold(tier, quantity);
        sold += quantity;
    }

    /** Held units become available ones. */
    public void release(final int tier, final long quantity) {
        endHold(tier, quantity);
        tierAvailable[tier] += quantity;
        available += quantity;
    }

    /** Takes the units of a tier over from a snapshot, once, of a stock that nothing was taken from; the rest of it is sold. */
    void restore(final int tier, final long newAvailable, final long newHeld) {
        final long whole = tierAvailable[tier];
        if (newAvailable < 0 || newHeld < 0 || newAvailable + newHeld > whole) {
            throw new IllegalStateException("units of " + item.sku() + ": available=" + newAvailable + ", held="
                    + newHeld + ", expected no more than " + whole);
        }
        tierAvailable[tier] = newAvailable;
        tierHeld[tier] = newHeld;
        available -= whole - newAvailable;
        held += newHeld;
        sold += whole - newAvailable - newHeld;
    }

    private void take(final int tier, final long quantity) {
        require("take", quantity, "available", tierAvailable[tier]);
        tierAvailable[tier] -= quantity;
        available -= quantity;
    }

    private void endHold(final int tier, final long quantity) {
        require("end the hold of", quantity, "held", tierHeld[tier]);
        tierHeld[tier] -= quantity;
        held -= quantity;
    }

    private void require(final String action, final long quantity, final String what, final long found) {
        if (quantity < 1 || quantity > found) {
            throw new IllegalStateException(
                    action + ' ' + quantity + " units of " + item.sku() + ", " + what + '=' + found);
        }
    }
}
