package io.flashgate.core.table;

import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * Numbers short ids (sale ids, skus, groups) from 0 in the order in which they came; compared byte by byte.
 *
 * <p>{@link #add} allocates a copy of the id; {@link #find} allocates nothing.
 */
public final class IdTable {

    private final HashIndex index;
    private final byte[][] ids;
    private int size;

    /**
     * @param capacity most ids it will hold
     */
    public IdTable(final int capacity) {
        index = new HashIndex(capacity);
        ids = new byte[capacity][];
    }

    public int size() {
        return size;
    }

    public boolean isFull() {
        return size == ids.length;
    }

    public byte[] id(final int number) {
        return ids[number];
    }

    /** The number of an id, or -1. */
    public int find(final DirectBuffer buffer, final int offset, final int length) {
        final long hash = hash(buffer, offset, length);
        for (int slot = index.first(hash); slot >= 0; slot = index.next(slot, hash)) {
            final int number = index.entry(slot);
            if (equal(ids[number], buffer, offset, length)) {
                return number;
            }
        }
        return -1;
    }

    /** Adds an id that {@link #find} did not find; the caller has seen that there is room. */
    public int add(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] id = new byte[length];
        buffer.getBytes(offset, id);
        index.insert(hash(buffer, offset, length), size);
        ids[size] = id;
        return size++;
    }

    @Override
    public String toString() {
        return "IdTable{" + size + " of " + ids.length + ", hash=" + Arrays.deepHashCode(ids) + '}';
    }

    private static boolean equal(final byte[] id, final DirectBuffer buffer, final int offset, final int length) {
        if (id.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (id[i] != buffer.getByte(offset + i)) {
                return false;
            }
        }
        return true;
    }

    private static long hash(final DirectBuffer buffer, final int offset, final int length) {
        long hash = length;
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            hash = Digest.mix(hash ^ buffer.getLong(offset + i));
        }
        long tail = 0;
        for (; i < length; i++) {
            tail = tail << 8 | buffer.getByte(offset + i) & 0xffL;
        }
        return Digest.mix(hash ^ tail);
    }
}
