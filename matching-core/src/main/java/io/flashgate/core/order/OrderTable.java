package io.flashgate.core.order;

import io.flashgate.core.protocol.snapshot.OrderRowsDecoder;
import io.flashgate.core.protocol.snapshot.OrderRowsEncoder;
import io.flashgate.core.sale.Sale;
import io.flashgate.core.table.CacheLines;
import io.flashgate.core.table.DeadlineQueue;
import io.flashgate.core.table.Digest;
import io.flashgate.core.table.IdTable;
import org.agrona.DirectBuffer;

/**
 * Every order, in the order in which they were made, and the holds among them by their deadline.
 *
 * <p>An order has a row for each of its {@linkplain Decision parts}, nearly always one. A row is eight words: the buyer's hash,
 * sale and part, quantity and group, sequence, time, order number, unit price. Beside the first row stand the order's status and,
 * if it is or was a hold, its deadline.
 *
 * <pre>
 *   sale (32 bits) │ 0 (8) │ tier (8) │ rows that follow (8) │ item (8)        the third word
 * </pre>
 */
final class OrderTable {

    private static final int KIND_ROW = 5;
    private static final int KIND_HOLD = 11;
    private static final int KIND_NEXT_ROW = 12;
    private static final int NO_GROUP = -1;

    private static final int FOLLOWING_SHIFT = 8;
    private static final int TIER_SHIFT = 16;
    private static final int BYTE = 0xff;

    /** In a status: the hold has had its extension. */
    private static final int EXTENDED = 0x10;

    private final OrderNumbers numbers;
    private final long[] entries;
    private final byte[] statuses;
    private final DeadlineQueue holds;
    private final int capacity;
    private final IdTable groups;
    private final Digest digest;
    private int rows;
    private int orders;

    OrderTable(final int capacity, final int saleCapacity, final int groupCapacity, final Digest digest) {
        numbers = new OrderNumbers(capacity, saleCapacity);
        entries = CacheLines.allocate(capacity);
        statuses = new byte[capacity];
        holds = new DeadlineQueue(capacity);
        this.capacity = capacity;
        groups = new IdTable(groupCapacity);
        this.digest = digest;
    }

    /** Orders, whatever became of them. */
    int size() {
        return orders;
    }

    /** Rows that all orders take. */
    int rows() {
        return rows;
    }

    /** Orders that are held. */
    int holds() {
        return holds.size();
    }

    boolean hasRoomFor(final int parts) {
        return rows + parts <= capacity;
    }

    /** Whether an order out of this group could be kept: names of groups lie in a bounded table too. */
    boolean hasRoomForGroup(final DirectBuffer buffer, final int offset, final int length) {
        return length == 0 || !groups.isFull() || groups.find(buffer, offset, length) >= 0;
    }

    /** When the next hold ends, nanoseconds since the epoch; {@link Long#MAX_VALUE}: there is none. */
    long nextDeadlineNanos() {
        return holds.nextNanos();
    }

    /** The sale of the order whose hold ends next; only while there is one. */
    int nextDueSale() {
        return sale(holds.next());
    }

    /** The number of the order whose hold ends next; only while there is one. */
    long nextDueOrderNumber() {
        return entries[at(holds.next()) + 6];
    }

    /** Keeps a new order; the caller has seen that there is room. */
    void add(final PurchaseView purchase, final Sale sale, final Decision decision) {
        final int first = rows;
        final int group = groupNumber(purchase);
        for (int part = 0; part < decision.partCount(); part++) {
            final int at = at(rows);
            entries[at] = purchase.buyerHash0();
            entries[at + 1] = purchase.buyerHash1();
            entries[at + 2] = (long) sale.index() << 32
                    | (long) decision.partTier(part) << TIER_SHIFT
                    | (part == 0 ? decision.partCount() - 1 : 0) << FOLLOWING_SHIFT
                    | decision.partItem(part);
            entries[at + 3] = (long) decision.partQuantity(part) << 32 | group & 0xFFFF_FFFFL;
            entries[at + 4] = decision.sequence();
            entries[at + 5] = decision.timestampNanos();
            entries[at + 6] = decision.orderNumber();
            entries[at + 7] = decision.partPrice(part);
            digest.add(rowTerm(rows, part));
            rows++;
        }
        numbers.add(sale.index(), decision.orderNumber(), first);
        orders++;
        if (decision.outcome() == Outcome.HELD) {
            statuses[first] = (byte) OrderStatus.HELD.code();
            holds.add(first, decision.holdExpiresAtNanos());
            digest.add(holdTerm(first));
        }
    }

    /** The first row of an order, or -1. */
    int find(final Sale sale, final long orderNumber) {
        return orderNumber < 1 || orderNumber > sale.orders() ? -1 : numbers.entry(sale.index(), orderNumber);
    }

    boolean isOf(final int row, final long buyer0, final long buyer1) {
        return entries[at(row)] == buyer0 && entries[at(row) + 1] == buyer1;
    }

    /** Low word of the hash of the order's buyer. */
    long buyer0(final int row) {
        return entries[at(row)];
    }

    /** High word of it. */
    long buyer1(final int row) {
        return entries[at(row) + 1];
    }

    OrderStatus status(final int row) {
        return OrderStatus.ofCode(statuses[row] & ~EXTENDED);
    }

    boolean isExtended(final int row) {
        return (statuses[row] & EXTENDED) != 0;
    }

    /** When the hold of an order that is held ends, nanoseconds since the epoch. */
    long deadlineNanos(final int row) {
        return holds.deadlineNanos(row);
    }

    /** Gives a hold more time, once. */
    void extend(final int row, final long nanos) {
        final long before = holdTerm(row);
        statuses[row] |= EXTENDED;
        holds.postpone(row, holds.deadlineNanos(row) + nanos);
        digest.replace(before, holdTerm(row));
    }

    /** A hold is over, for good. */
    void endHold(final int row, final OrderStatus end) {
        final long before = holdTerm(row);
        holds.remove(row);
        statuses[row] = (byte) (end.code() | statuses[row] & EXTENDED);
        digest.replace(before, holdTerm(row));
    }

    /** Fills in an order as it stands now. */
    void fill(final int row, final Decision decision) {
        final int at = at(row);
        decision.stamp(entries[at + 4], entries[at + 5])
                .ordered(entries[at + 4], entries[at + 5])
                .orderNumber(entries[at + 6]);
        fillParts(row, decision);
        decision.status(status(row), holds.deadlineNanos(row));
        final int group = (int) entries[at + 3];
        if (group != NO_GROUP) {
            groups.copy(group, decision.groupBytes());
            decision.groupLength(groups.length(group));
        }
    }

    /** Fills in what the order is made of. */
    void fillParts(final int row, final Decision decision) {
        final int last = row + following(row);
        for (int part = row; part <= last; part++) {
            final int at = at(part);
            decision.addPart(item(part), tier(part), (int) (entries[at + 3] >>> 32), entries[at + 7]);
        }
    }

    /** Distinct groups among the orders. */
    int groups() {
        return groups.size();
    }

    /** Takes a row over from a snapshot: behind all others, as the orders were made, its group restored before it. */
    void restore(final OrderRowsDecoder.EntriesDecoder from) {
        if (!hasRoomFor(1)) {
            throw new IllegalStateException("more order rows than the snapshot's head says: " + capacity);
        }
        final int at = at(rows);
        entries[at] = from.buyerHash0();
        entries[at + 1] = from.buyerHash1();
        entries[at + 2] = (long) from.sale() << 32
                | (long) from.tier() << TIER_SHIFT
                | (long) from.following() << FOLLOWING_SHIFT
                | from.item();
        entries[at + 3] = (long) from.quantity() << 32 | from.group() & 0xFFFF_FFFFL;
        entries[at + 4] = from.sequence();
        entries[at + 5] = from.timestampNanos();
        entries[at + 6] = from.orderNumber();
        entries[at + 7] = from.unitPrice();
        digest.add(rowTerm(rows, from.part()));
        if (from.part() == 0) {
            numbers.add(from.sale(), from.orderNumber(), rows);
            orders++;
            restoreStatus(from.status(), from.deadlineNanos());
        }
        rows++;
    }

    /** Writes a row into a snapshot; its place in its order is counted from 0. */
    void write(final int row, final int part, final OrderRowsEncoder.EntriesEncoder to) {
        final int at = at(row);
        to.buyerHash0(entries[at])
                .buyerHash1(entries[at + 1])
                .sequence(entries[at + 4])
                .timestampNanos(entries[at + 5])
                .orderNumber(entries[at + 6])
                .unitPrice(entries[at + 7])
                .deadlineNanos(part == 0 ? holds.deadlineNanos(row) : 0)
                .sale(sale(row))
                .quantity((int) (entries[at + 3] >>> 32))
                .group((int) entries[at + 3])
                .item((short) item(row))
                .tier((short) tier(row))
                .part((short) part)
                .following((short) following(row))
                .status((short) statuses[row]);
    }

    void restoreGroup(final DirectBuffer buffer) {
        if (groups.isFull()) {
            throw new IllegalStateException("more groups than the snapshot's head says: " + groups.size());
        }
        groups.add(buffer, 0, buffer.capacity());
    }

    /** Copies a group's name to the start of an array with room for it. */
    int copyGroup(final int number, final byte[] to) {
        groups.copy(number, to);
        return groups.length(number);
    }

    /** The place in its order of the row behind this one. */
    int partAfter(final int row, final int part) {
        return part < following(row - part) ? part + 1 : 0;
    }

    private void restoreStatus(final int status, final long deadlineNanos) {
        statuses[rows] = (byte) status;
        if (deadlineNanos != 0) {
            if (status(rows) == OrderStatus.HELD) {
                holds.add(rows, deadlineNanos);
            } else {
                holds.note(rows, deadlineNanos);
            }
            digest.add(holdTerm(rows));
        }
    }

    void addTermsTo(final Digest fresh) {
        int part = 0;
        int left = 0;
        for (int row = 0; row < rows; row++) {
            part = left == 0 ? 0 : part + 1;
            left = left == 0 ? following(row) : left - 1;
            fresh.add(rowTerm(row, part));
            if (part == 0) {
                fresh.add(holdTerm(row));
            }
        }
    }

    private int sale(final int row) {
        return (int) (entries[at(row) + 2] >>> 32);
    }

    private int following(final int row) {
        return (int) entries[at(row) + 2] >>> FOLLOWING_SHIFT & BYTE;
    }

    private int tier(final int row) {
        return (int) entries[at(row) + 2] >>> TIER_SHIFT & BYTE;
    }

    private int item(final int row) {
        return (int) entries[at(row) + 2] & BYTE;
    }

    /** Rows of one order may be the same but for their place. */
    private long rowTerm(final int row, final int part) {
        return Digest.term(part == 0 ? KIND_ROW : KIND_NEXT_ROW + ((long) part << 8), entries, at(row));
    }

    /** An order that was confirmed at once has none. */
    private long holdTerm(final int row) {
        final long deadline = holds.deadlineNanos(row);
        return deadline == 0 ? 0 : Digest.term(KIND_HOLD, sale(row), entries[at(row) + 6], statuses[row], deadline);
    }

    private int groupNumber(final PurchaseView purchase) {
        if (purchase.groupLength() == 0) {
            return NO_GROUP;
        }
        final int number = groups.find(purchase.command(), purchase.groupOffset(), purchase.groupLength());
        return number >= 0 ? number : groups.add(purchase.command(), purchase.groupOffset(), purchase.groupLength());
    }

    private static int at(final int row) {
        return CacheLines.FIRST + row * CacheLines.WORDS;
    }
}
