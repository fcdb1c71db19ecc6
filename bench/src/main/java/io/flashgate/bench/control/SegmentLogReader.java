package io.flashgate.bench.control;

import io.flashgate.core.order.Outcome;
import io.flashgate.core.protocol.FrameDecoder;
import io.flashgate.core.protocol.MessageHeaderDecoder;
import io.flashgate.journal.JournalException;
import io.flashgate.journal.JournalRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.DirectBuffer;

/**
 * Reads a segment log from its first record, also beside a live writer. Every record's length, checksum, sequence and stamp is
 * checked. The first that is not whole is the end: whether a process was killed over it or the disk spoiled it, nobody can
 * tell here.
 */
public final class SegmentLogReader implements JournalRecords {

    private final Path directory;
    private final FrameDecoder frame = new FrameDecoder();
    /** Null: none of the log's segments has been found yet. */
    private Segment segment;

    private int position;
    private long sequence;
    private long timestampNanos;
    private int commandOffset;

    private SegmentLogReader(final Path directory) {
        this.directory = directory;
    }

    /**
     * Opens a log at its first record. A folder without a segment in it has no records, yet.
     *
     * @throws IOException if it is no folder
     */
    public static SegmentLogReader open(final Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException("log " + directory + ": expected a folder, found "
                    + (Files.exists(directory) ? "a file" : "nothing"));
        }
        return new SegmentLogReader(directory);
    }

    @Override
    public boolean next() {
        try {
            int frameBytes = segment == null ? 0 : segment.findFrame(position);
            if (frameBytes == 0) {
                if (!nextSegment()) {
                    return false;
                }
                frameBytes = segment.findFrame(position);
            }
            return frameBytes > 0 && read(frameBytes);
        } catch (final IOException failure) {
            throw new JournalException("log " + directory + " cannot be read", failure);
        }
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public long timestampNanos() {
        return timestampNanos;
    }

    @Override
    public int rulesVersion() {
        return frame.rulesVersion();
    }

    @Override
    public Outcome outcome() {
        return Outcome.findByCode(frame.outcome());
    }

    @Override
    public long orderNumber() {
        return frame.orderNumber();
    }

    @Override
    public long units() {
        return frame.units();
    }

    @Override
    public long stateDigest() {
        return frame.stateDigest();
    }

    @Override
    public DirectBuffer command() {
        return segment.buffer();
    }

    @Override
    public int commandOffset() {
        return commandOffset;
    }

    @Override
    public int commandLength() {
        return frame.commandLength();
    }

    @Override
    public void close() {
        if (segment != null) {
            segment.unmap();
            segment = null;
        }
    }

    /** The segment that the reader stands in; 0: none. */
    int segmentNumber() {
        return segment == null ? 0 : segment.number();
    }

    /** Where in it the next record goes. */
    int position() {
        return position;
    }

    /** False: what follows here does not follow what was read, so the log ends. */
    private boolean nextSegment() throws IOException {
        final Segment following = Segment.findToRead(directory, segmentNumber() + 1);
        if (following == null) {
            return false;
        }
        if (following.firstSequence() != sequence + 1) {
            following.unmap();
            return false;
        }
        close();
        segment = following;
        position = Segment.HEAD_BYTES;
        return true;
    }

    private boolean read(final int frameBytes) {
        final int start = position + Segment.RECORD_HEAD_BYTES;
        frame.wrap(
                segment.buffer(),
                start + MessageHeaderDecoder.ENCODED_LENGTH,
                FrameDecoder.BLOCK_LENGTH,
                FrameDecoder.SCHEMA_VERSION);
        if (frame.sequence() != sequence + 1
                || frame.timestampNanos() < timestampNanos
                || frame.commandLength() != frameBytes - Segment.COMMAND_OFFSET) {
            return false;
        }
        sequence = frame.sequence();
        timestampNanos = frame.timestampNanos();
        commandOffset = start + Segment.COMMAND_OFFSET;
        position += Segment.padded(Segment.RECORD_HEAD_BYTES + frameBytes);
        return true;
    }
}
