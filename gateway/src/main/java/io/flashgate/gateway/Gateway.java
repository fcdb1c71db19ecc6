package io.flashgate.gateway;

import io.flashgate.core.MatchingCore;
import io.flashgate.gateway.admin.AdminRoutes;
import io.flashgate.gateway.admin.StartingRoutes;
import io.flashgate.gateway.admission.Gate;
import io.flashgate.gateway.http.HttpLimits;
import io.flashgate.gateway.http.HttpServer;
import io.flashgate.gateway.http.PublicRoutes;
import io.flashgate.gateway.live.SaleBoard;
import io.flashgate.gateway.pipeline.Pipeline;
import io.flashgate.gateway.telemetry.Health;
import io.flashgate.gateway.telemetry.MetricsPage;
import io.flashgate.gateway.telemetry.Telemetry;
import io.flashgate.gateway.telemetry.Watch;
import io.flashgate.journal.Barrier;
import io.flashgate.journal.report.ReportFollower;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running gateway. {@link #start} recovers, opens the ports and returns; {@link #drain} ends it without losing anything
 * that was taken. Any thread may call it.
 */
public final class Gateway implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private static final int ADMIN_BODY_BYTES = 256 * 1024;
    private static final int PUBLIC_BODY_BYTES = 4 * 1024;
    private static final int ADMIN_CONNECTIONS = 1_000;
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(10);

    /** How long a sales report waits for the journal to be read so far. */
    private static final Duration REPORT_PATIENCE = Duration.ofSeconds(5);

    /** What reports take of memory is mostly buyers: so many bytes each, and an eighth of the heap for all. */
    private static final int BYTES_PER_REPORTED_BUYER = 32;

    private static final int HEAP_PER_REPORTS = 8;

    /** After a broken promise: how long clients still hear 503 and probes see red, before the process may end. */
    private static final Duration FAILURE_NOTICE = Duration.ofMillis(500);

    private final Health health;
    private final RecoveredJournal journal;
    private final Pipeline pipeline;
    private final SaleBoard board;
    private final Telemetry telemetry;
    private final Watch watch;
    private final ReportFollower reports;
    private final HttpServer publicServer;
    private final HttpServer adminServer;
    private final AdminRoutes adminRoutes;
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private boolean closed;

    private Gateway(
            final GatewaySettings settings,
            final Starting starting,
            final RecoveredJournal journal,
            final Barrier barrier,
            final EpochNanoClock clock) {
        this.journal = journal;
        health = starting.health;
        telemetry = starting.telemetry;
        adminServer = starting.adminServer;
        final MatchingCore core = journal.core();
        board = journal.board();

        // A purchase's way, from left to right: http, gate, ring (stamp, decide, append; barrier), outbox, http.
        pipeline = new Pipeline(settings.pipeline(), core, journal.writer(), barrier, clock, board, health, telemetry);
        final Gate gate = new Gate(board, clock, telemetry);
        final PublicRoutes publicRoutes =
                new PublicRoutes(board, gate, pipeline, health, telemetry, settings.durability(), clock);
        publicServer = new HttpServer(
                "public",
                settings.eventLoops(),
                publicRoutes,
                new HttpLimits(
                        PUBLIC_BODY_BYTES,
                        settings.maxConnections(),
                        settings.requestDeadline(),
                        settings.idleTimeout()),
                telemetry,
                core.hashKey0(),
                core.hashKey1(),
                2 * settings.pipeline().ringSize(),
                true);

        final MetricsPage metrics =
                GatewayMetrics.page(settings, starting.progress, journal, pipeline, health, telemetry, clock);
        reports = new ReportFollower(settings.data(), board::sequence, REPORT_PATIENCE, mostReportedBuyers());
        adminRoutes = new AdminRoutes(
                settings.adminToken(),
                settings.metricsOpen(),
                board,
                pipeline,
                health,
                telemetry,
                metrics,
                clock,
                settings.data(),
                reports);
        watch = new Watch(
                telemetry,
                board,
                clock,
                settings.maxConnections(),
                settings.pipeline().ringSize());
    }

    /**
     * Recovers from the journal and opens the ports.
     *
     * @throws GatewayStartException if it cannot; nothing is left open then
     */
    public static Gateway start(final GatewaySettings settings) throws GatewayStartException {
        StartLog.say(LOG, settings);
        return start(settings, new SystemEpochNanoClock());
    }

    /** As {@link #start(GatewaySettings)}, of a gateway that is gone soon: nobody needs to hear of its settings and its sales. */
    static Gateway startScratch(final GatewaySettings settings) throws GatewayStartException {
        return start(settings, new SystemEpochNanoClock(), UnaryOperator.identity(), true);
    }

    /** As {@link #start(GatewaySettings)}, with another clock: for tests. */
    static Gateway start(final GatewaySettings settings, final EpochNanoClock clock) throws GatewayStartException {
        return start(settings, clock, UnaryOperator.identity());
    }

    /** And with something in front of the journal's barrier: for tests that hold it, or let it fail. */
    static Gateway start(
            final GatewaySettings settings, final EpochNanoClock clock, final UnaryOperator<Barrier> inFrontOfBarrier)
            throws GatewayStartException {
        return start(settings, clock, inFrontOfBarrier, false);
    }

    private static Gateway start(
            final GatewaySettings settings,
            final EpochNanoClock clock,
            final UnaryOperator<Barrier> inFrontOfBarrier,
            final boolean isScratch)
            throws GatewayStartException {
        final Starting starting = Starting.open(settings);
        final RecoveredJournal journal;
        try {
            journal = RecoveredJournal.open(settings, clock, starting.progress);
        } catch (final GatewayStartException | RuntimeException | Error failed) {
            starting.adminServer.close();
            throw failed;
        }
        final Barrier barrier = inFrontOfBarrier.apply(journal.writer().barrier());
        final Gateway gateway = new Gateway(settings, starting, journal, barrier, clock);
        try {
            gateway.open(settings, starting, isScratch);
        } catch (final IOException failed) {
            gateway.close();
            throw new GatewayStartException(GatewayStartException.CONFIGURATION, failed.getMessage(), failed);
        }
        return gateway;
    }

    /** Where buyers come. */
    public InetSocketAddress publicAddress() {
        return publicServer.address();
    }

    /** Where the merchant and ops come. */
    public InetSocketAddress adminAddress() {
        return adminServer.address();
    }

    /** The newest durable sequence. */
    public long sequence() {
        return board.sequence();
    }

    /**
     * Completes with the reason when a promise has broken, after what was waiting has been told 503. The process must log the
     * reason and exit with 70.
     */
    public CompletionStage<String> failure() {
        return failure;
    }

    /**
     * Stops accepting, answers what was taken, forces the journal and closes it. Returns when that is done; if a promise has
     * broken by then, {@link #failure()} is complete.
     */
    public synchronized void drain() {
        if (closed) {
            return;
        }
        closed = true;
        final long untilNanos = System.nanoTime() + DRAIN_LIMIT.toNanos();
        health.draining();
        journal.snapshots().askToEnd();
        publicServer.stopAccepting();
        if (!pipeline.awaitDrained(DRAIN_LIMIT)) {
            LOG.warn("the ring did not drain within {}", DRAIN_LIMIT);
        }
        pipeline.reportRefusals();
        pipeline.awaitDrained(Duration.ofSeconds(1));
        publicServer.awaitAnswered(untilNanos);
        adminServer.awaitAnswered(untilNanos);
        reports.close();
        publicServer.close();
        adminServer.close();
        watch.stop();
        final boolean isAlone = journal.snapshots().stop();
        if (pipeline.stop()) {
            journal.close(health, isAlone);
        } else {
            // Its files stay mapped and its folder owned until the process ends: somebody may still write there.
            health.fail("the pipeline did not stop; the journal is left as it is", null);
        }
        if (health.isFailed()) {
            // Everybody has been answered, so the notice is over; whoever drains must not take this for a clean end.
            failure.complete(health.failure().toCompletableFuture().join());
        }
    }

    @Override
    public void close() {
        drain();
    }

    private void open(final GatewaySettings settings, final Starting starting, final boolean isScratch)
            throws IOException {
        health.failure().thenAcceptAsync(this::giveNotice, task -> {
            final Thread thread = new Thread(task, "flashgate-failure");
            thread.setDaemon(true);
            thread.start();
        });
        pipeline.start();
        starting.routes.continueWith(adminRoutes);
        // Ready before the first buyer can come: the port is the last thing to open.
        health.ready();
        journal.snapshots().start(board, health, telemetry);
        publicServer.listen(settings.listen());
        if (!isScratch) {
            watch.start();
        }
        LOG.info(
                "listening on {} ({}) and {}, sequence={}",
                publicServer.address(),
                publicServer.transport(),
                adminServer.address(),
                board.sequence());
    }

    private static int mostReportedBuyers() {
        return (int) Math.min(
                Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / HEAP_PER_REPORTS / BYTES_PER_REPORTED_BUYER);
    }

    private void giveNotice(final String reason) {
        // What it would still have to say must not come behind the reason, which is the log's last line.
        watch.stop();
        final long untilNanos = System.nanoTime() + FAILURE_NOTICE.toNanos();
        pipeline.awaitDrained(FAILURE_NOTICE);
        publicServer.awaitAnswered(untilNanos);
        while (System.nanoTime() - untilNanos < 0) {
            LockSupport.parkNanos(untilNanos - System.nanoTime());
        }
        failure.complete(reason);
    }

    /**
     * What there is before the journal is read: the admin listener, which says how far that is.
     *
     * <p>The admin plane names nobody by his hash, so its event loop needs no key.
     */
    private record Starting(
            Health health,
            Telemetry telemetry,
            RecoveryProgress progress,
            StartingRoutes routes,
            HttpServer adminServer) {

        static Starting open(final GatewaySettings settings) throws GatewayStartException {
            final Telemetry telemetry = new Telemetry();
            final RecoveryProgress progress = new RecoveryProgress();
            final StartingRoutes routes = new StartingRoutes(
                    settings.adminToken(),
                    settings.metricsOpen(),
                    GatewayMetrics.startingPage(settings, progress),
                    progress::sequence);
            final HttpServer server = new HttpServer(
                    "admin",
                    1,
                    routes,
                    new HttpLimits(
                            ADMIN_BODY_BYTES, ADMIN_CONNECTIONS, settings.requestDeadline(), settings.idleTimeout()),
                    telemetry,
                    0,
                    0,
                    2 * settings.pipeline().ringSize(),
                    false);
            try {
                server.listen(settings.adminListen());
            } catch (final IOException failed) {
                server.close();
                throw new GatewayStartException(GatewayStartException.CONFIGURATION, failed.getMessage(), failed);
            }
            return new Starting(new Health(), telemetry, progress, routes, server);
        }
    }
}
