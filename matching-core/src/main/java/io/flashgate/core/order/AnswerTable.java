package io.flashgate.core.order;

import io.flashgate.core.protocol.snapshot.AnswersDecoder;
import io.flashgate.core.protocol.snapshot.AnswersEncoder;
import io.flashgate.core.table.BucketIndex;
import io.flashgate.core.table.CacheLines;
import io.flashgate.core.table.Digest;
import java.util.Arrays;

/**
 * The first sequenced answer to every request, for its retries, until its sale is forgotten.
 *
 * <p>An entry is eight words (one cache line): request id, content hash, sequence, time, and two words that are packed. It is
 * found at its buyer's home in the index: a request's id is a hash that takes its buyer in, so the same id is always looked for
 * in the same place.
 *
 * <pre>
 *   7th  units (32 bits) │ home, low (16) │ refused line (4) │ promise (4) │ outcome (8)
 *   8th  home, high (11) │ the sale's answer before this one (27) │ order number (26)
 * </pre>
 *
 * <p>The answers of a sale are a chain, the newest first; its forgetting goes along the chain in bounded steps. Entries that are
 * free again are a chain too, and are used before those that never were. Of the home only the bits are kept that an index can
 * tell apart. None of these is part of the answer, so none is part of the digest.
 */
final class AnswerTable {

    static final int NOT_FOUND = -1;

    /** Most entries: their numbers must fit into the chain. */
    static final int MAX_CAPACITY = (1 << 27) - 1;

    /** Largest order number that an answer can name. */
    static final long MAX_ORDER_NUMBER = (1L << 26) - 1;

    private static final int KIND = 4;
    private static final int NONE = -1;

    private static final long OUTCOME = 0xFF;
    private static final int PROMISE_SHIFT = 8;
    private static final int LINE_SHIFT = 12;
    private static final long TOLD = 0xFFFF;
    private static final int HOME_SHIFT = 16;
    private static final int HOME_LOW_BITS = 16;
    private static final long HOME_LOW = (1 << HOME_LOW_BITS) - 1;
    private static final int UNITS_SHIFT = 32;

    private static final int NEXT_SHIFT = 26;
    private static final long NEXT = (1L << 27) - 1;
    private static final int HOME_HIGH_SHIFT = 53;
    private static final long HOME_HIGH = (1 << 11) - 1;

    private final BucketIndex index;
    private final long[] entries;
    private final int capacity;
    private final Digest digest;

    /** The newest answer of each sale, by the sale's place; -1: it has none. */
    private final int[] newest;

    private int size;
    private int refusals;

    /** Entries from here on were never used. */
    private int unused;

    /** The first of the entries that are free again. */
    private int free = NONE;

    /**
     * @param index shared with other tables, whose entries have higher numbers than these
     */
    AnswerTable(final BucketIndex index, final int capacity, final int saleCapacity, final Digest digest) {
        if (capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException("answers: found " + capacity + ", expected at most " + MAX_CAPACITY);
        }
        this.index = index;
        this.capacity = capacity;
        entries = CacheLines.allocate(capacity);
        newest = new int[saleCapacity];
        Arrays.fill(newest, NONE);
        this.digest = digest;
    }

    int size() {
        return size;
    }

    /** Answers that made no order. */
    int refusals() {
        return refusals;
    }

    int capacity() {
        return capacity;
    }

    boolean isFull() {
        return size == capacity;
    }

    /** Whether a sale has any answers. */
    boolean hasAny(final int saleIndex) {
        return newest[saleIndex] != NONE;
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
        final long word = entries[at + 6];
        decision.repeats((int) (word & OUTCOME))
                .stamp(entries[at + 4], entries[at + 5])
                .promise((int) (word >>> PROMISE_SHIFT & 0xf))
                .refusedLine((int) (word >>> LINE_SHIFT & 0xf))
                .units(word >>> UNITS_SHIFT)
                .orderNumber(entries[at + 7] & MAX_ORDER_NUMBER);
    }

    /** Remembers a sequenced answer; the caller has seen that there is room. */
    void remember(final int saleIndex, final PurchaseView purchase, final Decision decision) {
        final int entry = takeFree();
        final int at = at(entry);
        final long home = purchase.buyerHash0();
        entries[at] = purchase.requestId0();
        entries[at + 1] = purchase.requestId1();
        entries[at + 2] = purchase.contentHash0();
        entries[at + 3] = purchase.contentHash1();
        entries[at + 4] = decision.sequence();
        entries[at + 5] = decision.timestampNanos();
        final int told =
                decision.refusedLine() << LINE_SHIFT | decision.promise() << PROMISE_SHIFT | decision.outcomeCode();
        pack(at, decision.units(), home, told, newest[saleIndex], decision.orderNumber());
        newest[saleIndex] = entry;
        join(entry, home);
    }

    /** The newest answer of a sale; {@link #NOT_FOUND}: it has none. */
    int newestOf(final int saleIndex) {
        return newest[saleIndex];
    }

    /** The answer of the same sale that was given before this one; {@link #NOT_FOUND}: none was, or it is forgotten. */
    int before(final int entry) {
        return next(at(entry));
    }

    /** The sequence of the answered command. */
    long sequence(final int entry) {
        return entries[at(entry) + 4];
    }

    /** Low word of the request's id. */
    long requestId0(final int entry) {
        return entries[at(entry)];
    }

    /** Loads a word of what an answer will be restored in. */
    long touch(final long home) {
        return index.touch(home);
    }

    /**
     * Takes an answer over from a snapshot: sale by sale, and of each sale the newest first.
     *
     * @param previous the answer that was restored before it; {@link #NOT_FOUND}: it is the first
     * @param isOfSame whether that one is of the same sale
     * @return its entry
     * @throws IllegalStateException if it is out of this order, or there are too many
     */
    int restore(final AnswersDecoder.EntriesDecoder from, final int previous, final boolean isOfSame) {
        final int sale = from.sale();
        if (isFull()) {
            throw new IllegalStateException("more answers than the snapshot's head says: " + capacity);
        }
        if (isOfSame ? from.sequence() >= sequence(previous) : hasAny(sale)) {
            throw new IllegalStateException("answers of sale " + sale + " are out of their order");
        }
        final int entry = takeFree();
        final int at = at(entry);
        entries[at] = from.requestId0();
        entries[at + 1] = from.requestId1();
        entries[at + 2] = from.contentHash0();
        entries[at + 3] = from.contentHash1();
        entries[at + 4] = from.sequence();
        entries[at + 5] = from.timestampNanos();
        final int told = from.refusedLine() << LINE_SHIFT | from.promise() << PROMISE_SHIFT | from.outcome();
        pack(at, from.units(), from.home(), told, NONE, from.orderNumber());
        if (isOfSame) {
            entries[at(previous) + 7] |= (entry + 1L) << NEXT_SHIFT;
        } else {
            newest[sale] = entry;
        }
        join(entry, from.home());
        return entry;
    }

    /** Writes an answer into a snapshot. */
    void write(final int entry, final int saleIndex, final AnswersEncoder.EntriesEncoder to) {
        final int at = at(entry);
        final long word = entries[at + 6];
        to.requestId0(entries[at])
                .requestId1(entries[at + 1])
                .contentHash0(entries[at + 2])
                .contentHash1(entries[at + 3])
                .sequence(entries[at + 4])
                .timestampNanos(entries[at + 5])
                .units(word >>> UNITS_SHIFT)
                .orderNumber(entries[at + 7] & MAX_ORDER_NUMBER)
                .home(home(at))
                .sale(saleIndex)
                .refusedLine((short) (word >>> LINE_SHIFT & 0xf))
                .promise((short) (word >>> PROMISE_SHIFT & 0xf))
                .outcome((short) (word & OUTCOME));
    }

    /**
     * Forgets the newest answers of a sale.
     *
     * @return how many they were, at most {@code most}
     */
    int forget(final int saleIndex, final int most) {
        int count = 0;
        for (int entry = newest[saleIndex]; entry != NONE && count < most; entry = newest[saleIndex]) {
            final int at = at(entry);
            newest[saleIndex] = next(at);
            digest.replace(term(at), 0);
            index.remove(home(at), entries[at], entry);
            refusals -= (entries[at + 7] & MAX_ORDER_NUMBER) == 0 ? 1 : 0;
            // It will not be found again, so only its place in the chain of free ones is of any meaning.
            entries[at + 7] = (free + 1L) << NEXT_SHIFT;
            free = entry;
            count++;
        }
        size -= count;
        return count;
    }

    void addTermsTo(final Digest fresh) {
        for (final int first : newest) {
            for (int entry = first; entry != NONE; entry = next(at(entry))) {
                fresh.add(term(at(entry)));
            }
        }
    }

    /** @param told outcome, promise and refused line, as they lie in the word */
    private void pack(
            final int at, final long units, final long home, final int told, final int before, final long orderNumber) {
        entries[at + 6] = units << UNITS_SHIFT | (home & HOME_LOW) << HOME_SHIFT | told;
        entries[at + 7] =
                (home >>> HOME_LOW_BITS & HOME_HIGH) << HOME_HIGH_SHIFT | (before + 1L) << NEXT_SHIFT | orderNumber;
    }

    /** From now on an entry is found and counts. */
    private void join(final int entry, final long home) {
        final int at = at(entry);
        size++;
        refusals += (entries[at + 7] & MAX_ORDER_NUMBER) == 0 ? 1 : 0;
        index.insert(home, entries[at], entry);
        digest.add(term(at));
    }

    private int takeFree() {
        if (free == NONE) {
            return unused++;
        }
        final int entry = free;
        free = next(at(entry));
        return entry;
    }

    private int next(final int at) {
        return (int) (entries[at + 7] >>> NEXT_SHIFT & NEXT) - 1;
    }

    /** As much of the hash that names the answer's home as any index asks for. */
    private long home(final int at) {
        return entries[at + 7] >>> HOME_HIGH_SHIFT << HOME_LOW_BITS | entries[at + 6] >>> HOME_SHIFT & HOME_LOW;
    }

    /** As it was when these words held nothing else. */
    private long term(final int at) {
        final long word = entries[at + 6];
        return Digest.term(
                KIND,
                entries,
                at,
                (word >>> UNITS_SHIFT) << HOME_SHIFT | word & TOLD,
                entries[at + 7] & MAX_ORDER_NUMBER);
    }

    private static int at(final int entry) {
        return CacheLines.FIRST + entry * CacheLines.WORDS;
    }
}
