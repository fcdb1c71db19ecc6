package io.flashgate.bench.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Single steps, by JMH: a decision, an append, a replayed record; with what they allocate. */
final class MicroRun {

    private static final String BENCHMARKS =
            "\\.(PurchaseDecisionBenchmark\\.accepted|AppendBenchmark\\.append|ReplayBenchmark\\.replay)$";
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Installation installation;
    private final WorkFolder work;
    private final Results results;
    private final Consumer<String> progress;

    MicroRun(
            final Installation installation,
            final WorkFolder work,
            final Results results,
            final Consumer<String> progress) {
        this.installation = installation;
        this.work = work;
        this.results = results;
        this.progress = progress;
    }

    /**
     * @param isShortened one iteration each: to see that it works
     */
    void run(final boolean isShortened) {
        final Path folder = work.fresh("micro");
        final Path report = folder.resolve("jmh.json");
        final List<String> command = new ArrayList<>(List.of(
                installation.java(),
                installation.jvmOptions(),
                "-jar",
                installation.root().resolve("bench/target/benchmarks.jar").toString(),
                BENCHMARKS,
                // As the sequencer decides: told of what comes next.
                "-p",
                "batch=16",
                "-foe",
                "true",
                "-prof",
                "gc",
                "-rf",
                "json",
                "-rff",
                report.toString()));
        if (isShortened) {
            command.addAll(List.of("-wi", "1", "-i", "1"));
        }
        final Server jmh = Server.start("jmh", folder, Map.of(), command);
        try (jmh) {
            final long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (jmh.isAlive()) {
                if (System.nanoTime() - deadline > 0) {
                    throw jmh.failure("expected it to end within " + PATIENCE + ", found it running");
                }
                Server.pause();
            }
            if (jmh.exitStatus() != 0) {
                throw jmh.failure("expected exit status 0, found " + jmh.exitStatus());
            }
        }
        try {
            take(new ObjectMapper().readTree(report.toFile()));
        } catch (final IOException broken) {
            throw jmh.failure("expected a report in JSON, found " + broken.getMessage());
        }
        work.delete(folder);
    }

    /** Of several table sizes the dearest one counts. */
    private void take(final JsonNode report) {
        put(Values.DECISION_NANOS, most(report, "PurchaseDecisionBenchmark.accepted", "ns/op", ""));
        put(Values.DECISION_BYTES, most(report, "PurchaseDecisionBenchmark.accepted", "B/op", "gc.alloc.rate.norm"));
        put(Values.APPEND_NANOS, most(report, "AppendBenchmark.append", "ns/op", ""));
        put(Values.APPEND_BYTES, most(report, "AppendBenchmark.append", "B/op", "gc.alloc.rate.norm"));
        put(Values.REPLAY_PER_SECOND, most(report, "ReplayBenchmark.replay", "ops/s", ""));
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
            final double score = found.path("score").asDouble();
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

    private void put(final String name, final double value) {
        results.put(name, value);
        progress.accept("  " + name + ": " + ResultTable.number(value));
    }
}
