package io.flashgate.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.posix.OpenFlag;
import net.openhft.posix.PosixAPI;

/**
 * The real disk.
 *
 * <p>Blocks are allocated by {@code fallocate}. Where the system has none (macOS), or the file system cannot do it, the room
 * that the disk says it has must do. Allocated blocks are not filled with zeros: measured on ext4, forcing one page of
 * blocks that were only allocated takes a fraction of forcing one that was written before.
 */
final class SystemDisk implements Disk {

    private static final int ERRNO_NO_SPACE = 28;
    private static final int ERRNO_QUOTA = 122;
    private static final int ERRNO_NOT_SUPPORTED = 95;

    private volatile boolean canAllocate = true;

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
