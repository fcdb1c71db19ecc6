package io.flashgate.bench.load;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/** One kind of time, gathered from all threads: the whole run's, and the last interval's. For one thread. */
final class Latency {

    private final String tag;
    private final Histogram total = new Histogram(1_000, Tally.MOST_NANOS, 3);
    private final Histogram interval = new Histogram(1_000, Tally.MOST_NANOS, 3);

    private long beginMillis;

    Latency(final String tag) {
        this.tag = tag;
    }

    String tag() {
        return tag;
    }

    /** Begins an interval. @param startMillis since the epoch */
    void begin(final long startMillis) {
        interval.reset();
        interval.setTag(tag);
        beginMillis = startMillis;
    }

    /** Takes over what a thread recorded since it was asked last. */
    void take(final SingleWriterRecorder recorder) {
        interval.add(recorder.getIntervalHistogram());
    }

    /** Ends the interval. @return what was recorded in it, until the next one begins */
    Histogram end(final long endMillis) {
        // Adding had moved them to those of the recorders.
        interval.setStartTimeStamp(beginMillis);
        interval.setEndTimeStamp(endMillis);
        total.add(interval);
        return interval;
    }

    /** Everything so far, in nanoseconds. */
    Histogram total() {
        return total;
    }
}
