package io.flashgate.bench.control;

import io.flashgate.journal.Barrier;
import io.flashgate.journal.Durability;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Forces the log's segments, over rolls too. A segment's name was forced when it was made, so this is one {@code fdatasync},
 * and one more behind a roll. {@link #onSegment} is called by the appending thread; {@link #force} by any one thread.
 */
final class SegmentForce implements Barrier {

    private final boolean forces;
    private final Queue<FileChannel> rolled = new ConcurrentLinkedQueue<>();
    private volatile FileChannel current;
    private Exception failure;

    SegmentForce(final Durability durability) {
        forces = durability == Durability.FSYNC;
    }

    /** From now on records go to this file. The one before is closed once it has been forced for the last time. */
    void onSegment(final FileChannel next) {
        // In this order: whoever still sees the segment before, or sees the next one, finds all others in the queue.
        if (current != null) {
            rolled.add(current);
        }
        current = next;
    }

    @Override
    public synchronized void force() throws IOException {
        if (!forces) {
            return;
        }
        if (failure != null) {
            throw new IOException("no barrier since the first one failed: " + failure, failure);
        }
        try {
            // The newest first, the queue after it: what rolls in between is in the queue, and nothing is left out.
            final FileChannel newest = current;
            boolean newestIsForced = false;
            for (FileChannel old = rolled.poll(); old != null; old = rolled.poll()) {
                old.force(false);
                old.close();
                newestIsForced |= old == newest;
            }
            if (newest != null && !newestIsForced) {
                newest.force(false);
            }
        } catch (final IOException | RuntimeException first) {
            failure = first;
            throw new IOException("expected a barrier, found " + first, first);
        }
    }

    synchronized void close() throws IOException {
        for (FileChannel old = rolled.poll(); old != null; old = rolled.poll()) {
            old.close();
        }
        if (current != null) {
            current.close();
        }
    }
}
