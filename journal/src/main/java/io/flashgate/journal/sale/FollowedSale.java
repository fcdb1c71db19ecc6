package io.flashgate.journal.sale;

import io.flashgate.core.CommandView;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.order.PurchaseView;
import io.flashgate.core.sale.Phase;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.Stock;
import io.flashgate.core.table.IdTable;
import io.flashgate.journal.JournalRecords;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The units of one sale, followed through the journal from the sale's definition on: how many are left, what each order took at
 * which price, and what became of it. Every record has been decided already, so nothing is decided here, and buyers and answers
 * need not be remembered; only what follows from a record is put together again.
 *
 * <p>Used by one thread at a time. Keeps the orders that are held; a record costs no allocation beyond that.
 */
public final class FollowedSale {

    private static final int ITEM_SHIFT = 48;
    private static final int TIER_SHIFT = 32;
    private static final int MASK_16 = 0xFFFF;

    /** An order that is held: what it is made of, and until when. */
    private static final class Hold {
        private final long[] parts;
        private long expiresAtNanos;

        Hold(final long[] parts, final long expiresAtNanos) {
            this.parts = parts;
            this.expiresAtNanos = expiresAtNanos;
        }
    }

    private final SaleDefinition definition;
    private final byte[] idBytes;
    private final boolean countsUnits;
    private final IdTable skus;
    private final byte[][] skuBytes;
    private final Stock[] stocks;
    private final Long2ObjectHashMap<Hold> holds = new Long2ObjectHashMap<>();

    private final long[] decidedOfItem;
    private final long[] lastUnitSequence;
    private final long[] lastUnitAtNanos;
    private long decided;
    private long orders;
    private long availableUnits;
    private long heldUnits;
    private long soldOutSequence;
    private long soldOutAtNanos;
    private long closedEarlySequence;
    private long closedEarlyAtNanos;

    /** Of the lines of the last purchase. */
    private final int[] items = new int[PurchaseRequest.MAX_LINES];

    private int lastItem;
    private byte[] lastSku = {};

    /** Of the order that the last record made or changed. */
    private long[] parts = new long[8];

    private int partCount;
    private long holdExpiresAtNanos;

    /**
     * @param definition  the sale's rules
     * @param countsUnits whether every record of the sale will be followed. If not, its stock is not known, and it must be a
     *                    {@linkplain #isPlain plain} one
     */
    public FollowedSale(final SaleDefinition definition, final boolean countsUnits) {
        this.definition = definition;
        this.countsUnits = countsUnits;
        idBytes = definition.saleId().getBytes(StandardCharsets.US_ASCII);
        final int itemCount = definition.items().size();
        skus = new IdTable(itemCount);
        skuBytes = new byte[itemCount][];
        stocks = new Stock[itemCount];
        for (int i = 0; i < itemCount; i++) {
            final byte[] sku = definition.items().get(i).sku().getBytes(StandardCharsets.US_ASCII);
            skus.add(new UnsafeBuffer(sku), 0, sku.length);
            skuBytes[i] = sku;
            stocks[i] = new Stock(definition.items().get(i));
        }
        decidedOfItem = new long[itemCount];
        lastUnitSequence = new long[itemCount];
        lastUnitAtNanos = new long[itemCount];
        availableUnits = definition.totalStock();
    }

    public SaleDefinition definition() {
        return definition;
    }

    /** The sale's id, as it is in commands. Nobody may change it. */
    public byte[] idBytes() {
        return idBytes;
    }

    /** Whether a sale's records can be understood without those before them: nothing that was taken ever comes back or costs more. */
    public static boolean isPlain(final SaleDefinition definition) {
        return definition.hold() == null
                && definition.items().stream()
                        .allMatch(item -> item.priceTiers().isEmpty());
    }

    /** The units of an item by its place, from 0. */
    public Stock stock(final int item) {
        return stocks[item];
    }

    /** The place of an item, from 0; -1: the sale has none of this name. */
    public int findItem(final DirectBuffer buffer, final int offset, final int length) {
        return skus.find(buffer, offset, length);
    }

    /** The place of an item, from 0; -1: the sale has none of this name. Allocates. */
    public int findItem(final String sku) {
        for (int i = 0; i < stocks.length; i++) {
            if (definition.items().get(i).sku().equals(sku)) {
                return i;
            }
        }
        return -1;
    }

    /** Purchases that were decided, whatever the answer. */
    public long decided() {
        return decided;
    }

    /** Purchases that were decided and asked for this item, whatever the answer. */
    public long decided(final int item) {
        return decidedOfItem[item];
    }

    /** The sequence of the order that last took the last available unit of an item; 0: none has. */
    public long lastUnitSequence(final int item) {
        return lastUnitSequence[item];
    }

    /** When that order was made, nanoseconds since the epoch. */
    public long lastUnitAtNanos(final int item) {
        return lastUnitAtNanos[item];
    }

    /**
     * The sale's phase behind the last record.
     *
     * @param nanos since the epoch, not earlier than that record's stamp
     */
    public Phase phaseAt(final long nanos) {
        final long over =
                Math.min(closedEarlySequence > 0 ? closedEarlyAtNanos : Long.MAX_VALUE, definition.closesAtNanos());
        if (soldOutSequence > 0 && soldOutAtNanos < over) {
            return Phase.SOLD_OUT;
        }
        if (nanos >= over) {
            return Phase.CLOSED;
        }
        if (nanos < definition.opensAtNanos()) {
            return Phase.SCHEDULED;
        }
        return availableUnits == 0 ? Phase.HELD_OUT : Phase.OPEN;
    }

    /** Orders, whatever became of them. */
    public long orders() {
        return orders;
    }

    /** Orders that are held. */
    public int holds() {
        return holds.size();
    }

    /** The sequence of the record by which the last unit of the whole sale was confirmed; 0: some are not. */
    public long soldOutSequence() {
        return soldOutSequence;
    }

    /** The stamp of that record, nanoseconds since the epoch. */
    public long soldOutAtNanos() {
        return soldOutAtNanos;
    }

    /** The sequence of the merchant's early end; 0: there was none. */
    public long closedEarlySequence() {
        return closedEarlySequence;
    }

    /** The stamp of it, nanoseconds since the epoch. */
    public long closedEarlyAtNanos() {
        return closedEarlyAtNanos;
    }

    /** Of how many parts the order is that the last record made or changed: units of one item at one price each. */
    public int partCount() {
        return partCount;
    }

    /** The place of a part's item in the sale. */
    public int partItem(final int part) {
        return (int) (parts[part] >>> ITEM_SHIFT);
    }

    public int partQuantity(final int part) {
        return (int) parts[part];
    }

    /** Minor units of the sale's currency for each unit of a part. */
    public long partPrice(final int part) {
        return stocks[partItem(part)].price(partTier(part));
    }

    /** When the hold of the order ends or would have ended that the last record made or changed; 0: it never was held. */
    public long holdExpiresAtNanos() {
        return holdExpiresAtNanos;
    }

    /**
     * Takes in a record about this sale. True: it made an order or changed one, whose parts are known from now on until the
     * next record.
     *
     * @param command of the record
     */
    public boolean follow(final JournalRecords record, final CommandView command) {
        partCount = 0;
        holdExpiresAtNanos = 0;
        final Outcome outcome = record.outcome();
        switch (outcome) {
            case ACCEPTED:
            case HELD:
                count(command);
                orders++;
                take(record, command.purchase(), outcome == Outcome.HELD);
                noteSoldOut(record);
                return true;
            case ORDER_CONFIRMED:
            case ORDER_CANCELLED:
            case HOLD_EXPIRED:
                endHold(holds.remove(record.orderNumber()), outcome == Outcome.ORDER_CONFIRMED);
                noteSoldOut(record);
                return true;
            case HOLD_EXTENDED:
                final Hold hold = holds.get(record.orderNumber());
                hold.expiresAtNanos += definition.hold().extensionNanos();
                show(hold);
                return true;
            case SALE_CLOSED_EARLY:
                closedEarlySequence = record.sequence();
                closedEarlyAtNanos = record.timestampNanos();
                return false;
            default:
                if (outcome.isRemembered()) {
                    count(command);
                }
                return false;
        }
    }

    private void count(final CommandView command) {
        final PurchaseView purchase = command.purchase();
        decided++;
        for (int line = 0; line < purchase.lineCount(); line++) {
            items[line] = item(command, purchase.skuOffset(line), purchase.skuLength(line));
            decidedOfItem[items[line]]++;
        }
    }

    /** Of a rush nearly everybody asks for the same. */
    private int item(final CommandView command, final int offset, final int length) {
        if (!command.isText(offset, length, lastSku)) {
            lastItem = skus.find(command.buffer(), offset, length);
            lastSku = skuBytes[lastItem];
        }
        return lastItem;
    }

    private void take(final JournalRecords record, final PurchaseView purchase, final boolean isHeld) {
        for (int line = 0; line < purchase.lineCount(); line++) {
            final int item = items[line];
            if (countsUnits) {
                take(item, purchase.quantity(line), isHeld);
                if (stocks[item].available() == 0) {
                    lastUnitSequence[item] = record.sequence();
                    lastUnitAtNanos[item] = record.timestampNanos();
                }
            } else {
                addPart(item, 0, purchase.quantity(line));
            }
        }
        if (isHeld) {
            holdExpiresAtNanos = record.timestampNanos() + definition.hold().ttlNanos();
            holds.put(record.orderNumber(), new Hold(Arrays.copyOf(parts, partCount), holdExpiresAtNanos));
        }
    }

    /** Each line out of the first prices that have something. */
    private void take(final int item, final int quantity, final boolean isHeld) {
        final Stock stock = stocks[item];
        for (int left = quantity; left > 0; ) {
            final int tier = stock.nextTier();
            final int taken = (int) Math.min(left, stock.available(tier));
            if (isHeld) {
                stock.hold(tier, taken);
                heldUnits += taken;
            } else {
                stock.sell(tier, taken);
            }
            availableUnits -= taken;
            addPart(item, tier, taken);
            left -= taken;
        }
    }

    private void endHold(final Hold hold, final boolean isPaid) {
        show(hold);
        for (int part = 0; part < partCount; part++) {
            heldUnits -= partQuantity(part);
            if (isPaid) {
                stocks[partItem(part)].confirm(partTier(part), partQuantity(part));
            } else {
                stocks[partItem(part)].release(partTier(part), partQuantity(part));
                availableUnits += partQuantity(part);
            }
        }
    }

    private void noteSoldOut(final JournalRecords record) {
        if (countsUnits && availableUnits + heldUnits == 0) {
            soldOutSequence = record.sequence();
            soldOutAtNanos = record.timestampNanos();
        }
    }

    private void show(final Hold hold) {
        if (parts.length < hold.parts.length) {
            parts = new long[hold.parts.length];
        }
        System.arraycopy(hold.parts, 0, parts, 0, hold.parts.length);
        partCount = hold.parts.length;
        holdExpiresAtNanos = hold.expiresAtNanos;
    }

    private void addPart(final int item, final int tier, final int quantity) {
        if (partCount == parts.length) {
            parts = Arrays.copyOf(parts, 2 * partCount);
        }
        parts[partCount++] = (long) item << ITEM_SHIFT | (long) tier << TIER_SHIFT | quantity;
    }

    private int partTier(final int part) {
        return (int) (parts[part] >>> TIER_SHIFT) & MASK_16;
    }
}
