package io.flashgate.core.order;

import io.flashgate.core.sale.Phase;
import io.flashgate.core.sale.Sale;
import io.flashgate.core.sale.SaleTable;
import io.flashgate.core.sale.Stock;

/**
 * Decides purchases, in the order the sequencer put them.
 *
 * <p>One thread calls it, live or replaying; from in here the two look the same. Time and order arrive as arguments.
 * Nothing is allocated per purchase.
 */
public final class PurchaseDesk {

    private final SaleTable sales;
    private final AnswerTable answers;
    private final OrderTable orders;
    private final BuyerTable buyers;

    // Where the desk has found things while it decided.
    private final int[] items = new int[PurchaseRequest.MAX_LINES];
    private final int[] itemUnits = new int[PurchaseRequest.MAX_LINES];
    private int saleUnits;

    public PurchaseDesk(final SaleTable sales, final DeskTables tables) {
        this.sales = sales;
        answers = tables.answers;
        orders = tables.orders;
        buyers = tables.buyers;
    }

    /**
     * Decides one purchase and, if the outcome is a sequenced one, changes the state by it.
     *
     * @param sequence       the number that the purchase gets if it is sequenced
     * @param timestampNanos its stamp
     * @param purchase       of 1–{@link PurchaseRequest#MAX_LINES} lines, with sound quantities and no item twice
     */
    public void onPurchase(
            final long sequence, final long timestampNanos, final PurchaseView purchase, final Decision decision) {
        // A retry hears its first answer again, even if the sale has ended since.
        final int earlier = answers.find(purchase);
        if (earlier != AnswerTable.NOT_FOUND) {
            if (answers.isSameRequest(earlier, purchase)) {
                recall(earlier, purchase, decision);
            } else {
                decision.outcome(Outcome.KEY_REUSED);
            }
            return;
        }

        final Sale sale = sales.find(purchase.command(), purchase.saleIdOffset(), purchase.saleIdLength());
        decide(sale, timestampNanos, purchase, decision);
        if (decision.outcome().isSequenced() && !hasRoomFor(sale, purchase, decision)) {
            decision.outcome(Outcome.OVERLOADED).units(0).refusedLine(0);
        }
        if (decision.outcome().isSequenced()) {
            decision.stamp(sequence, timestampNanos).promise(purchase.promise());
            apply(sale, purchase, decision);
        }
        if (sale != null) {
            decision.sale(sale.index(), sale.phase());
        }
    }

    /** Tells a first answer again, word for word: an order that was held then is told as held, whatever became of it. */
    private void recall(final int earlier, final PurchaseView purchase, final Decision decision) {
        answers.recall(earlier, decision);
        if (decision.orderNumber() == 0) {
            return;
        }
        final Sale sale = sales.find(purchase.command(), purchase.saleIdOffset(), purchase.saleIdLength());
        orders.fillParts(orders.find(sale, decision.orderNumber()), decision);
        if (decision.answer() == Outcome.HELD) {
            decision.status(
                    OrderStatus.HELD, decision.timestampNanos() + sale.hold().ttlNanos());
        } else {
            HoldDesk.noteGoals(sale, decision);
        }
    }

    /** Changes no state. Buyers see the first "no", so the order here is part of the HTTP contract. */
    private void decide(
            final Sale sale, final long timestampNanos, final PurchaseView purchase, final Decision decision) {
        if (sale == null) {
            decision.outcome(Outcome.UNKNOWN_SALE);
            return;
        }
        if (sale.isOverAt(timestampNanos)) {
            decision.outcome(sale.phase() == Phase.SOLD_OUT ? Outcome.SALE_SOLD_OUT : Outcome.SALE_CLOSED);
            return;
        }
        if (timestampNanos < sale.opensAtNanos()) {
            decision.outcome(Outcome.NOT_OPEN_YET);
            return;
        }
        final int unknown = findItems(sale, purchase);
        if (unknown >= 0) {
            refuse(Outcome.UNKNOWN_ITEM, unknown, purchase, decision);
            return;
        }
        decision.item(items[0]);
        if (!sale.admits(purchase.command(), purchase.groupOffset(), purchase.groupLength())) {
            decision.outcome(Outcome.NOT_ADMITTED);
            return;
        }
        if (passesLimit(sale, purchase, decision)) {
            return;
        }
        decideStock(sale, purchase, decision);
    }

    /** Notes the items of all lines; answers the first line whose item there is not, or -1. */
    private int findItems(final Sale sale, final PurchaseView purchase) {
        for (int line = 0; line < purchase.lineCount(); line++) {
            items[line] = sale.findItem(purchase.command(), purchase.skuOffset(line), purchase.skuLength(line));
            if (items[line] < 0) {
                return line;
            }
        }
        return -1;
    }

    /** Whether the buyer would pass a limit: of an item, line by line, or of the sale, or of holds. Then that is the decision. */
    private boolean passesLimit(final Sale sale, final PurchaseView purchase, final Decision decision) {
        int units = 0;
        for (int line = 0; line < purchase.lineCount(); line++) {
            units += purchase.quantity(line);
            final int limit = sale.stock(items[line]).buyerLimit();
            if (limit > 0) {
                itemUnits[line] = buyers.find(purchase.buyerHash0(), purchase.buyerHash1(), sale.index(), items[line]);
                if (buyers.units(itemUnits[line]) + purchase.quantity(line) > limit) {
                    refuse(Outcome.BUYER_LIMIT, line, purchase, decision);
                    decision.units(limit);
                    return true;
                }
            }
        }
        if (!countsWholeSale(sale)) {
            return false;
        }
        saleUnits = buyers.find(purchase.buyerHash0(), purchase.buyerHash1(), sale.index(), BuyerTable.WHOLE_SALE);
        if (sale.buyerLimit() > 0 && buyers.units(saleUnits) + units > sale.buyerLimit()) {
            decision.outcome(Outcome.BUYER_LIMIT).units(sale.buyerLimit());
            return true;
        }
        if (sale.hasHolds() && buyers.holds(saleUnits) >= sale.hold().attempts()) {
            decision.outcome(Outcome.HOLD_ATTEMPTS).units(sale.hold().attempts());
            return true;
        }
        return false;
    }

    private void decideStock(final Sale sale, final PurchaseView purchase, final Decision decision) {
        for (int line = 0; line < purchase.lineCount(); line++) {
            final Stock stock = sale.stock(items[line]);
            if (stock.available() == 0) {
                refuse(Outcome.SOLD_OUT, line, purchase, decision);
                decision.units(stock.held());
                return;
            }
            if (stock.available() < purchase.quantity(line)) {
                refuse(Outcome.INSUFFICIENT_STOCK, line, purchase, decision);
                decision.units(stock.available());
                return;
            }
        }
        decision.outcome(sale.hasHolds() ? Outcome.HELD : Outcome.ACCEPTED);
    }

    private void refuse(final Outcome outcome, final int line, final PurchaseView purchase, final Decision decision) {
        decision.outcome(outcome).item(items[line]);
        if (purchase.lineCount() > 1) {
            // A retry may have its lines in another order, and hears of the same item.
            decision.refusedLine(purchase.placeByName(line));
        }
    }

    private void apply(final Sale sale, final PurchaseView purchase, final Decision decision) {
        final long dueBeforeNanos = sale.nextDeadlineNanos();
        sale.advanceTo(decision.timestampNanos());
        if (decision.outcome().isOrder()) {
            takeUnits(sale, purchase, decision);
            decision.orderNumber(sale.book(decision.timestampNanos()));
            if (decision.outcome() == Outcome.HELD) {
                decision.status(
                        OrderStatus.HELD,
                        decision.timestampNanos() + sale.hold().ttlNanos());
            } else {
                HoldDesk.noteGoals(sale, decision);
            }
            orders.add(purchase, sale, decision);
            countBuyer(sale, purchase, decision.outcome() == Outcome.HELD);
        }
        answers.remember(sale.index(), purchase, decision);
        sales.noticeDeadline(sale, dueBeforeNanos);
    }

    /** Each line out of the first prices that have something. */
    private void takeUnits(final Sale sale, final PurchaseView purchase, final Decision decision) {
        final boolean isHeld = decision.outcome() == Outcome.HELD;
        for (int line = 0; line < purchase.lineCount(); line++) {
            final int item = items[line];
            final Stock stock = sale.stock(item);
            int left = purchase.quantity(line);
            while (left > 0) {
                final int tier = stock.nextTier();
                final int taken = (int) Math.min(left, stock.available(tier));
                sale.take(item, tier, taken, isHeld);
                decision.addPart(item, tier, taken, stock.price(tier));
                left -= taken;
            }
            decision.addChange(item, stock);
        }
    }

    private static boolean countsWholeSale(final Sale sale) {
        return sale.buyerLimit() > 0 || sale.hasHolds();
    }

    private void countBuyer(final Sale sale, final PurchaseView purchase, final boolean isHeld) {
        final long buyer0 = purchase.buyerHash0();
        final long buyer1 = purchase.buyerHash1();
        int units = 0;
        for (int line = 0; line < purchase.lineCount(); line++) {
            units += purchase.quantity(line);
            if (sale.stock(items[line]).buyerLimit() > 0) {
                buyers.add(itemUnits[line], buyer0, buyer1, sale.index(), items[line], purchase.quantity(line));
            }
        }
        if (countsWholeSale(sale)) {
            final long holds = isHeld ? BuyerTable.ONE_HOLD : 0;
            buyers.add(saleUnits, buyer0, buyer1, sale.index(), BuyerTable.WHOLE_SALE, units + holds);
        }
    }

    /**
     * Refusals are remembered too, but in half of the table at most: else a crowd that hears "no" could stop every sale.
     * (What fits into small tables fits into larger ones, so a log replays under any limits that are no smaller.)
     */
    private boolean hasRoomFor(final Sale sale, final PurchaseView purchase, final Decision decision) {
        if (!decision.outcome().isOrder()) {
            return !answers.isFull() && answers.refusals() < (answers.capacity() + 1) / 2;
        }
        return !answers.isFull()
                && orders.hasRoomFor(parts(sale, purchase))
                && buyers.hasRoomFor(purchase.lineCount() + 1)
                && orders.hasRoomForGroup(purchase.command(), purchase.groupOffset(), purchase.groupLength());
    }

    /** Of how many parts the order would be. */
    private int parts(final Sale sale, final PurchaseView purchase) {
        int parts = 0;
        for (int line = 0; line < purchase.lineCount(); line++) {
            final Stock stock = sale.stock(items[line]);
            long left = purchase.quantity(line);
            for (int tier = stock.nextTier(); left > 0; tier++) {
                if (stock.available(tier) > 0) {
                    left -= stock.available(tier);
                    parts++;
                }
            }
        }
        return parts;
    }
}
