package io.flashgate.journal;

import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Checked records on their way from the thread that reads them to the one that wants them: a part of a buffer, frame behind
 * frame. It belongs to one of the two at a time; handing it over is what makes it visible to the other. Reused.
 *
 * <p>All of its records lie in one file, one after another, so the place of each is known from the first one's.
 */
final class ReadBatch {

    /** Filled so far, it goes on its way; what its last record takes beyond that there is room for. */
    private static final int FULL_BYTES = 128 * 1024;

    /** What a batch may take of the buffer. */
    static final int MAX_BYTES = FULL_BYTES + BitUtil.align(FrameLayout.MAX_DOCUMENT_BYTES, Long.BYTES);

    private final UnsafeBuffer buffer;
    private final int begin;
    private int end;
    private String file = "";
    private long firstIndex;
    private boolean isLast;
    private Throwable failure;

    /**
     * @param begin of its part of the buffer, {@link #MAX_BYTES} long
     */
    ReadBatch(final UnsafeBuffer buffer, final int begin) {
        this.buffer = buffer;
        this.begin = begin;
    }

    /** What a frame with such a command takes in here. */
    static int frameBytes(final int commandBytes) {
        return BitUtil.align(FrameLayout.COMMAND_OFFSET + commandBytes, Long.BYTES);
    }

    void clear() {
        end = begin;
        isLast = false;
        failure = null;
    }

    /** Whether it has had enough. */
    boolean isFull() {
        return end - begin >= FULL_BYTES;
    }

    /**
     * Takes in the record that a reader stands on, if it lies in the same file as those before; there is room unless
     * {@link #isFull}.
     */
    boolean add(final JournalReader record) {
        if (end == begin) {
            file = record.file();
            firstIndex = record.index();
        } else if (!record.file().equals(file)) {
            return false;
        }
        buffer.putBytes(
                end,
                record.command(),
                record.commandOffset() - FrameLayout.COMMAND_OFFSET,
                FrameLayout.COMMAND_OFFSET + record.commandLength());
        end += frameBytes(record.commandLength());
        return true;
    }

    /** Nothing comes behind it. */
    void endHere() {
        isLast = true;
    }

    /** Nothing comes behind it, because of this. */
    void failHere(final Throwable cause) {
        isLast = true;
        failure = cause;
    }

    int begin() {
        return begin;
    }

    int end() {
        return end;
    }

    /** The name of the records' file. */
    String file() {
        return file;
    }

    /** Chronicle's index of the first record. */
    long firstIndex() {
        return firstIndex;
    }

    boolean isLast() {
        return isLast;
    }

    /** What befell the reader behind the last record; null: nothing. */
    Throwable failure() {
        return failure;
    }
}
