package io.flashgate.journal.report;

import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.Phase;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import io.flashgate.core.sale.SaleDefinition.StageGoal;
import java.math.BigInteger;
import java.util.List;

/**
 * What a journal says of one sale, up to the last record that has to do with it: the same for any journal that begins with the
 * same records. Immutable. Times are nanoseconds since the epoch, money is in minor units of the sale's currency.
 *
 * <p>Nobody is named in it: buyers are counted, and a goal has the order that reached it.
 *
 * @param definition the sale as it was last defined
 * @param journal    which journal it was made of
 * @param upTo       the last record that has to do with the sale
 * @param phase      where the sale stands there
 * @param isClosedEarly whether the merchant ended it before its time
 * @param isSealed   whether it is over and nothing is held: no later record changes what was sold
 * @param times      when what happened
 * @param totals     over all items
 * @param requests   what was asked
 * @param buyers     who asked and who bought
 * @param items      in the order of the definition
 * @param groups     by name, buyers without one last, then those of groups beyond the first {@link GroupTallies#MOST}
 * @param holds      null: the sale has none
 * @param goals      by units
 * @param refusals   by reason, the most frequent first; only those that there were
 * @param taken      orders and units when they were made, held or sold
 * @param sold       the same when they were confirmed; null: that is when they were made
 */
public record SaleReport(
        SaleDefinition definition,
        Journal journal,
        Position upTo,
        Phase phase,
        boolean isClosedEarly,
        boolean isSealed,
        Times times,
        Totals totals,
        Requests requests,
        Buyers buyers,
        List<Item> items,
        List<Group> groups,
        Holds holds,
        List<Goal> goals,
        List<Refusal> refusals,
        Pace taken,
        Pace sold) {

    /** A time that has not come. */
    public static final long NEVER = Long.MIN_VALUE;

    public SaleReport {
        items = List.copyOf(items);
        groups = List.copyOf(groups);
        goals = List.copyOf(goals);
        refusals = List.copyOf(refusals);
    }

    /** Whether later records may still change what was sold. */
    public boolean isProvisional() {
        return !isSealed;
    }

    /** Units over all items. */
    public long stock() {
        return definition.totalStock();
    }

    /** From the opening to the last unit's confirmation, nanoseconds; {@link #NEVER}: there are units left. */
    public long timeToSoldOutNanos() {
        return times.soldOutAtNanos == NEVER ? NEVER : times.soldOutAtNanos - times.openedAtNanos;
    }

    /**
     * Which journal: the time of its first record, and the state's digest behind it, in which the secret key is that tells journals
     * apart.
     */
    public record Journal(long foundedAtNanos, long foundingDigest) {}

    /**
     * A record.
     *
     * @param sequence all records from 1 to this one were read
     * @param digest   of the core's whole state behind it
     */
    public record Position(long sequence, long timestampNanos, long digest) {}

    /**
     * When what happened; each may be {@link #NEVER}.
     *
     * @param definedAtNanos    when it was defined as it is
     * @param openedAtNanos     when it opened, or will
     * @param endedAtNanos      when the phase became a final one
     * @param sealedAtNanos     when nothing was held any more, either
     * @param soldOutAtNanos    when the last of all units was confirmed
     * @param firstOrderAtNanos when the first order was made
     * @param lastOrderAtNanos  when the last order so far was made
     */
    public record Times(
            long definedAtNanos,
            long openedAtNanos,
            long endedAtNanos,
            long sealedAtNanos,
            long soldOutAtNanos,
            long firstOrderAtNanos,
            long lastOrderAtNanos) {}

    /**
     * What was sold.
     *
     * @param orders  that are confirmed
     * @param units   in them
     * @param revenue gross merchandise value: what those units cost, each at the price of its place
     */
    public record Totals(long orders, long units, BigInteger revenue) {}

    /**
     * Requests, retries left out.
     *
     * @param decided     that were decided in order: orders and refusals with a number in the journal
     * @param unsequenced that were refused without one, as the journal has counted them
     * @param repeated    retries that heard their first answer again
     */
    public record Requests(long decided, long unsequenced, long repeated) {

        public long refused(final long orders) {
            return decided - orders + unsequenced;
        }
    }

    /**
     * Distinct buyers. Whoever was refused without a number in the journal is not among them: the journal does not say who it was.
     *
     * @param asked           with a request that was decided
     * @param bought          with an order that is confirmed
     * @param askedReturning  of those that asked, who had asked before in another sale that was meant
     * @param boughtReturning of those that bought, the same
     */
    public record Buyers(long asked, long bought, long askedReturning, long boughtReturning) {

        public long askedNew() {
            return asked - askedReturning;
        }

        public long boughtNew() {
            return bought - boughtReturning;
        }
    }

    /**
     * One item.
     *
     * @param orders         confirmed orders that have it
     * @param sold           confirmed units
     * @param prices         one for each price, by place
     * @param firstGoneNanos when for the first time none was available; {@link #NEVER}: never
     * @param soldOutAtNanos when the last unit was confirmed; {@link #NEVER}: it was not
     */
    public record Item(
            ItemDefinition definition,
            long orders,
            long sold,
            long held,
            long available,
            List<Price> prices,
            long firstGoneNanos,
            long soldOutAtNanos) {

        public Item {
            prices = List.copyOf(prices);
        }

        public BigInteger revenue() {
            return BigInteger.valueOf(
                    prices.stream().mapToLong(price -> price.price * price.sold).sum());
        }
    }

    /** Units of an item at one price. */
    public record Price(long price, long sold) {}

    /**
     * Buyers from one group. Whoever asked from several is counted in each.
     *
     * @param name  empty: from none; null: from groups beyond those that are told apart
     * @param units confirmed ones, as {@code orders} and {@code revenue}
     */
    public record Group(
            String name, long requests, long asked, long bought, long orders, long units, BigInteger revenue) {}

    /**
     * What became of orders that had to be paid for; each but {@code extended} of orders, together {@code taken}.
     *
     * @param open              not ended
     * @param cancelledByBuyer  given back by the buyer
     * @param cancelledByMerchant given back by the merchant
     * @param extended          got their extension, whatever became of them
     * @param openUnits         in the open ones
     * @param openValue         what those cost
     * @param expiredUnits      in expired ones
     */
    public record Holds(
            long taken,
            long open,
            long confirmed,
            long cancelledByBuyer,
            long cancelledByMerchant,
            long expired,
            long extended,
            long openUnits,
            BigInteger openValue,
            long expiredUnits) {}

    /**
     * A stage goal.
     *
     * @param orderNumber whose units made it full; 0: nobody's
     * @param atNanos     when that order was confirmed; {@link #NEVER}
     * @param sequence    the record that confirmed it; 0
     */
    public record Goal(StageGoal definition, long orderNumber, long atNanos, long sequence) {}

    /**
     * One reason.
     *
     * @param overTime how many in each bucket; of requests without a number of their own, when they were counted, which is within a
     *                 second
     */
    public record Refusal(Outcome reason, long requests, Series overTime) {}

    /**
     * Orders over time, from the opening.
     *
     * @param overTime         orders and units in each bucket
     * @param peakOrders       most orders within one whole second from the opening on
     * @param peakSecond       which second, from 0
     */
    public record Pace(Series overTime, long peakOrders, long peakSecond) {}
}
