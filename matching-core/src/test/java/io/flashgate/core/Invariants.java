package io.flashgate.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.Phase;
import io.flashgate.core.sale.Sale;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import io.flashgate.core.sale.Stock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must hold after every command, whatever the rules in between: kept apart from both shops, from answers alone. */
final class Invariants {

    private final MatchingCore core;
    private final Map<Integer, Phase> phases = new HashMap<>();
    private final Map<List<String>, Answer> decided = new HashMap<>();
    private final Map<List<Long>, Wish> orders = new HashMap<>();
    private final Map<List<Integer>, Long> goals = new HashMap<>();
    private final Map<Integer, Phase> phasesBefore = new HashMap<>();
    private long digest;
    private long sequence;

    Invariants(final MatchingCore core) {
        this.core = core;
        digest = core.digest();
        sequence = core.sequence();
    }

    /**
     * @param holdDeadlineNanos   when the next hold ends, as the naive shop has it
     * @param forgetDeadlineNanos when the next answers are to be forgotten, as the naive shop has it
     */
    void holdAfter(final Act act, final Answer answer, final long holdDeadlineNanos, final long forgetDeadlineNanos) {
        stateMovesJustWithTheSequence(answer);
        phasesBefore.putAll(phases);
        long deadlineNanos = holdDeadlineNanos;
        for (int i = 0; i < core.sales().size(); i++) {
            final Sale sale = core.sales().get(i);
            stockAddsUp(sale);
            phaseNeverGoesBack(sale);
            goalsAreReachedOnce(sale);
            deadlineNanos = Math.min(deadlineNanos, sale.nextDeadlineNanos());
        }
        assertEquals(deadlineNanos, core.nextPromptDeadlineNanos(), "next prompt deadline");
        assertEquals(Math.min(deadlineNanos, forgetDeadlineNanos), core.nextDeadlineNanos(), "next deadline");
        if (act instanceof Act.Buy buy) {
            everyKeyIsDecidedOnce(buy.wish(), answer);
            if (answer.outcome().isOrder()) {
                final Sale sale = core.sales().get(answer.saleIndex());
                nothingIsSoldOutOfTime(sale, act.timestampNanos());
                assertNull(
                        orders.put(List.of((long) sale.index(), answer.orderNumber()), buy.wish()),
                        "an order number was given twice");
                nobodyIsOverTheLimit(sale, buy.wish());
            }
        }
        everyAnswerIsRememberedOrForgotten();
        if (answer.outcome() == Outcome.ORDER_CANCELLED || answer.outcome() == Outcome.HOLD_EXPIRED) {
            assertTrue(
                    orders.remove(List.of((long) answer.saleIndex(), answer.orderNumber())) != null,
                    "an order was given back twice");
        }
    }

    private void everyAnswerIsRememberedOrForgotten() {
        long forgotten = 0;
        for (int i = 0; i < core.sales().size(); i++) {
            final Sale sale = core.sales().get(i);
            forgotten += sale.answersForgotten();
            assertTrue(sale.answersForgotten() == 0 || sale.isSealed(), "forgot answers before it was sealed");
        }
        assertEquals(decided.size(), core.answerCount() + forgotten, "first answers, remembered or forgotten");
    }

    private void nothingIsSoldOutOfTime(final Sale sale, final long timestampNanos) {
        assertTrue(timestampNanos >= sale.opensAtNanos(), "sold before the opening");
        assertTrue(timestampNanos < sale.definition().closesAtNanos(), "sold after the end");
        assertTrue(!phasesBefore.get(sale.index()).isOver(), "sold by a sale that was over");
    }

    private void goalsAreReachedOnce(final Sale sale) {
        for (int goal = 0; goal < sale.definition().stageGoals().size(); goal++) {
            final long order = sale.goalReachedBy(goal);
            final Long before = goals.put(List.of(sale.index(), goal), order);
            if (before != null && before != 0) {
                assertEquals(before, order, "the order that reached a goal");
            }
            assertEquals(goal < sale.goalsReached(), order > 0, "goals are reached from the lowest on");
        }
    }

    private void stateMovesJustWithTheSequence(final Answer answer) {
        if (answer.isSequenced()) {
            assertEquals(sequence + 1, core.sequence(), "sequence after a sequenced command");
            assertTrue(digest != core.digest(), "the digest stands still over a sequenced command");
        } else {
            assertEquals(sequence, core.sequence(), "sequence after an unsequenced command");
            assertEquals(digest, core.digest(), "digest after an unsequenced command");
        }
        sequence = core.sequence();
        digest = core.digest();
    }

    private static void stockAddsUp(final Sale sale) {
        for (int item = 0; item < sale.definition().items().size(); item++) {
            final Stock stock = sale.stock(item);
            if (stock.available() < 0
                    || stock.held() < 0
                    || stock.sold() < 0
                    || stock.available() + stock.held() + stock.sold()
                            != sale.definition().items().get(item).stock()) {
                throw new AssertionError("available + held + sold = stock does not hold: " + stock.available() + " + "
                        + stock.held() + " + " + stock.sold() + " of " + stock.item());
            }
        }
    }

    private void phaseNeverGoesBack(final Sale sale) {
        final Phase before = phases.put(sale.index(), sale.phase());
        if (before != null && before != sale.phase()) {
            assertTrue(
                    !before.isOver()
                            && (before.code() < sale.phase().code()
                                    || before == Phase.HELD_OUT && sale.phase() == Phase.OPEN),
                    () -> "phase went from " + before + " to " + sale.phase());
        }
    }

    private void everyKeyIsDecidedOnce(final Wish wish, final Answer answer) {
        final List<String> key = List.of(wish.saleId(), wish.buyer(), wish.key());
        if (answer.isSequenced()) {
            assertNull(decided.put(key, answer), () -> "decided a second time: " + key);
        } else if (answer.isRepeated()) {
            final Answer first = decided.get(key);
            assertEquals(first.outcome(), answer.told(), "repeated answer");
            assertEquals(first.sequence(), answer.sequence(), "sequence of the repeated answer");
            assertEquals(first.timestampNanos(), answer.timestampNanos(), "time of the repeated answer");
            assertEquals(first.order(), answer.order(), "order of the repeated answer");
            assertEquals(first.units(), answer.units(), "units of the repeated answer");
        }
    }

    /** Over all orders that have not been given back. */
    private void nobodyIsOverTheLimit(final Sale sale, final Wish wish) {
        isWithin(sale.definition().buyerLimit(), units(wish, null), wish);
        for (final ItemDefinition item : sale.definition().items()) {
            isWithin(item.buyerLimit(), units(wish, item.sku()), wish);
        }
    }

    private int units(final Wish wish, final String sku) {
        return orders.values().stream()
                .filter(other ->
                        other.saleId().equals(wish.saleId()) && other.buyer().equals(wish.buyer()))
                .flatMap(other -> other.lines().stream())
                .filter(line -> sku == null || line.sku().equals(sku))
                .mapToInt(Wish.Line::quantity)
                .sum();
    }

    private static void isWithin(final int limit, final int units, final Wish wish) {
        assertTrue(limit == 0 || units <= limit, () -> units + " units are over the limit of " + limit + ": " + wish);
    }
}
