package io.flashgate.journal;

import java.nio.ByteOrder;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The records of a {@link JournalReader}, read and checked by a thread of its own while this one uses those before them.
 *
 * <pre>
 *   journal-read-ahead                                this thread
 *   JournalReader.next ──▶ copy ──▶ │ full batches  │ ──▶ next, glance
 *    walk, checksum,        ▲                               │
 *    sequence, stamp        └────── │ empty batches │ ◀─────┘ used
 * </pre>
 *
 * What is found here is what the reader would have found, in the same order: the records before a damage, then the damage as
 * an exception, however far ahead it was met. The four batches bound how far that is. From {@link #of} to {@link #close} the
 * reader belongs to the other thread; {@code close} waits until that one has ended, whatever it was doing. Where there is one
 * processor only, there is no other thread, and a batch is read when it is wanted.
 *
 * <p>A command is valid until the next call of {@link #next} or {@link #close}. One thread; a record costs no allocation.
 */
public final class ReadAhead extends FrameRecords {

    private static final int BATCHES = 4;

    /** Records whose commands are shown before they are found one after the other. */
    private static final int SHOWN = 48;

    /** Between looks whether the other thread is still there. */
    private static final long PATIENCE_SECONDS = 1;

    private final UnsafeBuffer buffer =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(BATCHES * ReadBatch.MAX_BYTES, Long.BYTES));
    private final BlockingQueue<ReadBatch> full = new ArrayBlockingQueue<>(BATCHES);
    // One place more than there are batches, for what close() puts in.
    private final BlockingQueue<ReadBatch> empty = new ArrayBlockingQueue<>(BATCHES + 1);
    private final ReadBatch none = new ReadBatch(buffer, 0);
    private final JournalReader reader;
    private final Glance glance;
    private final boolean isAlone;
    private final Thread thread;
    private volatile boolean isClosed;

    // The other thread's.
    private long left;
    private boolean isHeldOver;

    private ReadBatch batch = none;
    private int at;
    private int shownTo;
    private long index;

    private ReadAhead(final JournalReader reader, final long most, final Glance glance, final boolean isAlone) {
        this.reader = reader;
        this.glance = glance;
        this.isAlone = isAlone;
        left = most;
        none.clear();
        for (int i = 0; i < BATCHES; i++) {
            empty.add(new ReadBatch(buffer, i * ReadBatch.MAX_BYTES));
        }
        thread = new Thread(this::readAll, "journal-read-ahead");
        thread.setDaemon(true);
    }

    /**
     * Reads on from where a reader stands.
     *
     * @param most records at most: it reads no further, so behind the last of them the reader stands where it would have
     *             stood without this
     * @param glance is shown, by this thread, the commands of records shortly before {@link #next} finds them
     */
    public static ReadAhead of(final JournalReader reader, final long most, final Glance glance) {
        return of(reader, most, glance, Runtime.getRuntime().availableProcessors() == 1);
    }

    /** As {@link #of(JournalReader, long, Glance)}; alone: this thread reads each batch itself when it wants it. */
    static ReadAhead of(final JournalReader reader, final long most, final Glance glance, final boolean isAlone) {
        final ReadAhead ahead = new ReadAhead(reader, most, glance, isAlone);
        if (most <= 0) {
            ahead.none.endHere();
        } else if (!isAlone) {
            ahead.thread.start();
        }
        return ahead;
    }

    /**
     * Moves to the next record. False: there is none, or it was the last that was asked for.
     *
     * @throws JournalDamagedException at the first bad record
     * @throws JournalException        if a file cannot be read, or this thread is interrupted while it waits
     */
    @Override
    public boolean next() {
        while (at == batch.end()) {
            if (batch.isLast()) {
                throwFailure();
                return false;
            }
            nextBatch();
        }
        if (at == shownTo) {
            show();
        }
        index = at == batch.begin() ? batch.firstIndex() : index + 1;
        standOn(buffer, at);
        at += ReadBatch.frameBytes(commandLength());
        return true;
    }

    /** The name of the record's file. */
    public String file() {
        return batch.file();
    }

    /** Chronicle's index of the record: the cycle of its file, and its place in it from 0. */
    public long index() {
        return index;
    }

    /** Stops reading ahead and waits until the other thread has ended; the reader is this thread's again, and stays open. */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        // It may be waiting for a batch.
        empty.add(none);
        boolean isInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (final InterruptedException interrupted) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private int frameCommandLength(final int start) {
        return buffer.getInt(start + FrameLayout.COMMAND_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    private void show() {
        final int end = batch.end();
        int next = at;
        for (int i = 0; i < SHOWN && next < end; i++) {
            final int length = frameCommandLength(next);
            glance.onCommand(buffer, next + FrameLayout.COMMAND_OFFSET, length);
            next += ReadBatch.frameBytes(length);
        }
        shownTo = next;
    }

    private void nextBatch() {
        if (isClosed) {
            throw new JournalException("records are not read ahead any more: it was closed");
        }
        if (batch != none) {
            empty.add(batch);
            batch = none;
            at = none.begin();
        }
        try {
            batch = isAlone ? readNow() : takeFull();
            at = batch.begin();
            shownTo = at;
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new JournalException("interrupted while waiting for records", interrupted);
        }
    }

    private ReadBatch readNow() {
        final ReadBatch next = empty.remove();
        fill(next);
        return next;
    }

    private ReadBatch takeFull() throws InterruptedException {
        ReadBatch next = full.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        while (next == null) {
            final boolean isGone = !thread.isAlive();
            next = full.poll(isGone ? 0 : PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (isGone && next == null) {
                throw new JournalException("expected a record or the journal's end, found its reader's thread ended");
            }
        }
        return next;
    }

    private void throwFailure() {
        final Throwable failure = batch.failure();
        if (failure instanceof RuntimeException exception) {
            throw exception;
        } else if (failure instanceof Error error) {
            throw error;
        }
    }

    private void readAll() {
        ReadBatch next = takeEmpty();
        while (!isClosed) {
            fill(next);
            final boolean isLast = next.isLast();
            full.add(next);
            if (isLast) {
                return;
            }
            next = takeEmpty();
        }
    }

    private void fill(final ReadBatch next) {
        next.clear();
        try {
            read(next);
        } catch (final RuntimeException | Error failure) {
            next.failHere(failure);
        }
    }

    /** Until the batch is full, or the records are of another file, or there are no more. */
    private void read(final ReadBatch to) {
        while (!to.isFull() && !isClosed) {
            if (!isHeldOver) {
                if (left == 0 || !reader.next()) {
                    to.endHere();
                    return;
                }
                left--;
            }
            isHeldOver = !to.add(reader);
            if (isHeldOver) {
                return;
            }
        }
    }

    /** Nobody interrupts this thread, and a file that is being read would not survive it. */
    private ReadBatch takeEmpty() {
        while (true) {
            try {
                return empty.take();
            } catch (final InterruptedException ignored) {
                // It ends when it is closed.
            }
        }
    }
}
