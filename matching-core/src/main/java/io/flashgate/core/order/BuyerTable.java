package io.flashgate.core.order;

import io.flashgate.core.table.Digest;
import io.flashgate.core.table.HashIndex;

/**
 * Units that a buyer has in a sale, and of one item in it; kept only where a limit asks for it.
 *
 * <p>An entry is four words: the buyer's hash, sale and item, units.
 */
final class BuyerTable {

    /** In the place of an item: the whole sale. */
    static final int WHOLE_SALE = -1;

    private static final int KIND = 6;
    private static final int WORDS = 4;

    private final HashIndex index;
    private final long[] entries;
    private final int capacity;
    private final Digest digest;
    private int size;

    BuyerTable(final int capacity, final Digest digest) {
        index = new HashIndex(capacity);
        entries = new long[Math.multiplyExact(capacity, WORDS)];
        this.capacity = capacity;
        this.digest = digest;
    }

    /** Whether so many buyers more can be counted. */
    boolean hasRoomFor(final int count) {
        return size + count <= capacity;
    }

    long units(final long buyer0, final long buyer1, final int saleIndex, final int itemIndex) {
        final int entry = find(buyer0, buyer1, scope(saleIndex, itemIndex));
        return entry < 0 ? 0 : entries[entry * WORDS + 3];
    }

    /** Adds units; the caller has seen that there is room. */
    void add(final long buyer0, final long buyer1, final int saleIndex, final int itemIndex, final int units) {
        final long scope = scope(saleIndex, itemIndex);
        int entry = find(buyer0, buyer1, scope);
        long before = 0;
        if (entry < 0) {
            entry = size++;
            entries[entry * WORDS] = buyer0;
            entries[entry * WORDS + 1] = buyer1;
            entries[entry * WORDS + 2] = scope;
            index.insert(hash(buyer0, scope), entry);
        } else {
            before = term(entry);
        }
        entries[entry * WORDS + 3] += units;
        digest.replace(before, term(entry));
    }

    void addTermsTo(final Digest fresh) {
        for (int entry = 0; entry < size; entry++) {
            fresh.add(term(entry));
        }
    }

    private int find(final long buyer0, final long buyer1, final long scope) {
        final long hash = hash(buyer0, scope);
        for (int slot = index.first(hash); slot >= 0; slot = index.next(slot, hash)) {
            final int at = index.entry(slot) * WORDS;
            if (entries[at] == buyer0 && entries[at + 1] == buyer1 && entries[at + 2] == scope) {
                return index.entry(slot);
            }
        }
        return -1;
    }

    private long term(final int entry) {
        final int at = entry * WORDS;
        return Digest.term(KIND, entries[at], entries[at + 1], entries[at + 2], entries[at + 3]);
    }

    private static long scope(final int saleIndex, final int itemIndex) {
        return (long) saleIndex << 32 | (itemIndex + 1);
    }

    private static long hash(final long buyer0, final long scope) {
        return Digest.mix(buyer0 ^ scope * 0x9E3779B97F4A7C15L);
    }
}
