package io.flashgate.journal;

import io.flashgate.journal.Disk.Forcible;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Forces the journal's files, over rolls too.
 *
 * <pre>
 *   append, roll ──▶ rolled: A, B ──▶ force(): A, B,           the data of what was sealed, end marks and all,
 *                    current: C                C,              then of what is written to now,
 *                                              folder, metadata  and once for each new file its name
 * </pre>
 *
 * {@link #onFile} is called by the writing thread; {@link #force} by any one thread, at the same time.
 */
final class SegmentBarrier implements Barrier {

    private final Disk disk;
    private final Path directory;
    private final boolean forces;
    private final Queue<Segment> rolled = new ConcurrentLinkedQueue<>();

    private volatile Segment current;
    private Exception failure;

    SegmentBarrier(final Disk disk, final Path directory, final Durability durability) {
        this.disk = disk;
        this.directory = directory;
        forces = durability == Durability.FSYNC;
    }

    /** From now on records go to this file. What went to the one before is forced by the next barrier too. */
    void onFile(final Path file) throws IOException {
        if (!forces) {
            return;
        }
        final Segment before = current;
        final Segment next = new Segment(disk.openFile(file));
        // In this order: whoever still sees the segment before, or sees the next one, finds all others in the queue.
        if (before != null) {
            rolled.add(before);
        }
        current = next;
    }

    @Override
    public synchronized void force() throws IOException {
        if (!forces) {
            return;
        }
        if (failure != null) {
            throw new IOException(
                    "journal " + directory + ": no barrier since the first one failed: " + failure, failure);
        }
        try {
            forceAll();
        } catch (final IOException | RuntimeException first) {
            failure = first;
            throw new IOException("journal " + directory + ": expected a barrier, found " + first, first);
        }
    }

    synchronized void close() throws IOException {
        for (Segment old = rolled.poll(); old != null; old = rolled.poll()) {
            old.channel.close();
        }
        if (current != null) {
            current.channel.close();
        }
    }

    private void forceAll() throws IOException {
        // The newest first, the queue after it: what rolls in between is in the queue, and nothing is left out.
        final Segment newest = current;
        boolean newestIsForced = false;
        boolean hasNewName = false;
        for (Segment old = rolled.poll(); old != null; old = rolled.poll()) {
            old.channel.force();
            old.channel.close();
            newestIsForced |= old == newest;
            hasNewName |= !old.nameIsForced;
        }
        if (newest != null) {
            if (!newestIsForced) {
                newest.channel.force();
            }
            hasNewName |= !newest.nameIsForced;
        }
        if (hasNewName) {
            forceNames();
            newest.nameIsForced = true;
        }
    }

    private void forceNames() throws IOException {
        // In this order: the metadata names the newest file, and a reader that misses it takes it for lost.
        try (Forcible folder = disk.openDirectory(directory)) {
            folder.force();
        }
        try (Forcible metadata = disk.openFile(directory.resolve(Queues.METADATA_FILE))) {
            metadata.force();
        }
    }

    private static final class Segment {

        private final Forcible channel;
        /** Only the barrier's thread looks at it. */
        private boolean nameIsForced;

        Segment(final Forcible channel) {
            this.channel = channel;
        }
    }
}
