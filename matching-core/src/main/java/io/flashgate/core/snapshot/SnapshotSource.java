package io.flashgate.core.snapshot;

import org.agrona.MutableDirectBuffer;

/** Where a snapshot is read from, piece by piece. What it throws, the reader lets through. */
@FunctionalInterface
public interface SnapshotSource {

    /**
     * Puts the next bytes into a buffer.
     *
     * @param length 1 or more
     * @return how many: {@code length}, or fewer if there are no more
     */
    int read(MutableDirectBuffer buffer, int offset, int length);
}
