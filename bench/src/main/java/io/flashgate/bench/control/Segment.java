package io.flashgate.bench.control;

import io.flashgate.core.protocol.FrameEncoder;
import io.flashgate.core.protocol.MessageHeaderEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** One file of the log, mapped as a whole, and where what stands in it. One thread, but for {@link #channel()}. */
final class Segment {

    static final String FILE_SUFFIX = ".segment";
    static final int HEAD_BYTES = 64;
    static final int RECORD_HEAD_BYTES = 8;
    static final int CHECKSUM_OFFSET = 0;
    static final int LENGTH_OFFSET = 4;

    /** Of the command in a frame. */
    static final int COMMAND_OFFSET =
            MessageHeaderEncoder.ENCODED_LENGTH + FrameEncoder.BLOCK_LENGTH + FrameEncoder.commandHeaderLength();

    private static final long MAGIC = 0x31474F4C_47455346L; // "FSEGLOG1"
    private static final int FIRST_SEQUENCE_OFFSET = 8;
    private static final int HEAD_CHECKSUM_OFFSET = 16;
    private static final int ALIGNMENT_MASK = 7;

    private final int number;
    private final Path file;
    private final FileChannel channel;
    private final MappedByteBuffer bytes;
    private final UnsafeBuffer buffer;
    private final CRC32C checksum = new CRC32C();

    private Segment(
            final int number,
            final Path file,
            final FileChannel channel,
            final FileChannel.MapMode mode,
            final boolean writesAhead)
            throws IOException {
        this.number = number;
        this.file = file;
        this.channel = channel;
        bytes = channel.map(mode, 0, channel.size());
        buffer = new UnsafeBuffer(bytes);
        if (mode == FileChannel.MapMode.READ_WRITE) {
            Blocks.populate(bytes, writesAhead);
        }
    }

    /** Of the segment with this number, from 1; names sort as their numbers do. */
    static String fileName(final int number) {
        return String.format(Locale.ROOT, "%08d", number) + FILE_SUFFIX;
    }

    /**
     * Makes a new segment, every block of it allocated, its name on the disk.
     *
     * @param writesAhead whether its pages are written before they are used; what is never forced gains nothing by that
     * @return null: there is no room for it; nothing is left behind
     * @throws IOException if the file is there already, or the disk fails
     */
    static Segment create(final Path directory, final int number, final int segmentBytes, final boolean writesAhead)
            throws IOException {
        final Path file = directory.resolve(fileName(number));
        final FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean isReady = false;
        try {
            if (!Blocks.allocate(file, channel, segmentBytes)) {
                return null;
            }
            final Segment segment = new Segment(number, file, channel, FileChannel.MapMode.READ_WRITE, writesAhead);
            channel.force(true);
            forceNames(directory);
            isReady = true;
            return segment;
        } finally {
            if (!isReady) {
                channel.close();
                Files.deleteIfExists(file);
            }
        }
    }

    /** Opens a segment to write on behind this position; what stood there is gone, its blocks are allocated again. */
    static Segment reopen(final Path directory, final int number, final int end, final boolean writesAhead)
            throws IOException {
        final Path file = directory.resolve(fileName(number));
        final FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            final int segmentBytes = (int) channel.size();
            channel.truncate(end);
            if (!Blocks.allocate(file, channel, segmentBytes)) {
                throw new IOException(file + ": expected room for its " + segmentBytes + " bytes, found a full disk");
            }
            final Segment segment = new Segment(number, file, channel, FileChannel.MapMode.READ_WRITE, writesAhead);
            channel.force(true);
            return segment;
        } catch (final IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    /** Opens a segment to read it. Null: it is not there, or has no head yet. */
    static Segment findToRead(final Path directory, final int number) throws IOException {
        final Path file = directory.resolve(fileName(number));
        if (!Files.exists(file) || Files.size(file) < HEAD_BYTES) {
            return null;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final Segment segment = new Segment(number, file, channel, FileChannel.MapMode.READ_ONLY, false);
            if (segment.hasHead()) {
                return segment;
            }
            segment.unmap();
            return null;
        }
    }

    static void forceNames(final Path directory) throws IOException {
        try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /** What a record with such a command takes, padding included. */
    static int recordBytes(final int commandBytes) {
        return padded(RECORD_HEAD_BYTES + COMMAND_OFFSET + commandBytes);
    }

    static int padded(final int unpadded) {
        return unpadded + ALIGNMENT_MASK & ~ALIGNMENT_MASK;
    }

    int number() {
        return number;
    }

    Path file() {
        return file;
    }

    FileChannel channel() {
        return channel;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    int capacity() {
        return buffer.capacity();
    }

    /** From now on the segment belongs to the log. */
    void begin(final long firstSequence) {
        buffer.putLong(FIRST_SEQUENCE_OFFSET, firstSequence, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(0, MAGIC, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(HEAD_CHECKSUM_OFFSET, checksum(0, HEAD_CHECKSUM_OFFSET), ByteOrder.LITTLE_ENDIAN);
    }

    long firstSequence() {
        return buffer.getLong(FIRST_SEQUENCE_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /** Closes a record: its length last, because a length is what says that there is one. */
    void seal(final int position, final int frameBytes) {
        buffer.putInt(
                position + CHECKSUM_OFFSET,
                checksum(position + RECORD_HEAD_BYTES, frameBytes),
                ByteOrder.LITTLE_ENDIAN);
        buffer.putIntOrdered(position + LENGTH_OFFSET, littleEndian(frameBytes));
    }

    /** Bytes of the frame of the record at this position; 0: there is none, or none that is whole. */
    int findFrame(final int position) {
        if (position + RECORD_HEAD_BYTES + COMMAND_OFFSET > capacity()) {
            return 0;
        }
        final int frameBytes = littleEndian(buffer.getIntVolatile(position + LENGTH_OFFSET));
        if (frameBytes < COMMAND_OFFSET || frameBytes > capacity() - position - RECORD_HEAD_BYTES) {
            return 0;
        }
        final int found = checksum(position + RECORD_HEAD_BYTES, frameBytes);
        return found == buffer.getInt(position + CHECKSUM_OFFSET, ByteOrder.LITTLE_ENDIAN) ? frameBytes : 0;
    }

    /** The channel stays open: the barrier may still need it. */
    void unmap() {
        IoUtil.unmap(bytes);
    }

    private boolean hasHead() {
        return buffer.getLong(0, ByteOrder.LITTLE_ENDIAN) == MAGIC
                && buffer.getInt(HEAD_CHECKSUM_OFFSET, ByteOrder.LITTLE_ENDIAN) == checksum(0, HEAD_CHECKSUM_OFFSET);
    }

    private int checksum(final int start, final int length) {
        final ByteBuffer view = bytes;
        checksum.reset();
        view.limit(start + length).position(start);
        checksum.update(view);
        return (int) checksum.getValue();
    }

    private static int littleEndian(final int value) {
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? value : Integer.reverseBytes(value);
    }
}
