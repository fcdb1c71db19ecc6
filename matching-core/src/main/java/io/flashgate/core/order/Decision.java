package io.flashgate.core.order;

import io.flashgate.core.sale.Phase;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.Stock;
import java.util.Arrays;

/**
 * What the core answers to one command. A mutable holder that its owner reuses: the core fills it, allocating nothing.
 *
 * <p>Which fields speak depends on the outcome; the others are zero (indexes: -1).
 *
 * <p>An order is made of <em>parts</em>: units of one item at one price. Nearly every order has one, and that lies in plain
 * fields; the room for more is made when a decision first needs it.
 *
 * <p>Outcomes and phases are kept as codes. A reference that is stored into an object as old as this one costs a garbage
 * collector's barrier: with G1, now and then, a fence that waits until every store before it has reached the cache.
 */
public final class Decision {

    private static final int REPEATED = Outcome.REPEATED.code();

    private static final int CHANGE_WORDS = 4;

    /** Most parts that an order can have: each line of a basket through all prices of its item. */
    static final int MAX_PARTS = PurchaseRequest.MAX_LINES * (SaleDefinition.MAX_PRICE_TIERS + 1);

    /** Largest number of a {@link #promise()}. */
    public static final int MAX_PROMISE = 1;

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
    private long orderSequence;
    private long orderedAtNanos;
    private int statusCode;
    private long holdExpiresAtNanos;
    private long heldAfter;
    private long nextPriceAfter;
    private int refusedLine;
    private int firstGoal;
    private int goals;
    private int partCount;
    private int firstTier;
    private int changeCount;

    /** Item in the highest 16 bits, tier in the next 16, then the quantity; null until an order has two parts. */
    private long[] parts;

    private long[] partPrices;

    /** Item, available, held and next price in turn; null until an order changes the stock of two items. */
    private long[] changes;

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
        orderSequence = 0;
        orderedAtNanos = 0;
        statusCode = 0;
        holdExpiresAtNanos = 0;
        heldAfter = 0;
        nextPriceAfter = 0;
        refusedLine = 0;
        firstGoal = 0;
        goals = 0;
        partCount = 0;
        firstTier = 0;
        changeCount = 0;
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

    /** The journal sequence of the order's purchase. */
    public long orderSequence() {
        return orderSequence == 0 ? sequence : orderSequence;
    }

    /** When the order's purchase was decided, nanoseconds since the epoch. */
    public long orderedAtNanos() {
        return orderSequence == 0 ? timestampNanos : orderedAtNanos;
    }

    /** Counted from 1 in its sale; 0: no order. */
    public long orderNumber() {
        return orderNumber;
    }

    /**
     * Units available ({@link Outcome#INSUFFICIENT_STOCK}), units held ({@link Outcome#SOLD_OUT}), or the limit that was met
     * ({@link Outcome#BUYER_LIMIT}, {@link Outcome#HOLD_ATTEMPTS}).
     */
    public long units() {
        return units;
    }

    /**
     * Which line of a basket a refusal is about, from 1, its lines taken in the order of their items' names; 0: the only line
     * of the request, or none in particular.
     */
    public int refusedLine() {
        return refusedLine;
    }

    /** Minor units of the sale's currency: the price of the order's first part. */
    public long unitPrice() {
        return unitPrice;
    }

    /** Where the order stands after the command. Of an order only. */
    public OrderStatus status() {
        return OrderStatus.ofCode(statusCode);
    }

    /** When the order's hold ends or has ended, nanoseconds since the epoch; 0: it never was held. */
    public long holdExpiresAtNanos() {
        return holdExpiresAtNanos;
    }

    /** How many stage goals the order reached. */
    public int goals() {
        return goals;
    }

    /** The first of them, by its place in the sale from 0; the others follow it. */
    public int firstGoal() {
        return firstGoal;
    }

    /** Of how many parts the order is; 0: there is no order. */
    public int partCount() {
        return partCount;
    }

    /** The place of a part's item in its sale. */
    public int partItem(final int part) {
        return partCount == 1 ? itemIndex : (int) (parts[part] >>> 48);
    }

    public int partQuantity(final int part) {
        return partCount == 1 ? quantity : (int) parts[part];
    }

    /** Minor units for each unit of a part. */
    public long partPrice(final int part) {
        return partCount == 1 ? unitPrice : partPrices[part];
    }

    /** What all of the order's units cost, minor units. */
    public long total() {
        long total = 0;
        for (int part = 0; part < partCount; part++) {
            total += partPrice(part) * partQuantity(part);
        }
        return total;
    }

    /** Of how many items the command changed the stock. */
    public int changeCount() {
        return changeCount;
    }

    /** The place of a changed item in its sale. */
    public int changedItem(final int change) {
        return changeCount == 1 ? itemIndex : (int) changes[CHANGE_WORDS * change];
    }

    /** Units of a changed item that are available now. */
    public long availableAfter(final int change) {
        return changeCount == 1 ? availableAfter : changes[CHANGE_WORDS * change + 1];
    }

    /** Units of a changed item that are in unpaid holds now. */
    public long heldAfter(final int change) {
        return changeCount == 1 ? heldAfter : changes[CHANGE_WORDS * change + 2];
    }

    /** What the next unit of a changed item costs now, minor units. */
    public long nextPriceAfter(final int change) {
        return changeCount == 1 ? nextPriceAfter : changes[CHANGE_WORDS * change + 3];
    }

    /** How durable the answer was said to be when it was first given, as the purchase said it. */
    public int promise() {
        return promise;
    }

    /** Units in the order, over all its parts. */
    public int quantity() {
        return quantity;
    }

    /** The sale's place in the order of creation, from 0; -1: none. */
    public int saleIndex() {
        return saleIndex;
    }

    /** The place in its sale of the item that a refusal is about, or of the order's first part, from 0; -1: none. */
    public int itemIndex() {
        return itemIndex;
    }

    /** The sale's phase after the command; null where no sale was touched. */
    public Phase phaseAfter() {
        return Phase.findByCode(phaseCode);
    }

    /** The order's group, where an order was looked up: this many bytes of {@link #groupBytes()}. */
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
        orderSequence = other.orderSequence;
        orderedAtNanos = other.orderedAtNanos;
        statusCode = other.statusCode;
        holdExpiresAtNanos = other.holdExpiresAtNanos;
        heldAfter = other.heldAfter;
        nextPriceAfter = other.nextPriceAfter;
        refusedLine = other.refusedLine;
        firstGoal = other.firstGoal;
        goals = other.goals;
        partCount = other.partCount;
        firstTier = other.firstTier;
        changeCount = other.changeCount;
        if (partCount > 1) {
            makeRoomForParts();
            System.arraycopy(other.parts, 0, parts, 0, partCount);
            System.arraycopy(other.partPrices, 0, partPrices, 0, partCount);
        }
        if (changeCount > 1) {
            makeRoomForChanges();
            System.arraycopy(other.changes, 0, changes, 0, CHANGE_WORDS * changeCount);
        }
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

    /** When the order that the decision is about was made. */
    Decision ordered(final long purchaseSequence, final long purchasedAtNanos) {
        orderSequence = purchaseSequence;
        orderedAtNanos = purchasedAtNanos;
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

    /** Adds a part to the order. */
    public Decision addPart(final int item, final int tier, final int partUnits, final long price) {
        if (partCount == 0) {
            itemIndex = item;
            unitPrice = price;
        }
        if (partCount == 1) {
            makeRoomForParts();
            parts[0] = part(itemIndex, firstTier, quantity);
            partPrices[0] = unitPrice;
        }
        if (partCount >= 1) {
            parts[partCount] = part(item, tier, partUnits);
            partPrices[partCount] = price;
        } else {
            firstTier = tier;
        }
        quantity += partUnits;
        partCount++;
        return this;
    }

    /** The tier that a part's units were taken from. */
    int partTier(final int part) {
        return partCount == 1 ? firstTier : (int) (parts[part] >>> 32) & 0xFFFF;
    }

    /** Notes an item whose stock has changed. The last change of an item counts, and changes of one item follow each other. */
    Decision addChange(final int item, final Stock stock) {
        if (changeCount == 1 && itemIndex != item) {
            makeRoomForChanges();
            putChange(0, itemIndex, availableAfter, heldAfter, nextPriceAfter);
        }
        if (changeCount == 0 || changeCount == 1 && itemIndex == item) {
            itemIndex = item;
            availableAfter = stock.available();
            heldAfter = stock.held();
            nextPriceAfter = stock.nextPrice();
            changeCount = 1;
        } else {
            changeCount += changes[CHANGE_WORDS * (changeCount - 1)] == item ? 0 : 1;
            putChange(changeCount - 1, item, stock.available(), stock.held(), stock.nextPrice());
        }
        return this;
    }

    public Decision status(final OrderStatus now, final long expiresAtNanos) {
        statusCode = now.code();
        holdExpiresAtNanos = expiresAtNanos;
        return this;
    }

    Decision refusedLine(final int line) {
        refusedLine = line;
        return this;
    }

    Decision reached(final int first, final int count) {
        firstGoal = first;
        goals = count;
        return this;
    }

    private void makeRoomForParts() {
        if (parts == null) {
            parts = new long[MAX_PARTS];
            partPrices = new long[MAX_PARTS];
        }
    }

    private void makeRoomForChanges() {
        if (changes == null) {
            changes = new long[CHANGE_WORDS * PurchaseRequest.MAX_LINES];
        }
    }

    private void putChange(
            final int change, final int item, final long nowAvailable, final long nowHeld, final long nextPrice) {
        final int at = CHANGE_WORDS * change;
        changes[at] = item;
        changes[at + 1] = nowAvailable;
        changes[at + 2] = nowHeld;
        changes[at + 3] = nextPrice;
    }

    private static long part(final int item, final int tier, final int partUnits) {
        return (long) item << 48 | (long) tier << 32 | partUnits;
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
                + " status=" + status()
                + " parts=" + partCount
                + " saleIndex=" + saleIndex
                + " itemIndex=" + itemIndex
                + " phaseAfter=" + phaseAfter()
                + " group=" + Arrays.toString(Arrays.copyOf(group, groupLength))
                + '}';
    }
}
