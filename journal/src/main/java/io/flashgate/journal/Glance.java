package io.flashgate.journal;

import org.agrona.DirectBuffer;

/** Is shown the commands of records that come next, before anybody has checked them: a hint, good for reading ahead only. */
@FunctionalInterface
public interface Glance {

    /**
     * @param buffer where what may be a command lies; not to be kept
     * @param offset of its message header
     * @param length at least its length in bytes, all of it within the buffer
     */
    void onCommand(DirectBuffer buffer, int offset, int length);
}
