package io.flashgate.journal;

import org.agrona.DirectBuffer;

/** Is shown the commands of records that come next: a hint, good for having at hand what they will want. */
@FunctionalInterface
public interface Glance {

    /**
     * @param buffer where the command lies; not to be kept
     * @param offset of its message header
     * @param length in bytes, header and all
     */
    void onCommand(DirectBuffer buffer, int offset, int length);
}
