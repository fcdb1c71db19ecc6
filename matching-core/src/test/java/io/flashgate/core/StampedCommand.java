package io.flashgate.core;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * A sequenced command as a journal would hold it.
 *
 * @param bytes the command, message header and all; not to be changed
 */
public record StampedCommand(long sequence, long timestampNanos, byte[] bytes) {

    /** The command's bytes, to decode. */
    public UnsafeBuffer buffer() {
        return new UnsafeBuffer(bytes);
    }
}
