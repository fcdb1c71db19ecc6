package io.flashgate.core;

import io.flashgate.core.order.OrderStatus;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import java.util.ArrayList;
import java.util.List;

/** A sale in the {@link Ledger}: every place of every item, and whose it is. */
final class LedgerSale {

    /** A unit of an item by its place, and what it costs there. */
    record Place(int item, int number, int tier, long price) {}

    final SaleDefinition definition;
    final List<LedgerOrder> orders = new ArrayList<>();
    final long[] goalOrders;
    final int[] available;
    final int[] held;
    final int[] sold;
    long soldUnits;

    /** When it was sealed; {@link Long#MAX_VALUE}: it is not. */
    long sealedAtNanos = Long.MAX_VALUE;

    long forgotten;
    boolean isForgotten;

    private final LedgerOrder[][] owners;
    private final boolean[][] wereReleased;
    private final int[] farthest;

    LedgerSale(final SaleDefinition definition) {
        this.definition = definition;
        goalOrders = new long[definition.stageGoals().size()];
        final int items = definition.items().size();
        available = new int[items];
        held = new int[items];
        sold = new int[items];
        owners = new LedgerOrder[items][];
        wereReleased = new boolean[items][];
        farthest = new int[items];
        for (int item = 0; item < items; item++) {
            available[item] = definition.items().get(item).stock();
            owners[item] = new LedgerOrder[available[item]];
            wereReleased[item] = new boolean[available[item]];
        }
    }

    int item(final String sku) {
        for (int item = 0; item < definition.items().size(); item++) {
            if (definition.items().get(item).sku().equals(sku)) {
                return item;
            }
        }
        throw new Invariant.Broken(Invariant.NO_UNIT_WITH_TWO_OWNERS, "sold what there is not: " + sku);
    }

    /** Gives an order the first free places of its items. */
    void take(final LedgerOrder order) {
        for (final Wish.Line line : order.wish.lines()) {
            final int item = item(line.sku());
            Invariant.NO_UNIT_WITH_TWO_OWNERS.require(
                    available[item] >= line.quantity(),
                    () -> line + " of " + order.wish + ", free are " + available[item]);
            int left = line.quantity();
            for (int i = 0; left > 0; i++) {
                if (owners[item][i] == null) {
                    owners[item][i] = order;
                    order.places.add(place(item, i + 1));
                    order.takesReleasedUnits |= wereReleased[item][i] && farthest[item] > i + 1;
                    farthest[item] = Math.max(farthest[item], i + 1);
                    left--;
                }
            }
            available[item] -= line.quantity();
            (order.status == OrderStatus.HELD ? held : sold)[item] += line.quantity();
        }
    }

    void giveBack(final LedgerOrder order) {
        for (final Place place : order.places) {
            owners[place.item()][place.number() - 1] = null;
            wereReleased[place.item()][place.number() - 1] = true;
            held[place.item()]--;
            available[place.item()]++;
        }
    }

    /** The tier that an item sells from when nothing comes back: that of the unit behind the farthest ever taken. */
    int frontTier(final int item) {
        return place(item, Math.min(farthest[item] + 1, owners[item].length)).tier();
    }

    long allAvailable() {
        return sum(available);
    }

    long allHeld() {
        return sum(held);
    }

    /** Units that a buyer has, held or sold; of an item, or of all (-1). */
    int units(final String buyer, final int item) {
        int units = 0;
        for (final LedgerOrder order : orders) {
            if (order.wish.buyer().equals(buyer) && order.hasUnits()) {
                units += order.units(item);
            }
        }
        return units;
    }

    /** As {@link #units}, of orders that were given back. */
    int unitsGivenBack(final String buyer, final int item) {
        int units = 0;
        for (final LedgerOrder order : orders) {
            if (order.wish.buyer().equals(buyer) && order.status == OrderStatus.CANCELLED) {
                units += order.units(item);
            }
        }
        return units;
    }

    /** Orders that a buyer ever made. */
    long orders(final String buyer) {
        long count = 0;
        for (final LedgerOrder order : orders) {
            count += order.wish.buyer().equals(buyer) ? 1 : 0;
        }
        return count;
    }

    private Place place(final int item, final int number) {
        final ItemDefinition rules = definition.items().get(item);
        int tier = 0;
        long price = rules.price();
        while (tier < rules.priceTiers().size() && rules.priceTiers().get(tier).fromUnit() <= number) {
            price = rules.priceTiers().get(tier).price();
            tier++;
        }
        return new Place(item, number, tier, price);
    }

    private static long sum(final int[] units) {
        long sum = 0;
        for (final int of : units) {
            sum += of;
        }
        return sum;
    }
}
