package io.flashgate.gateway.live;

import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.Text;
import io.flashgate.core.sale.Phase;
import io.flashgate.core.sale.Sale;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.Stock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * One sale as it durably stands. Written by the committer; read, and refusals counted, by any thread.
 *
 * <p>The committer's stores are ordered, not fenced: whoever sees one sees all that were before it, and there is nothing that
 * the committer would have to read after them.
 */
public final class SaleView {

    private static final int[] COUNTED_CODES = {
        Outcome.REPEATED.code(),
        Outcome.KEY_REUSED.code(),
        Outcome.SALE_SOLD_OUT.code(),
        Outcome.SALE_CLOSED.code(),
        Outcome.NOT_OPEN_YET.code(),
        Outcome.UNKNOWN_ITEM.code(),
        Outcome.NOT_ADMITTED.code(),
        Outcome.OVERLOADED.code(),
    };

    /** Requests that {@link #answered} is made for, 16 bits each. With more it is still right, and less and less use. */
    private static final int ANSWERED = 4_096;

    private static final int HALF = 32;
    private static final long HELD = 0xFFFF_FFFFL;

    private final SaleDefinition definition;
    private final int index;
    private final byte[] saleIdBytes;
    private final byte[][] skuBytes;
    /** Of each item what is available, in the upper half of a word, and what is held. */
    private final AtomicLongArray stocks;

    private final AtomicLongArray prices;
    private final AtomicLongArray goals;
    private final LongAdder[] refusals;
    private final AtomicLongArray reported;
    private final AnsweredRequests answered;
    private final AtomicLongArray journaledRefusals = new AtomicLongArray(Outcome.CODE_LIMIT);

    private final long definedAtSequence;
    private final String opensAtText;
    private final String closesAtText;

    private volatile Phase phase;
    private volatile boolean isForgotten;
    private final AtomicLong changedAtSequence;
    private final AtomicLong orders = new AtomicLong();

    /**
     * @param replaced the sale as it was defined before, or null; what was refused there is counted on
     */
    SaleView(
            final SaleDefinition definition,
            final int index,
            final Phase phase,
            final long sequence,
            final SaleView replaced) {
        this.definition = definition;
        this.index = index;
        this.phase = phase;
        changedAtSequence = new AtomicLong(sequence);
        definedAtSequence = sequence;
        opensAtText = text(definition.opensAtNanos());
        closesAtText = text(definition.closesAtNanos());
        saleIdBytes = ascii(definition.saleId());
        skuBytes = new byte[definition.items().size()][];
        stocks = new AtomicLongArray(definition.items().size());
        prices = new AtomicLongArray(definition.items().size());
        goals = new AtomicLongArray(definition.stageGoals().size());
        for (int i = 0; i < definition.items().size(); i++) {
            final Stock stock = new Stock(definition.items().get(i));
            stocks.set(i, packed(stock.available(), 0));
            prices.set(i, stock.nextPrice());
            skuBytes[i] = ascii(definition.items().get(i).sku());
        }
        // Shared, not copied: an event loop may have found the replaced view and count there a moment later.
        refusals = replaced == null ? newCounters() : replaced.refusals;
        answered = replaced == null ? new AnsweredRequests(ANSWERED) : replaced.answered;
        reported = replaced == null ? new AtomicLongArray(Outcome.CODE_LIMIT) : replaced.reported;
    }

    /** A sale as a core has it, and as of a sequence. */
    static SaleView restored(final Sale sale, final long sequence) {
        final SaleView view =
                new SaleView(sale.definition(), sale.index(), sale.phase(), sale.definedAtSequence(), null);
        for (int item = 0; item < view.stocks.length(); item++) {
            final Stock stock = sale.stock(item);
            view.stocks.set(item, packed(stock.available(), stock.held()));
            view.prices.set(item, stock.nextPrice());
        }
        for (int goal = 0; goal < sale.goalsReached(); goal++) {
            view.goals.set(goal, sale.goalReachedBy(goal));
        }
        for (final Outcome reason : Outcome.values()) {
            view.journaledRefusals.set(reason.code(), sale.refusals(reason));
        }
        view.isForgotten = sale.isForgotten();
        view.orders.set(sale.orders());
        view.changedAtSequence.set(sequence);
        return view;
    }

    public SaleDefinition definition() {
        return definition;
    }

    /** Its place in the order of creation, from 0; the same for a sale that replaces another. */
    public int index() {
        return index;
    }

    /** The sale's id as it goes over the wire. Nobody may change it. */
    public byte[] saleIdBytes() {
        return saleIdBytes;
    }

    /** The sequence of the command that defined the sale as it is: none of its orders is before it. */
    public long definedAtSequence() {
        return definedAtSequence;
    }

    /** When it opens, RFC 3339. */
    public String opensAtText() {
        return opensAtText;
    }

    /** When it closes, RFC 3339. */
    public String closesAtText() {
        return closesAtText;
    }

    public Phase phase() {
        return phase;
    }

    /** The sequence of the newest command that changed what is seen here. */
    public long changedAtSequence() {
        return changedAtSequence.get();
    }

    /** Orders, whatever became of them. */
    public long orders() {
        return orders.get();
    }

    /** Units of an item at one moment; the three numbers add up to its stock. */
    public record Units(long available, long held, long sold) {}

    /** How many units of an item can be bought, are in unpaid holds and are confirmed. */
    public Units units(final int item) {
        final long stock = stocks.get(item);
        final long available = stock >>> HALF;
        final long held = stock & HELD;
        return new Units(available, held, definition.items().get(item).stock() - available - held);
    }

    /** What the next unit of an item costs, minor units. */
    public long price(final int item) {
        return prices.get(item);
    }

    /** The number of the order that reached a stage goal, by the goal's place from 0; 0: nobody has. */
    public long goalReachedBy(final int goal) {
        return goals.get(goal);
    }

    /**
     * Whether it is over and no hold is left, so that the numbers are final.
     *
     * @param seen the phase that was read before: what is said of the two then belongs together
     */
    public boolean isSealed(final Phase seen) {
        if (!seen.isOver()) {
            return false;
        }
        for (int item = 0; item < stocks.length(); item++) {
            if ((stocks.get(item) & HELD) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether no request to this sale has an answer any more, nor will have one. */
    boolean isForgotten() {
        return isForgotten;
    }

    /** The last of its answers is forgotten. */
    void forget() {
        isForgotten = true;
    }

    /** Which requests to this sale may have a first answer. */
    AnsweredRequests answered() {
        return answered;
    }

    /** The place of an item, or -1. Allocates nothing; a sale has few items. */
    public int findItem(final Text sku) {
        for (int i = 0; i < skuBytes.length; i++) {
            if (Arrays.equals(skuBytes[i], 0, skuBytes[i].length, sku.bytes(), 0, sku.length())) {
                return i;
            }
        }
        return -1;
    }

    /** Refusals that were not sequenced, as far as the journal has counted them. */
    public long journaledRefusals(final Outcome reason) {
        return journaledRefusals.get(reason.code());
    }

    /** Counts a request that was refused (or answered again) without being sequenced. Any thread. */
    public void countUnsequenced(final Outcome reason) {
        final LongAdder counter = refusals[reason.code()];
        if (counter != null) {
            counter.increment();
        }
    }

    /**
     * What has been counted and not been reported to the journal yet. One thread.
     *
     * @param counts filled by {@link Outcome#code()}
     * @return whether there is anything
     */
    public boolean unreported(final long[] counts) {
        boolean any = false;
        for (final int code : COUNTED_CODES) {
            counts[code] = refusals[code].sum() - reported.get(code);
            any |= counts[code] > 0;
        }
        return any;
    }

    /** These counts are on their way into the journal. Same thread as {@link #unreported}. */
    public void reported(final long[] counts) {
        for (final int code : COUNTED_CODES) {
            reported.addAndGet(code, counts[code]);
        }
    }

    /** The journal did not take these: they are to be reported again. Any thread. */
    void unreport(final Outcome reason, final long count) {
        reported.addAndGet(reason.code(), -count);
    }

    /** The sale refused somebody, who may have been the first to come since it opened. */
    void noticed(final Decision decision) {
        if (phase != decision.phaseAfter()) {
            moveTo(decision.phaseAfter(), decision.sequence());
        }
    }

    /** Units were taken, confirmed or given back. */
    void changed(final Decision decision) {
        for (int change = 0; change < decision.changeCount(); change++) {
            final int item = decision.changedItem(change);
            stocks.lazySet(item, packed(decision.availableAfter(change), decision.heldAfter(change)));
            prices.lazySet(item, decision.nextPriceAfter(change));
        }
        for (int goal = 0; goal < decision.goals(); goal++) {
            goals.lazySet(decision.firstGoal() + goal, decision.orderNumber());
        }
        if (decision.outcome().isOrder()) {
            orders.lazySet(decision.orderNumber());
        }
        moveTo(decision.phaseAfter(), decision.sequence());
    }

    void refusalsCounted(final Outcome reason, final long count) {
        journaledRefusals.addAndGet(reason.code(), count);
    }

    void moveTo(final Phase next, final long sequence) {
        // The sequence last: who reads it first sees at least what it stands for.
        if (phase != next) {
            phase = next;
        }
        changedAtSequence.lazySet(sequence);
    }

    private static long packed(final long available, final long held) {
        return available << HALF | held;
    }

    private static LongAdder[] newCounters() {
        final LongAdder[] counters = new LongAdder[Outcome.CODE_LIMIT];
        for (final int code : COUNTED_CODES) {
            counters[code] = new LongAdder();
        }
        return counters;
    }

    private static byte[] ascii(final String id) {
        return id.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(final long epochNanos) {
        return Instant.ofEpochSecond(0, epochNanos).toString();
    }
}
