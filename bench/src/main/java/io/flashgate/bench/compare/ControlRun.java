package io.flashgate.bench.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.flashgate.bench.micro.ComparedLog;
import java.util.Locale;

/** What Chronicle Queue costs or saves: the journal beside its control, a plain log of segments, step by step. */
final class ControlRun {

    private static final String BENCHMARKS = "\\.(AppendBenchmark|BarrierBenchmark|FrameReadBenchmark)\\.";

    /** Records before a barrier, as {@code BarrierBenchmark} has them. */
    private static final int[] GROUPS = {1, 64};

    private static final String APPEND = "append-ns";
    private static final String APPEND_P999 = "append-p999-ns";
    private static final String APPEND_LONGEST = "append-longest-ns";
    private static final String READ = "read-per-second";
    private static final double NANOS_PER_MICRO = 1_000;

    private final OursAlone ours;

    ControlRun(final OursAlone ours) {
        this.ours = ours;
    }

    void run(final boolean isShortened) {
        final JsonNode report =
                Jmh.run(ours, "control", isShortened, BENCHMARKS, "-p", "group=" + GROUPS[0] + "," + GROUPS[1]);
        for (final JsonNode benchmark : report) {
            take(benchmark);
        }
    }

    /** A table of what {@link #run} found. */
    static String markdown(final Results results) {
        final StringBuilder text =
                new StringBuilder(String.format("| | Chronicle Queue | plain segments |%n|---|--:|--:|%n"));
        row(text, results, "append of a purchase, mean", APPEND, 1 / NANOS_PER_MICRO);
        row(text, results, "append, p99.9 of single ones", APPEND_P999, 1 / NANOS_PER_MICRO);
        row(text, results, "append, the longest that was sampled", APPEND_LONGEST, 1 / NANOS_PER_MICRO);
        for (final int group : GROUPS) {
            final String what = "append of " + group + " and a barrier, ";
            row(text, results, what + "median", barrier(group, "p50"), 1);
            row(text, results, what + "p99", barrier(group, "p99"), 1);
            row(text, results, what + "longest", barrier(group, "longest"), 1);
        }
        text.append(String.format(
                "| records read and checked in recovery, a second | %s | %s |%n",
                ResultTable.number(results.number(name(ComparedLog.CHRONICLE, READ))),
                ResultTable.number(results.number(name(ComparedLog.SEGMENTS, READ)))));
        return text.toString();
    }

    private void take(final JsonNode benchmark) {
        final ComparedLog log =
                ComparedLog.valueOf(benchmark.path("params").path("log").asText());
        final JsonNode metric = benchmark.path("primaryMetric");
        final JsonNode percentiles = metric.path("scorePercentiles");
        final String full = benchmark.path("benchmark").asText();
        switch (full.substring(full.lastIndexOf('.') + 1)) {
            case "append":
                put(log, APPEND, metric.path("score"));
                break;
            case "appendSampled":
                put(log, APPEND_P999, percentiles.path("99.9"));
                put(log, APPEND_LONGEST, percentiles.path("100.0"));
                break;
            case "appendAndForce":
                final int group = benchmark.path("params").path("group").asInt();
                put(log, barrier(group, "p50"), percentiles.path("50.0"));
                put(log, barrier(group, "p99"), percentiles.path("99.0"));
                put(log, barrier(group, "longest"), percentiles.path("100.0"));
                break;
            case "readFrames":
                put(log, READ, metric.path("score"));
                break;
            default:
                throw new CompareException("control: expected a benchmark of " + BENCHMARKS + ", found " + full);
        }
    }

    private void put(final ComparedLog log, final String figure, final JsonNode value) {
        ours.put(name(log, figure), value.asDouble(Double.NaN));
    }

    private static void row(
            final StringBuilder text,
            final Results results,
            final String what,
            final String figure,
            final double microsPerUnit) {
        text.append(String.format(
                "| %s | %s | %s |%n",
                what,
                ResultTable.time(microsPerUnit * results.number(name(ComparedLog.CHRONICLE, figure))),
                ResultTable.time(microsPerUnit * results.number(name(ComparedLog.SEGMENTS, figure)))));
    }

    private static String barrier(final int group, final String figure) {
        return "barrier-" + group + "-" + figure + "-us";
    }

    private static String name(final ComparedLog log, final String figure) {
        return log.name().toLowerCase(Locale.ROOT) + "-" + figure;
    }
}
