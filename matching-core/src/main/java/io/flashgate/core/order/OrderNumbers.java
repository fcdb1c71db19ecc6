package io.flashgate.core.order;

import io.flashgate.core.table.Digest;
import io.flashgate.core.table.HashIndex;

/**
 * From a sale and an order's number in it to the order's entry.
 *
 * <p>Numbers of a sale follow each other from 1, so they are kept in blocks of 64 that are handed out one by one; only the
 * block is looked for by its hash. Adding an order touches the sale's newest block, which is in the cache.
 */
final class OrderNumbers {

    private static final int BLOCK_SHIFT = 6;
    private static final int BLOCK = 1 << BLOCK_SHIFT;

    private final HashIndex index;
    private final int[] entries;
    private final long[] blockKeys;
    private final int[] newestBlocks;
    private int blocks;

    OrderNumbers(final int orderCapacity, final int saleCapacity) {
        // A sale leaves at most one block that is not full.
        final int capacity = orderCapacity / BLOCK + Math.min(orderCapacity, saleCapacity);
        index = new HashIndex(capacity);
        entries = new int[Math.multiplyExact(capacity, BLOCK)];
        blockKeys = new long[capacity];
        newestBlocks = new int[saleCapacity];
    }

    /**
     * @param orderNumber the one after the number that was added to the sale last, from 1
     */
    void add(final int saleIndex, final long orderNumber, final int entry) {
        final int place = (int) (orderNumber - 1) & BLOCK - 1;
        if (place == 0) {
            newestBlocks[saleIndex] = begin(key(saleIndex, orderNumber));
        }
        entries[newestBlocks[saleIndex] * BLOCK + place] = entry;
    }

    /** The entry of an order that was added. */
    int entry(final int saleIndex, final long orderNumber) {
        final long key = key(saleIndex, orderNumber);
        final long hash = Digest.mix(key);
        int slot = index.first(hash);
        while (blockKeys[index.entry(slot)] != key) {
            slot = index.next(slot, hash);
        }
        return entries[index.entry(slot) * BLOCK + ((int) (orderNumber - 1) & BLOCK - 1)];
    }

    private int begin(final long key) {
        blockKeys[blocks] = key;
        index.insert(Digest.mix(key), blocks);
        return blocks++;
    }

    private static long key(final int saleIndex, final long orderNumber) {
        return (long) saleIndex << 40 | orderNumber - 1 >>> BLOCK_SHIFT;
    }
}
