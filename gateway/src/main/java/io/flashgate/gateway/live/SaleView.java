package io.flashgate.gateway.live;

import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.Text;
import io.flashgate.core.sale.Phase;
import io.flashgate.core.sale.SaleDefinition;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** One sale as it durably stands. Written by the committer; read, and refusals counted, by any thread. */
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

    private static final VarHandle ORDERS = handle("orders", long.class);
    private static final VarHandle CHANGED_AT_SEQUENCE = handle("changedAtSequence", long.class);

    private final SaleDefinition definition;
    private final int index;
    private final byte[] saleIdBytes;
    private final byte[][] skuBytes;
    private final AtomicLongArray available;
    private final LongAdder[] refusals;
    private final AtomicLongArray reported;
    private final AtomicLongArray journaledRefusals = new AtomicLongArray(Outcome.CODE_LIMIT);

    private final long definedAtSequence;
    private final String opensAtText;
    private final String closesAtText;

    private volatile Phase phase;
    private volatile long changedAtSequence;
    private volatile long orders;

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
        changedAtSequence = sequence;
        definedAtSequence = sequence;
        opensAtText = text(definition.opensAtNanos());
        closesAtText = text(definition.closesAtNanos());
        saleIdBytes = ascii(definition.saleId());
        skuBytes = new byte[definition.items().size()][];
        available = new AtomicLongArray(definition.items().size());
        for (int i = 0; i < definition.items().size(); i++) {
            available.set(i, definition.items().get(i).stock());
            skuBytes[i] = ascii(definition.items().get(i).sku());
        }
        // Shared, not copied: an event loop may have found the replaced view and count there a moment later.
        refusals = replaced == null ? newCounters() : replaced.refusals;
        reported = replaced == null ? new AtomicLongArray(Outcome.CODE_LIMIT) : replaced.reported;
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
        return changedAtSequence;
    }

    /** Accepted orders. */
    public long orders() {
        return orders;
    }

    /** Units of an item that can be bought. */
    public long available(final int item) {
        return available.get(item);
    }

    /** Units of an item in unpaid holds; 0 until sales have holds. */
    public long held(final int item) {
        return 0;
    }

    /** Units of an item that are confirmed. */
    public long sold(final int item) {
        return definition.items().get(item).stock() - available.get(item);
    }

    /** Over, and no hold is left: the numbers are final. */
    public boolean isSealed() {
        return phase.isOver();
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

    void accepted(final Decision decision) {
        // One after another, but without waiting for the stores before them, as volatile ones would.
        available.setRelease(decision.itemIndex(), decision.availableAfter());
        ORDERS.setRelease(this, decision.orderNumber());
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
        CHANGED_AT_SEQUENCE.setRelease(this, sequence);
    }

    private static VarHandle handle(final String field, final Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(SaleView.class, field, type);
        } catch (final ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
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
