package io.flashgate.gateway.telemetry;

import io.flashgate.core.order.Outcome;
import io.flashgate.gateway.live.SaleBoard;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmCompilationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Locale;
import org.agrona.concurrent.EpochNanoClock;

/** Puts everything that is counted here, the sales and the JVM on a metrics page. */
public final class TelemetryMetrics {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final MetricsPage page;
    private final Telemetry telemetry;

    private TelemetryMetrics(final MetricsPage page, final Telemetry telemetry) {
        this.page = page;
        this.telemetry = telemetry;
    }

    /**
     * @param clock the one that the sequencer stamps with
     */
    public static void register(
            final MetricsPage page,
            final Telemetry telemetry,
            final Health health,
            final SaleBoard board,
            final EpochNanoClock clock) {
        page.gauge("flashgate_ready", "1 while the gateway can sell.", () -> health.canSell() ? 1 : 0);
        page.gauge(
                "flashgate_journal_has_room",
                "0 while the journal's disk has less room than --min-free, and orders are refused.",
                () -> health.isScarce() ? 0 : 1);
        final TelemetryMetrics metrics = new TelemetryMetrics(page, telemetry);
        metrics.decisions();
        metrics.http();
        metrics.journal(board);
        metrics.snapshots();
        metrics.time();
        new SaleMetrics(board, clock).register(page);
        registerJvm(page);
    }

    /** Everything but listeners that a gateway could not take away again when it is closed. */
    public static void registerJvm(final MetricsPage page) {
        final PrometheusRegistry registry = page.registry();
        JvmBufferPoolMetrics.builder().register(registry);
        JvmClassLoadingMetrics.builder().register(registry);
        JvmCompilationMetrics.builder().register(registry);
        JvmGarbageCollectorMetrics.builder().register(registry);
        JvmMemoryMetrics.builder().register(registry);
        JvmRuntimeInfoMetric.builder().register(registry);
        JvmThreadsMetrics.builder().register(registry);
        ProcessMetrics.builder().register(registry);
    }

    private void decisions() {
        page.counter(
                "flashgate_decisions",
                "Commands decided in the ring, by what came of them.",
                samples -> {
                    for (final Outcome outcome : Outcome.values()) {
                        samples.add(telemetry.decisions(outcome), word(outcome));
                    }
                },
                "outcome");
        page.counter(
                "flashgate_gate_refusals",
                "Requests that an event loop refused without the ring, by the reason.",
                samples -> {
                    for (final Outcome reason : Telemetry.GATE_REASONS) {
                        samples.add(telemetry.gateRefusals(reason), word(reason));
                    }
                    samples.add(telemetry.ringFull(), "ring_full");
                },
                "reason");
        page.histogram(
                "flashgate_decision_to_answer_duration_seconds",
                "From a command's decision to its answer's being handed to the socket: the barrier and the way back.",
                NANOS_PER_SECOND,
                () -> {
                    final List<BucketCounts> loops = telemetry.answerTimes();
                    return loops.isEmpty() ? List.of(Telemetry.noDurations()) : loops;
                });
        page.histogram(
                "flashgate_commit_batch_size",
                "Commands that were made durable and answered together.",
                1,
                () -> List.of(telemetry.batches()));
    }

    private void http() {
        page.counter("flashgate_http_requests", "Whole requests of both listeners.", telemetry::requests);
        page.counter("flashgate_http_bad_requests", "Requests that were not well-formed.", telemetry::badRequests);
        page.counter(
                "flashgate_http_problems",
                "Answers of both listeners that were problem documents, by their code.",
                samples -> telemetry.problemCodes().forEach(code -> samples.add(telemetry.problems(code), code)),
                "code");
        page.gauge("flashgate_connections", "Open connections of the public listener.", telemetry::connections);
        page.counter(
                "flashgate_connections_opened",
                "Connections that the public listener took, those it refused at once among them.",
                telemetry::openedConnections);
        page.counter(
                "flashgate_connections_refused",
                "Connections beyond --max-connections, answered 503 and closed.",
                telemetry::refusedConnections);
    }

    private void journal(final SaleBoard board) {
        page.gauge("flashgate_journal_sequence", "Newest durable sequence.", board::sequence);
        page.histogram(
                "flashgate_journal_barrier_duration_seconds",
                "How long barriers took: one forces a group of records to the disk.",
                NANOS_PER_SECOND,
                () -> List.of(telemetry.barriers()));
        page.counter(
                "flashgate_journal_refusals",
                "Commands refused in the ring, because the journal had no room for them or had failed.",
                telemetry::journalRefusals);
    }

    private void snapshots() {
        page.counter(
                "flashgate_snapshots",
                "Snapshots beside the sales, by what came of them. When one failed, sales went on.",
                samples -> {
                    samples.add(telemetry.snapshots(), "written");
                    samples.add(telemetry.failedSnapshots(), "failed");
                },
                "result");
        page.gauge(
                "flashgate_snapshot_sequence",
                "Last sequence in the newest good snapshot; a restart reads the journal from there. 0: there is none.",
                () -> telemetry.newestSnapshot().sequence());
        ofSnapshot(
                "flashgate_snapshot_timestamp_seconds",
                "When the newest good snapshot was written, since the epoch.",
                () -> telemetry.newestSnapshot().writtenMillis() / MILLIS_PER_SECOND);
        ofSnapshot(
                "flashgate_snapshot_size_bytes",
                "Length of the newest good snapshot.",
                () -> telemetry.newestSnapshot().bytes());
        ofSnapshot(
                "flashgate_snapshot_duration_seconds",
                "How long the newest good snapshot took; 0: an earlier process wrote it.",
                () -> telemetry.newestSnapshot().tookNanos() / NANOS_PER_SECOND);
    }

    private void time() {
        page.counter(
                "flashgate_clock_steps",
                "How often the machine's clock was set by more than a second and a half.",
                samples -> {
                    samples.add(telemetry.clockSteps(true), "forward");
                    samples.add(telemetry.clockSteps(false), "back");
                },
                "direction");
        page.counter(
                "flashgate_stalls", "How often the process stood still for more than a second.", telemetry::stalls);
        page.counter(
                "flashgate_stalled_seconds",
                "How long the process stood still, all times together.",
                () -> telemetry.stalledNanos() / NANOS_PER_SECOND);
    }

    /** No sample at all where there is no snapshot: a time of 0 would be an age of decades. */
    private void ofSnapshot(final String name, final String help, final java.util.function.DoubleSupplier value) {
        page.gauge(name, help, samples -> {
            if (telemetry.newestSnapshot().sequence() > 0) {
                samples.add(value.getAsDouble());
            }
        });
    }

    private static String word(final Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
