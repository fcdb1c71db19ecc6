package io.flashgate.core.table;

import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * Numbers short ids (sale ids, skus, groups) from 0 in the order in which they came; compared in full.
 * All of it is allocated when it is built.
 *
 * <p>An entry is nine words: the id's length, its first eight bytes, its last eight, and those between in words from the
 * ninth byte on. The last words overlap, so nothing is read byte by byte and an id of up to 16 bytes needs no loop. Of an id
 * of less than eight bytes all are in the first word.
 */
public final class IdTable {

    /** Longest id, bytes. */
    public static final int MAX_BYTES = 64;

    private static final int WORDS = 1 + MAX_BYTES / Long.BYTES;
    private static final int FIRST = 1;
    private static final int LAST = 2;
    private static final int BETWEEN = 3;
    private static final long K0 = 0x9E3779B97F4A7C15L;
    private static final long K1 = 0xBF58476D1CE4E5B9L;

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
        final int at = number * WORDS;
        final int length = length(number);
        for (int i = 0; i < length; i++) {
            if (i < Long.BYTES) {
                to[i] = (byte) (entries[at + FIRST] >>> i * Byte.SIZE);
            } else if (i >= length - Long.BYTES) {
                to[i] = (byte) (entries[at + LAST] >>> (i - length + Long.BYTES) * Byte.SIZE);
            } else {
                to[i] = (byte) (entries[at + BETWEEN + i / Long.BYTES - 1] >>> i % Long.BYTES * Byte.SIZE);
            }
        }
    }

    /** The number of an id, or -1. */
    public int find(final DirectBuffer buffer, final int offset, final int length) {
        final long first = first(buffer, offset, length);
        final long last = last(buffer, offset, length);
        final long hash = hash(buffer, offset, length, first, last);
        for (int slot = index.first(hash); slot >= 0; slot = index.next(slot, hash)) {
            final int number = index.entry(slot);
            final int at = number * WORDS;
            if (entries[at] == length
                    && entries[at + FIRST] == first
                    && entries[at + LAST] == last
                    && isEqualBetween(at, buffer, offset, length)) {
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
        final long first = first(buffer, offset, length);
        final long last = last(buffer, offset, length);
        index.insert(hash(buffer, offset, length, first, last), size);
        final int at = size * WORDS;
        entries[at] = length;
        entries[at + FIRST] = first;
        entries[at + LAST] = last;
        for (int i = Long.BYTES; i < length - Long.BYTES; i += Long.BYTES) {
            entries[at + BETWEEN + (i >>> 3) - 1] = buffer.getLong(offset + i, ByteOrder.LITTLE_ENDIAN);
        }
        return size++;
    }

    @Override
    public String toString() {
        return "IdTable{" + size + " of " + capacity + ", hash=" + Arrays.hashCode(entries) + '}';
    }

    private boolean isEqualBetween(final int at, final DirectBuffer buffer, final int offset, final int length) {
        for (int i = Long.BYTES; i < length - Long.BYTES; i += Long.BYTES) {
            if (entries[at + BETWEEN + (i >>> 3) - 1] != buffer.getLong(offset + i, ByteOrder.LITTLE_ENDIAN)) {
                return false;
            }
        }
        return true;
    }

    private static long hash(
            final DirectBuffer buffer, final int offset, final int length, final long first, final long last) {
        // The two products do not wait for each other; a plain sum of words would let their highest bits cancel.
        final long a = (first + length) * K0;
        final long b = (last ^ K0) * K1;
        long hash = (a ^ a >>> 32) + (b ^ b >>> 29);
        for (int i = Long.BYTES; i < length - Long.BYTES; i += Long.BYTES) {
            hash = (hash ^ buffer.getLong(offset + i, ByteOrder.LITTLE_ENDIAN)) * K0;
            hash ^= hash >>> 32;
        }
        return Digest.mix(hash);
    }

    private static long last(final DirectBuffer buffer, final int offset, final int length) {
        return length < Long.BYTES ? 0 : buffer.getLong(offset + length - Long.BYTES, ByteOrder.LITTLE_ENDIAN);
    }

    private static long first(final DirectBuffer buffer, final int offset, final int length) {
        if (length >= Long.BYTES) {
            return buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN);
        }
        if (length >= Integer.BYTES) {
            final int overlap = length - Integer.BYTES;
            return buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL
                    | (buffer.getInt(offset + overlap, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL) << overlap * Byte.SIZE;
        }
        if (length == 0) {
            return 0;
        }
        final int middle = length / 2;
        return buffer.getByte(offset) & 0xffL
                | (buffer.getByte(offset + middle) & 0xffL) << middle * Byte.SIZE
                | (buffer.getByte(offset + length - 1) & 0xffL) << (length - 1) * Byte.SIZE;
    }
}
