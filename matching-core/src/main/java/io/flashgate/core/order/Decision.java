package io.flashgate.core.order;

import io.flashgate.core.sale.Phase;
import java.util.Arrays;

/**
 * What the core answers to one command. A mutable holder that its owner reuses: the core fills it, allocating nothing.
 *
 * <p>Which fields speak depends on the outcome; the others are zero (indexes: -1).
 *
 * <p>Outcomes and phases are kept as codes. A reference that is stored into an object as old as this one costs a garbage
 * collector's barrier: with G1, now and then, a fence that waits until every store before it has reached the cache.
 */
public final class Decision {

    private static final int REPEATED = Outcome.REPEATED.code();

    private final byte[] group = new byte[Text.ID_MAX_BYTES];

    private int outcomeCode;
    private int firstOutcomeCode;
    private long sequence;
    private long timestampNanos;
    private long orderNumber;
    private long units;
    private long unitPrice;
    private long availableAfter;
    private int promise;
    private int quantity;
    private int saleIndex;
    private int itemIndex;
    private int phaseCode;
    private int groupLength;

    public Decision() {
        reset();
    }

    /** Back to nothing decided. */
    public void reset() {
        outcomeCode = 0;
        firstOutcomeCode = 0;
        sequence = 0;
        timestampNanos = 0;
        orderNumber = 0;
        units = 0;
        unitPrice = 0;
        availableAfter = 0;
        promise = 0;
        quantity = 0;
        saleIndex = -1;
        itemIndex = -1;
        phaseCode = 0;
        groupLength = 0;
    }

    /** What became of the command. */
    public Outcome outcome() {
        return Outcome.findByCode(outcomeCode);
    }

    /** The {@linkplain Outcome#code() code} of the outcome; 0: nothing is decided. */
    public int outcomeCode() {
        return outcomeCode;
    }

    /** What the buyer is told: the first answer for a {@link Outcome#REPEATED} request, else {@link #outcome()}. */
    public Outcome answer() {
        return Outcome.findByCode(outcomeCode == REPEATED ? firstOutcomeCode : outcomeCode);
    }

    /** The journal sequence of the answer: the first one's for a repeat, 0 where nothing was sequenced. */
    public long sequence() {
        return sequence;
    }

    /** When the answer was decided, nanoseconds since the epoch; the first one's for a repeat. */
    public long timestampNanos() {
        return timestampNanos;
    }

    /** Counted from 1 in its sale; 0: no order. */
    public long orderNumber() {
        return orderNumber;
    }

    /** Units available ({@link Outcome#INSUFFICIENT_STOCK}) or the limit that was met ({@link Outcome#BUYER_LIMIT}). */
    public long units() {
        return units;
    }

    /** Minor units of the sale's currency ({@link Outcome#ACCEPTED} and {@link Outcome#ORDER_FOUND}). */
    public long unitPrice() {
        return unitPrice;
    }

    /** Units of the item that are available after an {@link Outcome#ACCEPTED} purchase. */
    public long availableAfter() {
        return availableAfter;
    }

    /** How durable the answer was said to be when it was first given, as the purchase said it. */
    public int promise() {
        return promise;
    }

    /** Units in the order ({@link Outcome#ACCEPTED} and {@link Outcome#ORDER_FOUND}). */
    public int quantity() {
        return quantity;
    }

    /** The sale's place in the order of creation, from 0; -1: none. */
    public int saleIndex() {
        return saleIndex;
    }

    /** The item's place in its sale, from 0; -1: none. */
    public int itemIndex() {
        return itemIndex;
    }

    /** The sale's phase after the command; null where no sale was touched. */
    public Phase phaseAfter() {
        return Phase.findByCode(phaseCode);
    }

    /** The order's group ({@link Outcome#ORDER_FOUND}): this many bytes of {@link #groupBytes()}. */
    public int groupLength() {
        return groupLength;
    }

    public byte[] groupBytes() {
        return group;
    }

    /** Copies everything from another decision. */
    public void copyFrom(final Decision other) {
        outcomeCode = other.outcomeCode;
        firstOutcomeCode = other.firstOutcomeCode;
        sequence = other.sequence;
        timestampNanos = other.timestampNanos;
        orderNumber = other.orderNumber;
        units = other.units;
        unitPrice = other.unitPrice;
        availableAfter = other.availableAfter;
        promise = other.promise;
        quantity = other.quantity;
        saleIndex = other.saleIndex;
        itemIndex = other.itemIndex;
        phaseCode = other.phaseCode;
        groupLength = other.groupLength;
        if (groupLength > 0) {
            System.arraycopy(other.group, 0, group, 0, groupLength);
        }
    }

    /** Sets the outcome and leaves everything else as it is. */
    public Decision outcome(final Outcome decided) {
        outcomeCode = decided.code();
        return this;
    }

    /** A repeat of the answer with this outcome. */
    Decision repeats(final int code) {
        outcomeCode = REPEATED;
        firstOutcomeCode = code;
        return this;
    }

    /** A repeat of the answer with this outcome. */
    public Decision repeats(final Outcome first) {
        return repeats(first.code());
    }

    public Decision stamp(final long decidedSequence, final long decidedAtNanos) {
        sequence = decidedSequence;
        timestampNanos = decidedAtNanos;
        return this;
    }

    public Decision orderNumber(final long number) {
        orderNumber = number;
        return this;
    }

    public Decision units(final long count) {
        units = count;
        return this;
    }

    public Decision promise(final int durability) {
        promise = durability;
        return this;
    }

    public Decision sold(final int soldQuantity, final long price, final long stillAvailable) {
        quantity = soldQuantity;
        unitPrice = price;
        availableAfter = stillAvailable;
        return this;
    }

    public Decision sale(final int index, final Phase phase) {
        saleIndex = index;
        phaseCode = phase.code();
        return this;
    }

    public Decision item(final int index) {
        itemIndex = index;
        return this;
    }

    /** How many of {@link #groupBytes()} are the group. */
    Decision groupLength(final int length) {
        groupLength = length;
        return this;
    }

    @Override
    public String toString() {
        return "Decision{" + outcome()
                + (outcomeCode == REPEATED ? " of " + answer() : "")
                + " sequence=" + sequence
                + " timestampNanos=" + timestampNanos
                + " orderNumber=" + orderNumber
                + " units=" + units
                + " saleIndex=" + saleIndex
                + " itemIndex=" + itemIndex
                + " phaseAfter=" + phaseAfter()
                + " group=" + Arrays.toString(Arrays.copyOf(group, groupLength))
                + '}';
    }
}
