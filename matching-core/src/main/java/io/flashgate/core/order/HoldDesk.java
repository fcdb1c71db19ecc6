package io.flashgate.core.order;

import io.flashgate.core.sale.Sale;
import io.flashgate.core.sale.SaleTable;
import org.agrona.DirectBuffer;

/**
 * What happens to an order after its purchase: held ones are confirmed, cancelled, extended or expire.
 *
 * <pre>
 *             before the deadline            at the deadline or after it
 *   HELD ──▶ confirm ──▶ CONFIRMED           expire ──▶ EXPIRED
 *        ──▶ cancel  ──▶ CANCELLED           (confirm, cancel, extend: too late, even if nothing has expired it yet)
 *        ──▶ extend  ──▶ HELD, once
 * </pre>
 *
 * <p>Each end is final, and to ask for it again changes nothing. Units that are given back can be bought again in the same
 * step while the sale is not over, and stay unsold afterwards. As single-threaded, and as pure, as the {@link PurchaseDesk}.
 */
public final class HoldDesk {

    private final SaleTable sales;
    private final OrderTable orders;
    private final BuyerTable buyers;

    public HoldDesk(final SaleTable sales, final DeskTables tables) {
        this.sales = sales;
        orders = tables.orders;
        buyers = tables.buyers;
    }

    /** When the next hold ends, nanoseconds since the epoch; {@link Long#MAX_VALUE}: there is none. */
    public long nextDeadlineNanos() {
        return orders.nextDeadlineNanos();
    }

    /** The sale of the order whose hold ends next; only while there is one. */
    public Sale nextDueSale() {
        return sales.get(orders.nextDueSale());
    }

    /** The number of the order whose hold ends next; only while there is one. */
    public long nextDueOrderNumber() {
        return orders.nextDueOrderNumber();
    }

    /** Answers {@link Outcome#ORDER_FOUND}, or {@link Outcome#UNKNOWN_ORDER} also if the order is somebody else's. */
    public void findOrder(
            final DirectBuffer saleId,
            final long orderNumber,
            final long buyer0,
            final long buyer1,
            final Decision decision) {
        final Sale sale = find(saleId);
        final int row = find(sale, orderNumber);
        if (row < 0 || !orders.isOf(row, buyer0, buyer1)) {
            decision.outcome(Outcome.UNKNOWN_ORDER);
        } else {
            answer(Outcome.ORDER_FOUND, sale, row, decision);
        }
    }

    /** The merchant has the payment. */
    public void confirm(
            final DirectBuffer saleId, final long orderNumber, final long timestampNanos, final Decision decision) {
        final Sale sale = find(saleId);
        final int row = find(sale, orderNumber);
        final Outcome outcome = row < 0
                ? Outcome.UNKNOWN_ORDER
                : decide(
                        row,
                        timestampNanos,
                        Outcome.ORDER_UNCHANGED,
                        Outcome.ORDER_IS_CANCELLED,
                        Outcome.ORDER_CONFIRMED);
        if (outcome == Outcome.ORDER_CONFIRMED) {
            final long dueBeforeNanos = begin(sale, row, timestampNanos, OrderStatus.CONFIRMED, decision);
            for (int part = 0; part < decision.partCount(); part++) {
                sale.confirm(decision.partItem(part), decision.partTier(part), decision.partQuantity(part));
            }
            end(sale, dueBeforeNanos, timestampNanos, decision);
        }
        answer(outcome, sale, row, decision);
    }

    /**
     * The units are given back.
     *
     * @param isByBuyer whether the order must be that buyer's; the merchant may cancel anybody's
     */
    public void cancel(
            final DirectBuffer saleId,
            final long orderNumber,
            final boolean isByBuyer,
            final long buyer0,
            final long buyer1,
            final long timestampNanos,
            final Decision decision) {
        final Sale sale = find(saleId);
        int row = find(sale, orderNumber);
        if (row >= 0 && isByBuyer && !orders.isOf(row, buyer0, buyer1)) {
            row = -1;
        }
        final Outcome outcome = row < 0
                ? Outcome.UNKNOWN_ORDER
                : decide(
                        row,
                        timestampNanos,
                        Outcome.ORDER_IS_CONFIRMED,
                        Outcome.ORDER_UNCHANGED,
                        Outcome.ORDER_CANCELLED);
        if (outcome == Outcome.ORDER_CANCELLED) {
            release(sale, row, timestampNanos, OrderStatus.CANCELLED, decision);
        }
        answer(outcome, sale, row, decision);
    }

    /** The payment has started: the hold gets its one extension. */
    public void extend(
            final DirectBuffer saleId, final long orderNumber, final long timestampNanos, final Decision decision) {
        final Sale sale = find(saleId);
        final int row = find(sale, orderNumber);
        final Outcome outcome = row < 0 ? Outcome.UNKNOWN_ORDER : decideExtend(sale, row, timestampNanos);
        if (outcome == Outcome.HOLD_EXTENDED) {
            advance(sale, timestampNanos);
            orders.extend(row, sale.hold().extensionNanos());
        }
        answer(outcome, sale, row, decision);
    }

    /** The hold's time is over. */
    public void expire(
            final DirectBuffer saleId, final long orderNumber, final long timestampNanos, final Decision decision) {
        final Sale sale = find(saleId);
        final int row = find(sale, orderNumber);
        if (row < 0 || orders.status(row) != OrderStatus.HELD || timestampNanos < orders.deadlineNanos(row)) {
            decision.outcome(row < 0 ? Outcome.UNKNOWN_ORDER : Outcome.NOT_DUE);
            return;
        }
        release(sale, row, timestampNanos, OrderStatus.EXPIRED, decision);
        answer(Outcome.HOLD_EXPIRED, sale, row, decision);
    }

    private Outcome decideExtend(final Sale sale, final int row, final long timestampNanos) {
        final Outcome outcome =
                decide(row, timestampNanos, Outcome.ORDER_UNCHANGED, Outcome.ORDER_IS_CANCELLED, Outcome.HOLD_EXTENDED);
        if (outcome != Outcome.HOLD_EXTENDED) {
            return outcome;
        }
        if (sale.hold().extensionNanos() == 0) {
            return Outcome.NO_EXTENSION;
        }
        return orders.isExtended(row) ? Outcome.ORDER_UNCHANGED : Outcome.HOLD_EXTENDED;
    }

    /** By the order's status; a hold whose deadline has come is over, whoever has noticed. Changes nothing. */
    private Outcome decide(
            final int row,
            final long timestampNanos,
            final Outcome ifConfirmed,
            final Outcome ifCancelled,
            final Outcome ifHeld) {
        switch (orders.status(row)) {
            case CONFIRMED:
                return ifConfirmed;
            case CANCELLED:
                return ifCancelled;
            case HELD:
                return timestampNanos < orders.deadlineNanos(row) ? ifHeld : Outcome.HOLD_OVER;
            default:
                return Outcome.HOLD_OVER;
        }
    }

    private void release(
            final Sale sale,
            final int row,
            final long timestampNanos,
            final OrderStatus status,
            final Decision decision) {
        final long dueBeforeNanos = begin(sale, row, timestampNanos, status, decision);
        int units = 0;
        for (int part = 0; part < decision.partCount(); part++) {
            final int item = decision.partItem(part);
            sale.release(item, decision.partTier(part), decision.partQuantity(part));
            units += decision.partQuantity(part);
            if (sale.stock(item).buyerLimit() > 0) {
                giveBack(sale, row, item, decision.partQuantity(part));
            }
        }
        // A sale with holds counts every buyer's units.
        giveBack(sale, row, BuyerTable.WHOLE_SALE, units);
        end(sale, dueBeforeNanos, timestampNanos, decision);
    }

    private void giveBack(final Sale sale, final int row, final int item, final int units) {
        final long buyer0 = orders.buyer0(row);
        buyers.subtract(buyers.find(buyer0, orders.buyer1(row), sale.index(), item), units);
    }

    private long begin(
            final Sale sale,
            final int row,
            final long timestampNanos,
            final OrderStatus status,
            final Decision decision) {
        final long dueBeforeNanos = sale.nextDeadlineNanos();
        sale.advanceTo(timestampNanos);
        orders.endHold(row, status);
        orders.fill(row, decision);
        return dueBeforeNanos;
    }

    private void end(final Sale sale, final long dueBeforeNanos, final long timestampNanos, final Decision decision) {
        sale.endHold(decision.orderNumber(), timestampNanos);
        for (int part = 0; part < decision.partCount(); part++) {
            decision.addChange(decision.partItem(part), sale.stock(decision.partItem(part)));
        }
        sales.noticeDeadline(sale, dueBeforeNanos);
    }

    private void advance(final Sale sale, final long timestampNanos) {
        final long dueBeforeNanos = sale.nextDeadlineNanos();
        sale.advanceTo(timestampNanos);
        sales.noticeDeadline(sale, dueBeforeNanos);
    }

    private void answer(final Outcome outcome, final Sale sale, final int row, final Decision decision) {
        decision.outcome(outcome);
        if (row < 0) {
            return;
        }
        if (decision.partCount() == 0) {
            orders.fill(row, decision);
        }
        noteGoals(sale, decision);
        decision.sale(sale.index(), sale.phase());
    }

    /** Notes which stage goals the decision's order has reached. */
    static void noteGoals(final Sale sale, final Decision decision) {
        for (int goal = sale.goalsReached() - 1; goal >= 0; goal--) {
            if (sale.goalReachedBy(goal) == decision.orderNumber()) {
                decision.reached(goal, decision.goals() + 1);
            }
        }
    }

    private Sale find(final DirectBuffer saleId) {
        return sales.find(saleId, 0, saleId.capacity());
    }

    private int find(final Sale sale, final long orderNumber) {
        return sale == null ? -1 : orders.find(sale, orderNumber);
    }
}
