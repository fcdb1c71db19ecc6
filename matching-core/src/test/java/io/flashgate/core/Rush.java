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
 * upon or just after the opening or end of a sale or the end of a hold, now and then it jumps far over several of them, and in
 * some rushes nobody ever ticks. Payments, cancellations and extensions are aimed at orders that there
 * {@linkplain RushGuess probably} are.
 */
public final class Rush {

    /** When every rush begins. */
    public static final long BEGINS_NANOS = Shop.NOON;

    private static final List<Outcome> REASONS = List.of(Outcome.values());

    private final long seed;
    private final Dice dice;
    private final RushMerchant merchant;
    private final RushCrowd crowd;
    private final RushGuess guess;
    private final List<Act> acts = new ArrayList<>();
    private final boolean ticks;
    private final boolean isPunctual;
    private final long answerRetentionNanos;
    private long nowNanos = BEGINS_NANOS;

    /** The hold that the clock has just moved to; null: none. */
    private RushGuess.Order aim;

    /** The hold whose payment has started and comes at about its old deadline; null: none. */
    private RushGuess.Order payment;

    /** What a buyer wants who has just cancelled; null: none has. */
    private Wish second;

    private Rush(final long seed) {
        this.seed = seed;
        // Neighbouring seeds are to share nothing.
        dice = new Dice(seed * 0xD6E8FEB86659FD93L);
        merchant = new RushMerchant(dice);
        crowd = new RushCrowd(dice, merchant);
        guess = new RushGuess(dice);
        ticks = !dice.oneIn(3);
        isPunctual = dice.oneIn(2);
        answerRetentionNanos = dice.between(1, dice.oneIn(2) ? 30 : 300);
        final int length = dice.between(40, 160);
        while (acts.size() < length) {
            moveClock();
            merchant.itIs(nowNanos);
            final Act act = next();
            guess.note(act);
            acts.add(act);
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
        final boolean isAtBoundary = dice.oneIn(30);
        final long boundary = isAtBoundary ? merchant.nextBoundary(nowNanos, answerRetentionNanos) : -1;
        aim = dice.oneIn(16) ? guess.findNextDue(nowNanos) : null;
        if (payment != null) {
            nowNanos = Math.max(nowNanos, payment.deadlineNanos() + dice.between(-1, 3));
        } else if (boundary >= 0) {
            nowNanos = boundary + dice.between(-1, 1);
        } else if (aim != null) {
            nowNanos = aim.deadlineNanos() + dice.between(-1, 1);
        } else if (dice.oneIn(150)) {
            // Far over several deadlines.
            nowNanos += dice.between(50, 700);
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
        if (payment != null) {
            final RushGuess.Order paid = payment;
            payment = null;
            return new Act.Confirm(nowNanos, paid.saleId(), paid.number());
        }
        if (second != null) {
            final Wish wish = second;
            second = null;
            return new Act.Buy(nowNanos, wish);
        }
        if (aim != null && !dice.oneIn(3)) {
            return afterPurchase();
        }
        final int chance = dice.below(1_000);
        if (chance < 25) {
            return new Act.Define(nowNanos, someDefinition());
        }
        if (chance < 35) {
            return new Act.Close(nowNanos, dice.oneIn(5) ? "s-none" : merchant.anySaleId());
        }
        if (chance < 85) {
            return ticks ? new Act.Tick(nowNanos) : new Act.Buy(nowNanos, crowd.next());
        }
        if (chance < 110) {
            return new Act.CountRefusals(nowNanos, dice.oneIn(5) ? "s-none" : merchant.anySaleId(), someCounts());
        }
        if (chance < 160) {
            final Wish wish = crowd.anyWish();
            return new Act.FindOrder(
                    nowNanos, wish.saleId(), dice.between(0, 8), dice.oneIn(3) ? crowd.anyBuyer() : wish.buyer());
        }
        if (chance < 175) {
            return new Act.Mumble(nowNanos, dice.pick(List.of(Nonsense.values())));
        }
        if (chance < 420 && (guess.hasOrders() || dice.oneIn(8))) {
            return afterPurchase();
        }
        if (chance < 480) {
            return forgetting();
        }
        return new Act.Buy(nowNanos, crowd.next());
    }

    /** What may happen to an order: mostly to one that there probably is, and lately. */
    private Act afterPurchase() {
        final RushGuess.Order order = aim != null ? aim : dice.oneIn(8) ? null : guess.findAny();
        final String saleId = order != null ? order.saleId() : dice.oneIn(4) ? "s-none" : merchant.anySaleId();
        final long number = order == null ? dice.between(0, 8) : order.number();
        final String buyer = order == null || dice.oneIn(4) ? crowd.anyBuyer() : order.buyer();
        return switch (aim != null && dice.oneIn(2) ? 0 : dice.below(11)) {
            case 0, 1, 2, 3 -> new Act.Confirm(nowNanos, saleId, number);
            case 4 -> new Act.Cancel(nowNanos, saleId, number, null);
            case 5, 6 -> {
                second = dice.oneIn(2) ? crowd.anotherOf(saleId, buyer) : null;
                yield new Act.Cancel(nowNanos, saleId, number, buyer);
            }
            case 7, 8 -> {
                payment = dice.oneIn(4) ? order : null;
                yield new Act.Extend(nowNanos, saleId, number);
            }
            default -> new Act.Expire(nowNanos, saleId, number);
        };
    }

    /** Somebody says that answers need be kept no longer, be it after the time that was set or after another. */
    private Act forgetting() {
        final String saleId = dice.oneIn(20) ? "s-none" : dice.pick(merchant.saleIds());
        final long retention = dice.oneIn(2) ? answerRetentionNanos : dice.between(1, 30);
        return new Act.Forget(nowNanos, saleId, retention, dice.oneIn(6) ? 100 : dice.between(1, 2));
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
        final String saleId = merchant.anySaleId();
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
