package io.flashgate.core.table;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Numbers short ids (sale ids, skus, groups) from 0 in the order in which they came; compared in full, a word at a time.
 *
 * <p>{@link #add} allocates a copy of the id; {@link #find} allocates nothing.
 */
public final class IdTable {

    private final HashIndex index;
    private final List<UnsafeBuffer> ids;
    private final int capacity;

    /**
     * @param capacity most ids it will hold
     */
    public IdTable(final int capacity) {
        index = new HashIndex(capacity);
        ids = new ArrayList<>(capacity);
        this.capacity = capacity;
    }

    public int size() {
        return ids.size();
    }

    public boolean isFull() {
        return ids.size() == capacity;
    }

    public byte[] id(final int number) {
        return ids.get(number).byteArray();
    }

    /** The number of an id, or -1. */
    public int find(final DirectBuffer buffer, final int offset, final int length) {
        final long hash = hash(buffer, offset, length);
        for (int slot = index.first(hash); slot >= 0; slot = index.next(slot, hash)) {
            final int number = index.entry(slot);
            if (equal(ids.get(number), buffer, offset, length)) {
                return number;
            }
        }
        return -1;
    }

    /** Adds an id that {@link #find} did not find; the caller has seen that there is room. */
    public int add(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] id = new byte[length];
        buffer.getBytes(offset, id);
        final int number = ids.size();
        index.insert(hash(buffer, offset, length), number);
        ids.add(new UnsafeBuffer(id));
        return number;
    }

    @Override
    public String toString() {
        return "IdTable{" + ids.size() + " of " + capacity + ", hash=" + ids.hashCode() + '}';
    }

    private static boolean equal(final DirectBuffer id, final DirectBuffer buffer, final int offset, final int length) {
        if (id.capacity() != length) {
            return false;
        }
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            if (id.getLong(i) != buffer.getLong(offset + i)) {
                return false;
            }
        }
        for (; i < length; i++) {
            if (id.getByte(i) != buffer.getByte(offset + i)) {
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
