package io.flashgate.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.chronicle.queue.RollCycle;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One of Chronicle's files, mapped for reading: never more of it than the file has, so that a truncated one is seen and does
 * not kill the process. A window of it is mapped at a time. One thread; allocates only when the window moves.
 */
final class CycleFile implements Closeable {

    /** The word of a document that is not there, because the file ends before. */
    static final int NO_WORD = 0;

    static final String WRITE_POSITION = "writePosition";
    private static final String INDEX_OF_INDEXES = "index2Index";

    private static final long WINDOW_BYTES = 64L << 20;
    private static final long PAGE_BYTES = 4_096;
    private static final int HEAD_MAX_BYTES = 4_096;

    private final Path path;
    private final FileChannel channel;
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);

    private FileHead head;
    private int writePositionOffset = -1;
    private MappedByteBuffer bytes;
    private long base;
    private long mappedEnd;

    private CycleFile(final Path path, final FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        head = mapHead();
    }

    static CycleFile open(final Path path) throws IOException {
        final FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new CycleFile(path, channel);
        } catch (final IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    Path path() {
        return path;
    }

    /** Bytes that the file has, written or not. */
    long size() {
        try {
            return channel.size();
        } catch (final IOException failure) {
            throw new JournalException(path + ": its size cannot be read", failure);
        }
    }

    /** The first word of the document at a position, fresh from memory; {@link #NO_WORD} behind the file's end. */
    int word(final long position) {
        return reach(position, Integer.BYTES) ? buffer.getIntVolatile(offset(position)) : NO_WORD;
    }

    /** Maps a part of the file, if it is not mapped already. False: the file does not have so much. */
    boolean reach(final long position, final long length) {
        return position >= base && position + length <= mappedEnd || map(position, length);
    }

    /** What {@link #reach} has mapped. */
    UnsafeBuffer buffer() {
        return buffer;
    }

    /** The same memory. */
    ByteBuffer bytes() {
        return bytes;
    }

    /** Where a position of the file lies in {@link #buffer()}. */
    int offset(final long position) {
        return (int) (position - base);
    }

    /** Where Chronicle says that the newest document with data starts; -1: the file's head cannot say. */
    long writePosition() {
        if (writePositionOffset < 0) {
            writePositionOffset = head().offset(WRITE_POSITION);
        }
        return writePositionOffset < 0 ? -1 : head.value(writePositionOffset);
    }

    /** Of the newest record, as Chronicle notes it beside where that one starts, from 0; 0 too where it does not say. */
    long lastOrdinalHint(final RollCycle rollCycle) {
        if (writePosition() <= 0 || writePositionOffset + 2 * Long.BYTES > head().capacity()) {
            return 0;
        }
        return rollCycle.toSequenceNumber(head().value(writePositionOffset + Long.BYTES));
    }

    /** The named values at the file's start. */
    FileHead head() {
        if (head.capacity() < HEAD_MAX_BYTES && head.capacity() < size()) {
            head.close();
            try {
                head = mapHead();
            } catch (final IOException failure) {
                throw new JournalException(path + ": its head cannot be mapped", failure);
            }
        }
        return head;
    }

    /**
     * Where Chronicle's index says that a record starts.
     *
     * @param ordinal of a record that has an entry, counted from 0 in this file
     * @return -1: it does not say
     */
    long indexedPosition(final long ordinal, final int indexSpacing, final int indexCount) {
        final long slot = ordinal / indexSpacing;
        final long pages = head().value(INDEX_OF_INDEXES);
        final long page = pages <= 0 ? -1 : entry(pages, slot / indexCount);
        return page <= 0 ? -1 : entry(page, slot % indexCount);
    }

    @Override
    public void close() {
        unmap();
        head.close();
        try {
            channel.close();
        } catch (final IOException ignored) {
            // It was only read.
        }
    }

    /** An entry of the array in a metadata document, or -1. */
    private long entry(final long document, final long slot) {
        if (!reach(document, Integer.BYTES + HEAD_MAX_BYTES)) {
            return -1;
        }
        final int values = FileHead.arrayOffset(buffer, offset(document) + Integer.BYTES, HEAD_MAX_BYTES);
        if (values < 0) {
            return -1;
        }
        final long position = base + values + slot * Long.BYTES;
        if (!reach(position, Long.BYTES)) {
            return -1;
        }
        final long entry = buffer.getLong(offset(position), ByteOrder.nativeOrder());
        return entry > 0 && entry < size() ? entry : -1;
    }

    private FileHead mapHead() throws IOException {
        final long headBytes = Math.min(channel.size(), HEAD_MAX_BYTES);
        return new FileHead(channel.map(FileChannel.MapMode.READ_ONLY, 0, headBytes));
    }

    private boolean map(final long position, final long length) {
        final long size = size();
        if (position < 0 || length < 0 || position > size - length) {
            return false;
        }
        unmap();
        base = position & -PAGE_BYTES;
        final long mappedBytes = Math.min(size - base, Math.max(WINDOW_BYTES, position - base + length));
        try {
            bytes = channel.map(FileChannel.MapMode.READ_ONLY, base, mappedBytes);
        } catch (final IOException failure) {
            throw new JournalException(
                    path + ": " + mappedBytes + " bytes from " + base + " cannot be mapped", failure);
        }
        buffer.wrap(bytes);
        mappedEnd = base + mappedBytes;
        return true;
    }

    private void unmap() {
        if (bytes != null) {
            buffer.wrap(0, 0);
            IoUtil.unmap(bytes);
            bytes = null;
            base = 0;
            mappedEnd = 0;
        }
    }
}
