package io.flashgate.core.order;

import io.flashgate.core.table.BucketIndex;
import io.flashgate.core.table.CacheLines;
import io.flashgate.core.table.Digest;

/**
 * The first sequenced answer to every request, for its retries. Entries lie in the order in which they were decided.
 *
 * <p>An entry is eight words (one cache line): request id, content hash, sequence, time, outcome with promise, refused line
 * and units, order number. It is found at its buyer's home in the index: a request's id is a hash that takes its buyer in, so
 * the same id is always looked for in the same place.
 */
final class AnswerTable {

    static final int NOT_FOUND = -1;

    private static final int KIND = 4;

    private final BucketIndex index;
    private final long[] entries;
    private final int capacity;
    private final Digest digest;
    private int size;

    /**
     * @param index shared with other tables, whose entries have higher numbers than these
     */
    AnswerTable(final BucketIndex index, final int capacity, final Digest digest) {
        this.index = index;
        this.capacity = capacity;
        entries = CacheLines.allocate(capacity);
        this.digest = digest;
    }

    int size() {
        return size;
    }

    int capacity() {
        return capacity;
    }

    boolean isFull() {
        return size == capacity;
    }

    /** The entry of this request's id (all 128 bits are compared), or {@link #NOT_FOUND}. */
    int find(final PurchaseView purchase) {
        final long home = purchase.buyerHash0();
        final long id0 = purchase.requestId0();
        for (int slot = index.first(home, id0); slot >= 0; slot = index.next(slot, home, id0)) {
            final int entry = index.entry(slot);
            if (entry < capacity) {
                final int at = at(entry);
                if (entries[at] == id0 && entries[at + 1] == purchase.requestId1()) {
                    return entry;
                }
            }
        }
        return NOT_FOUND;
    }

    /** Whether the remembered request asked for just the same. */
    boolean isSameRequest(final int entry, final PurchaseView purchase) {
        return entries[at(entry) + 2] == purchase.contentHash0() && entries[at(entry) + 3] == purchase.contentHash1();
    }

    /** Tells a remembered answer again. */
    void recall(final int entry, final Decision decision) {
        final int at = at(entry);
        decision.repeats((int) (entries[at + 6] & 0xff))
                .stamp(entries[at + 4], entries[at + 5])
                .promise((int) (entries[at + 6] >>> 8 & 0xf))
                .refusedLine((int) (entries[at + 6] >>> 12 & 0xf))
                .units(entries[at + 6] >>> 16)
                .orderNumber(entries[at + 7]);
    }

    /** Remembers a sequenced answer; the caller has seen that there is room. */
    void remember(final PurchaseView purchase, final Decision decision) {
        final int at = at(size);
        final long id0 = purchase.requestId0();
        entries[at] = id0;
        entries[at + 1] = purchase.requestId1();
        entries[at + 2] = purchase.contentHash0();
        entries[at + 3] = purchase.contentHash1();
        entries[at + 4] = decision.sequence();
        entries[at + 5] = decision.timestampNanos();
        entries[at + 6] = decision.units() << 16
                | (long) decision.refusedLine() << 12
                | (long) decision.promise() << 8
                | decision.outcomeCode();
        entries[at + 7] = decision.orderNumber();
        index.insert(purchase.buyerHash0(), id0, size);
        size++;
        digest.add(Digest.term(KIND, entries, at));
    }

    void addTermsTo(final Digest fresh) {
        for (int entry = 0; entry < size; entry++) {
            fresh.add(Digest.term(KIND, entries, at(entry)));
        }
    }

    private static int at(final int entry) {
        return CacheLines.FIRST + entry * CacheLines.WORDS;
    }
}
