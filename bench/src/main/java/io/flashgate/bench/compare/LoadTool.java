package io.flashgate.bench.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flashgate.gateway.cli.Flashgate;
import io.flashgate.gateway.cli.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs {@code flashgate load} in this process, so that its processor time and garbage are not the server's. */
final class LoadTool {

    static final String SKU = "sneaker-42";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of the window that is measured, the part at each end that is left out: there the load is not yet, or no longer, full. */
    private static final double MARGIN = 0.1;

    private static final double FEWEST_AS_EXPECTED = 0.9999;

    /**
     * What to do to whom.
     *
     * @param target      scheme, host and port
     * @param saleId      the sale; everything is for {@link #SKU}
     * @param stock       the sale's stock, for the ledger
     * @param kind        what each request must be answered with
     * @param connections how many
     * @param pipeline    unanswered requests per connection, at most
     * @param perSecond   the rate, or 0: closed-loop
     * @param ledger      whether each answer is written down and compared
     * @param name        the run's name, unique: buyers and keys begin with it
     */
    record Task(
            URI target,
            String saleId,
            long stock,
            Scenario.Kind kind,
            int connections,
            int pipeline,
            double perSecond,
            boolean ledger,
            String name) {}

    private final Path folder;

    /**
     * @param folder where its reports and logs go
     */
    LoadTool(final Path folder) {
        this.folder = folder;
    }

    /** The log of latencies of a run. */
    Path hlog(final String name) {
        return folder.resolve(name + ".hlog");
    }

    /**
     * Runs it and takes the server's processor time over the same window.
     *
     * @throws CompareException if it fails, if the ledger finds a violation, or if not (nearly) every answer is what it must be
     */
    Figures run(final Task task, final Duration warmUp, final Duration measured, final ProcessTree server) {
        final Path report = folder.resolve(task.name() + ".json");
        final StringWriter said = new StringWriter();
        final PrintWriter writer = new PrintWriter(said, true);
        final List<String> line = commandLine(task, warmUp, measured, report);
        final ThreadTimes before = server.threads();
        final CpuSampler cpu = CpuSampler.start(server.sampled());
        final int status;
        try {
            status = Flashgate.run(line.toArray(new String[0]), Map.of(), new StopSignal(), writer, writer);
        } finally {
            cpu.close();
        }
        final ThreadTimes threads = server.threads().since(before);
        final JsonNode found = read(report, said, status);
        check(task, found, said);
        return figures(task, found, cpu, threads, measured);
    }

    private List<String> commandLine(
            final Task task, final Duration warmUp, final Duration measured, final Path report) {
        final List<String> line = new ArrayList<>(List.of("load"));
        line.addAll(List.of("--target", task.target().toString(), "--sale", task.saleId(), "--sku", SKU));
        if (task.perSecond() > 0) {
            line.addAll(List.of("--rate", Math.round(task.perSecond()) + "/s"));
        } else {
            line.addAll(List.of("--profile", "closed"));
        }
        line.addAll(List.of("--for", millis(measured), "--warm-up", millis(warmUp)));
        line.addAll(List.of("--connections", "" + task.connections(), "--pipeline", "" + task.pipeline()));
        // No --buyers: one buyer per request, as everybody may buy once.
        line.addAll(List.of("--ledger", task.ledger() ? "on" : "off", "--stock", "" + task.stock()));
        line.addAll(
                List.of("--json", report.toString(), "--hlog", hlog(task.name()).toString()));
        line.addAll(List.of("--seed", "1", "--run", task.name()));
        return line;
    }

    private static JsonNode read(final Path report, final StringWriter said, final int status) {
        if (!Files.exists(report)) {
            throw failure("expected a report " + report + ", found exit status " + status + " and none", said);
        }
        try {
            return JSON.readTree(report.toFile());
        } catch (final IOException broken) {
            throw failure("expected a report in JSON, found " + broken.getMessage(), said);
        }
    }

    private static void check(final Task task, final JsonNode found, final StringWriter said) {
        if (!found.path("violations").isEmpty()) {
            throw failure("expected no violation, found " + found.path("violations"), said);
        }
        final long answered = found.path("answered").asLong();
        final long asExpected =
                found.path("statuses").path("" + task.kind().status()).asLong();
        if (answered == 0 || asExpected < FEWEST_AS_EXPECTED * answered) {
            throw failure(
                    "expected answers " + task.kind().status() + " "
                            + task.kind().code() + ", found " + found.path("statuses") + " " + found.path("codes"),
                    said);
        }
        if (!task.kind().code().isEmpty()
                && found.path("codes").path(task.kind().code()).asLong() < FEWEST_AS_EXPECTED * answered) {
            throw failure("expected the code " + task.kind().code() + ", found " + found.path("codes"), said);
        }
        if (found.path("lost").asLong() > 0) {
            throw failure(
                    "expected every request to be answered, found " + found.path("lost") + " that were not", said);
        }
    }

    private Figures figures(
            final Task task,
            final JsonNode found,
            final CpuSampler cpu,
            final ThreadTimes threads,
            final Duration measured) {
        final double perSecond = found.path("achievedRate").asDouble();
        final JsonNode latency = found.path("latencyMicros").path("all");
        return new Figures(
                perSecond,
                cpuMicros(HistogramLog.lastMillis(hlog(task.name())), cpu, measured, perSecond),
                found.path("clientCpuMicrosPerRequest").asDouble(Double.NaN),
                latency.path("p50").asDouble(Double.NaN),
                latency.path("p99").asDouble(Double.NaN),
                latency.path("p999").asDouble(Double.NaN),
                task.perSecond() > 0 && found.path("missedRate").asBoolean(),
                threads);
    }

    /**
     * Processor time a second ÷ answers a second, both in the steady part of the measured window.
     *
     * @param end the window's end, on the wall clock
     */
    private static double cpuMicros(
            final long end, final CpuSampler cpu, final Duration measured, final double perSecond) {
        final long margin = Math.round(measured.toMillis() * MARGIN);
        final long from = end - measured.toMillis() + margin;
        final long until = end - margin;
        final double nanosPerSecond =
                (double) cpu.cpuNanosBetween(from, until) / (until - from) * TimeUnit.SECONDS.toMillis(1);
        return nanosPerSecond / perSecond / TimeUnit.MICROSECONDS.toNanos(1);
    }

    private static CompareException failure(final String what, final StringWriter said) {
        return new CompareException("flashgate load: " + what + "; it said:" + System.lineSeparator() + said);
    }

    private static String millis(final Duration duration) {
        return duration.toMillis() + "ms";
    }
}
