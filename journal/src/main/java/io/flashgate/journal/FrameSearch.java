package io.flashgate.journal;

import java.nio.ByteOrder;

/** Looks for frames, and for nothing at all, where a file's words cannot be believed. */
final class FrameSearch {

    private static final int WORD_BYTES = Integer.BYTES;
    private static final long PAGE_BYTES = 4_096;

    private final FrameCheck check;

    FrameSearch(final FrameCheck check) {
        this.check = check;
    }

    /** Whether a bad record is one that a power cut left without one of its pages, with nothing behind it. */
    boolean isNeverForced(final CycleFile file, final long position, final int length) {
        final long end = position + WORD_BYTES + length;
        for (long page = (position + WORD_BYTES + PAGE_BYTES) & -PAGE_BYTES; page < end; page += PAGE_BYTES) {
            if (isZeroFrom(file, page)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isZeroFrom(final CycleFile file, final long from) {
        final long size = file.size();
        for (long at = from; at + Long.BYTES <= size; at += Long.BYTES) {
            if (!file.reach(at, Long.BYTES) || file.buffer().getLong(file.offset(at)) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The position of the first good frame with this sequence or a later one; -1: there is none. */
    long findFrame(final CycleFile file, final long from, final long sequence) {
        final long size = file.size();
        for (long at = from; at + WORD_BYTES + Long.BYTES <= size; at += WORD_BYTES) {
            if (!file.reach(at, WORD_BYTES + FrameLayout.COMMAND_OFFSET)) {
                return -1;
            }
            final int start = file.offset(at + WORD_BYTES);
            if (file.buffer().getLong(start, ByteOrder.LITTLE_ENDIAN) == FrameCheck.MAGIC
                    && FrameCheck.sequence(file.buffer(), start) >= sequence
                    && isGoodFrame(file, at)) {
                return at;
            }
        }
        return -1;
    }

    /** Whether the document at a position is a good frame, whatever its word says. */
    boolean isGoodFrame(final CycleFile file, final long at) {
        final int start = file.offset(at + WORD_BYTES);
        final int commandBytes =
                file.buffer().getInt(start + FrameLayout.COMMAND_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
        if (commandBytes < 0 || commandBytes > FrameLayout.MAX_COMMAND_BYTES) {
            return false;
        }
        final int length = FrameLayout.padded(FrameLayout.COMMAND_OFFSET + commandBytes);
        return file.reach(at, WORD_BYTES + (long) length)
                && check.fault(file.buffer(), file.bytes(), file.offset(at + WORD_BYTES), length) == null;
    }
}
