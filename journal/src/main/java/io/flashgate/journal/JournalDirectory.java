package io.flashgate.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sole ownership of a journal's folder, for as long as this is open.
 *
 * <p>The owner is whoever holds the operating system's lock on {@code owner.lock}. The system gives it back the moment its
 * process is gone, however it went. The pid in the file is for people: it comes back after a restart, above all in a
 * container, and judges nothing.
 */
public final class JournalDirectory implements AutoCloseable {

    /** The file that carries the lock. It stays; only its lock comes and goes. */
    public static final String LOCK_FILE = "owner.lock";

    /** A process loses its lock when it closes any descriptor of the file, so it must not even look whether it has it. */
    private static final Set<Path> OWNED_HERE = ConcurrentHashMap.newKeySet();

    private static final int PID_MAX_BYTES = 20;

    private final Path path;
    private final FileChannel channel;

    private JournalDirectory(final Path path, final FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Takes a folder; makes it if it is not there.
     *
     * @throws JournalInUseException if somebody else owns it, in this process or in another one
     * @throws IOException           if it is no folder, or cannot be written to
     */
    public static JournalDirectory own(final Path directory) throws IOException {
        Files.createDirectories(directory);
        final Path real = directory.toRealPath();
        if (!OWNED_HERE.add(real)) {
            throw new JournalInUseException(
                    real, "this process, pid=" + ProcessHandle.current().pid());
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    real.resolve(LOCK_FILE),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            final FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new JournalInUseException(real, "another process" + readPid(channel));
            }
            writePid(channel);
            return new JournalDirectory(real, channel);
        } catch (final IOException | RuntimeException failure) {
            if (channel != null) {
                channel.close();
            }
            OWNED_HERE.remove(real);
            throw failure;
        }
    }

    /** The folder, absolute and without links. */
    public Path path() {
        return path;
    }

    /**
     * Forces the journal's files, and the folder: for whoever needs it on the disk although its durability is
     * {@link Durability#OS}.
     *
     * @throws IOException if the disk refused
     */
    public void forceFiles() throws IOException {
        for (final Path file : JournalFiles.list(path)) {
            force(file, false);
        }
        force(path, true);
    }

    /** Whether it is still owned. */
    boolean isOwned() {
        return channel.isOpen();
    }

    /** Gives the folder back. */
    @Override
    public void close() {
        if (channel.isOpen()) {
            try {
                channel.close();
            } catch (final IOException failure) {
                throw new JournalException("journal " + path + ": the owner's lock could not be given back", failure);
            } finally {
                OWNED_HERE.remove(path);
            }
        }
    }

    private static void force(final Path fileOrFolder, final boolean isFolder) throws IOException {
        try (FileChannel opened = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
            opened.force(isFolder);
        } catch (final FileSystemException failed) {
            throw failed;
        } catch (final IOException failed) {
            throw new IOException(fileOrFolder + ": expected a barrier, found " + failed, failed);
        }
    }

    private static void writePid(final FileChannel channel) throws IOException {
        final String pid = ProcessHandle.current().pid() + "\n";
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
    }

    private static String readPid(final FileChannel channel) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(PID_MAX_BYTES);
        channel.read(bytes, 0);
        final String pid = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).trim();
        return pid.isEmpty() || !pid.chars().allMatch(c -> c >= '0' && c <= '9') ? "" : ", pid=" + pid;
    }
}
