package io.flashgate.core.sale;

import io.flashgate.core.order.Outcome;
import io.flashgate.core.protocol.snapshot.SaleStateDecoder;
import io.flashgate.core.sale.SaleDefinition.HoldDefinition;
import io.flashgate.core.sale.SaleDefinition.StageGoal;
import io.flashgate.core.table.DeadlineQueue;
import io.flashgate.core.table.Digest;
import io.flashgate.core.table.IdTable;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One sale: its rules, its phase and its stock. Built when it is defined; buying from it allocates nothing.
 *
 * <p>Every change keeps the state's digest in step.
 */
public final class Sale {

    private static final int KIND_SALE = 1;
    private static final int KIND_STOCK = 2;
    private static final int KIND_REFUSALS = 3;
    private static final int KIND_TIER = 9;
    private static final int KIND_GOAL = 10;
    private static final int KIND_FORGETTING = 13;

    private static final long NOT_SEALED = SaleStateDecoder.sealedAtNanosNullValue();

    private final Digest digest;
    private final DeadlineQueue sealed;
    private final int index;
    private final SaleDefinition definition;
    private final long definedAtSequence;
    private final long opensAtNanos;
    private final long closesAtNanos;
    private final byte[] idBytes;
    private final int buyerLimit;
    private final HoldDefinition hold;
    private final boolean admitsEverybody;
    private final long begunTerm;
    private final IdTable skus;
    private final IdTable groups;
    private final Stock[] stocks;
    private final long[] stockTerms;
    private final long[] refusals = new long[Outcome.CODE_LIMIT];
    private final long[] goalUnits;
    private final long[] goalOrders;

    private Phase phase = Phase.SCHEDULED;
    private long orders;
    private long availableUnits;
    private long heldUnits;
    private long soldUnits;
    private int goalsReached;
    private long sealedAtNanos = NOT_SEALED;
    private long answersForgotten;
    private boolean isForgotten;
    private long term;

    /**
     * @param index             the sale's place in the order of creation, from 0
     * @param definition        its rules
     * @param definedAtSequence of the command that brought them
     * @param digest            the state's digest, which the sale joins
     * @param sealed            where the sale puts itself when it is sealed
     */
    Sale(
            final int index,
            final SaleDefinition definition,
            final long definedAtSequence,
            final Digest digest,
            final DeadlineQueue sealed) {
        this.index = index;
        this.sealed = sealed;
        this.definition = definition;
        this.definedAtSequence = definedAtSequence;
        this.digest = digest;
        opensAtNanos = definition.opensAtNanos();
        closesAtNanos = definition.closesAtNanos();
        idBytes = definition.saleId().getBytes(StandardCharsets.US_ASCII);
        buyerLimit = definition.buyerLimit();
        hold = definition.hold();
        admitsEverybody = definition.groups().isEmpty();
        begunTerm = Digest.begin(KIND_SALE, index, DefinitionHash.of(definition));
        skus = new IdTable(definition.items().size());
        stocks = new Stock[definition.items().size()];
        stockTerms = new long[stocks.length];
        for (int i = 0; i < stocks.length; i++) {
            addId(skus, definition.items().get(i).sku());
            stocks[i] = new Stock(definition.items().get(i));
            stockTerms[i] = stockTerm(i);
            digest.add(stockTerms[i]);
            for (int tier = 0; tier < stocks[i].tiers(); tier++) {
                digest.add(tierTerm(i, tier));
            }
        }
        groups = new IdTable(Math.max(1, definition.groups().size()));
        definition.groups().forEach(group -> addId(groups, group));
        goalUnits = definition.stageGoals().stream().mapToLong(StageGoal::units).toArray();
        goalOrders = new long[goalUnits.length];
        availableUnits = definition.totalStock();
        term = term();
        digest.add(term);
    }

    public int index() {
        return index;
    }

    public SaleDefinition definition() {
        return definition;
    }

    /** The sequence of the command that defined the sale as it is. No fact of the digest: the log says it. */
    public long definedAtSequence() {
        return definedAtSequence;
    }

    public Phase phase() {
        return phase;
    }

    /** Inclusive, nanoseconds since the epoch. */
    public long opensAtNanos() {
        return opensAtNanos;
    }

    /** The sale's id, as it is in commands. Nobody may change it. */
    public byte[] idBytes() {
        return idBytes;
    }

    /** Whether orders wait for their payment. */
    public boolean hasHolds() {
        return hold != null;
    }

    /** How orders wait for their payment; only in a sale that {@linkplain #hasHolds() has holds}. */
    public HoldDefinition hold() {
        return hold;
    }

    /** Units per buyer over the whole sale; 0: no limit. */
    public int buyerLimit() {
        return buyerLimit;
    }

    /** Over, and no hold is left: nothing of it changes any more. */
    public boolean isSealed() {
        return phase.isOver() && heldUnits == 0;
    }

    /** The stamp of the command that sealed it, nanoseconds since the epoch; {@link Long#MIN_VALUE}: it is not sealed. */
    public long sealedAtNanos() {
        return sealedAtNanos;
    }

    /** Answers of the sale that were remembered once and are no more. */
    public long answersForgotten() {
        return answersForgotten;
    }

    /** Whether none of its answers is remembered any more, and none ever will be. */
    public boolean isForgotten() {
        return isForgotten;
    }

    /**
     * Some of its answers are forgotten.
     *
     * @param count  how many
     * @param isDone whether these were the last
     */
    public void forget(final int count, final boolean isDone) {
        final long before = forgettingTerm();
        answersForgotten += count;
        if (isDone) {
            isForgotten = true;
            sealed.remove(index);
        }
        digest.replace(before, forgettingTerm());
    }

    /** Units in unpaid holds, over all items. */
    public long heldUnits() {
        return heldUnits;
    }

    /** How many of the stage goals have been reached, the lowest first. */
    public int goalsReached() {
        return goalsReached;
    }

    /** The number of the order that reached a goal, by the goal's place from 0; 0: nobody has. */
    public long goalReachedBy(final int goal) {
        return goalOrders[goal];
    }

    /** Orders so far, confirmed, held or ended; also the number of the newest order. */
    public long orders() {
        return orders;
    }

    /** The stock of an item by its place, from 0. */
    public Stock stock(final int item) {
        return stocks[item];
    }

    /** Requests that were refused without being sequenced, for this reason; only what the journal has counted. */
    public long refusals(final Outcome reason) {
        return refusals[reason.code()];
    }

    /** When the sale's phase next changes by time alone; {@link Long#MAX_VALUE}: never. */
    public long nextDeadlineNanos() {
        switch (phase) {
            case SCHEDULED:
                return opensAtNanos;
            case OPEN:
            case HELD_OUT:
                return closesAtNanos;
            default:
                return Long.MAX_VALUE;
        }
    }

    /** Whether the sale has ended by this time, be it by stock, by the merchant or by the clock. */
    public boolean isOverAt(final long timestampNanos) {
        return phase.isOver() || timestampNanos >= closesAtNanos;
    }

    /** The place of an item, or -1. */
    public int findItem(final DirectBuffer buffer, final int offset, final int length) {
        return skus.find(buffer, offset, length);
    }

    /** Whether a buyer out of this group may buy; an empty name is no group. */
    public boolean admits(final DirectBuffer buffer, final int offset, final int length) {
        return admitsEverybody || groups.find(buffer, offset, length) >= 0;
    }

    /** Moves the sale on to where it stands at this time. */
    public void advanceTo(final long timestampNanos) {
        if (phase == Phase.SCHEDULED && timestampNanos >= opensAtNanos) {
            move(Phase.OPEN);
        }
        if (!phase.isOver() && timestampNanos >= closesAtNanos) {
            move(Phase.CLOSED);
            sealIfDone(timestampNanos);
        }
    }

    /** The merchant's early end. */
    public void close(final long timestampNanos) {
        move(Phase.CLOSED);
        sealIfDone(timestampNanos);
    }

    /** Takes units of a tier out of the stock, for good or until their hold ends. {@link #book} comes after the last of them. */
    public void take(final int item, final int tier, final int quantity, final boolean isHeld) {
        final Stock stock = stocks[item];
        final long before = tierTerm(item, tier);
        if (isHeld) {
            stock.hold(tier, quantity);
            heldUnits += quantity;
        } else {
            stock.sell(tier, quantity);
            soldUnits += quantity;
        }
        availableUnits -= quantity;
        refreshStockTerms(item, tier, before);
    }

    /**
     * Counts the order that the units were taken for; with the last unit the sale is held out or sold out.
     *
     * @return the new order's number
     */
    public long book(final long timestampNanos) {
        orders++;
        reachGoals(orders);
        settle();
        sealIfDone(timestampNanos);
        refreshTerm();
        return orders;
    }

    /** Held units of a tier are paid for. {@link #endHold} comes after the last of them. */
    public void confirm(final int item, final int tier, final int quantity) {
        final long before = tierTerm(item, tier);
        stocks[item].confirm(tier, quantity);
        heldUnits -= quantity;
        soldUnits += quantity;
        refreshStockTerms(item, tier, before);
    }

    /** Held units of a tier are given back. {@link #endHold} comes after the last of them. */
    public void release(final int item, final int tier, final int quantity) {
        final long before = tierTerm(item, tier);
        stocks[item].release(tier, quantity);
        heldUnits -= quantity;
        availableUnits += quantity;
        refreshStockTerms(item, tier, before);
    }

    /** All units of a hold have been confirmed or released. */
    public void endHold(final long orderNumber, final long timestampNanos) {
        reachGoals(orderNumber);
        settle();
        sealIfDone(timestampNanos);
        refreshTerm();
    }

    /** Adds to what was refused without being sequenced. */
    public void countRefusals(final Outcome reason, final long count) {
        final int code = reason.code();
        final long before = refusalsTerm(code);
        refusals[code] += count;
        digest.replace(before, refusalsTerm(code));
    }

    /** Takes everything that happened to a sale over from a snapshot; nothing has happened to this one yet. */
    void restore(final SaleStateDecoder from) {
        leave();
        phase = Phase.findByCode(from.phase());
        if (phase == null) {
            throw new IllegalStateException("phase=" + from.phase() + " of sale " + definition.saleId());
        }
        orders = from.orders();
        for (final SaleStateDecoder.TiersDecoder tier : from.tiers()) {
            stocks[tier.item()].restore(tier.tier(), tier.available(), tier.held());
        }
        for (final SaleStateDecoder.GoalsDecoder goal : from.goals()) {
            goalOrders[goalsReached++] = goal.orderNumber();
        }
        for (final SaleStateDecoder.RefusalsDecoder refused : from.refusals()) {
            refusals[refused.outcome()] = refused.requests();
        }
        availableUnits = 0;
        for (int i = 0; i < stocks.length; i++) {
            availableUnits += stocks[i].available();
            heldUnits += stocks[i].held();
            soldUnits += stocks[i].sold();
            stockTerms[i] = stockTerm(i);
        }
        restoreSeal(from);
        term = term();
        addTermsTo(digest);
    }

    private void restoreSeal(final SaleStateDecoder from) {
        sealedAtNanos = from.sealedAtNanos();
        answersForgotten = from.answersForgotten();
        isForgotten = from.isForgotten() != 0;
        if (isSealed() != (sealedAtNanos != NOT_SEALED) || !isSealed() && (answersForgotten > 0 || isForgotten)) {
            throw new IllegalStateException("sale " + definition.saleId() + " is " + phase + " with held=" + heldUnits
                    + ", sealedAtNanos=" + sealedAtNanos + ", forgotten=" + answersForgotten);
        }
        if (isSealed() && !isForgotten) {
            sealed.add(index, sealedAtNanos);
        }
    }

    /** Adds the terms of everything in this sale, worked out afresh. */
    void addTermsTo(final Digest fresh) {
        fresh.add(term());
        for (int i = 0; i < stocks.length; i++) {
            fresh.add(stockTerm(i));
            for (int tier = 0; tier < stocks[i].tiers(); tier++) {
                fresh.add(tierTerm(i, tier));
            }
        }
        for (int goal = 0; goal < goalsReached; goal++) {
            fresh.add(goalTerm(goal));
        }
        for (int code = 0; code < refusals.length; code++) {
            fresh.add(refusalsTerm(code));
        }
        fresh.add(forgettingTerm());
    }

    /** Takes the sale's terms out of the digest, because another definition takes its place. */
    void leave() {
        final Digest own = new Digest();
        addTermsTo(own);
        digest.replace(own.value(), 0);
    }

    private void move(final Phase next) {
        phase = next;
        refreshTerm();
    }

    /** A goal belongs to the order whose units made it full, and stays reached. */
    private void reachGoals(final long orderNumber) {
        while (goalsReached < goalUnits.length && soldUnits >= goalUnits[goalsReached]) {
            goalOrders[goalsReached] = orderNumber;
            digest.add(goalTerm(goalsReached));
            goalsReached++;
        }
    }

    /** Moves a sale that is not over to where its units put it. */
    private void settle() {
        if (phase.isOver()) {
            return;
        }
        if (availableUnits > 0) {
            phase = Phase.OPEN;
        } else {
            phase = heldUnits > 0 ? Phase.HELD_OUT : Phase.SOLD_OUT;
        }
    }

    private void sealIfDone(final long timestampNanos) {
        if (sealedAtNanos == NOT_SEALED && isSealed()) {
            sealedAtNanos = timestampNanos;
            sealed.add(index, timestampNanos);
        }
    }

    private void refreshStockTerms(final int item, final int tier, final long tierTermBefore) {
        final long before = stockTerms[item];
        stockTerms[item] = stockTerm(item);
        digest.replace(before, stockTerms[item]);
        digest.replace(tierTermBefore, tierTerm(item, tier));
    }

    /** The term that stands in the digest is kept, so that it need not be worked out again to be taken out. */
    private void refreshTerm() {
        final long before = term;
        term = term();
        digest.replace(before, term);
    }

    private long term() {
        return Digest.end(begunTerm, phase.code(), orders);
    }

    private long stockTerm(final int item) {
        final Stock stock = stocks[item];
        return Digest.term(KIND_STOCK, (long) index << 32 | item, stock.available(), stock.held(), stock.sold());
    }

    /** What an item has of one price; an item with one price says it all in its {@link #stockTerm}. */
    private long tierTerm(final int item, final int tier) {
        final Stock stock = stocks[item];
        return stock.tiers() == 1
                ? 0
                : Digest.term(KIND_TIER, (long) index << 32 | item, tier, stock.available(tier), stock.held(tier));
    }

    private long goalTerm(final int goal) {
        return Digest.term(KIND_GOAL, (long) index << 32 | goal, goalOrders[goal], 0, 0);
    }

    private long refusalsTerm(final int code) {
        return refusals[code] == 0 ? 0 : Digest.term(KIND_REFUSALS, (long) index << 32 | code, refusals[code], 0, 0);
    }

    /** Logs of before a sale forgot anything have no such fact, nor has a sale that remembers everything. */
    private long forgettingTerm() {
        return answersForgotten > 0 || isForgotten
                ? Digest.term(KIND_FORGETTING, index, sealedAtNanos, answersForgotten, isForgotten ? 1 : 0)
                : 0;
    }

    private static void addId(final IdTable table, final String id) {
        final byte[] ascii = id.getBytes(StandardCharsets.US_ASCII);
        table.add(new UnsafeBuffer(ascii), 0, ascii.length);
    }
}
