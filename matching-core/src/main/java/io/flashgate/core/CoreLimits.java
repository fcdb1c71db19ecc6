package io.flashgate.core;

import io.flashgate.core.snapshot.SnapshotHead;

/**
 * How much the core can hold. All of it is allocated when the core is built; what does not fit is refused.
 *
 * <p>A remembered answer takes 64 bytes and its share of the index, 15–30; an order 86, and for each of its buyer's counts,
 * at most two, 49–62; a sale about 1 KiB beside its definition. A log replays only into a core whose limits are no smaller than what the log holds.
 *
 * @param sales   sales ever defined, 1–65,536
 * @param answers answers remembered at a time, 1–100,000,000; refusals may take half of them
 * @param orders  accepted orders, 1–50,000,000
 * @param groups  distinct groups among accepted orders, 1–65,536
 */
public record CoreLimits(int sales, int answers, int orders, int groups) {

    /** Room for a day of sales on a small machine: about 180 MiB of heap, and once more where a second core follows. */
    public static final CoreLimits DEFAULT = new CoreLimits(4_096, 1_000_000, 500_000, 4_096);

    /** With its share of the index. */
    private static final long BYTES_PER_ANSWER = 94;

    /** With two counts of its buyer. */
    private static final long BYTES_PER_ORDER = 86 + 2 * 62;

    private static final long BYTES_PER_SALE = 1_024;

    /**
     * @throws IllegalArgumentException naming the limit that is out of its range
     */
    public CoreLimits {
        require("sales", sales, 65_536);
        require("answers", answers, 100_000_000);
        require("orders", orders, 50_000_000);
        require("groups", groups, 65_536);
    }

    /** The heap that a core of these limits takes at most; with very few entries some KiB more. */
    public long mostBytes() {
        return answers * BYTES_PER_ANSWER + orders * BYTES_PER_ORDER + sales * BYTES_PER_SALE;
    }

    /** The smallest limits that are no smaller than these and have room for a snapshot. */
    public CoreLimits withRoomFor(final SnapshotHead head) {
        return new CoreLimits(
                Math.max(sales, head.sales()),
                Math.max(answers, head.answers()),
                Math.max(orders, Math.max(head.orderRows(), (head.buyers() + 1) / 2)),
                Math.max(groups, head.groups()));
    }

    /**
     * Sees that a snapshot fits.
     *
     * @throws IllegalArgumentException naming the limits that are needed
     */
    void requireRoomFor(final SnapshotHead head) {
        final CoreLimits needed = withRoomFor(head);
        if (!equals(needed)) {
            throw new IllegalArgumentException(
                    "the snapshot of sequence=" + head.sequence() + " needs " + needed + ", found " + this);
        }
    }

    private static void require(final String name, final int value, final int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + ": found " + value + ", expected 1–" + most);
        }
    }
}
