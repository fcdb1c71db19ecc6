package io.flashgate.journal.report;

import io.flashgate.journal.JournalException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Numbers the buyers of a journal from 0, in the order in which they were first seen, and remembers who has been seen in a sale
 * that was meant. A buyer is the 128-bit keyed hash that the purchase carries, compared in full.
 *
 * <p>Takes 16 bytes a buyer in blocks that are never moved, and 5–11 bytes of a table that doubles. One thread.
 */
final class BuyerIndex {

    private static final int FREE = -1;
    private static final int BLOCK_SHIFT = 12;
    private static final int BLOCK_BUYERS = 1 << BLOCK_SHIFT;
    private static final int BLOCK_MASK = BLOCK_BUYERS - 1;
    private static final int FIRST_SLOTS = 1 << 10;

    private final int most;
    private final List<long[]> blocks = new ArrayList<>();
    private final BitSet seen = new BitSet();
    private int[] slots = newSlots(FIRST_SLOTS);
    private int size;

    /**
     * @param most buyers at most, 1 or more
     */
    BuyerIndex(final int most) {
        this.most = most;
    }

    /**
     * The number of a buyer, a new one if there is none yet.
     *
     * @throws JournalException if that is one buyer too many
     */
    int number(final long hash0, final long hash1) {
        int slot = home(hash0);
        while (slots[slot] != FREE) {
            if (is(slots[slot], hash0, hash1)) {
                return slots[slot];
            }
            slot = slot + 1 & slots.length - 1;
        }
        if (size == most) {
            throw new JournalException(
                    "the report holds " + most + " different buyers, which is as many as it may; found" + " one more");
        }
        slots[slot] = size;
        append(hash0, hash1);
        // Three quarters, and a search is two looks on average.
        if (size > slots.length / 4 * 3) {
            grow();
        }
        return size - 1;
    }

    /** Whether the buyer has asked for something in a sale that was meant. */
    boolean isSeen(final int buyer) {
        return seen.get(buyer);
    }

    void see(final int buyer) {
        seen.set(buyer);
    }

    int size() {
        return size;
    }

    private void append(final long hash0, final long hash1) {
        if ((size & BLOCK_MASK) == 0) {
            blocks.add(new long[2 * BLOCK_BUYERS]);
        }
        final long[] block = blocks.get(size >>> BLOCK_SHIFT);
        block[2 * (size & BLOCK_MASK)] = hash0;
        block[2 * (size & BLOCK_MASK) + 1] = hash1;
        size++;
    }

    private boolean is(final int buyer, final long hash0, final long hash1) {
        final long[] block = blocks.get(buyer >>> BLOCK_SHIFT);
        return block[2 * (buyer & BLOCK_MASK)] == hash0 && block[2 * (buyer & BLOCK_MASK) + 1] == hash1;
    }

    private void grow() {
        slots = newSlots(2 * slots.length);
        for (int buyer = 0; buyer < size; buyer++) {
            int slot = home(blocks.get(buyer >>> BLOCK_SHIFT)[2 * (buyer & BLOCK_MASK)]);
            while (slots[slot] != FREE) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = buyer;
        }
    }

    /** The hash is a pseudorandom function's: any of its bits will do. */
    private int home(final long hash0) {
        return (int) hash0 & slots.length - 1;
    }

    private static int[] newSlots(final int count) {
        final int[] empty = new int[count];
        Arrays.fill(empty, FREE);
        return empty;
    }
}
