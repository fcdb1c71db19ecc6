package io.flashgate.core.order;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/** A short byte string in a fixed place, so that names can be carried about without allocating. Not thread-safe. */
public final class Text implements Comparable<Text> {

    /** Longest id ({@code saleId}, {@code sku}, {@code group}) and longest idempotency key, in bytes of ASCII. */
    public static final int ID_MAX_BYTES = 64;

    /** Longest buyer id: 64 characters of at most four bytes of UTF-8. */
    public static final int BUYER_MAX_BYTES = 256;

    private final byte[] bytes;
    private int length;

    /**
     * @param capacityBytes the longest text that it will hold
     */
    public Text(final int capacityBytes) {
        bytes = new byte[capacityBytes];
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Length in bytes. */
    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /** Whether the other one says the same. */
    public boolean hasSameBytes(final Text other) {
        return Arrays.equals(bytes, 0, length, other.bytes, 0, other.length);
    }

    /** By their bytes, as unsigned numbers. */
    @Override
    public int compareTo(final Text other) {
        return Arrays.compareUnsigned(bytes, 0, length, other.bytes, 0, other.length);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Text text && hasSameBytes(text);
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    public Text clear() {
        length = 0;
        return this;
    }

    /**
     * @throws IndexOutOfBoundsException if it does not fit
     */
    public Text set(final byte[] source, final int offset, final int count) {
        System.arraycopy(source, offset, bytes, 0, count);
        length = count;
        return this;
    }

    /** As {@link #set(byte[], int, int)}, out of a buffer. */
    public Text set(final DirectBuffer source, final int offset, final int count) {
        source.getBytes(offset, bytes, 0, count);
        length = count;
        return this;
    }

    /** As {@link #set(byte[], int, int)}, in UTF-8. Allocates. */
    public Text set(final String text) {
        final byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return set(utf8, 0, utf8.length);
    }

    /** Copies characters that the caller knows to be ASCII, without allocating. */
    public Text setAscii(final CharSequence ascii, final int from, final int to) {
        for (int i = from; i < to; i++) {
            bytes[i - from] = (byte) ascii.charAt(i);
        }
        length = to - from;
        return this;
    }

    public void copyFrom(final Text other) {
        set(other.bytes, 0, other.length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
