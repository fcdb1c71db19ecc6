package io.flashgate.bench.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import net.openhft.posix.OpenFlag;
import net.openhft.posix.PosixAPI;
import org.agrona.BufferUtil;

/**
 * Blocks on the disk for all of a file, and its pages in memory, in the way in which the journal does it: {@code fallocate},
 * no reading ahead, so that one record that is forced does not bring a page of 2 MiB to the disk, and pages that are written
 * once before they are used, so that a barrier has nothing to bring but data.
 */
final class Blocks {

    private static final int ERRNO_NO_SPACE = 28;
    private static final int ERRNO_QUOTA = 122;
    private static final int ERRNO_NOT_SUPPORTED = 95;
    private static final int MADV_RANDOM = 1;
    private static final int MADV_POPULATE_READ = 22;
    private static final int MADV_POPULATE_WRITE = 23;
    private static final int ZEROS_BYTES = 1 << 20;

    private Blocks() {}

    /**
     * Makes the file this long, all of its blocks allocated. What is there already stays; the rest reads as zeros.
     *
     * @return false: there is no room
     * @throws IOException if the disk fails
     */
    static boolean allocate(final Path file, final FileChannel channel, final int bytes) throws IOException {
        final PosixAPI posix;
        final int descriptor;
        try {
            posix = PosixAPI.posix();
            descriptor = posix.open(file.toString(), OpenFlag.O_RDWR, 0);
        } catch (final RuntimeException | LinkageError absent) {
            return fill(channel, bytes);
        }
        if (descriptor < 0) {
            throw new IOException(file + ": expected to open it for allocation, found errno=" + posix.lastError());
        }
        try {
            if (posix.fallocate(descriptor, 0, 0, bytes) == 0) {
                return true;
            }
            final int error = posix.lastError();
            if (error == ERRNO_NOT_SUPPORTED) {
                return fill(channel, bytes);
            }
            if (error == ERRNO_NO_SPACE || error == ERRNO_QUOTA) {
                return false;
            }
            throw new IOException(file + ": expected " + bytes + " bytes allocated, found errno=" + error);
        } finally {
            posix.close(descriptor);
        }
    }

    /**
     * Brings the pages of a file into memory, one by one; what is in them stays. Without the call an append waits for a page now
     * and then.
     *
     * @param writesAhead makes them dirty too: the next force writes them all, and a barrier after it takes about half as long
     */
    static void populate(final MappedByteBuffer pages, final boolean writesAhead) {
        try {
            final PosixAPI posix = PosixAPI.posix();
            final long address = BufferUtil.address(pages);
            posix.madvise(address, pages.capacity(), MADV_RANDOM);
            if (!writesAhead || posix.madvise(address, pages.capacity(), MADV_POPULATE_WRITE) != 0) {
                posix.madvise(address, pages.capacity(), MADV_POPULATE_READ);
            }
        } catch (final RuntimeException | LinkageError absent) {
            // Then an append waits for a page now and then.
        }
    }

    /** Where there is no fallocate (macOS, some file systems). A full disk is an exception there. */
    private static boolean fill(final FileChannel channel, final int bytes) throws IOException {
        final ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS_BYTES);
        long at = channel.size();
        while (at < bytes) {
            zeros.clear().limit((int) Math.min(ZEROS_BYTES, bytes - at));
            at += channel.write(zeros, at);
        }
        return true;
    }
}
