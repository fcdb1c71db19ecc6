package io.flashgate.journal;

import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.RollCycles;

/**
 * How a journal is written. Start from {@link #DEFAULT} and change what is needed.
 *
 * @param durability         what the barrier waits for
 * @param allocateAheadBytes blocks kept allocated in front of the newest record, 1 MiB–1 GiB
 * @param minFreeBytes       room on the disk that is left alone, ≥ 0; with less, nothing is appended any more. It also covers
 *                           the first page of a new file, which Chronicle writes by itself: 1 MiB is enough for that
 * @param rollCycle          how long one file lasts, by the records' stamps; a journal keeps the one it began with
 */
public record JournalOptions(Durability durability, long allocateAheadBytes, long minFreeBytes, RollCycle rollCycle) {

    /** Durable on disk, a file a day, 64 MiB ahead, 256 MiB left alone. */
    public static final JournalOptions DEFAULT =
            new JournalOptions(Durability.FSYNC, 64L << 20, 256L << 20, RollCycles.FAST_DAILY);

    private static final long MIN_AHEAD_BYTES = 1L << 20;
    private static final long MAX_AHEAD_BYTES = 1L << 30;

    /**
     * @throws IllegalArgumentException naming the option that is out of its range
     */
    public JournalOptions {
        if (allocateAheadBytes < MIN_AHEAD_BYTES || allocateAheadBytes > MAX_AHEAD_BYTES) {
            throw new IllegalArgumentException("allocateAheadBytes: found " + allocateAheadBytes + ", expected "
                    + MIN_AHEAD_BYTES + "–" + MAX_AHEAD_BYTES);
        }
        if (minFreeBytes < 0) {
            throw new IllegalArgumentException("minFreeBytes: found " + minFreeBytes + ", expected 0 or more");
        }
    }

    public JournalOptions withDurability(final Durability value) {
        return new JournalOptions(value, allocateAheadBytes, minFreeBytes, rollCycle);
    }

    public JournalOptions withAllocateAheadBytes(final long value) {
        return new JournalOptions(durability, value, minFreeBytes, rollCycle);
    }

    public JournalOptions withMinFreeBytes(final long value) {
        return new JournalOptions(durability, allocateAheadBytes, value, rollCycle);
    }

    public JournalOptions withRollCycle(final RollCycle value) {
        return new JournalOptions(durability, allocateAheadBytes, minFreeBytes, value);
    }
}
