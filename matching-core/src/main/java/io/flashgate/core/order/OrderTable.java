package io.flashgate.core.order;

import io.flashgate.core.sale.Sale;
import io.flashgate.core.table.Digest;
import io.flashgate.core.table.HashIndex;
import io.flashgate.core.table.IdTable;
import org.agrona.DirectBuffer;

/**
 * Every accepted order, in the order of acceptance.
 *
 * <p>An entry is eight words: the buyer's hash, sale and item, quantity and group, sequence, time, order number, unit price.
 */
final class OrderTable {

    private static final int KIND = 5;
    private static final int WORDS = 8;
    private static final int NO_GROUP = -1;

    private final HashIndex index;
    private final long[] entries;
    private final IdTable groups;
    private final Digest digest;
    private int size;

    OrderTable(final int capacity, final int groupCapacity, final Digest digest) {
        index = new HashIndex(capacity);
        entries = new long[Math.multiplyExact(capacity, WORDS)];
        groups = new IdTable(groupCapacity);
        this.digest = digest;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return index.isFull();
    }

    /** Whether an order out of this group could be kept: names of groups lie in a bounded table too. */
    boolean hasRoomForGroup(final DirectBuffer buffer, final int offset, final int length) {
        return length == 0 || !groups.isFull() || groups.find(buffer, offset, length) >= 0;
    }

    /** Keeps an accepted order; the caller has seen that there is room. Allocates only for a group's first order. */
    void add(final PurchaseView purchase, final Sale sale, final Decision decision) {
        final int at = size * WORDS;
        entries[at] = purchase.decoder().buyerHash0();
        entries[at + 1] = purchase.decoder().buyerHash1();
        entries[at + 2] = (long) sale.index() << 32 | decision.itemIndex();
        entries[at + 3] = (long) decision.quantity() << 32 | groupNumber(purchase) & 0xFFFF_FFFFL;
        entries[at + 4] = decision.sequence();
        entries[at + 5] = decision.timestampNanos();
        entries[at + 6] = decision.orderNumber();
        entries[at + 7] = decision.unitPrice();
        index.insert(hash(sale.index(), decision.orderNumber()), size);
        size++;
        digest.add(Digest.term(KIND, entries, at));
    }

    /** Fills in the order if it exists and is that buyer's. */
    boolean find(
            final Sale sale, final long orderNumber, final long buyer0, final long buyer1, final Decision decision) {
        final long hash = hash(sale.index(), orderNumber);
        for (int slot = index.first(hash); slot >= 0; slot = index.next(slot, hash)) {
            final int at = index.entry(slot) * WORDS;
            if (entries[at + 6] == orderNumber && (int) (entries[at + 2] >>> 32) == sale.index()) {
                if (entries[at] != buyer0 || entries[at + 1] != buyer1) {
                    return false;
                }
                fill(at, decision);
                return true;
            }
        }
        return false;
    }

    void addTermsTo(final Digest fresh) {
        for (int entry = 0; entry < size; entry++) {
            fresh.add(Digest.term(KIND, entries, entry * WORDS));
        }
    }

    private void fill(final int at, final Decision decision) {
        decision.item((int) entries[at + 2])
                .stamp(entries[at + 4], entries[at + 5])
                .orderNumber(entries[at + 6])
                .sold((int) (entries[at + 3] >>> 32), entries[at + 7], 0);
        final int group = (int) entries[at + 3];
        if (group != NO_GROUP) {
            decision.group(groups.id(group));
        }
    }

    private int groupNumber(final PurchaseView purchase) {
        if (purchase.groupLength() == 0) {
            return NO_GROUP;
        }
        final int number = groups.find(purchase.command(), purchase.groupOffset(), purchase.groupLength());
        return number >= 0 ? number : groups.add(purchase.command(), purchase.groupOffset(), purchase.groupLength());
    }

    /** Eight orders that follow each other in a sale are neighbours in the index: one cache line takes them all. */
    private static long hash(final int saleIndex, final long orderNumber) {
        return Digest.mix((long) saleIndex << 40 ^ orderNumber >>> 3) & ~7L | orderNumber & 7;
    }
}
