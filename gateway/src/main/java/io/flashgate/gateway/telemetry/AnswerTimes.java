package io.flashgate.gateway.telemetry;

/**
 * How long answers were on their way from their decision to the socket, of one event loop. Answers are noted as they are
 * written and counted once they are flushed, all of them with one look at the clock. Event loop only.
 */
public final class AnswerTimes {

    /** With more than this in one batch, the first ones are counted before they are flushed. */
    private static final int MOST_NOTED = 256;

    private final BucketCounts counts;
    private final long[] decidedNanos = new long[MOST_NOTED];
    private int noted;

    AnswerTimes(final BucketCounts counts) {
        this.counts = counts;
    }

    /**
     * An answer has been written.
     *
     * @param nanos when it was decided, by {@link System#nanoTime()}
     */
    public void answered(final long nanos) {
        if (noted == MOST_NOTED) {
            flushed();
        }
        decidedNanos[noted++] = nanos;
    }

    /** What was noted is on its way to the client. */
    public void flushed() {
        if (noted == 0) {
            return;
        }
        final long now = System.nanoTime();
        for (int i = 0; i < noted; i++) {
            counts.record(now - decidedNanos[i]);
        }
        noted = 0;
    }
}
