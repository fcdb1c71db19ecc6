package io.flashgate.core.order;

import io.flashgate.core.sale.Sale;
import io.flashgate.core.table.CacheLines;
import io.flashgate.core.table.Digest;
import io.flashgate.core.table.IdTable;
import org.agrona.DirectBuffer;

/**
 * Every accepted order, in the order of acceptance.
 *
 * <p>An entry is eight words: the buyer's hash, sale and item, quantity and group, sequence, time, order number, unit price.
 */
final class OrderTable {

    private static final int KIND = 5;
    private static final int NO_GROUP = -1;

    private final OrderNumbers numbers;
    private final long[] entries;
    private final int capacity;
    private final IdTable groups;
    private final Digest digest;
    private int size;

    OrderTable(final int capacity, final int saleCapacity, final int groupCapacity, final Digest digest) {
        numbers = new OrderNumbers(capacity, saleCapacity);
        entries = CacheLines.allocate(capacity);
        this.capacity = capacity;
        groups = new IdTable(groupCapacity);
        this.digest = digest;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == capacity;
    }

    /** Whether an order out of this group could be kept: names of groups lie in a bounded table too. */
    boolean hasRoomForGroup(final DirectBuffer buffer, final int offset, final int length) {
        return length == 0 || !groups.isFull() || groups.find(buffer, offset, length) >= 0;
    }

    /** Keeps an accepted order; the caller has seen that there is room. */
    void add(final PurchaseView purchase, final Sale sale, final Decision decision) {
        final int at = at(size);
        entries[at] = purchase.buyerHash0();
        entries[at + 1] = purchase.buyerHash1();
        entries[at + 2] = (long) sale.index() << 32 | decision.itemIndex();
        entries[at + 3] = (long) decision.quantity() << 32 | groupNumber(purchase) & 0xFFFF_FFFFL;
        entries[at + 4] = decision.sequence();
        entries[at + 5] = decision.timestampNanos();
        entries[at + 6] = decision.orderNumber();
        entries[at + 7] = decision.unitPrice();
        numbers.add(sale.index(), decision.orderNumber(), size);
        size++;
        digest.add(Digest.term(KIND, entries, at));
    }

    /** Fills in the order if it exists and is that buyer's. */
    boolean find(
            final Sale sale, final long orderNumber, final long buyer0, final long buyer1, final Decision decision) {
        if (orderNumber < 1 || orderNumber > sale.orders()) {
            return false;
        }
        final int at = at(numbers.entry(sale.index(), orderNumber));
        if (entries[at] != buyer0 || entries[at + 1] != buyer1) {
            return false;
        }
        fill(at, decision);
        return true;
    }

    void addTermsTo(final Digest fresh) {
        for (int entry = 0; entry < size; entry++) {
            fresh.add(Digest.term(KIND, entries, at(entry)));
        }
    }

    private void fill(final int at, final Decision decision) {
        decision.item((int) entries[at + 2])
                .stamp(entries[at + 4], entries[at + 5])
                .orderNumber(entries[at + 6])
                .sold((int) (entries[at + 3] >>> 32), entries[at + 7], 0);
        final int group = (int) entries[at + 3];
        if (group != NO_GROUP) {
            groups.copy(group, decision.groupBytes());
            decision.groupLength(groups.length(group));
        }
    }

    private int groupNumber(final PurchaseView purchase) {
        if (purchase.groupLength() == 0) {
            return NO_GROUP;
        }
        final int number = groups.find(purchase.command(), purchase.groupOffset(), purchase.groupLength());
        return number >= 0 ? number : groups.add(purchase.command(), purchase.groupOffset(), purchase.groupLength());
    }

    private static int at(final int entry) {
        return CacheLines.FIRST + entry * CacheLines.WORDS;
    }
}
