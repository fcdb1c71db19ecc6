package io.flashgate.core.snapshot;

/**
 * Where a core stood, and how much of each of its limits was in use.
 *
 * @param sequence       of the last command
 * @param timestampNanos its stamp, nanoseconds since the epoch
 * @param hashKey0       low word of the log's secret hash key
 * @param hashKey1       high word of it
 * @param rulesVersion   of the rules that wrote it
 * @param sales          sales ever defined
 * @param groups         distinct groups among orders
 * @param orderRows      parts of all orders
 * @param buyers         counts of buyers' units
 * @param answers        remembered answers
 */
public record SnapshotHead(
        long sequence,
        long timestampNanos,
        long hashKey0,
        long hashKey1,
        int rulesVersion,
        int sales,
        int groups,
        int orderRows,
        int buyers,
        int answers) {

    /** All that comes behind the head. */
    long entries() {
        return (long) sales + groups + orderRows + buyers + answers;
    }
}
