package io.flashgate.core.table;

/**
 * From a hash to the numbers of the entries that have it: open addressing with linear probing, insert-only.
 *
 * <p>A slot is one long: 32 bits of the hash and the entry's number. A slot whose 32 bits differ is passed over without
 * touching the entry, so a search that finds nothing usually costs one cache line. The caller compares what the entry
 * really holds; the index alone never decides that two names are the same. At most half of the slots are ever used.
 *
 * <pre>{@code
 * for (int slot = index.first(hash); slot >= 0; slot = index.next(slot, hash)) {
 *     if (isTheOne(index.entry(slot))) …
 * }
 * }</pre>
 */
public final class HashIndex {

    private static final long EMPTY = 0;

    private final long[] slots;
    private final int mask;
    private final int capacity;
    private int size;

    /**
     * @param capacity most entries it will hold, 1–268,435,456
     */
    public HashIndex(final int capacity) {
        if (capacity < 1 || capacity > 1 << 28) {
            throw new IllegalArgumentException("capacity=" + capacity + ", expected 1–" + (1 << 28));
        }
        this.capacity = capacity;
        final int slotCount = Integer.highestOneBit(Math.max(2, capacity * 2 - 1)) << 1;
        slots = new long[slotCount];
        mask = slotCount - 1;
    }

    public int size() {
        return size;
    }

    public boolean isFull() {
        return size == capacity;
    }

    /** The first slot that may hold the entry, or -1. */
    public int first(final long hash) {
        return scan((int) hash & mask, hash);
    }

    /** The next slot after this one that may hold the entry, or -1. */
    public int next(final int slot, final long hash) {
        return scan((slot + 1) & mask, hash);
    }

    /** The number of the entry in a slot. */
    public int entry(final int slot) {
        return (int) slots[slot] - 1;
    }

    /**
     * Adds an entry. The caller has seen that it is not there and that there is room.
     *
     * @param entry the entry's number, from 0
     */
    public void insert(final long hash, final int entry) {
        if (isFull()) {
            throw new IllegalStateException("the index holds " + size + " entries, as many as it may");
        }
        int slot = (int) hash & mask;
        while (slots[slot] != EMPTY) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = tag(hash) | (entry + 1);
        size++;
    }

    private int scan(final int from, final long hash) {
        final long tag = tag(hash);
        int slot = from;
        while (true) {
            final long content = slots[slot];
            if (content == EMPTY) {
                return -1;
            }
            if ((content & 0xFFFF_FFFF_0000_0000L) == tag) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    /** The home slot comes from the low bits, the tag from the high ones: they say different things. */
    private static long tag(final long hash) {
        return hash & 0xFFFF_FFFF_0000_0000L;
    }
}
