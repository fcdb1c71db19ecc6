package io.flashgate.core.order;

import io.flashgate.core.table.BucketIndex;
import io.flashgate.core.table.Digest;

/** What the desks remember: answers, orders and the buyers' units. All of it is allocated when it is built. */
public final class DeskTables {

    final AnswerTable answers;
    final OrderTable orders;
    final BuyerTable buyers;
    private final BucketIndex index;

    /**
     * @param answerCapacity most remembered answers
     * @param orderCapacity  most orders; one of several parts counts as so many
     * @param saleCapacity   most sales
     * @param groupCapacity  most distinct groups among orders
     */
    public DeskTables(
            final int answerCapacity,
            final int orderCapacity,
            final int saleCapacity,
            final int groupCapacity,
            final Digest digest) {
        // An order counts for the item of each of its parts, and once for its sale: two entries to a part at most.
        final int buyerCapacity = 2 * orderCapacity;
        index = new BucketIndex(answerCapacity + buyerCapacity);
        answers = new AnswerTable(index, answerCapacity, saleCapacity, digest);
        buyers = new BuyerTable(index, answerCapacity, buyerCapacity, digest);
        orders = new OrderTable(orderCapacity, saleCapacity, groupCapacity, digest);
    }

    /** Remembered answers. */
    public int answerCount() {
        return answers.size();
    }

    /** Remembered answers that made no order. */
    public int refusalCount() {
        return answers.refusals();
    }

    /** Orders, whatever became of them. */
    public int orderCount() {
        return orders.size();
    }

    /** Parts of all orders. */
    public int partCount() {
        return orders.rows();
    }

    /** Orders that are held. */
    public int holdCount() {
        return orders.holds();
    }

    /** Hears of a remembered answer. */
    @FunctionalInterface
    public interface AnswerObserver {

        /**
         * @param saleIndex  the place of the sale that the request was for
         * @param requestId0 low word of the request's id
         */
        void onAnswer(int saleIndex, long requestId0);
    }

    /** Tells of every remembered answer to requests for a sale, the newest first. */
    public void forEachAnswer(final int saleIndex, final AnswerObserver observer) {
        for (int entry = answers.newestOf(saleIndex); entry != AnswerTable.NOT_FOUND; entry = answers.before(entry)) {
            observer.onAnswer(saleIndex, answers.requestId0(entry));
        }
    }

    /** Loads a word of what a purchase of this buyer will be looked for in. */
    public long touch(final long buyer0) {
        return index.touch(buyer0);
    }

    /** Whether a request with this id has been answered: it is told that answer again, or that its key is taken. */
    public boolean remembers(final PurchaseView purchase) {
        return answers.find(purchase) != AnswerTable.NOT_FOUND;
    }

    /** Adds the terms of all that is remembered, worked out afresh. */
    public void addTermsTo(final Digest fresh) {
        answers.addTermsTo(fresh);
        orders.addTermsTo(fresh);
        buyers.addTermsTo(fresh);
    }
}
