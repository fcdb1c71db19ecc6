package io.flashgate.core.table;

import java.util.Arrays;

/**
 * From two hashes to the numbers of the entries that have them, made so that all that is kept about one buyer is usually in
 * one cache line.
 *
 * <p>A bucket is a cache line of eight slots. The <em>home</em> hash names the bucket that an entry goes to first, and several
 * kinds of entries may share a home; the entry's own hash tells them apart. Is its home full, an entry goes to the first bucket
 * with a free slot from the one on that its own hash names, so one home that many crowd into is a nuisance to nobody else.
 *
 * <pre>
 *   home ──▶ │ a │ b │ c │   │   │   │   │   │      nobody was sent on: the search ends here
 *   home ──▶ │ a │ b │ c │ d │ e │ f │ g │ h │  1   full, and one was sent on: go where the own hash says
 *                                                   own ──▶ │ x │ y │ i │   │ …  0   bucket by bucket, while somebody was
 *   home ──▶ │ a │ b │ c │   │   │   │   │ ↷ │  1   some have left, and one who was sent on is still away
 * </pre>
 *
 * <p>Each bucket counts the entries that came by and found it full: those whose home it is, and those who passed it on their
 * way from where their own hash sent them. A search goes on only where somebody was sent on, and who leaves takes back what
 * he added on his way. So there are no tombstones: when everybody has left, the index is as it was when it was made. (Source
 * of the idea: Folly's F14 tables, Nathan Bronson and Xiao Shi, 2019.) A bucket that is not full but has sent somebody on bears
 * a mark in its last slot, so that the usual search, which ends at home, need not ask for the count.
 *
 * <p>A slot is one long: 32 bits of the own hash and the entry's number. The caller compares what the entry really holds; the
 * index alone never decides that two names are the same. A search may meet entries of other homes, and an entry a second time
 * where the way away from home leads through it. At most {@value #MOST_USED} of {@value #OF_SLOTS} slots are ever used.
 *
 * <pre>{@code
 * for (int slot = index.first(home, hash); slot >= 0; slot = index.next(slot, home, hash)) {
 *     if (isTheOne(index.entry(slot))) …
 * }
 * }</pre>
 */
public final class BucketIndex {

    private static final int MAX_CAPACITY = 1 << 28;
    private static final int MOST_USED = 9;
    private static final int OF_SLOTS = 16;

    private static final int NONE = -1;
    private static final long EMPTY = 0;
    private static final long TAG = 0xFFFF_FFFF_0000_0000L;

    /** In the last slot of a bucket that is not full: somebody was sent on from here. No entry has this content. */
    private static final long MARK = 1L << 63;

    private static final int LAST = CacheLines.WORDS - 1;

    /** In a slot's number: it was reached by the own hash, and its search goes on over buckets. */
    private static final int AWAY = 1 << 30;

    private final long[] slots;
    private final int[] sentOn;
    private final int bucketMask;
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
        final int buckets = buckets(capacity);
        slots = CacheLines.allocate(buckets);
        sentOn = new int[buckets];
        bucketMask = buckets - 1;
    }

    public int size() {
        return size;
    }

    /** A word of a home's bucket: whoever loads it has the bucket in the cache when it is asked for. */
    public long touch(final long home) {
        return slots[at(bucket(home))];
    }

    /** The first slot that may hold the entry, or -1. */
    public int first(final long home, final long hash) {
        // All eight are compared at once: a loop would end at the first free one, which is anybody's guess, and the
        // processor would guess wrong about as often as right.
        final int at = at(bucket(home));
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
        return slots[at + LAST] == EMPTY ? NONE : leave(bucket(home), hash);
    }

    /** The next slot after this one that may hold the entry, or -1. */
    public int next(final int slot, final long home, final long hash) {
        final int bucket = (slot & ~AWAY) / CacheLines.WORDS;
        final int from = (slot & LAST) + 1;
        return (slot & AWAY) != 0 ? scanAway(bucket, from, hash) : scanHome(bucket, from, hash);
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
        final long content = content(hash, entry);
        int at = firstFree(bucket(home));
        if (at < 0) {
            sentOn[bucket(home)]++;
            int bucket = bucket(hash);
            at = firstFree(bucket);
            while (at < 0) {
                sentOn[bucket]++;
                bucket = bucket + 1 & bucketMask;
                at = firstFree(bucket);
            }
        }
        slots[at] = content;
        size++;
    }

    /**
     * Takes an entry out that was added with the same hashes. Of the home only the bits that name a bucket need be the same.
     *
     * @throws IllegalStateException if it is not there
     */
    public void remove(final long home, final long hash, final int entry) {
        final long content = content(hash, entry);
        int bucket = bucket(home);
        int place = place(bucket, content);
        if (place == NONE) {
            final int own = bucket(hash);
            final int end = endOfWay(bucket, own, content);
            takeBack(bucket);
            for (bucket = own; bucket != end; bucket = bucket + 1 & bucketMask) {
                takeBack(bucket);
            }
            place = place(bucket, content);
        }
        clear(bucket, place);
        size--;
    }

    /** Whether everything is as it was when it was made: for tests. */
    boolean isAsNew() {
        return size == 0
                && Arrays.stream(slots).allMatch(content -> content == EMPTY)
                && Arrays.stream(sentOn).allMatch(count -> count == 0);
    }

    /** How many buckets a search looks at that finds nothing: for tests. */
    int reach(final long home, final long hash) {
        int reach = 1;
        if (sentOn[bucket(home)] > 0) {
            reach++;
            for (int bucket = bucket(hash); sentOn[bucket] > 0 && reach < sentOn.length + 1; reach++) {
                bucket = bucket + 1 & bucketMask;
            }
        }
        return reach;
    }

    /** The place in the array of a bucket's first free slot, or -1. */
    private int firstFree(final int bucket) {
        // The used slots of a bucket are its first ones, so their number is found by halving, again without guessing.
        int at = at(bucket);
        at += used(slots[at + 3]) << 2;
        at += used(slots[at + 1]) << 1;
        at += used(slots[at]);
        return slots[at] == EMPTY || slots[at] == MARK ? at : NONE;
    }

    private int scanHome(final int bucket, final int from, final long hash) {
        final int found = scan(bucket, from, hash);
        return found >= 0 ? found : leave(bucket, hash);
    }

    /** Goes on from a home to where the own hash says, if anybody was sent there. */
    private int leave(final int home, final long hash) {
        return sentOn[home] == 0 ? NONE : scanAway(bucket(hash), 0, hash);
    }

    private int scanAway(final int fromBucket, final int fromPlace, final long hash) {
        final int end = bucket(hash);
        int bucket = fromBucket;
        int place = fromPlace;
        while (true) {
            final int found = scan(bucket, place, hash);
            if (found >= 0) {
                return found | AWAY;
            }
            final int next = bucket + 1 & bucketMask;
            // Every bucket may have sent somebody on, one after the other: once round is enough.
            if (sentOn[bucket] == 0 || next == end) {
                return NONE;
            }
            bucket = next;
            place = 0;
        }
    }

    /** The slot of a bucket that bears the hash's tag, or -1. */
    private int scan(final int bucket, final int from, final long hash) {
        final long tag = hash & TAG;
        for (int i = from; i < CacheLines.WORDS; i++) {
            final long content = slots[at(bucket) + i];
            if (content == EMPTY || content == MARK) {
                return NONE;
            }
            if ((content & TAG) == tag) {
                return bucket * CacheLines.WORDS + i;
            }
        }
        return NONE;
    }

    /** The bucket in which an entry lies that is away from home. */
    private int endOfWay(final int home, final int own, final long content) {
        int bucket = own;
        boolean isOnTheWay = sentOn[home] > 0;
        while (isOnTheWay && place(bucket, content) == NONE) {
            isOnTheWay = sentOn[bucket] > 0;
            bucket = bucket + 1 & bucketMask;
            isOnTheWay &= bucket != own;
        }
        if (!isOnTheWay) {
            throw new IllegalStateException("entry " + ((int) content - 1) + " is not in the index");
        }
        return bucket;
    }

    private int place(final int bucket, final long content) {
        for (int i = 0; i < CacheLines.WORDS; i++) {
            if (slots[at(bucket) + i] == content) {
                return i;
            }
        }
        return NONE;
    }

    /** Somebody who was sent on from a bucket leaves. */
    private void takeBack(final int bucket) {
        sentOn[bucket]--;
        if (sentOn[bucket] == 0 && slots[at(bucket) + LAST] == MARK) {
            slots[at(bucket) + LAST] = EMPTY;
        }
    }

    /** Frees a slot: the bucket's last entry moves there, so that the used ones stay its first ones. */
    private void clear(final int bucket, final int place) {
        final int at = at(bucket);
        int last = LAST;
        while (slots[at + last] == EMPTY || slots[at + last] == MARK) {
            last--;
        }
        slots[at + place] = slots[at + last];
        slots[at + last] = last == LAST && sentOn[bucket] > 0 ? MARK : EMPTY;
    }

    private static int buckets(final int capacity) {
        int buckets = 1;
        while ((long) buckets * CacheLines.WORDS * MOST_USED < (long) capacity * OF_SLOTS) {
            buckets <<= 1;
        }
        return buckets;
    }

    private static long content(final long hash, final int entry) {
        return hash & TAG | (entry + 1);
    }

    /** Negative if the slot bears the hash's tag. (A free slot may, too.) */
    private static long hit(final long content, final long hash) {
        return ((content ^ hash) >>> 32) - 1;
    }

    /** 1, or 0 for a free slot. */
    private static int used(final long content) {
        return (int) ((content | -content) >>> 63);
    }

    private static int at(final int bucket) {
        return CacheLines.FIRST + bucket * CacheLines.WORDS;
    }

    /** The bucket that a hash names: by its low bits; the tag comes from the high ones. */
    private int bucket(final long hash) {
        return (int) hash & bucketMask;
    }
}
