package io.flashgate.core.table;

import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * Numbers short ids (sale ids, skus, groups) from 0 in the order in which they came; compared in full, a word at a time.
 * All of it is allocated when it is built.
 *
 * <p>An entry is nine words: the id's length and its bytes, the last word filled up with zeros.
 */
public final class IdTable {

    /** Longest id, bytes. */
    public static final int MAX_BYTES = 64;

    private static final int WORDS = 1 + MAX_BYTES / Long.BYTES;
    private static final long K = 0x9E3779B97F4A7C15L;

    private final HashIndex index;
    private final long[] entries;
    private final int capacity;
    private int size;

    /**
     * @param capacity most ids it will hold
     */
    public IdTable(final int capacity) {
        index = new HashIndex(capacity);
        entries = new long[Math.multiplyExact(capacity, WORDS)];
        this.capacity = capacity;
    }

    public int size() {
        return size;
    }

    public boolean isFull() {
        return size == capacity;
    }

    /** Length of an id in bytes. */
    public int length(final int number) {
        return (int) entries[number * WORDS];
    }

    /** Copies an id to the start of an array that has room for it. */
    public void copy(final int number, final byte[] to) {
        for (int i = length(number) - 1; i >= 0; i--) {
            to[i] = (byte) (entries[number * WORDS + 1 + i / Long.BYTES] >>> i % Long.BYTES * Byte.SIZE);
        }
    }

    /** The number of an id, or -1. */
    public int find(final DirectBuffer buffer, final int offset, final int length) {
        final long tail = tail(buffer, offset, length);
        final long hash = hash(buffer, offset, length, tail);
        for (int slot = index.first(hash); slot >= 0; slot = index.next(slot, hash)) {
            final int number = index.entry(slot);
            if (isEqual(number * WORDS, buffer, offset, length, tail)) {
                return number;
            }
        }
        return -1;
    }

    /**
     * Adds an id that {@link #find} did not find; the caller has seen that there is room.
     *
     * @throws IllegalArgumentException if it is longer than {@link #MAX_BYTES}
     */
    public int add(final DirectBuffer buffer, final int offset, final int length) {
        if (length > MAX_BYTES) {
            throw new IllegalArgumentException("id: found " + length + " bytes, expected 0–" + MAX_BYTES);
        }
        final long tail = tail(buffer, offset, length);
        index.insert(hash(buffer, offset, length, tail), size);
        final int at = size * WORDS;
        entries[at] = length;
        final int whole = length / Long.BYTES;
        for (int i = 0; i < whole; i++) {
            entries[at + 1 + i] = buffer.getLong(offset + i * Long.BYTES, ByteOrder.LITTLE_ENDIAN);
        }
        if (whole * Long.BYTES < length) {
            entries[at + 1 + whole] = tail;
        }
        return size++;
    }

    @Override
    public String toString() {
        return "IdTable{" + size + " of " + capacity + ", hash=" + Arrays.hashCode(entries) + '}';
    }

    private boolean isEqual(
            final int at, final DirectBuffer buffer, final int offset, final int length, final long tail) {
        if (entries[at] != length) {
            return false;
        }
        final int whole = length / Long.BYTES;
        for (int i = 0; i < whole; i++) {
            if (entries[at + 1 + i] != buffer.getLong(offset + i * Long.BYTES, ByteOrder.LITTLE_ENDIAN)) {
                return false;
            }
        }
        return whole * Long.BYTES == length || entries[at + 1 + whole] == tail;
    }

    private static long hash(final DirectBuffer buffer, final int offset, final int length, final long tail) {
        long hash = length * K;
        for (int i = 0; i + Long.BYTES <= length; i += Long.BYTES) {
            hash = (hash ^ buffer.getLong(offset + i, ByteOrder.LITTLE_ENDIAN)) * K;
            hash ^= hash >>> 32;
        }
        return Digest.mix(hash ^ tail);
    }

    /** The bytes behind the last whole word, filled up with zeros; read by words that overlap, not one by one. */
    private static long tail(final DirectBuffer buffer, final int offset, final int length) {
        final int rest = length % Long.BYTES;
        if (rest == 0) {
            return 0;
        }
        if (length > Long.BYTES) {
            final long last = buffer.getLong(offset + length - Long.BYTES, ByteOrder.LITTLE_ENDIAN);
            return last >>> (Long.BYTES - rest) * Byte.SIZE;
        }
        if (rest >= Integer.BYTES) {
            final long low = buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
            final long high = buffer.getInt(offset + rest - Integer.BYTES, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
            return low | high << (rest - Integer.BYTES) * Byte.SIZE;
        }
        final int middle = rest / 2;
        return buffer.getByte(offset) & 0xffL
                | (buffer.getByte(offset + middle) & 0xffL) << middle * Byte.SIZE
                | (buffer.getByte(offset + rest - 1) & 0xffL) << (rest - 1) * Byte.SIZE;
    }
}
