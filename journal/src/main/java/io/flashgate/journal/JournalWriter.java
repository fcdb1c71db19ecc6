package io.flashgate.journal;

import io.flashgate.core.MatchingCore;
import io.flashgate.core.order.Decision;
import java.io.File;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import org.agrona.DirectBuffer;

/**
 * Appends one record per sequenced command, in place in Chronicle's mapped file.
 *
 * <p>One thread appends; {@link #barrier()}, {@link #sequence()} and {@link #bytesWritten()} are for any thread. An append
 * allocates nothing and waits for nothing but, now and then, the mapping of the next part of the file.
 *
 * <p>Which file a record goes to is decided by its stamp, so a roll never depends on when somebody looks at a clock.
 */
public final class JournalWriter implements Journal {

    private static final long PAGE_BYTES = 4_096;
    private static final VarHandle SEQUENCE;
    private static final VarHandle BYTES_WRITTEN;

    static {
        try {
            SEQUENCE = MethodHandles.lookup().findVarHandle(JournalWriter.class, "sequence", long.class);
            BYTES_WRITTEN = MethodHandles.lookup().findVarHandle(JournalWriter.class, "bytesWritten", long.class);
        } catch (final ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Path directory;
    private final SegmentBarrier barrier;
    private final Room room;
    private final QueueClock clock;
    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private final FrameWriter frame = new FrameWriter();
    private final long indexBytes;

    private File file;
    private int cycle;
    private long end;
    private boolean isBroken;
    private boolean isClosed;

    @SuppressWarnings("unused") // Written through its handle.
    private volatile long sequence;

    @SuppressWarnings("unused") // Written through its handle.
    private volatile long bytesWritten;

    private JournalWriter(final Path directory, final Disk disk, final JournalOptions options, final Tail tail)
            throws IOException {
        this.directory = directory;
        sequence = tail.sequence();
        clock = new QueueClock(tail.timestampNanos());
        barrier = new SegmentBarrier(disk, directory, options.durability());
        room = new Room(disk, directory, options);
        room.open();
        queue = openQueue(options, tail);
        appender = createAppender(tail);
        // One thread at a time, but not always the same: a gateway founds its journal before its sequencer runs.
        appender.singleThreadedCheckDisabled(true);
        // Two pages of Chronicle's index may go in between two records.
        indexBytes = 2L * (Long.BYTES * queue.indexCount() + Queues.INDEX_PAGE_OVERHEAD_BYTES);
        cycle = Integer.MIN_VALUE;
        if (tail.file() != null) {
            file = tail.file().toFile();
            // A file without a record may be without its header too: then Chronicle writes that first, as after a roll.
            cycle = tail.position() < 0 ? Integer.MIN_VALUE : tail.cycle();
            end = tail.end();
            barrier.onFile(tail.file());
            room.moveTo(tail.file(), end);
        }
        barrier.force();
    }

    /**
     * Opens a journal to append to its end. A record that its last owner was killed over is wiped away; Chronicle's write
     * lock, which may still bear that owner's pid, is forced open, because the folder's owner is known.
     *
     * @param lastSequence       of the last record, as the replay found it; 0: there is none
     * @param lastTimestampNanos its stamp
     * @throws JournalException        if the journal does not end there
     * @throws JournalDamagedException if its end is damaged
     * @throws TooLittleRoomException  if there is less room than is to be left alone
     * @throws IOException             if the disk refuses
     */
    public static JournalWriter open(
            final JournalDirectory directory,
            final JournalOptions options,
            final long lastSequence,
            final long lastTimestampNanos)
            throws IOException {
        return open(directory, options, lastSequence, lastTimestampNanos, new SystemDisk(options.durability()));
    }

    static JournalWriter open(
            final JournalDirectory directory,
            final JournalOptions options,
            final long lastSequence,
            final long lastTimestampNanos,
            final Disk disk)
            throws IOException {
        if (!directory.isOwned()) {
            throw new JournalException(
                    "journal " + directory.path() + ": expected a folder that is owned, found a closed one");
        }
        final Tail tail = Tail.find(directory.path(), lastSequence, lastTimestampNanos);
        tail.mend();
        return new JournalWriter(directory.path(), disk, options, tail);
    }

    /**
     * Whether a command of this length can be appended without touching blocks that are not allocated. False: the disk is
     * full, or has less room than is to be left alone; nothing was written. It is looked at again five times a second.
     *
     * <p>The writing thread calls it, before each append.
     */
    public boolean hasRoom(final int commandBytes) {
        return room.has(end + indexBytes + FrameWriter.documentBytes(commandBytes));
    }

    /**
     * Appends one record. It outlives this process from here on, and a power cut from the next barrier on.
     *
     * @param appendedSequence the one after {@link #sequence()}
     * @param timestampNanos   its stamp, not earlier than the one before
     * @param command          where the command lies, message header and all; it is not kept
     * @param decision         what was decided
     * @param stateDigest      of the core after it
     * @throws JournalException if sequence, stamp or length are not what they must be, or Chronicle refused: fatal, and every
     *                          later append fails too
     */
    public void append(
            final long appendedSequence,
            final long timestampNanos,
            final DirectBuffer command,
            final int offset,
            final int length,
            final Decision decision,
            final long stateDigest) {
        if (isBroken || isClosed) {
            throw new JournalException("journal " + directory + ": nothing is appended after a failure or a close");
        }
        isBroken = true;
        final long expected = (long) SEQUENCE.getOpaque(this) + 1;
        if (appendedSequence != expected) {
            throw new JournalException(
                    "journal " + directory + ": expected sequence=" + expected + ", found=" + appendedSequence);
        }
        if (timestampNanos < clock.nanos()) {
            throw new JournalException("journal " + directory + ": expected timestampNanos>=" + clock.nanos()
                    + ", found=" + timestampNanos + " at sequence=" + appendedSequence);
        }
        final int bytes = frame.encode(
                appendedSequence,
                timestampNanos,
                MatchingCore.RULES_VERSION,
                command,
                offset,
                length,
                decision,
                stateDigest);
        clock.moveTo(timestampNanos);
        final long newEnd = store(bytes);
        if (appender.cycle() != cycle) {
            onRoll(newEnd);
        } else if (newEnd < end + bytes || newEnd > end + bytes + indexBytes) {
            throw new JournalException("journal " + directory + ": expected a record of " + bytes
                    + " bytes behind position=" + end + " of " + file + ", found one that ends at position=" + newEnd);
        }
        end = newEnd;
        BYTES_WRITTEN.setRelease(this, (long) BYTES_WRITTEN.getOpaque(this) + bytes);
        SEQUENCE.setRelease(this, appendedSequence);
        isBroken = false;
    }

    /** Makes what was appended durable; for the thread that waits for the disk. */
    public Barrier barrier() {
        return barrier;
    }

    /** Of the last record that was appended; 0: none. For any thread. */
    public long sequence() {
        return (long) SEQUENCE.getAcquire(this);
    }

    /** Bytes of records since this was opened, padding included. For any thread. */
    public long bytesWritten() {
        return (long) BYTES_WRITTEN.getAcquire(this);
    }

    /**
     * Forces what was appended, then closes, and gives blocks that were allocated ahead back to the disk.
     *
     * @throws JournalException if the last barrier failed
     */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try {
            barrier.force();
        } catch (final IOException failed) {
            throw new JournalException("journal " + directory + ": the last barrier failed", failed);
        } finally {
            closeAll();
        }
    }

    private SingleChronicleQueue openQueue(final JournalOptions options, final Tail tail) throws IOException {
        try {
            Queues.deleteUnwrittenMetadata(directory);
            return Queues.openToWrite(directory, options.rollCycle(), clock);
        } catch (final Exception | AssertionError | InternalError refused) {
            room.close();
            throw QueueHead.notUsable(directory, tail.file(), tail.sequence(), refused);
        }
    }

    /** The appender opens the newest file, and so reads what Chronicle has written at its start. */
    private ExcerptAppender createAppender(final Tail tail) throws IOException {
        try {
            if (tail.file() != null) {
                QueueHead.read(queue, tail.cycle());
            }
            return queue.createAppender();
        } catch (final Exception | AssertionError | InternalError refused) {
            room.close();
            queue.close();
            throw QueueHead.notUsable(directory, tail.file(), tail.sequence(), refused);
        }
    }

    /** Copies the frame into the mapped file; returns where the next document goes. */
    private long store(final int bytes) {
        try {
            // Chronicle's shortest way to a document; a document context costs half as much again.
            appender.writeBytes(frame.bytes(bytes));
            return appender.wire().bytes().writePosition();
        } catch (final RuntimeException | LinkageError | AssertionError | InternalError refused) {
            throw new JournalException(
                    "journal " + directory + ": a record could not be appended: " + refused, refused);
        }
    }

    private void onRoll(final long newEnd) {
        cycle = appender.cycle();
        file = appender.currentFile();
        try {
            barrier.onFile(file.toPath());
        } catch (final IOException failed) {
            throw new JournalException(
                    "journal " + directory + ": " + file + " could not be opened to be forced", failed);
        }
        room.moveTo(file.toPath(), newEnd);
    }

    private void closeAll() {
        room.close();
        try {
            barrier.close();
        } catch (final IOException ignored) {
            // What counted was forced, or its failure is on its way already.
        }
        appender.close();
        queue.close();
        giveBack();
    }

    /** What was allocated ahead, but for the word that says that nothing follows. */
    private void giveBack() {
        if (file == null || isBroken) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file.toPath(), StandardOpenOption.WRITE)) {
            channel.truncate(end + Integer.BYTES + PAGE_BYTES - 1 & -PAGE_BYTES);
        } catch (final IOException ignored) {
            // It stays allocated until the journal is opened again: room, not records.
        }
    }
}
