package io.flashgate.core;

import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.SaleDefinition.HoldDefinition;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import io.flashgate.core.sale.SaleDefinition.PriceTier;
import io.flashgate.core.sale.SaleDefinition.StageGoal;
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
    private HoldDefinition hold;
    private final List<StageGoal> stageGoals = new ArrayList<>();
    private boolean isRehearsal;

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
        items.add(new ItemDefinition(
                item.sku(), "", units, item.price(), item.listPrice(), item.buyerLimit(), item.priceTiers()));
        return this;
    }

    public SaleDraft price(final long minorUnits) {
        final ItemDefinition item = items.remove(items.size() - 1);
        items.add(new ItemDefinition(
                item.sku(), "", item.stock(), minorUnits, item.listPrice(), item.buyerLimit(), item.priceTiers()));
        return this;
    }

    /** Units of the item per buyer. */
    public SaleDraft limitPerBuyer(final int units) {
        final ItemDefinition item = items.remove(items.size() - 1);
        items.add(new ItemDefinition(
                item.sku(), "", item.stock(), item.price(), item.listPrice(), units, item.priceTiers()));
        return this;
    }

    /** Units per buyer over the whole sale. */
    public SaleDraft limitPerBuyerInAll(final int units) {
        buyerLimit = units;
        return this;
    }

    /** Units of the item from this one on, counted from 1, have another price. */
    public SaleDraft priceFromUnit(final int fromUnit, final long minorUnits) {
        final ItemDefinition item = items.remove(items.size() - 1);
        final List<PriceTier> tiers = new ArrayList<>(item.priceTiers());
        tiers.add(new PriceTier(fromUnit, minorUnits));
        items.add(new ItemDefinition(
                item.sku(), "", item.stock(), item.price(), item.listPrice(), item.buyerLimit(), tiers));
        return this;
    }

    /** Orders wait so long for their payment; three holds per buyer and no extension, unless told otherwise. */
    public SaleDraft holdingFor(final long nanos) {
        hold = new HoldDefinition(nanos, 0, HoldDefinition.DEFAULT_ATTEMPTS);
        return this;
    }

    /** So much longer once the payment has started; after {@link #holdingFor}. */
    public SaleDraft extendedBy(final long nanos) {
        hold = new HoldDefinition(hold.ttlNanos(), nanos, hold.attempts());
        return this;
    }

    /** Holds per buyer; after {@link #holdingFor}. */
    public SaleDraft attempts(final int holds) {
        hold = new HoldDefinition(hold.ttlNanos(), hold.extensionNanos(), holds);
        return this;
    }

    /** When so many units are confirmed, everybody gets something. */
    public SaleDraft goal(final long units) {
        stageGoals.add(new StageGoal(units, "free socks"));
        return this;
    }

    public SaleDraft rehearsal() {
        isRehearsal = true;
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
        return new SaleDefinition(
                saleId, "", opensAtNanos, end, "CNY", buyerLimit, items, groups, hold, stageGoals, isRehearsal);
    }
}
