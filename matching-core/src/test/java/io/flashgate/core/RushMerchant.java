package io.flashgate.core;

import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.SaleDefinition.HoldDefinition;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import io.flashgate.core.sale.SaleDefinition.PriceTier;
import io.flashgate.core.sale.SaleDefinition.StageGoal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The merchants of a {@link Rush}: sales that are small, short and often in one another's way. */
final class RushMerchant {

    private static final int MOST_SALES = 8;
    private static final List<String> GROUPS = List.of("g1", "g2", "g3");

    private final Dice dice;
    private final List<String> saleIds = new ArrayList<>();
    private final Map<String, SaleDefinition> latest = new LinkedHashMap<>();
    private final boolean sellsMuch;
    private long nowNanos;

    RushMerchant(final Dice dice) {
        this.dice = dice;
        sellsMuch = dice.oneIn(120);
        final int saleCount = dice.between(1, 4);
        for (int i = 0; i < saleCount; i++) {
            saleIds.add("s-" + i);
        }
    }

    List<String> saleIds() {
        return saleIds;
    }

    /** Time passes; when nearly everything is over, somebody may think of one more sale. */
    void itIs(final long timestampNanos) {
        nowNanos = timestampNanos;
        if (saleIds.size() < MOST_SALES
                && dice.oneIn(8)
                && saleIds.stream().filter(this::mayGoOn).count() < 2) {
            saleIds.add("s-" + saleIds.size());
        }
    }

    /** Mostly one whose time is not over. */
    String anySaleId() {
        final String saleId = dice.pick(saleIds);
        return mayGoOn(saleId) || dice.oneIn(6) ? saleId : dice.pick(saleIds);
    }

    private boolean mayGoOn(final String saleId) {
        final SaleDefinition sale = latest.get(saleId);
        return sale == null || nowNanos < sale.closesAtNanos();
    }

    /** What was last said of a sale, whether or not the shop took it; null if nothing. */
    SaleDefinition findLatest(final String saleId) {
        return latest.get(saleId);
    }

    /** The first opening or end after a time, or the end of the time for which answers are kept; -1 if there is none. */
    long nextBoundary(final long timestampNanos, final long answerRetentionNanos) {
        long next = -1;
        for (final SaleDefinition sale : latest.values()) {
            final long forgottenAt = sale.closesAtNanos() + answerRetentionNanos;
            for (final long boundary : new long[] {sale.opensAtNanos(), sale.closesAtNanos(), forgottenAt}) {
                if (boundary > timestampNanos + 1 && (next < 0 || boundary < next)) {
                    next = boundary;
                }
            }
        }
        return next;
    }

    SaleDefinition define(final String saleId, final long nowNanos) {
        final long opensAt = nowNanos + dice.between(-30, 250);
        final long closesAt = opensAt + (dice.oneIn(4) ? dice.between(1, 60) : dice.between(200, 4_000));
        final List<ItemDefinition> items = items();
        final SaleDefinition sale = new SaleDefinition(
                saleId,
                "",
                opensAt,
                closesAt,
                "CNY",
                limit(6),
                items,
                dice.oneIn(3) ? someGroups() : List.of(),
                dice.oneIn(2) ? hold() : null,
                dice.oneIn(2) ? goals(items) : List.of(),
                dice.oneIn(8));
        latest.put(saleId, sale);
        return sale;
    }

    private List<ItemDefinition> items() {
        final int count =
                sellsMuch && dice.oneIn(2) ? SaleDefinition.MAX_ITEMS : dice.oneIn(3) ? 1 : dice.between(1, 5);
        final int mostStock = dice.oneIn(2) ? 3 : 30;
        final List<ItemDefinition> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final int price = dice.oneIn(10) ? 0 : dice.between(1, 20_000);
            final long listPrice = dice.oneIn(2) ? SaleDefinition.NO_LIST_PRICE : price + 100L;
            final int stock = dice.between(1, mostStock);
            items.add(new ItemDefinition("item-" + i, "", stock, price, listPrice, limit(4), tiers(stock)));
        }
        return items;
    }

    private HoldDefinition hold() {
        final int extension = dice.oneIn(3) ? 0 : dice.between(1, 200);
        return new HoldDefinition(dice.between(1, dice.oneIn(2) ? 60 : 600), extension, dice.between(1, 5));
    }

    /** Mostly none; now and then two neighbours at one price. */
    private List<PriceTier> tiers(final int stock) {
        final List<PriceTier> tiers = new ArrayList<>();
        if (dice.oneIn(3)) {
            for (int from = dice.between(1, 3); from <= stock && tiers.size() < 4; from += dice.between(1, 4)) {
                tiers.add(new PriceTier(from, dice.between(0, 3) * 1_000L));
            }
        }
        return tiers;
    }

    private List<StageGoal> goals(final List<ItemDefinition> items) {
        final long all = items.stream().mapToLong(ItemDefinition::stock).sum();
        final List<StageGoal> goals = new ArrayList<>();
        for (long units = dice.between(1, 4); units <= all && goals.size() < 5; units += dice.between(1, 4)) {
            goals.add(new StageGoal(units, "socks"));
        }
        return goals;
    }

    private int limit(final int most) {
        return dice.oneIn(2) ? 0 : dice.between(1, most);
    }

    private List<String> someGroups() {
        return GROUPS.subList(0, dice.between(1, GROUPS.size() - 1));
    }
}
