package io.flashgate.gateway.http;

import io.flashgate.core.order.Text;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes the small JSON documents of the hot path into memory that is reused. Not thread-safe. */
final class JsonBytes {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private static final int MAX_NUMBER_CHARACTERS = 20;

    private final Rfc3339 time = new Rfc3339();
    private byte[] bytes = new byte[1024];
    private final UnsafeBuffer view = new UnsafeBuffer(bytes);
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    JsonBytes clear() {
        length = 0;
        return this;
    }

    /** Text that is to stand as it is: punctuation, member names. ASCII. */
    // Deprecated for what it does to other characters. For ASCII it is what is wanted: one copy, no encoder, no array.
    @SuppressWarnings("deprecation")
    JsonBytes raw(final String ascii) {
        final int count = ascii.length();
        ensure(count);
        ascii.getBytes(0, count, bytes, length);
        length += count;
        return this;
    }

    /** Bytes that are to stand as they are. */
    JsonBytes raw(final byte[] source) {
        return raw(source, source.length);
    }

    /** Text that is to stand as it is, such as an id. */
    JsonBytes raw(final Text text) {
        return raw(text.bytes(), text.length());
    }

    /** Bytes that are to stand as they are. */
    JsonBytes raw(final byte[] source, final int count) {
        ensure(count);
        System.arraycopy(source, 0, bytes, length, count);
        length += count;
        return this;
    }

    JsonBytes number(final long value) {
        ensure(MAX_NUMBER_CHARACTERS);
        length += view.putLongAscii(length, value);
        return this;
    }

    /** A quoted and escaped string of UTF-8. */
    JsonBytes string(final byte[] utf8, final int count) {
        ensure(2 + 6 * count);
        bytes[length++] = '"';
        for (int i = 0; i < count; i++) {
            final byte b = utf8[i];
            if (b == '"' || b == '\\') {
                bytes[length++] = '\\';
                bytes[length++] = b;
            } else if (b >= 0 && b < ' ') {
                raw("\\u00");
                bytes[length++] = HEX[b >> 4];
                bytes[length++] = HEX[b & 0xf];
            } else {
                bytes[length++] = b;
            }
        }
        bytes[length++] = '"';
        return this;
    }

    JsonBytes string(final Text text) {
        return string(text.bytes(), text.length());
    }

    JsonBytes string(final String text) {
        final byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return string(utf8, utf8.length);
    }

    /** A quoted RFC 3339 time in UTC with nine digits of a second. */
    JsonBytes time(final long epochNanos) {
        ensure(2 + Rfc3339.LENGTH);
        bytes[length++] = '"';
        time.write(epochNanos, view, length);
        length += Rfc3339.LENGTH;
        bytes[length++] = '"';
        return this;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private void ensure(final int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
            view.wrap(bytes);
        }
    }
}
