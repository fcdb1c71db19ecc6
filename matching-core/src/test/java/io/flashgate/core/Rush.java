package io.flashgate.core;

import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.SaleDefinition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A seeded day at the shop: what merchants, buyers, clock and gate do, in the order in which it is sequenced.
 *
 * <p>The same seed is the same rush, on every machine. It does not look at any answer, so it can be put to any
 * {@link Seller}. The clock moves in nanoseconds, that no boundary is too narrow to be met: it often lands just before,
 * upon or just after the opening or end of a sale, and in some rushes nobody ever ticks.
 */
public final class Rush {

    /** When every rush begins. */
    public static final long BEGINS_NANOS = Shop.NOON;

    private static final List<Outcome> REASONS = List.of(Outcome.values());

    private final long seed;
    private final Dice dice;
    private final RushMerchant merchant;
    private final RushCrowd crowd;
    private final List<Act> acts = new ArrayList<>();
    private final boolean ticks;
    private final boolean isPunctual;
    private final long answerRetentionNanos;
    private long nowNanos = BEGINS_NANOS;

    private Rush(final long seed) {
        this.seed = seed;
        // Neighbouring seeds are to share nothing.
        dice = new Dice(seed * 0xD6E8FEB86659FD93L);
        merchant = new RushMerchant(dice);
        crowd = new RushCrowd(dice, merchant);
        ticks = !dice.oneIn(3);
        isPunctual = dice.oneIn(2);
        answerRetentionNanos = dice.between(1, dice.oneIn(2) ? 30 : 300);
        final int length = dice.between(40, 160);
        while (acts.size() < length) {
            moveClock();
            acts.add(next());
        }
    }

    public static Rush of(final long seed) {
        return new Rush(seed);
    }

    public long seed() {
        return seed;
    }

    public List<Act> acts() {
        return acts;
    }

    private void moveClock() {
        final long boundary = dice.oneIn(25) ? merchant.nextBoundary(nowNanos, answerRetentionNanos) : -1;
        if (boundary >= 0) {
            nowNanos = boundary + dice.between(-1, 1);
        } else if (dice.oneIn(4)) {
            nowNanos += dice.oneIn(150) ? 1_000 : dice.below(25);
        }
    }

    private Act next() {
        for (final String saleId : merchant.saleIds()) {
            if (merchant.findLatest(saleId) == null && dice.oneIn(2)) {
                return new Act.Define(nowNanos, merchant.define(saleId, nowNanos));
            }
        }
        final int chance = dice.below(1_000);
        if (chance < 25) {
            return new Act.Define(nowNanos, someDefinition());
        }
        if (chance < 35) {
            return new Act.Close(nowNanos, dice.oneIn(5) ? "s-none" : dice.pick(merchant.saleIds()));
        }
        if (chance < 85) {
            return ticks ? new Act.Tick(nowNanos) : new Act.Buy(nowNanos, crowd.next());
        }
        if (chance < 110) {
            return new Act.CountRefusals(
                    nowNanos, dice.oneIn(5) ? "s-none" : dice.pick(merchant.saleIds()), someCounts());
        }
        if (chance < 160) {
            final Wish wish = crowd.anyWish();
            return new Act.FindOrder(
                    nowNanos, wish.saleId(), dice.between(0, 8), dice.oneIn(3) ? crowd.anyBuyer() : wish.buyer());
        }
        if (chance < 360) {
            return afterPurchase();
        }
        if (chance < 375) {
            return new Act.Mumble(nowNanos, dice.pick(List.of(Nonsense.values())));
        }
        if (chance < 425) {
            return forgetting();
        }
        return new Act.Buy(nowNanos, crowd.next());
    }

    /** What may happen to an order, whether or not there is one. */
    private Act afterPurchase() {
        final String saleId = dice.oneIn(20) ? "s-none" : dice.pick(merchant.saleIds());
        final int number = dice.between(0, 8);
        return switch (dice.below(8)) {
            case 0, 1, 2 -> new Act.Confirm(nowNanos, saleId, number);
            case 3 -> new Act.Cancel(nowNanos, saleId, number, null);
            case 4 -> new Act.Cancel(nowNanos, saleId, number, crowd.anyBuyer());
            case 5 -> new Act.Extend(nowNanos, saleId, number);
            default -> new Act.Expire(nowNanos, saleId, number);
        };
    }

    /** Somebody says that answers need be kept no longer, be it after the time that was set or after another. */
    private Act forgetting() {
        final String saleId = dice.oneIn(20) ? "s-none" : dice.pick(merchant.saleIds());
        final long retention = dice.oneIn(2) ? answerRetentionNanos : dice.between(1, 100);
        return new Act.Forget(nowNanos, saleId, retention, dice.oneIn(4) ? 100 : dice.between(1, 4));
    }

    /** How long answers are kept after their sale is sealed, as the shop's own clockwork has it. */
    public long answerRetentionNanos() {
        return answerRetentionNanos;
    }

    /** Whether what is due is sequenced before anything else, as the gateway does; else only what the rush itself says. */
    public boolean isPunctual() {
        return isPunctual;
    }

    private SaleDefinition someDefinition() {
        final String saleId = dice.pick(merchant.saleIds());
        final SaleDefinition latest = merchant.findLatest(saleId);
        return latest != null && dice.oneIn(5) ? latest : merchant.define(saleId, nowNanos);
    }

    private Map<Outcome, Integer> someCounts() {
        final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        for (int i = dice.below(4); i >= 0; i--) {
            counts.put(dice.pick(REASONS), dice.between(1, 1_000));
        }
        return counts;
    }
}
