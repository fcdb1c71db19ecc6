package io.flashgate.core;

import io.flashgate.core.LedgerSale.Place;
import io.flashgate.core.order.OrderStatus;
import io.flashgate.core.order.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * What everybody has been told so far, put together from commands and answers alone: it asks neither shop. An answer that
 * cannot be entered breaks an {@link Invariant}.
 */
final class Ledger {

    private final List<LedgerSale> sales = new ArrayList<>();
    private final TreeSet<LedgerOrder> holds =
            new TreeSet<>(Comparator.<LedgerOrder>comparingLong(order -> order.deadlineNanos)
                    .thenComparingLong(order -> order.sequence));
    private int crashes;

    List<LedgerSale> sales() {
        return sales;
    }

    /** The sale that an answer is about, or null. */
    LedgerSale findSale(final Answer answer) {
        return answer.saleIndex() < 0 ? null : sales.get(answer.saleIndex());
    }

    /** The order that an answer is about, or null. */
    LedgerOrder findOrder(final Answer answer) {
        final LedgerSale sale = findSale(answer);
        return sale == null || answer.order() == null ? null : sale.orders.get((int) answer.orderNumber() - 1);
    }

    /** The hold that ends first, or null. */
    LedgerOrder findNextDue() {
        return holds.isEmpty() ? null : holds.first();
    }

    /** The sale whose answers are to be forgotten first: it is sealed longest; null: there is none. */
    LedgerSale findLongestSealed() {
        LedgerSale longest = null;
        for (final LedgerSale sale : sales) {
            if (sale.sealedAtNanos < Long.MAX_VALUE
                    && !sale.isForgotten
                    && (longest == null || sale.sealedAtNanos < longest.sealedAtNanos)) {
                longest = sale;
            }
        }
        return longest;
    }

    /** Holds that have ended by then, whether or not they have been expired. */
    int countDue(final long timestampNanos) {
        int due = 0;
        for (final LedgerOrder order : holds) {
            if (order.deadlineNanos > timestampNanos) {
                break;
            }
            due++;
        }
        return due;
    }

    /** How often it has crashed. */
    int crashes() {
        return crashes;
    }

    void crashed() {
        crashes++;
    }

    void enter(final Act act, final Answer answer) {
        switch (answer.outcome()) {
            case SALE_CREATED:
                Invariant.NUMBERS_FOLLOW_EACH_OTHER.requireSame(
                        sales.size(), answer.saleIndex(), "place of a new sale");
                sales.add(new LedgerSale(((Act.Define) act).definition()));
                break;
            case SALE_REPLACED:
                Invariant.NO_SALE_OUT_OF_TIME.require(
                        findSale(answer).orders.isEmpty(), () -> "a sale was replaced that has sold");
                sales.set(answer.saleIndex(), new LedgerSale(((Act.Define) act).definition()));
                break;
            case ACCEPTED:
            case HELD:
                sell(act.timestampNanos(), ((Act.Buy) act).wish(), answer);
                break;
            case ORDER_CONFIRMED:
                confirm(act.timestampNanos(), answer);
                break;
            case ORDER_CANCELLED:
            case HOLD_EXPIRED:
                release(act.timestampNanos(), answer);
                break;
            case HOLD_EXTENDED:
                extend(act.timestampNanos(), answer);
                break;
            default:
        }
    }

    private void sell(final long timestampNanos, final Wish wish, final Answer answer) {
        final LedgerSale sale = findSale(answer);
        Invariant.NO_SALE_OUT_OF_TIME.require(
                timestampNanos >= sale.definition.opensAtNanos() && timestampNanos < sale.definition.closesAtNanos(),
                () -> "sold at " + timestampNanos + " by " + sale.definition);
        Invariant.NUMBERS_FOLLOW_EACH_OTHER.requireSame(sale.orders.size() + 1L, answer.orderNumber(), "order number");
        final LedgerOrder order = new LedgerOrder(sale, wish, answer, crashes);
        sale.take(order);
        Invariant.PRICES_BY_PLACE.requireEqual(order.parts(), answer.order().parts(), "units and prices");
        sale.orders.add(order);
        if (answer.outcome() == Outcome.HELD) {
            Invariant.DEADLINES_ARE_EXACT.requireSame(
                    timestampNanos + sale.definition.hold().ttlNanos(), order.deadlineNanos, "deadline");
            Invariant.GOALS_REACHED_ONCE.requireEqual(List.of(), answer.order().goals(), "goals of a hold");
            holds.add(order);
        } else {
            reachGoals(sale, order, answer);
        }
    }

    private void confirm(final long timestampNanos, final Answer answer) {
        final LedgerOrder order = end(answer, OrderStatus.CONFIRMED);
        isInTime(order, timestampNanos);
        for (final Place place : order.places) {
            order.sale.held[place.item()]--;
            order.sale.sold[place.item()]++;
        }
        reachGoals(order.sale, order, answer);
    }

    private void release(final long timestampNanos, final Answer answer) {
        final boolean isExpiry = answer.outcome() == Outcome.HOLD_EXPIRED;
        final LedgerOrder order = end(answer, isExpiry ? OrderStatus.EXPIRED : OrderStatus.CANCELLED);
        if (isExpiry) {
            Invariant.DEADLINES_ARE_EXACT.require(
                    timestampNanos >= order.deadlineNanos, () -> "expired at " + timestampNanos + ": " + order);
        } else {
            isInTime(order, timestampNanos);
        }
        order.sale.giveBack(order);
    }

    private void extend(final long timestampNanos, final Answer answer) {
        final LedgerOrder order = findOrder(answer);
        Invariant.EACH_END_IS_FINAL.requireEqual(OrderStatus.HELD, order.status, "extended although it is over");
        isInTime(order, timestampNanos);
        Invariant.ONE_EXTENSION_PER_HOLD.requireSame(order.firstDeadlineNanos, order.deadlineNanos, "deadline so far");
        holds.remove(order);
        order.deadlineNanos += order.sale.definition.hold().extensionNanos();
        holds.add(order);
        Invariant.ONE_EXTENSION_PER_HOLD.requireSame(
                order.deadlineNanos, answer.order().holdExpiresAtNanos(), "deadline when extended");
    }

    private LedgerOrder end(final Answer answer, final OrderStatus end) {
        final LedgerOrder order = findOrder(answer);
        Invariant.EACH_END_IS_FINAL.requireEqual(OrderStatus.HELD, order.status, "status of an order that is to end");
        holds.remove(order);
        order.status = end;
        Invariant.EACH_END_IS_FINAL.requireEqual(end, answer.order().status(), "status of an order that ends");
        return order;
    }

    private static void isInTime(final LedgerOrder order, final long timestampNanos) {
        Invariant.DEADLINES_ARE_EXACT.require(
                timestampNanos < order.deadlineNanos, () -> "too late at " + timestampNanos + ": " + order);
    }

    /** Those between what was sold before the order and what is sold with it. */
    private static void reachGoals(final LedgerSale sale, final LedgerOrder order, final Answer answer) {
        final List<Integer> reached = new ArrayList<>();
        final long before = sale.soldUnits;
        sale.soldUnits += order.places.size();
        for (int goal = 0; goal < sale.definition.stageGoals().size(); goal++) {
            final long units = sale.definition.stageGoals().get(goal).units();
            if (before < units && sale.soldUnits >= units) {
                reached.add(goal);
                sale.goalOrders[goal] = order.number;
            }
        }
        Invariant.GOALS_REACHED_ONCE.requireEqual(reached, answer.order().goals(), "goals");
    }
}
