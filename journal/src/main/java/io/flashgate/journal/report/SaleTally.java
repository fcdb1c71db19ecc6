package io.flashgate.journal.report;

import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.order.PurchaseView;
import io.flashgate.core.sale.Phase;
import io.flashgate.core.sale.Sale;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.SaleTable;
import io.flashgate.core.sale.Stock;
import io.flashgate.core.table.Digest;
import io.flashgate.journal.JournalException;
import io.flashgate.journal.JournalRecords;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One sale, added up record by record from its definition on. What was decided stands in the records; what follows from it (prices
 * by place, phase, goals) is kept up by the core's own {@link Sale}, so that it cannot be another here than there. One thread.
 */
final class SaleTally {

    private static final long NEVER = SaleReport.NEVER;

    private final Sale sale;
    private final BuyerIndex buyerIndex;
    private final long definedAtNanos;
    private final long openedAtNanos;
    private final ItemTally[] items;
    private final GroupTallies groups;
    private final BuyersOfSale buyers;
    private final HoldTally holds = new HoldTally();
    private final RefusalTallies refusals = new RefusalTallies();
    private final PaceTally takenPace = new PaceTally();
    private final PaceTally soldPace = new PaceTally();
    private final Amount revenue = new Amount();
    private final long[] goalTimes;
    private final long[] goalSequences;
    private final long[] parts = new long[PurchaseRequest.MAX_LINES * (SaleDefinition.MAX_PRICE_TIERS + 1)];

    private long upToSequence;
    private long upToNanos;
    private long upToDigest;
    private int goalsReached;
    private long decided;
    private long unsequenced;
    private long repeated;
    private long orders;
    private long units;
    private long endedAtNanos = NEVER;
    private long soldOutAtNanos = NEVER;
    private long firstOrderAtNanos = NEVER;
    private long lastOrderAtNanos = NEVER;
    private boolean isClosedEarly;
    private boolean isSealed;

    /**
     * @param record the one that defines the sale, or defines it anew
     */
    SaleTally(final SaleDefinition definition, final BuyerIndex buyerIndex, final JournalRecords record) {
        this.buyerIndex = buyerIndex;
        sale = new SaleTable(1, new Digest()).add(definition, record.sequence());
        definedAtNanos = record.timestampNanos();
        openedAtNanos = Math.max(definition.opensAtNanos(), definedAtNanos);
        items = new ItemTally[definition.items().size()];
        Arrays.setAll(items, item -> new ItemTally(sale.stock(item)));
        groups = new GroupTallies(definition.groups());
        buyers = new BuyersOfSale(groups);
        goalTimes = new long[definition.stageGoals().size()];
        goalSequences = new long[goalTimes.length];
        Arrays.fill(goalTimes, NEVER);
        sale.advanceTo(definedAtNanos);
        noted(record);
    }

    /** A purchase was decided: sold, held or refused. */
    void onPurchase(final JournalRecords record, final PurchaseView purchase) {
        if (sale.isSealed()) {
            throw contradiction(record, "a purchase", "none: the sale is over");
        }
        final Outcome outcome = record.outcome();
        final long atNanos = record.timestampNanos();
        final int group = groups.number(purchase);
        final int buyer = comes(purchase, group);
        sale.advanceTo(atNanos);
        decided++;
        groups.request(group);
        if (outcome.isOrder()) {
            order(record, new TakenOrder(buyer, group, take(record, purchase)));
        } else {
            refusals.add(outcome, atNanos - openedAtNanos, 1);
        }
        noted(record);
    }

    void onConfirmed(final JournalRecords record) {
        sale.advanceTo(record.timestampNanos());
        final TakenOrder order = require(record, holds.confirm(record.orderNumber()));
        for (int part = 0; part < order.parts().length; part++) {
            sale.confirm(order.item(part), order.tier(part), order.units(part));
        }
        sale.endHold(record.orderNumber(), record.timestampNanos());
        sold(record, order);
        noted(record);
    }

    void onCancelled(final JournalRecords record, final boolean isByBuyer) {
        sale.advanceTo(record.timestampNanos());
        release(record, holds.cancel(record.orderNumber(), isByBuyer));
    }

    void onExpired(final JournalRecords record) {
        sale.advanceTo(record.timestampNanos());
        release(record, holds.expire(record.orderNumber()));
    }

    void onExtended(final JournalRecords record) {
        sale.advanceTo(record.timestampNanos());
        holds.extend();
        noted(record);
    }

    void onClosed(final JournalRecords record) {
        sale.close(record.timestampNanos());
        isClosedEarly = true;
        noted(record);
    }

    /** Time has passed; if it has for this sale, the record has to do with it. */
    void onTicked(final JournalRecords record) {
        if (sale.nextDeadlineNanos() <= record.timestampNanos()) {
            sale.advanceTo(record.timestampNanos());
            noted(record);
        }
    }

    /** Requests have been refused, or answered again, without a number of their own. {@link #onCounted} comes after the last reason. */
    void count(final Outcome reason, final long requests, final long atNanos) {
        if (reason == Outcome.REPEATED) {
            repeated += requests;
        } else {
            unsequenced += requests;
            refusals.add(reason, atNanos - openedAtNanos, requests);
        }
    }

    void onCounted(final JournalRecords record) {
        noted(record);
    }

    /** Whether another definition may take this one's place. */
    boolean isScheduled() {
        return sale.phase() == Phase.SCHEDULED;
    }

    SaleReport report(final SaleReport.Journal journal) {
        final SaleDefinition definition = sale.definition();
        return new SaleReport(
                definition,
                journal,
                new SaleReport.Position(upToSequence, upToNanos, upToDigest),
                sale.phase(),
                isClosedEarly,
                sale.isSealed(),
                new SaleReport.Times(
                        definedAtNanos,
                        openedAtNanos,
                        endedAtNanos,
                        sale.isSealed() ? sale.sealedAtNanos() : NEVER,
                        soldOutAtNanos,
                        firstOrderAtNanos,
                        lastOrderAtNanos),
                new SaleReport.Totals(orders, units, revenue.minorUnits()),
                new SaleReport.Requests(decided, unsequenced, repeated),
                buyers.count(),
                Arrays.stream(items).map(ItemTally::item).toList(),
                groups.list(),
                sale.hasHolds() ? holds.holds(openValue()) : null,
                goals(),
                refusals.list(),
                takenPace.pace(),
                sale.hasHolds() ? soldPace.pace() : null);
    }

    /** The number of the buyer, who has been counted as one that asked. */
    private int comes(final PurchaseView purchase, final int group) {
        final int buyer = buyerIndex.number(purchase.buyerHash0(), purchase.buyerHash1());
        if (buyers.isStranger(buyer)) {
            buyers.comes(buyer, group, isReturning(buyer));
            if (!sale.definition().rehearsal()) {
                buyerIndex.see(buyer);
            }
        } else {
            buyers.asksAgain(buyer, group);
        }
        return buyer;
    }

    /**
     * Whether a buyer who comes to this sale for the first time is not a new one. The journal knows who has been in earlier sales; a
     * ticket's {@code new} would be told here, once purchases carry it.
     */
    private boolean isReturning(final int buyer) {
        return buyerIndex.isSeen(buyer);
    }

    private void order(final JournalRecords record, final TakenOrder order) {
        final long atNanos = record.timestampNanos();
        final long number = sale.book(atNanos);
        if (number != record.orderNumber()) {
            throw contradiction(record, "order number " + record.orderNumber(), String.valueOf(number));
        }
        firstOrderAtNanos = firstOrderAtNanos == NEVER ? atNanos : firstOrderAtNanos;
        lastOrderAtNanos = atNanos;
        takenPace.add(atNanos - openedAtNanos, order.units());
        if (record.outcome() == Outcome.HELD) {
            holds.take(number, order);
        } else {
            sold(record, order);
        }
    }

    /** Takes each line out of the first prices that have something, as the purchase was. */
    private long[] take(final JournalRecords record, final PurchaseView purchase) {
        final boolean isHeld = record.outcome() == Outcome.HELD;
        int count = 0;
        for (int line = 0; line < purchase.lineCount(); line++) {
            final int item = sale.findItem(purchase.command(), purchase.skuOffset(line), purchase.skuLength(line));
            if (item < 0 || sale.stock(item).available() < purchase.quantity(line)) {
                throw contradiction(record, "an order of what there is not", "an order that the stock allows");
            }
            final Stock stock = sale.stock(item);
            for (int left = purchase.quantity(line); left > 0; ) {
                final int tier = stock.nextTier();
                final int taken = (int) Math.min(left, stock.available(tier));
                sale.take(item, tier, taken, isHeld);
                parts[count++] = TakenOrder.part(item, tier, taken);
                left -= taken;
            }
            items[item].taken(record.timestampNanos());
        }
        return Arrays.copyOf(parts, count);
    }

    /** The order is confirmed. */
    private void sold(final JournalRecords record, final TakenOrder order) {
        final long atNanos = record.timestampNanos();
        orders++;
        units += order.units();
        groups.sold(order.group(), order.units());
        for (int part = 0; part < order.parts().length; part++) {
            final int item = order.item(part);
            final long value = sale.stock(item).price(order.tier(part)) * order.units(part);
            revenue.add(value);
            groups.turnedOver(order.group(), value);
            items[item].sold(order.tier(part), order.units(part), atNanos);
            // The parts of an item follow each other.
            if (part == 0 || order.item(part - 1) != item) {
                items[item].ordered();
            }
        }
        buyers.buys(order.buyer(), order.group());
        soldPace.add(atNanos - openedAtNanos, order.units());
        if (units == sale.definition().totalStock()) {
            soldOutAtNanos = atNanos;
        }
        for (; goalsReached < sale.goalsReached(); goalsReached++) {
            goalTimes[goalsReached] = atNanos;
            goalSequences[goalsReached] = record.sequence();
        }
    }

    private void release(final JournalRecords record, final TakenOrder found) {
        final TakenOrder order = require(record, found);
        for (int part = 0; part < order.parts().length; part++) {
            sale.release(order.item(part), order.tier(part), order.units(part));
        }
        sale.endHold(record.orderNumber(), record.timestampNanos());
        noted(record);
    }

    /** The record has to do with this sale, and all that it did has been done. */
    private void noted(final JournalRecords record) {
        upToSequence = record.sequence();
        upToNanos = record.timestampNanos();
        upToDigest = record.stateDigest();
        if (endedAtNanos == NEVER && sale.phase().isOver()) {
            // By the clock it ends exactly at its time, however late that was noticed.
            endedAtNanos = sale.phase() == Phase.CLOSED && !isClosedEarly
                    ? sale.definition().closesAtNanos()
                    : record.timestampNanos();
        }
        if (!isSealed && sale.isSealed()) {
            isSealed = true;
            buyers.seal();
        }
    }

    private BigInteger openValue() {
        BigInteger value = BigInteger.ZERO;
        for (int item = 0; item < items.length; item++) {
            final Stock stock = sale.stock(item);
            for (int tier = 0; tier < stock.tiers(); tier++) {
                value = value.add(BigInteger.valueOf(stock.price(tier) * stock.held(tier)));
            }
        }
        return value;
    }

    private List<SaleReport.Goal> goals() {
        final List<SaleReport.Goal> goals = new ArrayList<>();
        for (int goal = 0; goal < goalTimes.length; goal++) {
            goals.add(new SaleReport.Goal(
                    sale.definition().stageGoals().get(goal),
                    sale.goalReachedBy(goal),
                    goalTimes[goal],
                    goalSequences[goal]));
        }
        return goals;
    }

    private TakenOrder require(final JournalRecords record, final TakenOrder order) {
        if (order == null) {
            throw contradiction(
                    record, record.outcome() + " of order " + record.orderNumber(), "an order that is held");
        }
        return order;
    }

    private JournalException contradiction(final JournalRecords record, final String found, final String expected) {
        return new JournalException(
                "sequence=" + record.sequence() + " sale=" + sale.definition().saleId() + ": found " + found
                        + ", expected " + expected + " (journal verify says what is wrong)");
    }
}
