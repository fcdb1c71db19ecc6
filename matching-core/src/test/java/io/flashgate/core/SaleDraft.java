package io.flashgate.core;

import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import java.util.ArrayList;
import java.util.List;

/** Writes a sale's definition in a few words. Words about an item speak of the one named last. */
public final class SaleDraft {

    private static final long HALF_AN_HOUR_NANOS = 1_800_000_000_000L;

    private final List<ItemDefinition> items = new ArrayList<>();
    private List<String> groups = List.of();
    private String saleId;
    private long opensAtNanos = Shop.NOON;
    private long closesAtNanos = Long.MAX_VALUE;
    private int buyerLimit;

    private SaleDraft(final String saleId) {
        this.saleId = saleId;
    }

    /** A sale that is open for half an hour from noon, unless told otherwise. */
    public static SaleDraft of(final String saleId) {
        return new SaleDraft(saleId);
    }

    public SaleDraft named(final String id) {
        saleId = id;
        return this;
    }

    /** One more item: ten units at 99.00, without a limit, unless told otherwise. */
    public SaleDraft selling(final String sku) {
        items.add(new ItemDefinition(sku, "", 10, 9_900, SaleDefinition.NO_LIST_PRICE, 0));
        return this;
    }

    public SaleDraft stock(final int units) {
        final ItemDefinition item = items.remove(items.size() - 1);
        items.add(new ItemDefinition(item.sku(), "", units, item.price(), item.listPrice(), item.buyerLimit()));
        return this;
    }

    public SaleDraft price(final long minorUnits) {
        final ItemDefinition item = items.remove(items.size() - 1);
        items.add(new ItemDefinition(item.sku(), "", item.stock(), minorUnits, item.listPrice(), item.buyerLimit()));
        return this;
    }

    /** Units of the item per buyer. */
    public SaleDraft limitPerBuyer(final int units) {
        final ItemDefinition item = items.remove(items.size() - 1);
        items.add(new ItemDefinition(item.sku(), "", item.stock(), item.price(), item.listPrice(), units));
        return this;
    }

    /** Units per buyer over the whole sale. */
    public SaleDraft limitPerBuyerInAll(final int units) {
        buyerLimit = units;
        return this;
    }

    public SaleDraft admitting(final String... names) {
        groups = List.of(names);
        return this;
    }

    public SaleDraft openFrom(final long nanos) {
        opensAtNanos = nanos;
        return this;
    }

    public SaleDraft closingAt(final long nanos) {
        closesAtNanos = nanos;
        return this;
    }

    public long opensAtNanos() {
        return opensAtNanos;
    }

    public SaleDefinition definition() {
        final long end = closesAtNanos == Long.MAX_VALUE ? opensAtNanos + HALF_AN_HOUR_NANOS : closesAtNanos;
        return new SaleDefinition(saleId, "", opensAtNanos, end, "CNY", buyerLimit, items, groups);
    }
}
