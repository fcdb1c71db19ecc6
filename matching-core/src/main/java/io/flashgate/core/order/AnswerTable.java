package io.flashgate.core.order;

import io.flashgate.core.protocol.PurchaseDecoder;
import io.flashgate.core.table.Digest;
import io.flashgate.core.table.HashIndex;

/**
 * The first sequenced answer to every request, for its retries. Entries lie in the order in which they were decided.
 *
 * <p>An entry is eight words (one cache line): request id, content hash, sequence, time, outcome with promise
 * and units, order number.
 */
final class AnswerTable {

    static final int NOT_FOUND = -1;

    private static final int KIND = 4;
    private static final int WORDS = 8;

    private final HashIndex index;
    private final long[] entries;
    private final Digest digest;
    private int size;

    AnswerTable(final int capacity, final Digest digest) {
        index = new HashIndex(capacity);
        entries = new long[Math.multiplyExact(capacity, WORDS)];
        this.digest = digest;
    }

    int size() {
        return size;
    }

    int capacity() {
        return entries.length / WORDS;
    }

    boolean isFull() {
        return index.isFull();
    }

    /** The entry of this request's id (all 128 bits are compared), or {@link #NOT_FOUND}. */
    int find(final PurchaseDecoder purchase) {
        final long id0 = purchase.requestId0();
        final long id1 = purchase.requestId1();
        for (int slot = index.first(id0); slot >= 0; slot = index.next(slot, id0)) {
            final int entry = index.entry(slot);
            if (entries[entry * WORDS] == id0 && entries[entry * WORDS + 1] == id1) {
                return entry;
            }
        }
        return NOT_FOUND;
    }

    /** Whether the remembered request asked for just the same. */
    boolean isSameRequest(final int entry, final PurchaseDecoder purchase) {
        return entries[entry * WORDS + 2] == purchase.contentHash0()
                && entries[entry * WORDS + 3] == purchase.contentHash1();
    }

    /** Tells a remembered answer again. */
    void recall(final int entry, final Decision decision) {
        final int at = entry * WORDS;
        decision.repeats(Outcome.findByCode((int) (entries[at + 6] & 0xff)))
                .stamp(entries[at + 4], entries[at + 5])
                .promise((int) (entries[at + 6] >>> 8 & 0xff))
                .units(entries[at + 6] >>> 16)
                .orderNumber(entries[at + 7]);
    }

    /** Remembers a sequenced answer; the caller has seen that there is room. */
    void remember(final PurchaseDecoder purchase, final Decision decision) {
        final int at = size * WORDS;
        entries[at] = purchase.requestId0();
        entries[at + 1] = purchase.requestId1();
        entries[at + 2] = purchase.contentHash0();
        entries[at + 3] = purchase.contentHash1();
        entries[at + 4] = decision.sequence();
        entries[at + 5] = decision.timestampNanos();
        entries[at + 6] = decision.units() << 16
                | (long) decision.promise() << 8
                | decision.outcome().code();
        entries[at + 7] = decision.orderNumber();
        index.insert(entries[at], size);
        size++;
        digest.add(Digest.term(KIND, entries, at));
    }

    void addTermsTo(final Digest fresh) {
        for (int entry = 0; entry < size; entry++) {
            fresh.add(Digest.term(KIND, entries, entry * WORDS));
        }
    }
}
