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
    private final Map<List<String>, Integer> bought = new HashMap<>();
    private long digest;
    private long sequence;

    Invariants(final MatchingCore core) {
        this.core = core;
        digest = core.digest();
        sequence = core.sequence();
    }

    void holdAfter(final Act act, final Answer answer) {
        stateMovesJustWithTheSequence(answer);
        long deadlineNanos = Long.MAX_VALUE;
        for (int i = 0; i < core.sales().size(); i++) {
            final Sale sale = core.sales().get(i);
            stockAddsUp(sale);
            phaseNeverGoesBack(sale);
            deadlineNanos = Math.min(deadlineNanos, sale.nextDeadlineNanos());
        }
        assertEquals(deadlineNanos, core.nextDeadlineNanos(), "next deadline");
        if (act instanceof Act.Buy buy) {
            everyKeyIsDecidedOnce(buy.wish(), answer);
            if (answer.outcome() == Outcome.ACCEPTED) {
                nobodyIsOverTheLimit(buy.wish());
            }
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
                    !before.isOver() && before.code() < sale.phase().code(),
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
            assertEquals(first.orderNumber(), answer.orderNumber(), "order of the repeated answer");
            assertEquals(first.units(), answer.units(), "units of the repeated answer");
        }
    }

    private void nobodyIsOverTheLimit(final Wish wish) {
        final Sale sale = core.sales().find(wish.saleId());
        final int inAll = bought.merge(List.of(wish.saleId(), wish.buyer()), wish.quantity(), Integer::sum);
        final int ofItem =
                bought.merge(List.of(wish.saleId(), wish.buyer(), wish.sku()), wish.quantity(), Integer::sum);
        isWithin(sale.definition().buyerLimit(), inAll, wish);
        for (final ItemDefinition item : sale.definition().items()) {
            if (item.sku().equals(wish.sku())) {
                isWithin(item.buyerLimit(), ofItem, wish);
            }
        }
    }

    private static void isWithin(final int limit, final int units, final Wish wish) {
        assertTrue(limit == 0 || units <= limit, () -> units + " units are over the limit of " + limit + ": " + wish);
    }
}
