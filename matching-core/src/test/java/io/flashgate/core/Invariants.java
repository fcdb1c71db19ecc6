package io.flashgate.core;

import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.Phase;
import io.flashgate.core.sale.Sale;
import io.flashgate.core.sale.Stock;
import java.util.ArrayList;
import java.util.List;

/** Checks every {@link Invariant} that can be checked after each command: from answers and what the core shows, no other shop. */
final class Invariants {

    private final Ledger ledger;
    private final List<Phase> phases = new ArrayList<>();
    private final Memory memory;
    private final long answerRetentionNanos;
    private MatchingCore core;
    private long digest;
    private long sequence;

    /**
     * @param answerRetentionNanos how long the core is to keep answers after their sale is sealed
     */
    Invariants(final MatchingCore core, final Ledger ledger, final Memory memory, final long answerRetentionNanos) {
        this.ledger = ledger;
        this.memory = memory;
        this.answerRetentionNanos = answerRetentionNanos;
        goOnWith(core);
    }

    /** The core that is looked at from now on. */
    void goOnWith(final MatchingCore another) {
        core = another;
        digest = core.digest();
        sequence = core.sequence();
    }

    /** The phases that the sales had before the last command, by their place. */
    List<Phase> phasesBefore() {
        return phases;
    }

    void holdAfter(final Act act, final Answer answer) {
        stateMovesWithTheSequence(answer);
        ledger.enter(act, answer);
        memory.enter(act, answer);
        long deadlineNanos = ledger.findNextDue() == null ? Long.MAX_VALUE : ledger.findNextDue().deadlineNanos;
        for (int i = 0; i < core.sales().size(); i++) {
            final Sale sale = core.sales().get(i);
            stockAddsUp(sale);
            phaseIsInOrder(sale);
            sealIsStamped(sale, act.timestampNanos());
            goalsAreReachedOnce(sale);
            deadlineNanos = Math.min(deadlineNanos, sale.nextDeadlineNanos());
        }
        Invariant.DUE_IN_ORDER_OF_DEADLINE.requireSame(
                deadlineNanos, core.nextPromptDeadlineNanos(), "next prompt deadline");
        Invariant.DUE_IN_ORDER_OF_DEADLINE.requireSame(
                Math.min(deadlineNanos, forgetDeadlineNanos()), core.nextDeadlineNanos(), "next deadline");
        timeIsNoticed(act, answer);
        everyAnswerIsRememberedOrForgotten();
        if (act instanceof Act.Buy buy) {
            if (answer.outcome().isOrder()) {
                Invariant.NO_SALE_OUT_OF_TIME.require(
                        !phases.get(answer.saleIndex()).isOver(), () -> "sold by a sale that was over");
                nobodyIsOverTheLimit(ledger.findSale(answer), buy.wish());
            }
        }
    }

    /** To be called when nobody needs {@link #phasesBefore} any more. */
    void turnThePage() {
        phases.clear();
        for (int i = 0; i < core.sales().size(); i++) {
            phases.add(core.sales().get(i).phase());
        }
    }

    /** When the next answers are to be forgotten. */
    private long forgetDeadlineNanos() {
        final LedgerSale longest = ledger.findLongestSealed();
        return longest == null ? Long.MAX_VALUE : longest.sealedAtNanos + answerRetentionNanos;
    }

    /** To be called when nothing is due any more. */
    void nothingIsLate(final long timestampNanos) {
        Invariant.DUE_IN_ORDER_OF_DEADLINE.require(
                forgetDeadlineNanos() > timestampNanos, () -> "not forgotten in time: " + forgetDeadlineNanos());
    }

    /**
     * What time calls for is the deadline that came first.
     *
     * @param before what it called for before that at the same time; null: nothing
     */
    void isDueNext(final Act due, final Act before) {
        Invariant.DUE_IN_ORDER_OF_DEADLINE.require(!due.equals(before), () -> "due again at once: " + due);
        final LedgerOrder next = ledger.findNextDue();
        if (due instanceof Act.Expire expiry) {
            Invariant.DUE_IN_ORDER_OF_DEADLINE.require(
                    next != null
                            && next.number == expiry.orderNumber()
                            && next.sale.definition.saleId().equals(expiry.saleId()),
                    () -> "due is " + expiry + ", first ends " + next);
            Invariant.DEADLINES_ARE_EXACT.require(
                    next.deadlineNanos <= due.timestampNanos(), () -> "due is " + expiry + " before " + next);
        } else if (due instanceof Act.Forget forgetting) {
            final LedgerSale longest = ledger.findLongestSealed();
            Invariant.DUE_IN_ORDER_OF_DEADLINE.require(
                    longest != null && longest.definition.saleId().equals(forgetting.saleId()),
                    () -> "due is " + forgetting + ", sealed longest is " + longest);
            Invariant.DUE_IN_ORDER_OF_DEADLINE.require(
                    core.nextPromptDeadlineNanos() > due.timestampNanos(), () -> "forgets before what is urgent");
            Invariant.ANSWERS_KEPT_LONG_ENOUGH.requireSame(
                    answerRetentionNanos, forgetting.retentionNanos(), "time for which answers are kept");
        } else {
            final long ticksAtNanos = core.sales().nextDeadlineNanos();
            Invariant.DUE_IN_ORDER_OF_DEADLINE.require(
                    next == null || ticksAtNanos <= next.deadlineNanos,
                    () -> "a sale is due at " + ticksAtNanos + ", first ends " + next);
        }
    }

    void digestIsTheState() {
        Invariant.DIGEST_IS_THE_STATE.requireSame(core.recomputeDigest(), core.digest(), "digest");
    }

    private void stateMovesWithTheSequence(final Answer answer) {
        final boolean isSequenced = answer.isSequenced();
        Invariant.STATE_MOVES_WITH_THE_SEQUENCE.requireSame(
                isSequenced ? sequence + 1 : sequence, core.sequence(), "sequence after " + answer.outcome());
        Invariant.STATE_MOVES_WITH_THE_SEQUENCE.require(
                isSequenced == (digest != core.digest()),
                () -> answer.outcome() + (isSequenced ? " left the digest as it was" : " changed the digest"));
        sequence = core.sequence();
        digest = core.digest();
    }

    private void stockAddsUp(final Sale sale) {
        final LedgerSale told = ledger.sales().get(sale.index());
        for (int item = 0; item < told.available.length; item++) {
            final Stock stock = sale.stock(item);
            if (stock.available() != told.available[item]
                    || stock.held() != told.held[item]
                    || stock.sold() != told.sold[item]
                    || stock.available() + stock.held() + stock.sold()
                            != stock.item().stock()) {
                throw new Invariant.Broken(
                        Invariant.CONSERVATION_PER_ITEM,
                        "available + held + sold = " + stock.available() + " + " + stock.held() + " + " + stock.sold()
                                + ", by the answers " + told.available[item] + " + " + told.held[item] + " + "
                                + told.sold[item] + ", of " + stock.item());
            }
        }
    }

    private void phaseIsInOrder(final Sale sale) {
        final Phase now = sale.phase();
        final Phase before = sale.index() < phases.size() ? phases.get(sale.index()) : now;
        if (before != now) {
            Invariant.PHASES_NEVER_GO_BACK.require(
                    !before.isOver() && (before.code() < now.code() || before == Phase.HELD_OUT && now == Phase.OPEN),
                    () -> "phase went from " + before + " to " + now);
        }
        final LedgerSale told = ledger.sales().get(sale.index());
        final boolean isLeft = told.allAvailable() > 0;
        final boolean isHeld = told.allHeld() > 0;
        final boolean isTrue = switch (now) {
            case OPEN -> isLeft;
            case HELD_OUT -> !isLeft && isHeld;
            case SOLD_OUT -> !isLeft && !isHeld;
            case SCHEDULED -> told.orders.isEmpty();
            default -> true;
        };
        Invariant.PHASES_SAY_WHAT_IS_LEFT.require(
                isTrue && sale.isSealed() == (now.isOver() && !isHeld),
                () -> now + (sale.isSealed() ? ", sealed" : "") + " with " + told.allAvailable() + " available and "
                        + told.allHeld() + " held");
    }

    /** Whatever is sequenced for a sale, a mere count apart, finds it over when its time is over. */
    private void timeIsNoticed(final Act act, final Answer answer) {
        final LedgerSale sale = ledger.findSale(answer);
        if (sale != null && answer.isSequenced() && answer.outcome() != Outcome.REFUSALS_COUNTED) {
            final Phase phase = answer.about().phaseAfter();
            Invariant.NO_SALE_OUT_OF_TIME.require(
                    act.timestampNanos() < sale.definition.closesAtNanos() || phase.isOver(),
                    () -> phase + " after the end: " + act);
        }
    }

    private void goalsAreReachedOnce(final Sale sale) {
        final long[] orders = ledger.sales().get(sale.index()).goalOrders;
        for (int goal = 0; goal < orders.length; goal++) {
            final long found = goal < sale.goalsReached() ? sale.goalReachedBy(goal) : 0;
            Invariant.GOALS_REACHED_ONCE.requireSame(orders[goal], found, "order that reached goal " + goal);
        }
    }

    private void sealIsStamped(final Sale sale, final long timestampNanos) {
        if (sale.isSealed()) {
            final LedgerSale told = ledger.sales().get(sale.index());
            if (told.sealedAtNanos == Long.MAX_VALUE) {
                told.sealedAtNanos = timestampNanos;
            }
            Invariant.ANSWERS_KEPT_LONG_ENOUGH.requireSame(told.sealedAtNanos, sale.sealedAtNanos(), "sealed at");
        }
    }

    private void everyAnswerIsRememberedOrForgotten() {
        final Invariant kept = Invariant.ANSWERS_KEPT_LONG_ENOUGH;
        kept.requireSame(memory.answerCount(), core.answerCount(), "remembered answers");
        kept.requireSame(memory.refusalCount(), core.refusalCount(), "remembered refusals");
        for (int i = 0; i < core.sales().size(); i++) {
            final Sale sale = core.sales().get(i);
            final LedgerSale told = ledger.sales().get(i);
            kept.requireSame(told.forgotten, sale.answersForgotten(), "forgotten answers");
            kept.requireEqual(told.isForgotten, sale.isForgotten(), "forgotten");
        }
    }

    private static void nobodyIsOverTheLimit(final LedgerSale sale, final Wish wish) {
        isWithin(sale.definition.buyerLimit(), sale.units(wish.buyer(), -1), wish);
        for (final Wish.Line line : wish.lines()) {
            final int item = sale.item(line.sku());
            isWithin(sale.definition.items().get(item).buyerLimit(), sale.units(wish.buyer(), item), wish);
        }
        if (sale.definition.hold() != null) {
            isWithin(sale.definition.hold().attempts(), sale.orders(wish.buyer()), wish);
        }
    }

    private static void isWithin(final int limit, final long count, final Wish wish) {
        Invariant.NO_BUYER_OVER_A_LIMIT.require(
                limit == 0 || count <= limit, () -> count + " are over the limit of " + limit + ": " + wish);
    }
}
