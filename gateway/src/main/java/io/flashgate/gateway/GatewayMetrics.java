package io.flashgate.gateway;

import io.flashgate.gateway.pipeline.Pipeline;
import io.flashgate.gateway.telemetry.Health;
import io.flashgate.gateway.telemetry.MetricsPage;
import io.flashgate.gateway.telemetry.Telemetry;
import io.flashgate.gateway.telemetry.TelemetryMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.concurrent.EpochNanoClock;

/** The gateway's whole metrics page: what its parts count, and what only the wiring knows. */
final class GatewayMetrics {

    private static final double NANOS_PER_SECOND = 1e9;

    private GatewayMetrics() {}

    /** What there is to be said of a gateway that recovers. */
    static MetricsPage startingPage(final GatewaySettings settings, final RecoveryProgress progress) {
        final MetricsPage page = new MetricsPage();
        addBuild(page, settings);
        TelemetryMetrics.registerJvm(page);
        page.gauge("flashgate_ready", "1 while the gateway can sell.", () -> 0);
        addProgress(page, progress);
        return page;
    }

    static MetricsPage page(
            final GatewaySettings settings,
            final RecoveryProgress progress,
            final RecoveredJournal journal,
            final Pipeline pipeline,
            final Health health,
            final Telemetry telemetry,
            final EpochNanoClock clock) {
        final MetricsPage page = new MetricsPage();
        TelemetryMetrics.register(page, telemetry, health, journal.board(), clock);
        addBuild(page, settings);
        addProgress(page, progress);
        page.gauge("flashgate_connections_limit", "Most connections (--max-connections).", settings::maxConnections);
        page.gauge("flashgate_ring_depth", "Commands that wait in the ring.", pipeline::depth);
        page.gauge("flashgate_ring_capacity", "Commands that the ring holds (--ring-size).", pipeline::ringSize);
        page.gauge(
                "flashgate_answers", "Answers remembered for retries (--answer-retention).", journal.board()::answered);
        page.gauge(
                "flashgate_answers_limit",
                "Answers that can be remembered (--max-answers); refusals may take half of it.",
                () -> settings.limits().answers());
        page.counter(
                "flashgate_journal_written_bytes",
                "Bytes of records appended since the start.",
                journal.writer()::bytesWritten);
        page.gauge(
                "flashgate_journal_free_bytes",
                "Room on the journal's disk that this process may use.",
                () -> freeBytes(settings.data()));
        page.gauge(
                "flashgate_journal_min_free_bytes",
                "With less room than this nothing is sold (--min-free).",
                settings::minFreeBytes);
        page.gauge(
                "flashgate_recovery_duration_seconds",
                "How long the recovery at the start took.",
                () -> journal.recoveryNanos() / NANOS_PER_SECOND);
        page.gauge(
                "flashgate_recovery_records",
                "Records that the recovery at the start replayed, behind the snapshot if there was one.",
                journal::replayedRecords);
        return page;
    }

    private static void addBuild(final MetricsPage page, final GatewaySettings settings) {
        page.info(
                "flashgate_build",
                "Which build runs, and what its answers wait for.",
                new String[] {"version", "durability"},
                new String[] {GatewayVersion.number(), settings.durability().word()});
    }

    private static void addProgress(final MetricsPage page, final RecoveryProgress progress) {
        page.gauge(
                "flashgate_recovery_sequence",
                "How far the recovery at the start has come: the newest sequence that is restored or replayed.",
                progress::sequence);
    }

    /** Not a number if the disk does not say. */
    private static double freeBytes(final Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (final IOException unknown) {
            return Double.NaN;
        }
    }
}
