package io.flashgate.bench.control;

import io.flashgate.journal.Durability;

/**
 * How a segment log is written. Start from {@link #DEFAULT}.
 *
 * @param durability   what its barrier waits for
 * @param segmentBytes size of one file, 64 KiB–1 GiB, whole pages of 4 KiB; no record may be longer
 */
public record SegmentOptions(Durability durability, int segmentBytes) {

    /** Durable on disk, 64 MiB a file: as much as the journal allocates ahead. */
    public static final SegmentOptions DEFAULT = new SegmentOptions(Durability.FSYNC, 64 << 20);

    private static final int MIN_SEGMENT_BYTES = 64 << 10;
    private static final int MAX_SEGMENT_BYTES = 1 << 30;
    private static final int PAGE_BYTES = 4_096;

    /**
     * @throws IllegalArgumentException naming the option that is out of its range
     */
    public SegmentOptions {
        if (segmentBytes < MIN_SEGMENT_BYTES || segmentBytes > MAX_SEGMENT_BYTES || segmentBytes % PAGE_BYTES != 0) {
            throw new IllegalArgumentException("segmentBytes: found " + segmentBytes + ", expected a multiple of "
                    + PAGE_BYTES + " in " + MIN_SEGMENT_BYTES + "–" + MAX_SEGMENT_BYTES);
        }
    }

    public SegmentOptions withDurability(final Durability value) {
        return new SegmentOptions(value, segmentBytes);
    }

    public SegmentOptions withSegmentBytes(final int value) {
        return new SegmentOptions(durability, value);
    }

    /** Whether pages are written before they are used: only where somebody waits for a barrier. */
    boolean writesAhead() {
        return durability == Durability.FSYNC;
    }
}
