package io.flashgate.core.sale;

import io.flashgate.core.order.Outcome;
import io.flashgate.core.table.Digest;
import io.flashgate.core.table.IdTable;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
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

    private final Digest digest;
    private final int index;
    private final SaleDefinition definition;
    private final long opensAtNanos;
    private final long closesAtNanos;
    private final int buyerLimit;
    private final boolean admitsEverybody;
    private final long begunTerm;
    private final IdTable skus;
    private final IdTable groups;
    private final Stock[] stocks;
    private final long[] stockTerms;
    private final long[] refusals = new long[Outcome.CODE_LIMIT];

    private Phase phase = Phase.SCHEDULED;
    private long orders;
    private long unsoldUnits;
    private long term;

    /**
     * @param index      the sale's place in the order of creation, from 0
     * @param definition its rules
     * @param digest     the state's digest, which the sale joins
     */
    Sale(final int index, final SaleDefinition definition, final Digest digest) {
        this.index = index;
        this.definition = definition;
        this.digest = digest;
        opensAtNanos = definition.opensAtNanos();
        closesAtNanos = definition.closesAtNanos();
        buyerLimit = definition.buyerLimit();
        admitsEverybody = definition.groups().isEmpty();
        begunTerm = Digest.begin(KIND_SALE, index, hash(definition));
        skus = new IdTable(definition.items().size());
        stocks = new Stock[definition.items().size()];
        stockTerms = new long[stocks.length];
        for (int i = 0; i < stocks.length; i++) {
            addId(skus, definition.items().get(i).sku());
            stocks[i] = new Stock(definition.items().get(i));
            stockTerms[i] = stockTerm(i);
            digest.add(stockTerms[i]);
        }
        groups = new IdTable(Math.max(1, definition.groups().size()));
        definition.groups().forEach(group -> addId(groups, group));
        unsoldUnits = definition.totalStock();
        term = term();
        digest.add(term);
    }

    public int index() {
        return index;
    }

    public SaleDefinition definition() {
        return definition;
    }

    public Phase phase() {
        return phase;
    }

    /** Inclusive, nanoseconds since the epoch. */
    public long opensAtNanos() {
        return opensAtNanos;
    }

    /** Units per buyer over the whole sale; 0: no limit. */
    public int buyerLimit() {
        return buyerLimit;
    }

    /** Accepted so far; also the number of the newest order. */
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
        }
    }

    /** The merchant's early end. */
    public void close() {
        move(Phase.CLOSED);
    }

    /**
     * Takes confirmed units out of the stock; with the last unit the sale is sold out.
     *
     * @return the new order's number
     */
    public long sell(final int item, final int quantity) {
        stocks[item].sell(quantity);
        final long stockBefore = stockTerms[item];
        stockTerms[item] = stockTerm(item);
        digest.replace(stockBefore, stockTerms[item]);

        orders++;
        unsoldUnits -= quantity;
        if (unsoldUnits == 0) {
            phase = Phase.SOLD_OUT;
        }
        refreshTerm();
        return orders;
    }

    /** Adds to what was refused without being sequenced. */
    public void countRefusals(final Outcome reason, final long count) {
        final int code = reason.code();
        final long before = refusalsTerm(code);
        refusals[code] += count;
        digest.replace(before, refusalsTerm(code));
    }

    /** Adds the terms of everything in this sale, worked out afresh. */
    void addTermsTo(final Digest fresh) {
        fresh.add(term());
        for (int i = 0; i < stocks.length; i++) {
            fresh.add(stockTerm(i));
        }
        for (int code = 0; code < refusals.length; code++) {
            fresh.add(refusalsTerm(code));
        }
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

    private long refusalsTerm(final int code) {
        return refusals[code] == 0 ? 0 : Digest.term(KIND_REFUSALS, (long) index << 32 | code, refusals[code], 0, 0);
    }

    private static void addId(final IdTable table, final String id) {
        final byte[] ascii = id.getBytes(StandardCharsets.US_ASCII);
        table.add(new UnsafeBuffer(ascii), 0, ascii.length);
    }

    private static long hash(final SaleDefinition definition) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final int length = definition.encode(buffer, 0);
        long hash = length;
        for (int i = 0; i < length; i++) {
            hash = Digest.mix(hash * 31 + buffer.getByte(i));
        }
        return hash;
    }
}
