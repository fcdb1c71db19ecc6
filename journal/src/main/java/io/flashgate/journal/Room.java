package io.flashgate.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps blocks allocated in front of the writer, because a store into a mapped page that finds the disk full is lost, and
 * says nothing or kills the process.
 *
 * <pre>
 *   … records ▏ written next │ allocated ahead … ▕ limit        the file's rest: a hole
 *             end            └ less than half of it left: the keeper allocates more
 * </pre>
 *
 * The writer asks {@link #has} and stores nothing behind the limit. A daemon thread, the keeper, allocates in the background
 * and looks at the disk's free room again and again, so what was refused is taken again once there is room.
 */
final class Room {

    private static final long KEEPER_PERIOD_NANOS = 200_000_000;
    private static final long PAGE_BYTES = 4_096;

    /**
     * Allocated at a time: a writer that has come to the limit never waits for longer than this takes, and a barrier that runs
     * meanwhile waits for no more than this to be written.
     */
    private static final long STEP_BYTES = 128 << 10;

    /** The keeper hears each time that the writer has come so much further. */
    private static final long NOTICE_BYTES = 64 << 10;

    private final Disk disk;
    private final Path directory;
    private final long aheadBytes;
    private final long minFreeBytes;
    private final Thread keeper;

    // The writer takes it only where it cannot go on otherwise: the keeper holds it while it waits
    // for the disk. Fair, or the keeper, which wants it again at once, would be given it before a
    // writer that has been waiting.
    private final ReentrantLock allocating = new ReentrantLock(true);

    private Path file;
    private volatile long wanted;
    private volatile long limit;
    private volatile boolean isScarce;
    private volatile Throwable failure;
    private volatile boolean isClosed;

    Room(final Disk disk, final Path directory, final JournalOptions options) {
        this.disk = disk;
        this.directory = directory;
        aheadBytes = options.allocateAheadBytes();
        minFreeBytes = options.minFreeBytes();
        keeper = new Thread(this::keep, "journal-room");
        keeper.setDaemon(true);
    }

    /**
     * @throws TooLittleRoomException if there is less room than is to be left alone
     * @throws IOException            if the disk does not say
     */
    void open() throws IOException {
        final long usable = disk.usableBytes(directory);
        if (usable < minFreeBytes) {
            throw new TooLittleRoomException("journal " + directory + ": expected at least " + minFreeBytes
                    + " bytes free on its disk, found " + usable);
        }
        keeper.start();
    }

    /** Writing thread: from now on records go to this file, from this position on. */
    void moveTo(final Path newFile, final long position) {
        allocating.lock();
        try {
            file = newFile;
            wanted = position;
            limit = position & -PAGE_BYTES;
            check();
        } finally {
            allocating.unlock();
        }
        LockSupport.unpark(keeper);
    }

    /**
     * Writing thread: whether everything up to this position may be written.
     *
     * @throws JournalException if the disk failed
     */
    boolean has(final long end) {
        final Throwable broken = failure;
        if (broken != null && file != null) {
            throw new JournalException("journal " + directory + ": blocks cannot be allocated: " + broken, broken);
        }
        if (isScarce) {
            return false;
        }
        return limit - end >= aheadBytes / 2 || hasSlowly(end);
    }

    /**
     * Sees how much room there is, and allocates a step of what is wanted.
     *
     * @return whether there is more to allocate now
     */
    boolean check() {
        allocating.lock();
        try {
            final long usable = disk.usableBytes(directory);
            isScarce = usable < minFreeBytes;
            final long lacking = file == null ? 0 : wanted + aheadBytes - limit & -PAGE_BYTES;
            final long granted = Math.min(
                            Math.min(lacking, Math.max(STEP_BYTES, wanted - limit + PAGE_BYTES)), usable - minFreeBytes)
                    & -PAGE_BYTES;
            if (granted > 0 && disk.allocate(file, limit, granted)) {
                limit += granted;
                return granted < lacking;
            }
        } catch (final IOException broken) {
            failure = broken;
        } finally {
            allocating.unlock();
        }
        return false;
    }

    void close() {
        isClosed = true;
        LockSupport.unpark(keeper);
        try {
            keeper.join();
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean hasSlowly(final long end) {
        if (file == null) {
            // Chronicle makes the first file itself, out of the room that is left alone.
            return true;
        }
        if (end > limit) {
            wanted = end;
            check();
            LockSupport.unpark(keeper);
        } else if (end - wanted >= NOTICE_BYTES) {
            wanted = end;
            LockSupport.unpark(keeper);
        }
        return end <= limit;
    }

    private void keep() {
        try {
            while (!isClosed) {
                LockSupport.parkNanos(this, KEEPER_PERIOD_NANOS);
                boolean isLacking = true;
                while (isLacking && !isClosed) {
                    isLacking = check();
                }
            }
        } catch (final RuntimeException | Error broken) {
            // Without its keeper the writer would run out of blocks, or never learn of new room: it stops instead.
            failure = broken;
        }
    }
}
