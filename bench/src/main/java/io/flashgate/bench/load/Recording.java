package io.flashgate.bench.load;

import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Gathers what the threads time, once a second, and writes it to a histogram log if there is one: an interval for each tag
 * ({@code accepted}, {@code refused}, {@code other}), values in nanoseconds. For one thread.
 */
final class Recording implements AutoCloseable {

    private final List<Tally> tallies;
    private final Latency accepted = new Latency("accepted");
    private final Latency refused = new Latency("refused");
    private final Latency other = new Latency("other");
    private final Latency sendDelay = new Latency("send-delay");
    /** Null where none is wanted. */
    private final HistogramLogWriter log;

    private long intervalMillis;

    /** @param file null: no log */
    Recording(final List<Tally> tallies, final Path file, final String comment) throws FileNotFoundException {
        this.tallies = tallies;
        log = file == null ? null : new HistogramLogWriter(file.toFile());
        if (log != null) {
            log.outputComment(comment);
            log.outputLogFormatVersion();
        }
    }

    void begin(final long nowMillis) {
        intervalMillis = nowMillis;
        if (log != null) {
            log.outputStartTime(nowMillis);
            log.setBaseTime(nowMillis);
            log.outputLegend();
        }
    }

    /** The end of a second, or of all. */
    void interval(final long nowMillis) {
        final List<Latency> latencies = List.of(accepted, refused, other, sendDelay);
        latencies.forEach(latency -> latency.begin(intervalMillis));
        for (final Tally tally : tallies) {
            accepted.take(tally.accepted);
            refused.take(tally.refused);
            other.take(tally.other);
            sendDelay.take(tally.sendDelay);
        }
        for (final Latency latency : latencies) {
            final Histogram interval = latency.end(nowMillis);
            if (log != null && interval.getTotalCount() > 0 && latency != sendDelay) {
                log.outputIntervalHistogram(interval);
            }
        }
        intervalMillis = nowMillis;
    }

    Histogram accepted() {
        return accepted.total();
    }

    Histogram refused() {
        return refused.total();
    }

    /** Every answer. */
    Histogram all() {
        final Histogram all = accepted.total().copy();
        all.add(refused.total());
        all.add(other.total());
        return all;
    }

    /** How long requests waited in the generator. */
    Histogram sendDelay() {
        return sendDelay.total();
    }

    @Override
    public void close() {
        if (log != null) {
            log.close();
        }
    }
}
