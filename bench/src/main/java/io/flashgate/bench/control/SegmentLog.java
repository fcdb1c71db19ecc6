package io.flashgate.bench.control;

import io.flashgate.core.MatchingCore;
import io.flashgate.core.order.Decision;
import io.flashgate.core.protocol.FrameEncoder;
import io.flashgate.core.protocol.MessageHeaderEncoder;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.journal.Barrier;
import io.flashgate.journal.Journal;
import io.flashgate.journal.JournalDirectory;
import io.flashgate.journal.JournalException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.DirectBuffer;

/**
 * Appends one record per sequenced command, encoded in place in a mapped segment. See the package for what it is for.
 *
 * <p>Threads and promises are those of {@link Journal}. An append allocates nothing; at the end of a segment it takes the next
 * one, which is ready unless the disk was slower than the writer.
 */
public final class SegmentLog implements Journal {

    private static final VarHandle SEQUENCE;
    private static final VarHandle BYTES_WRITTEN;

    static {
        try {
            SEQUENCE = MethodHandles.lookup().findVarHandle(SegmentLog.class, "sequence", long.class);
            BYTES_WRITTEN = MethodHandles.lookup().findVarHandle(SegmentLog.class, "bytesWritten", long.class);
        } catch (final ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Path directory;
    private final SegmentOptions options;
    private final SegmentForce barrier;
    private final SegmentSupply supply;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final FrameEncoder frame = new FrameEncoder();

    private Segment segment;
    /** Taken from the supply, not written to yet. Null: none. */
    private Segment ready;

    private int position;
    private long timestampNanos;
    private boolean isBroken;
    private boolean isClosed;

    @SuppressWarnings("unused") // Written through its handle.
    private volatile long sequence;

    @SuppressWarnings("unused") // Written through its handle.
    private volatile long bytesWritten;

    private SegmentLog(final Path directory, final SegmentOptions options, final SegmentLogReader end)
            throws IOException {
        this.directory = directory;
        this.options = options;
        sequence = end.sequence();
        timestampNanos = end.timestampNanos();
        position = end.position();
        barrier = new SegmentForce(options.durability());
        final int number = end.segmentNumber();
        deleteBehind(directory, number);
        if (number > 0) {
            end.close();
            segment = Segment.reopen(directory, number, position, options.writesAhead());
            barrier.onSegment(segment.channel());
        }
        supply = new SegmentSupply(directory, options, number + 1);
        if (segment == null) {
            try {
                roll();
            } catch (final IOException failure) {
                supply.close();
                throw failure;
            }
        }
    }

    /**
     * Opens a log to append to its end, which is found by reading it. A record that is not whole ends it; it is wiped away, and
     * so is everything behind it.
     *
     * @param directory owned by the caller, and not closed before this is
     * @throws IOException if the disk refuses, or has no room for a segment
     */
    public static SegmentLog open(final JournalDirectory directory, final SegmentOptions options) throws IOException {
        try (SegmentLogReader reader = SegmentLogReader.open(directory.path())) {
            boolean hasMore = true;
            while (hasMore) {
                hasMore = reader.next();
            }
            return new SegmentLog(directory.path(), options, reader);
        }
    }

    @Override
    public boolean hasRoom(final int commandBytes) {
        return Segment.recordBytes(commandBytes) <= segment.capacity() - position || ready != null || isNextReady();
    }

    @Override
    public void append(
            final long appendedSequence,
            final long stampNanos,
            final DirectBuffer command,
            final int offset,
            final int length,
            final Decision decision,
            final long stateDigest) {
        if (isBroken || isClosed) {
            throw new JournalException("log " + directory + ": nothing is appended after a failure or a close");
        }
        isBroken = true;
        check(appendedSequence, stampNanos, length, decision);
        final int recordBytes = Segment.recordBytes(length);
        if (recordBytes > segment.capacity() - position) {
            rollFor(recordBytes);
        }
        frame.wrapAndApplyHeader(segment.buffer(), position + Segment.RECORD_HEAD_BYTES, header)
                .checksum(0)
                .rulesVersion(MatchingCore.RULES_VERSION)
                .outcome((short) decision.outcome().code())
                .reserved((short) 0)
                .sequence(appendedSequence)
                .timestampNanos(stampNanos)
                .orderNumber(decision.orderNumber())
                .units(decision.units())
                .stateDigest(stateDigest)
                .putCommand(command, offset, length);
        segment.seal(position, Segment.COMMAND_OFFSET + length);
        position += recordBytes;
        timestampNanos = stampNanos;
        BYTES_WRITTEN.setRelease(this, (long) BYTES_WRITTEN.getOpaque(this) + recordBytes);
        SEQUENCE.setRelease(this, appendedSequence);
        isBroken = false;
    }

    @Override
    public Barrier barrier() {
        return barrier;
    }

    @Override
    public long sequence() {
        return (long) SEQUENCE.getAcquire(this);
    }

    @Override
    public long bytesWritten() {
        return (long) BYTES_WRITTEN.getAcquire(this);
    }

    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try {
            barrier.force();
            segment.unmap();
            if (ready != null) {
                ready.unmap();
                ready.channel().close();
                Files.delete(ready.file());
            }
            supply.close();
            barrier.close();
        } catch (final IOException failed) {
            throw new JournalException("log " + directory + ": could not be closed", failed);
        }
    }

    private void check(final long appendedSequence, final long stampNanos, final int length, final Decision decision) {
        final long expected = (long) SEQUENCE.getOpaque(this) + 1;
        if (appendedSequence != expected) {
            throw new JournalException(
                    "log " + directory + ": expected sequence=" + expected + ", found=" + appendedSequence);
        }
        if (stampNanos < timestampNanos) {
            throw new JournalException("log " + directory + ": expected timestampNanos>=" + timestampNanos + ", found="
                    + stampNanos + " at sequence=" + appendedSequence);
        }
        if (length < MessageHeaderEncoder.ENCODED_LENGTH || length > SaleDefinition.MAX_ENCODED_BYTES) {
            throw new JournalException("log " + directory + ": expected a command of "
                    + MessageHeaderEncoder.ENCODED_LENGTH + "–" + SaleDefinition.MAX_ENCODED_BYTES + " bytes, found "
                    + length + " at sequence=" + appendedSequence);
        }
        if (decision.outcome() == null || !decision.outcome().isSequenced()) {
            throw new JournalException("log " + directory + ": expected a sequenced outcome, found "
                    + decision.outcome() + " at sequence=" + appendedSequence);
        }
    }

    private boolean isNextReady() {
        try {
            ready = supply.take();
            return ready != null;
        } catch (final IOException failed) {
            throw new JournalException("log " + directory + ": no further segment", failed);
        }
    }

    private void rollFor(final int recordBytes) {
        if (recordBytes > options.segmentBytes() - Segment.HEAD_BYTES) {
            throw new JournalException("log " + directory + ": expected records of at most "
                    + (options.segmentBytes() - Segment.HEAD_BYTES) + " bytes, found one of " + recordBytes);
        }
        try {
            roll();
        } catch (final IOException failed) {
            throw new JournalException("log " + directory + ": no further segment", failed);
        }
    }

    private void roll() throws IOException {
        final Segment next = ready != null ? ready : supply.take();
        ready = null;
        if (next == null) {
            throw new IOException("expected room for " + options.segmentBytes() + " bytes, found a full disk");
        }
        if (segment != null) {
            segment.unmap();
        }
        next.begin((long) SEQUENCE.getOpaque(this) + 1);
        segment = next;
        position = Segment.HEAD_BYTES;
        barrier.onSegment(next.channel());
    }

    /** A segment that was made ahead and never begun, or that lies behind a record that is not whole. */
    private static void deleteBehind(final Path directory, final int last) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + Segment.FILE_SUFFIX)) {
            for (final Path file : files) {
                if (file.getFileName().toString().compareTo(Segment.fileName(last)) > 0) {
                    Files.delete(file);
                }
            }
        }
        Segment.forceNames(directory);
    }
}
