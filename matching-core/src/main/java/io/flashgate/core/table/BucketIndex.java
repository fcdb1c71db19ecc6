package io.flashgate.core.table;

/**
 * From two hashes to the numbers of the entries that have them, made so that all that is kept about one buyer is usually in
 * one cache line. Insert-only.
 *
 * <p>A bucket is a cache line of eight slots. The <em>home</em> hash names the bucket that an entry goes to first, and several
 * kinds of entries may share a home; the entry's own hash tells them apart. Is its home full, an entry goes to the first free
 * slot from the bucket that its own hash names, so one home that many crowd into is a nuisance to nobody else.
 *
 * <pre>
 *   home ──▶ │ a │ b │ c │   │   │   │   │   │      a free slot: the search ends here
 *   home ──▶ │ a │ b │ c │ d │ e │ f │ g │ h │      full: go on where the own hash says
 *                                                   own ──▶ │ x │ y │ i │   │ …  slot by slot, over buckets
 * </pre>
 *
 * <p>A slot is one long: 32 bits of the own hash and the entry's number. The caller compares what the entry really holds; the
 * index alone never decides that two names are the same. A search may meet entries of other homes, and an entry a second time
 * where the way away from home leads through it. At most half of the slots are ever used.
 *
 * <pre>{@code
 * for (int slot = index.first(home, hash); slot >= 0; slot = index.next(slot, home, hash)) {
 *     if (isTheOne(index.entry(slot))) …
 * }
 * }</pre>
 */
public final class BucketIndex {

    private static final int MAX_CAPACITY = 1 << 28;
    private static final int NONE = -1;
    private static final long EMPTY = 0;
    private static final long TAG = 0xFFFF_FFFF_0000_0000L;

    /** In a slot's number: it was reached by the own hash, and its search goes on over buckets. */
    private static final int AWAY = 1 << 30;

    private final long[] slots;
    private final int bucketMask;
    private final int slotMask;
    private final int capacity;
    private int size;

    /**
     * @param capacity most entries it will hold, 1–268,435,456
     */
    public BucketIndex(final int capacity) {
        if (capacity < 1 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException("capacity=" + capacity + ", expected 1–" + MAX_CAPACITY);
        }
        this.capacity = capacity;
        final int slotCount = Math.max(CacheLines.WORDS, Integer.highestOneBit(Math.max(2, capacity * 2 - 1)) << 1);
        slots = CacheLines.allocate(slotCount / CacheLines.WORDS);
        slotMask = slotCount - 1;
        bucketMask = slotCount / CacheLines.WORDS - 1;
    }

    public int size() {
        return size;
    }

    /** A word of a home's bucket: whoever loads it has the bucket in the cache when it is asked for. */
    public long touch(final long home) {
        return slots[CacheLines.FIRST + bucket(home)];
    }

    /** The first slot that may hold the entry, or -1. */
    public int first(final long home, final long hash) {
        // All eight are compared at once: a loop would end at the first free one, which is anybody's guess, and the
        // processor would guess wrong about as often as right.
        final int at = CacheLines.FIRST + bucket(home);
        final long found = hit(slots[at], hash)
                | hit(slots[at + 1], hash)
                | hit(slots[at + 2], hash)
                | hit(slots[at + 3], hash)
                | hit(slots[at + 4], hash)
                | hit(slots[at + 5], hash)
                | hit(slots[at + 6], hash)
                | hit(slots[at + 7], hash);
        if (found < 0) {
            return scanHome(bucket(home), 0, hash);
        }
        return slots[at + 7] == EMPTY ? NONE : scanAway(bucket(hash), hash);
    }

    /** The next slot after this one that may hold the entry, or -1. */
    public int next(final int slot, final long home, final long hash) {
        if ((slot & AWAY) != 0) {
            return scanAway((slot & ~AWAY) + 1 & slotMask, hash);
        }
        final int bucket = bucket(home);
        return scanHome(bucket, slot - bucket + 1, hash);
    }

    /** The number of the entry in a slot. */
    public int entry(final int slot) {
        return (int) slots[CacheLines.FIRST + (slot & ~AWAY)] - 1;
    }

    /**
     * Adds an entry. The caller has seen that it is not there and that there is room.
     *
     * @param entry the entry's number, from 0
     */
    public void insert(final long home, final long hash, final int entry) {
        if (size == capacity) {
            throw new IllegalStateException("the index holds " + size + " entries, as many as it may");
        }
        slots[freeSlot(home, hash)] = hash & TAG | (entry + 1);
        size++;
    }

    private int freeSlot(final long home, final long hash) {
        // The used slots of a bucket are its first ones, so their number is found by halving, again without guessing.
        int at = CacheLines.FIRST + bucket(home);
        at += used(slots[at + 3]) << 2;
        at += used(slots[at + 1]) << 1;
        at += used(slots[at]);
        if (slots[at] == EMPTY) {
            return at;
        }
        int slot = bucket(hash);
        while (slots[CacheLines.FIRST + slot] != EMPTY) {
            slot = slot + 1 & slotMask;
        }
        return CacheLines.FIRST + slot;
    }

    private int scanHome(final int bucket, final int from, final long hash) {
        final long tag = hash & TAG;
        for (int i = from; i < CacheLines.WORDS; i++) {
            final long content = slots[CacheLines.FIRST + bucket + i];
            if (content == EMPTY) {
                return NONE;
            }
            if ((content & TAG) == tag) {
                return bucket + i;
            }
        }
        return scanAway(bucket(hash), hash);
    }

    private int scanAway(final int from, final long hash) {
        final long tag = hash & TAG;
        int slot = from;
        while (true) {
            final long content = slots[CacheLines.FIRST + slot];
            if (content == EMPTY) {
                return NONE;
            }
            if ((content & TAG) == tag) {
                return slot | AWAY;
            }
            slot = slot + 1 & slotMask;
        }
    }

    /** Negative if the slot bears the hash's tag. (A free slot may, too.) */
    private static long hit(final long content, final long hash) {
        return ((content ^ hash) >>> 32) - 1;
    }

    /** 1, or 0 for a free slot. */
    private static int used(final long content) {
        return (int) ((content | -content) >>> 63);
    }

    /** Where a hash's bucket begins: it comes from the low bits, the tag from the high ones. */
    private int bucket(final long hash) {
        return ((int) hash & bucketMask) * CacheLines.WORDS;
    }
}
