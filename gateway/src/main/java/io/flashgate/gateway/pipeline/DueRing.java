package io.flashgate.gateway.pipeline;

import io.flashgate.core.order.Decision;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decisions that nobody asked for, because the time for them had come: from the sequencer to the committer, beside the ring
 * whose event they were sequenced in front of. The event says how many they are, and its hand-over orders what is read
 * here; only that a slot is free again must be told the other way.
 */
final class DueRing {

    private static final int SLOTS = 4_096;

    private final Decision[] slots = new Decision[SLOTS];
    private final AtomicLong taken = new AtomicLong();
    private long put;

    DueRing() {
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Decision();
        }
    }

    /** Sequencer: the slot for the next decision, or null while there is no room. It counts once {@link #put} is called. */
    Decision findFree() {
        return put - taken.get() == SLOTS ? null : slots[(int) put & SLOTS - 1];
    }

    /** Sequencer: the slot that was free has been filled. */
    void put() {
        put++;
    }

    /** Committer: the oldest decision; read until {@link #release}. */
    Decision oldest() {
        return slots[(int) taken.get() & SLOTS - 1];
    }

    /** Committer: the oldest decision has been read. */
    void release() {
        taken.lazySet(taken.get() + 1);
    }
}
