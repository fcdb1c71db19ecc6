package io.flashgate.bench.compare;

import com.fasterxml.jackson.databind.JsonNode;

/** Single steps, by JMH: a decision, an append, a replayed record; with what they allocate. */
final class MicroRun {

    private static final String BENCHMARKS =
            "\\.(PurchaseDecisionBenchmark\\.accepted|AppendBenchmark\\.append|ReplayBenchmark\\.replay)$";

    private final OursAlone ours;

    MicroRun(final OursAlone ours) {
        this.ours = ours;
    }

    /**
     * @param isShortened one iteration each: to see that it works
     */
    void run(final boolean isShortened) {
        // Decided as the sequencer does, told of what comes next; the journal, not its control.
        take(Jmh.run(ours, "micro", isShortened, BENCHMARKS, "-p", "batch=16", "-p", "log=CHRONICLE", "-prof", "gc"));
    }

    /**
     * Of several table sizes the dearest one counts; of each of them its median iteration, since one that the machine's host
     * interrupted would outweigh all others in a mean.
     */
    private void take(final JsonNode report) {
        ours.put(Values.DECISION_NANOS, most(report, "PurchaseDecisionBenchmark.accepted", "ns/op", ""));
        ours.put(
                Values.DECISION_BYTES,
                most(report, "PurchaseDecisionBenchmark.accepted", "B/op", "gc.alloc.rate.norm"));
        ours.put(Values.APPEND_NANOS, most(report, "AppendBenchmark.append", "ns/op", ""));
        ours.put(Values.APPEND_BYTES, most(report, "AppendBenchmark.append", "B/op", "gc.alloc.rate.norm"));
        ours.put(Values.REPLAY_PER_SECOND, most(report, "ReplayBenchmark.replay", "ops/s", ""));
    }

    /**
     * @param metric a profiler's, or empty: the benchmark's own
     */
    static double most(final JsonNode report, final String benchmark, final String unit, final String metric) {
        double most = Double.NaN;
        for (final JsonNode run : report) {
            if (!run.path("benchmark").asText().endsWith('.' + benchmark)) {
                continue;
            }
            final JsonNode found = metric.isEmpty() ? run.path("primaryMetric") : secondary(run, metric);
            if (!found.path("scoreUnit").asText().equals(unit)) {
                throw new CompareException(benchmark + ": expected " + unit + ", found " + found.path("scoreUnit"));
            }
            final double score = found.path("scorePercentiles").path("50.0").asDouble(Double.NaN);
            most = Double.isNaN(most) ? score : Math.max(most, score);
        }
        if (Double.isNaN(most)) {
            throw new CompareException("expected a benchmark " + benchmark + " in JMH's report, found none");
        }
        return most;
    }

    /** JMH puts a dot in front of the names on some versions. */
    private static JsonNode secondary(final JsonNode run, final String metric) {
        final JsonNode metrics = run.path("secondaryMetrics");
        return metrics.has(metric) ? metrics.path(metric) : metrics.path("·" + metric);
    }
}
