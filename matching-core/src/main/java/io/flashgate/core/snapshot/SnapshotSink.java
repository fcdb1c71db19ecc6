package io.flashgate.core.snapshot;

import org.agrona.DirectBuffer;

/** Where a snapshot is written to, piece by piece. What it throws, the writer lets through. */
@FunctionalInterface
public interface SnapshotSink {

    /**
     * Takes the next bytes.
     *
     * @param buffer where they lie; not to be kept
     */
    void write(DirectBuffer buffer, int offset, int length);
}
