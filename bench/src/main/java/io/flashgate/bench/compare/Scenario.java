package io.flashgate.bench.compare;

/** One kind of load, the same for every peer that is measured under it. */
enum Scenario {
    SOLD_64("sold-64", "Sold, 64 connections, one at a time", Kind.SOLD, 64, 1),
    SOLD_256("sold-256", "Sold, 256 connections, one at a time", Kind.SOLD, 256, 1),
    SOLD_PIPELINED("sold-pipelined", "Sold, 64 connections, 16 pipelined", Kind.SOLD, 64, 16),
    SOLD_OUT("sold-out", "Refused, sold out, 64 connections, one at a time", Kind.SOLD_OUT, 64, 1),
    SOLD_OUT_PIPELINED("sold-out-pipelined", "Refused, sold out, 64 connections, 16 pipelined", Kind.SOLD_OUT, 64, 16),
    CLOSED("closed", "Refused, closed, 64 connections, one at a time", Kind.CLOSED, 64, 1),
    CLOSED_PIPELINED("closed-pipelined", "Refused, closed, 64 connections, 16 pipelined", Kind.CLOSED, 64, 16),
    /** Last of a round: its rate comes from {@link #SOLD_64} of the same round. */
    HALF_LOAD("half-load", "Sold, open-loop at half of the capacity, 64 connections", Kind.SOLD, 64, 1);

    /** What every request of a scenario must be answered with. */
    enum Kind {
        SOLD(201, ""),
        SOLD_OUT(409, "sold-out"),
        CLOSED(410, "sale-closed");

        private final int status;
        private final String code;

        Kind(final int status, final String code) {
            this.status = status;
            this.code = code;
        }

        int status() {
            return status;
        }

        /** Of the problem document; empty: none. */
        String code() {
            return code;
        }
    }

    private final String key;
    private final String title;
    private final Kind kind;
    private final int connections;
    private final int pipeline;

    Scenario(final String key, final String title, final Kind kind, final int connections, final int pipeline) {
        this.key = key;
        this.title = title;
        this.kind = kind;
        this.connections = connections;
        this.pipeline = pipeline;
    }

    /** Its name in files and in {@code --only}. */
    String key() {
        return key;
    }

    String title() {
        return title;
    }

    Kind kind() {
        return kind;
    }

    int connections() {
        return connections;
    }

    /** Requests without an answer on one connection, at most. */
    int pipeline() {
        return pipeline;
    }

    boolean isOpenLoop() {
        return this == HALF_LOAD;
    }
}
