package io.flashgate.core.order;

import io.flashgate.core.sale.Phase;
import io.flashgate.core.sale.Sale;
import io.flashgate.core.sale.SaleTable;
import io.flashgate.core.sale.Stock;
import io.flashgate.core.table.BucketIndex;
import io.flashgate.core.table.Digest;
import org.agrona.DirectBuffer;

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
    private final BucketIndex index;

    /** Where the desk has found the buyer's units while it decided: of the item, and in the whole sale. */
    private int itemUnits;

    private int saleUnits;

    /**
     * @param answerCapacity most remembered answers
     * @param orderCapacity  most accepted orders
     * @param groupCapacity  most distinct groups among accepted orders
     */
    public PurchaseDesk(
            final SaleTable sales,
            final int answerCapacity,
            final int orderCapacity,
            final int groupCapacity,
            final Digest digest) {
        this.sales = sales;
        // An order counts for its item and for its sale: two entries at most.
        final int buyerCapacity = 2 * orderCapacity;
        index = new BucketIndex(answerCapacity + buyerCapacity);
        answers = new AnswerTable(index, answerCapacity, digest);
        buyers = new BuyerTable(index, answerCapacity, buyerCapacity, digest);
        orders = new OrderTable(orderCapacity, sales.capacity(), groupCapacity, digest);
    }

    /** Remembered answers. */
    public int answerCount() {
        return answers.size();
    }

    /** Accepted orders. */
    public int orderCount() {
        return orders.size();
    }

    /** Loads a word of what a purchase of this buyer will be looked for in. */
    public long touch(final long buyer0) {
        return index.touch(buyer0);
    }

    /** Whether a request with this id has been answered: it is told that answer again, or that its key is taken. */
    public boolean remembers(final PurchaseView purchase) {
        return answers.find(purchase) != AnswerTable.NOT_FOUND;
    }

    /**
     * Decides one purchase and, if the outcome is a sequenced one, changes the state by it.
     *
     * @param sequence       the number that the purchase gets if it is sequenced
     * @param timestampNanos its stamp
     */
    public void onPurchase(
            final long sequence, final long timestampNanos, final PurchaseView purchase, final Decision decision) {
        // A retry hears its first answer again, even if the sale has ended since.
        final int earlier = answers.find(purchase);
        if (earlier != AnswerTable.NOT_FOUND) {
            if (answers.isSameRequest(earlier, purchase)) {
                answers.recall(earlier, decision);
            } else {
                decision.outcome(Outcome.KEY_REUSED);
            }
            return;
        }

        final Sale sale = sales.find(purchase.command(), purchase.saleIdOffset(), purchase.saleIdLength());
        decide(sale, timestampNanos, purchase, decision);
        if (decision.outcome().isSequenced() && !hasRoomFor(purchase, decision)) {
            decision.outcome(Outcome.OVERLOADED).units(0);
        }
        if (decision.outcome().isSequenced()) {
            decision.stamp(sequence, timestampNanos).promise(purchase.promise());
            apply(sale, purchase, decision);
        }
        if (sale != null) {
            decision.sale(sale.index(), sale.phase());
        }
    }

    /** Answers {@link Outcome#ORDER_FOUND}, or {@link Outcome#UNKNOWN_ORDER} also if the order is somebody else's. */
    public void findOrder(
            final DirectBuffer saleId,
            final long orderNumber,
            final long buyer0,
            final long buyer1,
            final Decision decision) {
        final Sale sale = sales.find(saleId, 0, saleId.capacity());
        if (sale != null && orders.find(sale, orderNumber, buyer0, buyer1, decision)) {
            decision.outcome(Outcome.ORDER_FOUND).sale(sale.index(), sale.phase());
        } else {
            decision.outcome(Outcome.UNKNOWN_ORDER);
        }
    }

    /** Adds the terms of all that the desk remembers, worked out afresh. */
    public void addTermsTo(final Digest fresh) {
        answers.addTermsTo(fresh);
        orders.addTermsTo(fresh);
        buyers.addTermsTo(fresh);
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
        final int item = sale.findItem(purchase.command(), purchase.skuOffset(), purchase.skuLength());
        if (item < 0) {
            decision.outcome(Outcome.UNKNOWN_ITEM);
            return;
        }
        decision.item(item);
        if (!sale.admits(purchase.command(), purchase.groupOffset(), purchase.groupLength())) {
            decision.outcome(Outcome.NOT_ADMITTED);
            return;
        }
        final int limit =
                limitThatIsPassed(sale, item, purchase.buyerHash0(), purchase.buyerHash1(), purchase.quantity());
        if (limit > 0) {
            decision.outcome(Outcome.BUYER_LIMIT).units(limit);
            return;
        }
        final Stock stock = sale.stock(item);
        if (stock.available() == 0) {
            decision.outcome(Outcome.SOLD_OUT);
        } else if (stock.available() < purchase.quantity()) {
            decision.outcome(Outcome.INSUFFICIENT_STOCK).units(stock.available());
        } else {
            decision.outcome(Outcome.ACCEPTED);
        }
    }

    private void apply(final Sale sale, final PurchaseView purchase, final Decision decision) {
        final Phase before = sale.phase();
        sale.advanceTo(decision.timestampNanos());
        if (decision.outcome() == Outcome.ACCEPTED) {
            final int item = decision.itemIndex();
            final Stock stock = sale.stock(item);
            decision.orderNumber(sale.sell(item, purchase.quantity()))
                    .sold(purchase.quantity(), stock.price(), stock.available());
            orders.add(purchase, sale, decision);
            countBuyer(sale, item, purchase);
        }
        answers.remember(purchase, decision);
        if (sale.phase() != before) {
            sales.refreshDeadline();
        }
    }

    /** The limit that this purchase would pass, the item's before the sale's; 0: none. */
    private int limitThatIsPassed(
            final Sale sale, final int item, final long buyer0, final long buyer1, final int quantity) {
        final int itemLimit = sale.stock(item).buyerLimit();
        if (itemLimit > 0) {
            itemUnits = buyers.find(buyer0, buyer1, sale.index(), item);
            if (buyers.units(itemUnits) + quantity > itemLimit) {
                return itemLimit;
            }
        }
        final int saleLimit = sale.buyerLimit();
        if (saleLimit > 0) {
            saleUnits = buyers.find(buyer0, buyer1, sale.index(), BuyerTable.WHOLE_SALE);
            if (buyers.units(saleUnits) + quantity > saleLimit) {
                return saleLimit;
            }
        }
        return 0;
    }

    private void countBuyer(final Sale sale, final int item, final PurchaseView purchase) {
        final long buyer0 = purchase.buyerHash0();
        final long buyer1 = purchase.buyerHash1();
        if (sale.stock(item).buyerLimit() > 0) {
            buyers.add(itemUnits, buyer0, buyer1, sale.index(), item, purchase.quantity());
        }
        if (sale.buyerLimit() > 0) {
            buyers.add(saleUnits, buyer0, buyer1, sale.index(), BuyerTable.WHOLE_SALE, purchase.quantity());
        }
    }

    /**
     * Refusals are remembered too, but in half of the table at most: else a crowd that hears "no" could stop every sale.
     * (What fits into small tables fits into larger ones, so a log replays under any limits that are no smaller.)
     */
    private boolean hasRoomFor(final PurchaseView purchase, final Decision decision) {
        if (decision.outcome() != Outcome.ACCEPTED) {
            final int refusals = answers.size() - orders.size();
            return !answers.isFull() && refusals < (answers.capacity() + 1) / 2;
        }
        return !answers.isFull()
                && !orders.isFull()
                && buyers.hasRoomFor(2)
                && orders.hasRoomForGroup(purchase.command(), purchase.groupOffset(), purchase.groupLength());
    }
}
