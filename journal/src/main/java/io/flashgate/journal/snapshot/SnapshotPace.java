package io.flashgate.journal.snapshot;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * How fast the work for a snapshot goes on, and how long it is wanted. Whoever works on it says so after every slice of some
 * hundred microseconds. For one thread.
 */
public final class SnapshotPace {

    /** Records read, counted or decided again in a slice. */
    static final int RECORDS_PER_SLICE = 1_024;

    /**
     * So much is written between two forces beside the sales. A barrier of the journal that comes meanwhile may have to wait for
     * all of it, as it may for a piece that the journal writes ahead.
     */
    private static final int SMALL_PIECE_BYTES = 128 * 1024;

    private static final int LARGE_PIECE_BYTES = 4 << 20;

    private final boolean isResting;
    private final BooleanSupplier isToEnd;
    private final String reason;
    private long startedNanos = System.nanoTime();

    private SnapshotPace(final boolean isResting, final BooleanSupplier isToEnd, final String reason) {
        this.isResting = isResting;
        this.isToEnd = isToEnd;
        this.reason = reason;
    }

    /**
     * Beside the sales: after each slice it rests as long as that took, so it has half of a processor and half of the disk's time
     * at most.
     *
     * @param isToEnd asked after each slice
     */
    public static SnapshotPace besideSales(final BooleanSupplier isToEnd) {
        return new SnapshotPace(true, isToEnd, "asked to end");
    }

    /** When nobody buys any more: as fast as it can, and given up after so long. */
    public static SnapshotPace within(final Duration limit) {
        final long startedNanos = System.nanoTime();
        return new SnapshotPace(
                false,
                () -> System.nanoTime() - startedNanos > limit.toNanos(),
                "not ready within " + limit.toSeconds() + " s");
    }

    /** As fast as it can, for as long as it takes. */
    public static SnapshotPace unlimited() {
        return new SnapshotPace(false, () -> false, "");
    }

    /**
     * A slice is done.
     *
     * @throws SnapshotGivenUpException if the rest is not wanted
     */
    void onSlice() {
        if (isToEnd.getAsBoolean()) {
            throw new SnapshotGivenUpException(reason);
        }
        if (isResting) {
            LockSupport.parkNanos(System.nanoTime() - startedNanos);
            startedNanos = System.nanoTime();
        }
    }

    /** How much is written between two forces. */
    int pieceBytes() {
        return isResting ? SMALL_PIECE_BYTES : LARGE_PIECE_BYTES;
    }
}
