package io.flashgate.bench.control;

import io.flashgate.journal.FrameRecords;
import io.flashgate.journal.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a segment log from its first record, also beside a live writer. Every record's length, checksum, sequence and stamp is
 * checked. The first that is not whole is the end: whether a process was killed over it or the disk spoiled it, nobody can
 * tell here.
 */
public final class SegmentLogReader extends FrameRecords {

    private final Path directory;
    /** Null: none of the log's segments has been found yet. */
    private Segment segment;

    private int position;
    private long sequence;
    private long timestampNanos;

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
        standOn(segment.buffer(), position + Segment.RECORD_HEAD_BYTES);
        if (super.sequence() != sequence + 1
                || super.timestampNanos() < timestampNanos
                || commandLength() != frameBytes - Segment.COMMAND_OFFSET) {
            return false;
        }
        sequence = super.sequence();
        timestampNanos = super.timestampNanos();
        position += Segment.padded(Segment.RECORD_HEAD_BYTES + frameBytes);
        return true;
    }
}
