package io.flashgate.journal;

import java.nio.MappedByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The first document of one of Chronicle's files: named values in Chronicle's binary wire, of which some change as the file is
 * written. What cannot be found there is -1: nobody relies on it without checking where it leads.
 */
final class FileHead {

    private static final int PADDING = 0x8f;
    private static final int PADDING_32 = 0x8e;
    private static final int INT64 = 0xa7;
    private static final int INT64_ARRAY = 0x8d;
    private static final int ARRAY_HEADER_BYTES = 2 * Long.BYTES;

    private final MappedByteBuffer bytes;
    private final UnsafeBuffer buffer;

    FileHead(final MappedByteBuffer bytes) {
        this.bytes = bytes;
        buffer = new UnsafeBuffer(bytes);
    }

    /** A named number, or the first of a named array; -1: there is none. */
    long value(final String name) {
        final int offset = offset(name);
        return offset < 0 ? -1 : value(offset);
    }

    /** The number at a place that {@link #offset} found, fresh from memory. */
    long value(final int offset) {
        return buffer.getLongVolatile(offset);
    }

    /** Where a named number, or the first of a named array, lies in the file; -1: there is none. */
    int offset(final String name) {
        final byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i + ascii.length < buffer.capacity(); i++) {
            if (isAt(ascii, i)) {
                return valueOffset(buffer, i + ascii.length, buffer.capacity());
            }
        }
        return -1;
    }

    /** Where the values of the array start that is the one event of a document; -1: it has none. */
    static int arrayOffset(final DirectBuffer buffer, final int body, final int length) {
        final int nameBytes = buffer.getByte(body + 1) & 0xff;
        return valueOffset(buffer, body + 2 + nameBytes, body + length);
    }

    int capacity() {
        return buffer.capacity();
    }

    void close() {
        buffer.wrap(0, 0);
        IoUtil.unmap(bytes);
    }

    private boolean isAt(final byte[] ascii, final int start) {
        for (int i = 0; i < ascii.length; i++) {
            if (buffer.getByte(start + i) != ascii[i]) {
                return false;
            }
        }
        return true;
    }

    private static int valueOffset(final DirectBuffer buffer, final int start, final int end) {
        int at = start;
        while (at >= 0 && at + 1 + ARRAY_HEADER_BYTES + Long.BYTES <= end) {
            switch (buffer.getByte(at) & 0xff) {
                case PADDING -> at++;
                case PADDING_32 -> {
                    final int skipped = buffer.getInt(at + 1);
                    if (skipped < 0) {
                        return -1;
                    }
                    at += 1 + Integer.BYTES + skipped;
                }
                case INT64 -> {
                    return isAligned(at + 1);
                }
                case INT64_ARRAY -> {
                    return isAligned(at + 1 + ARRAY_HEADER_BYTES);
                }
                default -> {
                    return -1;
                }
            }
        }
        return -1;
    }

    private static int isAligned(final int offset) {
        return offset % Long.BYTES == 0 ? offset : -1;
    }
}
