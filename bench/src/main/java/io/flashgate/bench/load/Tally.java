package io.flashgate.bench.load;

import org.HdrHistogram.SingleWriterRecorder;

/**
 * What one thread counts and times. The counters are for that thread until it has ended; the recorders may be read by another
 * one meanwhile. Times are in nanoseconds, told apart to a microsecond.
 */
final class Tally {

    private static final long LEAST_NANOS = 1_000;
    /** Longer ones are recorded as this. */
    static final long MOST_NANOS = 600_000_000_000L;

    private static final int DIGITS = 3;

    final SingleWriterRecorder accepted = recorder();
    final SingleWriterRecorder refused = recorder();
    /** Neither sold nor refused: no time, or a mistake. */
    final SingleWriterRecorder other = recorder();
    /** How long a request waited in the generator, for its turn or for a connection with room. */
    final SingleWriterRecorder sendDelay = recorder();

    final long[] statuses = new long[600];
    final CodeCounts codes = new CodeCounts();

    long sentCount;
    long answeredCount;
    long lostCount;
    long reconnectCount;
    long repeatCount;
    /** Within the measured time. */
    long measuredSentCount;
    /** Of those. */
    long measuredAnsweredCount;
    /** Due, and never sent. */
    long unsentCount;

    long lastSentNanos = Long.MIN_VALUE;

    void onMeasured(final Answer answer, final long nanos) {
        measuredAnsweredCount++;
        final SingleWriterRecorder recorder = answer.isAccepted()
                ? accepted
                : answer.status >= 400 && answer.status < 500 && !answer.isPassing() ? refused : other;
        record(recorder, nanos);
    }

    static void record(final SingleWriterRecorder recorder, final long nanos) {
        recorder.recordValue(Math.max(0, Math.min(nanos, MOST_NANOS)));
    }

    private static SingleWriterRecorder recorder() {
        return new SingleWriterRecorder(LEAST_NANOS, MOST_NANOS, DIGITS);
    }
}
