package io.flashgate.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.posix.OpenFlag;
import net.openhft.posix.PosixAPI;
import org.agrona.BufferUtil;
import org.agrona.IoUtil;

/**
 * The real disk.
 *
 * <p>Blocks are allocated by {@code fallocate}. Where the system has none (macOS), or the file system cannot do it, the room
 * that the disk says it has must do.
 *
 * <p>What will be forced is written once, as zeros, when it is allocated. A block that was only allocated is marked so in the
 * file system's own records; the first force of data in it has to bring the changed mark to the disk too, and waits for the
 * file system's journal. A block that was written before has nothing but its data to bring.
 *
 * <p>The zeros come from pages that are made dirty one by one, in a mapping of their own, with no reading ahead. Written by
 * {@code write}, or read ahead, Linux would keep them in pages of up to 2 MiB, and one record that is forced would bring such a
 * page to the disk as a whole. Measured on ext4 (Linux 6.18), a barrier takes several times as long then.
 */
final class SystemDisk implements Disk {

    private static final int ERRNO_NO_SPACE = 28;
    private static final int ERRNO_QUOTA = 122;
    private static final int ERRNO_NOT_SUPPORTED = 95;

    private static final int MADV_RANDOM = 1;
    private static final int MADV_POPULATE_READ = 22;
    private static final int MADV_POPULATE_WRITE = 23;

    private final boolean writesAhead;
    private volatile boolean canAllocate = true;

    /**
     * @param durability what is allocated is for: with {@link Durability#OS} nobody waits for a barrier, and nothing is
     *                   written beforehand
     */
    SystemDisk(final Durability durability) {
        writesAhead = durability == Durability.FSYNC;
    }

    @Override
    public Forcible openFile(final Path file) throws IOException {
        return new ForcibleChannel(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    @Override
    public Forcible openDirectory(final Path directory) throws IOException {
        return new ForcibleChannel(FileChannel.open(directory, StandardOpenOption.READ));
    }

    @Override
    public long usableBytes(final Path directory) throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    @Override
    public boolean allocate(final Path file, final long fromBytes, final long lengthBytes) throws IOException {
        if (!canAllocate) {
            return true;
        }
        final PosixAPI posix;
        final int descriptor;
        try {
            posix = PosixAPI.posix();
            descriptor = posix.open(file.toString(), OpenFlag.O_RDWR, 0);
        } catch (final RuntimeException | LinkageError absent) {
            canAllocate = false;
            return true;
        }
        if (descriptor < 0) {
            throw new IOException(file + ": expected to open it for allocation, found errno=" + posix.lastError());
        }
        try {
            return allocate(posix, descriptor, file, fromBytes, lengthBytes);
        } finally {
            posix.close(descriptor);
        }
    }

    /** Brings newly allocated pages into memory one by one, without reading ahead, and to the disk if that is wanted. */
    private void populate(final PosixAPI posix, final Path file, final long fromBytes, final long lengthBytes)
            throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final MappedByteBuffer pages = channel.map(FileChannel.MapMode.READ_WRITE, fromBytes, lengthBytes);
            try {
                final long address = BufferUtil.address(pages);
                posix.madvise(address, lengthBytes, MADV_RANDOM);
                // It stores nothing: whatever is in the pages stays. Only this part is forced, not
                // what the writer is at.
                if (writesAhead && posix.madvise(address, lengthBytes, MADV_POPULATE_WRITE) == 0) {
                    pages.force();
                } else {
                    posix.madvise(address, lengthBytes, MADV_POPULATE_READ);
                }
            } catch (final UncheckedIOException failed) {
                throw new IOException(file + ": allocated blocks could not be written", failed);
            } catch (final RuntimeException | LinkageError absent) {
                // Then an append waits for a page now and then, and a barrier for longer.
            } finally {
                IoUtil.unmap(pages);
            }
        }
    }

    private boolean allocate(
            final PosixAPI posix, final int descriptor, final Path file, final long fromBytes, final long lengthBytes)
            throws IOException {
        final int result;
        try {
            result = posix.fallocate(descriptor, 0, fromBytes, lengthBytes);
        } catch (final RuntimeException | LinkageError absent) {
            canAllocate = false;
            return true;
        }
        if (result == 0) {
            populate(posix, file, fromBytes, lengthBytes);
            return true;
        }
        final int error = posix.lastError();
        if (error == ERRNO_NO_SPACE || error == ERRNO_QUOTA) {
            return false;
        }
        if (error == ERRNO_NOT_SUPPORTED) {
            canAllocate = false;
            return true;
        }
        throw new IOException(
                file + ": expected " + lengthBytes + " bytes allocated from " + fromBytes + ", found errno=" + error);
    }

    private record ForcibleChannel(FileChannel channel) implements Forcible {

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
