package io.flashgate.bench.compare;

/** The names of single values in {@link Results}: what {@code --full} measures of the gateway alone. */
final class Values {

    static final String ALLOCATION_BYTES = "allocation-bytes-per-purchase";
    static final String GC_PAUSE_MILLIS = "longest-gc-pause-ms";
    static final String DECISION_NANOS = "decision-ns";
    static final String DECISION_BYTES = "decision-allocation-bytes";
    static final String APPEND_NANOS = "append-ns";
    static final String APPEND_BYTES = "append-allocation-bytes";
    static final String REPLAY_PER_SECOND = "replay-records-per-second";
    static final String BUYERS_FEW = "cpu-us-1000-buyers";
    static final String BUYERS_MANY = "cpu-us-5000000-buyers";
    static final String SALES_FEW = "cpu-us-1-sale";
    static final String SALES_MANY = "cpu-us-500-sales";
    static final String CONNECTIONS_FEW = "cpu-us-64-connections";
    static final String CONNECTIONS_MANY = "cpu-us-4000-connections";
    static final String RECOVERY_SECONDS = "recovery-seconds";
    static final String RECOVERY_SNAPSHOT_SECONDS = "recovery-seconds-with-snapshot";

    /** Figures of holds that are all due at once; times in milliseconds. */
    static final String HOLDS = "holds-";

    static final String HOLDS_LONGEST_MILLIS = HOLDS + "max-ms";

    /** Figures of the instant a sale is over; times in microseconds. */
    static final String INSTANT = "instant-";

    static final String INSTANT_P99_MICROS = INSTANT + "p99";
    static final String INSTANT_LONGEST_MICROS = INSTANT + "max";
    static final String INSTANT_LATE_ORDERS = INSTANT + "late-orders";

    private Values() {}
}
