package io.flashgate.gateway.live;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Which requests may have a remembered answer: a set of the low words of their ids, insert-only, one writer, any readers.
 *
 * <p>It only ever errs on the safe side: a stranger's id may meet a known word and is then sent to the ring, which compares
 * all of it. Who is not in here has no answer as of the newest durable decision.
 */
final class AnsweredRequests {

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);
    private static final long EMPTY = 0;

    private final long[] slots;
    private final int mask;
    private volatile int size;

    /**
     * @param capacity most requests, as many as the core remembers
     */
    AnsweredRequests(final int capacity) {
        slots = new long[Integer.highestOneBit(Math.max(2, capacity * 2 - 1)) << 1];
        mask = slots.length - 1;
    }

    /** Any thread. */
    int size() {
        return size;
    }

    /** Writer only. */
    void add(final long requestId0) {
        final long word = nonZero(requestId0);
        int slot = (int) word & mask;
        while (true) {
            final long content = slots[slot];
            if (content == word) {
                return;
            }
            if (content == EMPTY) {
                SLOT.setRelease(slots, slot, word);
                size = size + 1;
                return;
            }
            slot = (slot + 1) & mask;
        }
    }

    /** What is where this id would be: only to have it loaded. Writer only. */
    long look(final long requestId0) {
        return slots[(int) nonZero(requestId0) & mask];
    }

    /** Any thread. */
    boolean mayContain(final long requestId0) {
        final long word = nonZero(requestId0);
        int slot = (int) word & mask;
        while (true) {
            final long content = (long) SLOT.getAcquire(slots, slot);
            if (content == word) {
                return true;
            }
            if (content == EMPTY) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
    }

    private static long nonZero(final long word) {
        return word == EMPTY ? 1 : word;
    }
}
