package io.flashgate.core.order;

import io.flashgate.core.protocol.snapshot.BuyerUnitsDecoder;
import io.flashgate.core.protocol.snapshot.BuyerUnitsEncoder;
import io.flashgate.core.table.BucketIndex;
import io.flashgate.core.table.Digest;

/**
 * Units that a buyer has in a sale, and of one item in it; kept only where a limit asks for it.
 *
 * <p>An entry is four words: the buyer's hash, sale and item, units. In the entry for a whole sale the upper half of the last
 * word counts the holds that the buyer has taken. It is found at its buyer's home in the index, beside the
 * buyer's answers.
 */
final class BuyerTable {

    static final int NOT_FOUND = -1;

    /** In the place of an item: the whole sale. */
    static final int WHOLE_SALE = -1;

    /** Added with the units: one more hold. */
    static final long ONE_HOLD = 1L << 32;

    private static final int KIND = 6;
    private static final int WORDS = 4;

    private final BucketIndex index;
    private final int firstNumber;
    private final long[] entries;
    private final int capacity;
    private final Digest digest;
    private int size;

    /**
     * @param index       shared with other tables
     * @param firstNumber the number in the index of the first entry here; those of the other tables are lower
     */
    BuyerTable(final BucketIndex index, final int firstNumber, final int capacity, final Digest digest) {
        this.index = index;
        this.firstNumber = firstNumber;
        entries = new long[Math.multiplyExact(capacity, WORDS)];
        this.capacity = capacity;
        this.digest = digest;
    }

    /** Whether so many buyers more can be counted. */
    boolean hasRoomFor(final int count) {
        return size + count <= capacity;
    }

    /** The entry of a buyer's units of an item, or in the {@link #WHOLE_SALE}; or {@link #NOT_FOUND}. */
    int find(final long buyer0, final long buyer1, final int saleIndex, final int itemIndex) {
        final long scope = scope(saleIndex, itemIndex);
        final long hash = hash(buyer0, scope);
        for (int slot = index.first(buyer0, hash); slot >= 0; slot = index.next(slot, buyer0, hash)) {
            final int entry = index.entry(slot) - firstNumber;
            if (entry >= 0) {
                final int at = entry * WORDS;
                if (entries[at] == buyer0 && entries[at + 1] == buyer1 && entries[at + 2] == scope) {
                    return entry;
                }
            }
        }
        return NOT_FOUND;
    }

    /**
     * @param entry as {@link #find} found it
     */
    long units(final int entry) {
        return entry == NOT_FOUND ? 0 : entries[entry * WORDS + 3] & 0xFFFF_FFFFL;
    }

    /**
     * Holds that the buyer has taken in a sale, however they ended.
     *
     * @param entry as {@link #find} found it
     */
    int holds(final int entry) {
        return entry == NOT_FOUND ? 0 : (int) (entries[entry * WORDS + 3] >>> 32);
    }

    /**
     * Takes units back that were counted before.
     *
     * @param entry as {@link #find} found it
     */
    void subtract(final int entry, final int units) {
        if (units(entry) < units) {
            throw new IllegalStateException("a buyer gives back " + units + " units, counted=" + units(entry));
        }
        final long before = term(entry);
        entries[entry * WORDS + 3] -= units;
        digest.replace(before, term(entry));
    }

    /**
     * Adds units; the caller has seen that there is room.
     *
     * @param entry as {@link #find} found it
     * @param units with {@link #ONE_HOLD}, if they are taken with a hold
     */
    void add(
            final int entry,
            final long buyer0,
            final long buyer1,
            final int saleIndex,
            final int itemIndex,
            final long units) {
        if (entry != NOT_FOUND) {
            final long before = term(entry);
            entries[entry * WORDS + 3] += units;
            digest.replace(before, term(entry));
            return;
        }
        final long scope = scope(saleIndex, itemIndex);
        final int at = size * WORDS;
        entries[at] = buyer0;
        entries[at + 1] = buyer1;
        entries[at + 2] = scope;
        entries[at + 3] = units;
        index.insert(buyer0, hash(buyer0, scope), firstNumber + size);
        digest.add(Digest.term(KIND, buyer0, buyer1, scope, units));
        size++;
    }

    int size() {
        return size;
    }

    /** Loads a word of what a buyer's units will be restored in. */
    long touch(final long buyer0) {
        return index.touch(buyer0);
    }

    /** Takes a buyer's units over from a snapshot. */
    void restore(final BuyerUnitsDecoder.EntriesDecoder from) {
        if (!hasRoomFor(1)) {
            throw new IllegalStateException("more buyers than the snapshot's head says: " + capacity);
        }
        add(
                NOT_FOUND,
                from.buyerHash0(),
                from.buyerHash1(),
                from.sale(),
                from.item(),
                (long) from.holds() << 32 | from.units());
    }

    /** Writes a buyer's units into a snapshot. */
    void write(final int entry, final BuyerUnitsEncoder.EntriesEncoder to) {
        final int at = entry * WORDS;
        to.buyerHash0(entries[at])
                .buyerHash1(entries[at + 1])
                .units(units(entry))
                .holds(holds(entry))
                .sale((int) (entries[at + 2] >>> 32))
                .item((int) entries[at + 2] - 1);
    }

    void addTermsTo(final Digest fresh) {
        for (int entry = 0; entry < size; entry++) {
            fresh.add(term(entry));
        }
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
