package io.flashgate.gateway.cli;

import io.flashgate.core.CoreLimits;
import io.flashgate.gateway.GatewaySettings;
import io.flashgate.gateway.pipeline.PipelineSettings;
import io.flashgate.gateway.pipeline.Waiting;
import io.flashgate.journal.Durability;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What {@code serve} and {@code demo} both can be told about the gateway they start. */
final class GatewayOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            converter = NamedPath.class,
            description = "YAML file of settings; its keys are the long options without the dashes.")
    private Path config;

    @Option(
            names = "--durability",
            paramLabel = "fsync|os",
            converter = Choices.DurabilityName.class,
            defaultValue = "fsync",
            description = "What an answer waits for: the disk, or the page cache (default: ${DEFAULT-VALUE}).")
    private Durability durability;

    @Option(names = "--metrics-open", description = "Let /metrics answer without the admin token.")
    private boolean metricsOpen;

    @Option(
            names = "--max-sales",
            paramLabel = "N",
            converter = Numbers.Sales.class,
            defaultValue = "4096",
            description = "Sales the journal may ever hold (default: ${DEFAULT-VALUE}).")
    private int maxSales;

    @Option(
            names = "--max-answers",
            paramLabel = "N",
            converter = Numbers.Answers.class,
            defaultValue = "1000000",
            description = "Answers remembered for retries at a time, 79-95 bytes each (default: ${DEFAULT-VALUE}).")
    private int maxAnswers;

    @Option(
            names = "--max-orders",
            paramLabel = "N",
            converter = Numbers.Orders.class,
            defaultValue = "500000",
            description = "Orders, 86-210 bytes each (default: ${DEFAULT-VALUE}).")
    private int maxOrders;

    @Option(
            names = "--max-groups",
            paramLabel = "N",
            converter = Numbers.Groups.class,
            defaultValue = "4096",
            description = "Distinct groups among the orders (default: ${DEFAULT-VALUE}).")
    private int maxGroups;

    @Option(
            names = "--ring-size",
            paramLabel = "N",
            converter = Numbers.RingSize.class,
            defaultValue = "4096",
            description = "Purchases that may wait for their decision, a power of two; beyond it: 503"
                    + " (default: ${DEFAULT-VALUE}).")
    private int ringSize;

    @Option(
            names = "--wait-strategy",
            paramLabel = "NAME",
            converter = Choices.WaitStrategyName.class,
            defaultValue = "parking",
            description = "What the sequencer and the committer do while they have nothing to do: parking, blocking,"
                    + " sleeping, yielding or busy-spin; the last two want a processor for each of them"
                    + " (default: ${DEFAULT-VALUE}).")
    private Waiting waiting;

    @Option(
            names = "--max-group",
            paramLabel = "N",
            converter = Numbers.Group.class,
            defaultValue = "4096",
            description = "Most purchases that share one barrier (default: ${DEFAULT-VALUE}).")
    private int maxGroup;

    @Option(
            names = "--barrier-interval",
            paramLabel = "TIME",
            converter = Span.OrNone.class,
            defaultValue = "400us",
            description = "Least time from one barrier's start to the next one's; what comes meanwhile shares it."
                    + " 0us: one after the other (default: ${DEFAULT-VALUE}).")
    private Duration barrierInterval;

    @Option(
            names = "--event-loops",
            paramLabel = "N",
            converter = Numbers.EventLoops.class,
            defaultValue = "1",
            description = "Threads of the public listener (default: ${DEFAULT-VALUE}).")
    private int eventLoops;

    @Option(
            names = "--max-connections",
            paramLabel = "N",
            converter = Numbers.Connections.class,
            defaultValue = "10000",
            description = "Connections of the public listener; beyond it: 503 (default: ${DEFAULT-VALUE}).")
    private int maxConnections;

    @Option(
            names = "--request-deadline",
            paramLabel = "TIME",
            converter = Span.class,
            defaultValue = "10s",
            description = "From a request's first byte to its last; beyond it: 408 (default: ${DEFAULT-VALUE}).")
    private Duration requestDeadline;

    @Option(
            names = "--idle-timeout",
            paramLabel = "TIME",
            converter = Span.class,
            defaultValue = "60s",
            description = "Close a connection without a request after this (default: ${DEFAULT-VALUE}).")
    private Duration idleTimeout;

    @Option(
            names = "--answer-retention",
            paramLabel = "TIME",
            converter = Span.class,
            defaultValue = "24h",
            description = "How long answers are remembered after their sale is sealed: over, with nothing held."
                    + " Later retries hear that it is over (default: ${DEFAULT-VALUE}).")
    private Duration answerRetention;

    @Option(
            names = "--min-free",
            paramLabel = "BYTES",
            converter = ByteCount.class,
            defaultValue = "256M",
            description = "With less room on the journal's disk nothing is sold (default: ${DEFAULT-VALUE}).")
    private long minFreeBytes;

    @Option(
            names = "--snapshot-every",
            paramLabel = "N",
            converter = Numbers.SnapshotEvery.class,
            defaultValue = "5000000",
            description =
                    "Write a snapshot, beside the sales, after so many records and when a sale is over for good, so"
                            + " that a restart need not read the whole journal; takes as much heap as the limits once more."
                            + " 0 or off: only on a clean stop (default: ${DEFAULT-VALUE}).")
    private long snapshotEvery;

    GatewaySettings settings(
            final Path data, final InetSocketAddress listen, final InetSocketAddress adminListen, final String token) {
        return new GatewaySettings(
                data,
                listen,
                adminListen,
                token,
                metricsOpen,
                durability,
                new CoreLimits(maxSales, maxAnswers, maxOrders, maxGroups),
                new PipelineSettings(ringSize, waiting, maxGroup, barrierInterval),
                eventLoops,
                maxConnections,
                requestDeadline,
                idleTimeout,
                answerRetention,
                minFreeBytes,
                snapshotEvery);
    }
}
