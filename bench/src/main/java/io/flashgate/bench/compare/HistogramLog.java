package io.flashgate.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/** Reads {@code .hlog} files: latencies in nanoseconds, an interval each second for each tag. */
final class HistogramLog {

    private HistogramLog() {}

    /**
     * All intervals of a log added up.
     *
     * @throws CompareException if it cannot be read or has nothing in it
     */
    static Histogram read(final Path hlog) {
        final Histogram[] sum = new Histogram[1];
        forEach(hlog, next -> {
            if (!(next instanceof Histogram interval)) {
                throw new CompareException(hlog + ": expected histograms of whole numbers, found " + next.getClass());
            }
            if (sum[0] == null) {
                sum[0] = new Histogram(interval.getNumberOfSignificantValueDigits());
                sum[0].setAutoResize(true);
            }
            sum[0].add(interval);
        });
        if (sum[0] == null || sum[0].getTotalCount() == 0) {
            throw new CompareException(hlog + ": expected latencies, found none");
        }
        return sum[0];
    }

    /**
     * When the last interval of a log ended, on the wall clock.
     *
     * @throws CompareException if it cannot be read or has nothing in it
     */
    static long lastMillis(final Path hlog) {
        final long[] last = {Long.MIN_VALUE};
        forEach(hlog, next -> last[0] = Math.max(last[0], next.getEndTimeStamp()));
        if (last[0] == Long.MIN_VALUE) {
            throw new CompareException(hlog + ": expected latencies, found none");
        }
        return last[0];
    }

    private static void forEach(final Path hlog, final Consumer<EncodableHistogram> each) {
        try (HistogramLogReader reader = new HistogramLogReader(hlog.toFile())) {
            for (EncodableHistogram next = reader.nextIntervalHistogram();
                    next != null;
                    next = reader.nextIntervalHistogram()) {
                each.accept(next);
            }
        } catch (final IOException failed) {
            throw new CompareException(hlog + ": cannot be read: " + failed.getMessage(), failed);
        }
    }
}
