package io.flashgate.bench.compare;

import io.flashgate.core.Commands;
import io.flashgate.core.CoreLimits;
import io.flashgate.core.MatchingCore;
import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.gateway.admission.Gate;
import io.flashgate.gateway.http.EventLoopState;
import io.flashgate.gateway.http.HttpLimits;
import io.flashgate.gateway.http.HttpServer;
import io.flashgate.gateway.http.PublicRoutes;
import io.flashgate.gateway.http.WatchedPurchases;
import io.flashgate.gateway.live.SaleBoard;
import io.flashgate.gateway.live.SaleView;
import io.flashgate.gateway.pipeline.Pipeline;
import io.flashgate.gateway.pipeline.PipelineSettings;
import io.flashgate.gateway.telemetry.Health;
import io.flashgate.gateway.telemetry.Telemetry;
import io.flashgate.journal.Durability;
import io.flashgate.journal.JournalDirectory;
import io.flashgate.journal.JournalOptions;
import io.flashgate.journal.JournalWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The gateway's own parts, wired as in {@code Gateway}'s constructor: sockets, gate, ring, barrier, board, outboxes. What is
 * different: there are two event loops, no admin plane, and each loop's first own refusal of each sale is written down.
 *
 * <p>Any thread may use it.
 */
final class InstantShop implements AutoCloseable {

    static final int EVENT_LOOPS = 2;

    private static final long HASH_KEY_0 = 0x0706_0504_0302_0100L;
    private static final long HASH_KEY_1 = 0x0F0E_0D0C_0B0A_0908L;
    private static final int BODY_BYTES = 4_096;

    /** Enough for a sale of one item. */
    private static final int DEFINITION_BYTES = 4_096;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long FULL_RING_NANOS = 20_000;

    private final EpochNanoClock clock;
    private final JournalDirectory directory;
    private final JournalWriter writer;
    private final SaleBoard board;
    private final Health health = new Health();
    private final Pipeline pipeline;
    private final HttpServer server;

    /** Which event loop is which; filled as they come to refuse. */
    private final AtomicReferenceArray<EventLoopState> loops = new AtomicReferenceArray<>(EVENT_LOOPS);
    /** By event loop, and then by the sale's index; 0: not refused there yet. */
    private final AtomicLongArray[] firstRefusalNanos = new AtomicLongArray[EVENT_LOOPS];

    /**
     * @param data   an empty folder, on the disk that counts
     * @param sales  as many as will ever be defined
     * @param orders as many as will ever be sold
     * @throws IOException if the journal or a port cannot be had
     */
    InstantShop(final Path data, final int sales, final int orders) throws IOException {
        this(data, sales, orders, new SystemEpochNanoClock());
    }

    /** With another clock than the system's. */
    InstantShop(final Path data, final int sales, final int orders, final EpochNanoClock clock) throws IOException {
        this.clock = clock;
        for (int i = 0; i < EVENT_LOOPS; i++) {
            firstRefusalNanos[i] = new AtomicLongArray(sales);
        }
        // Requests that come too late may be remembered as refused.
        final CoreLimits limits = new CoreLimits(sales, 2 * orders, orders, 1);
        final MatchingCore core = new MatchingCore(limits);
        directory = JournalDirectory.own(data);
        writer = JournalWriter.open(directory, JournalOptions.DEFAULT.withDurability(Durability.FSYNC), 0, 0);
        board = new SaleBoard(limits.answers());
        found(core);

        final PipelineSettings settings = PipelineSettings.DEFAULT;
        final Telemetry telemetry = new Telemetry();
        pipeline = new Pipeline(settings, core, writer, writer.barrier(), clock, board, health, telemetry);
        final Gate gate = new Gate(board, clock, telemetry);
        final PublicRoutes routes = new PublicRoutes(board, gate, pipeline, health, telemetry, Durability.FSYNC, clock);
        server = new HttpServer(
                "public",
                EVENT_LOOPS,
                new WatchedPurchases(routes, this::onRefused),
                new HttpLimits(BODY_BYTES, 1_000, Duration.ofSeconds(10), Duration.ofSeconds(60)),
                telemetry,
                core.hashKey0(),
                core.hashKey1(),
                2 * settings.ringSize(),
                true);
        pipeline.start();
        health.ready();
        server.listen(new InetSocketAddress("127.0.0.1", 0));
    }

    InetSocketAddress address() {
        return server.address();
    }

    /** The clock that orders are stamped with and refusals are timed by, in nanoseconds since 1970. */
    long nowNanos() {
        return clock.nanoTime();
    }

    /**
     * Defines a sale that is open already and waits until every event loop can see it.
     *
     * @return its index
     */
    int open(final String saleId, final int stock, final long closesAtNanos) {
        return open(saleId, stock, closesAtNanos, null);
    }

    /** As {@link #open(String, int, long)}; with {@code hold} orders wait for their payment. */
    int open(final String saleId, final int stock, final long closesAtNanos, final SaleDefinition.HoldDefinition hold) {
        final SaleDefinition sale = new SaleDefinition(
                saleId,
                "Instant",
                1,
                closesAtNanos,
                "CNY",
                0,
                List.of(new SaleDefinition.ItemDefinition(
                        LoadTool.SKU, "Sneaker, 42", stock, 9_900, SaleDefinition.NO_LIST_PRICE, 0)),
                List.of(),
                hold,
                List.of(),
                false);
        final UnsafeBuffer command = new UnsafeBuffer(new byte[DEFINITION_BYTES]);
        put(command, sale.encode(command, 0));
        awaitDrained();
        final SaleView view = board.find(saleId);
        if (view == null) {
            throw new CompareException("expected sale " + saleId + " to be defined, found none");
        }
        return view.index();
    }

    /** Puts a command into the ring, and waits for room there. Nobody hears of it. */
    void put(final DirectBuffer command, final int length) {
        final long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!pipeline.tryPublish(null, command, length)) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new CompareException("expected room in the ring, found none: it does not move");
            }
            LockSupport.parkNanos(FULL_RING_NANOS);
        }
    }

    /** Waits until all that was put into the ring is decided and durable. */
    void awaitDrained() {
        if (!pipeline.awaitDrained(PATIENCE)) {
            throw new CompareException("expected the ring to run empty, found that it does not move");
        }
    }

    /** Encodes purchases for {@link #put}. */
    static Commands commands() {
        return new Commands(HASH_KEY_0, HASH_KEY_1);
    }

    /** What is seen of a sale. */
    SaleView view(final int sale) {
        return board.sales().get(sale);
    }

    /** Whether every event loop has refused somebody by itself. */
    boolean isRefusedEverywhere(final int sale) {
        return lastFirstRefusalNanos(sale) > 0;
    }

    /** When the later one of the event loops refused somebody by itself for the first time; 0: not yet. */
    long lastFirstRefusalNanos(final int sale) {
        long last = 0;
        for (final AtomicLongArray nanos : firstRefusalNanos) {
            if (nanos.get(sale) == 0) {
                return 0;
            }
            last = Math.max(last, nanos.get(sale));
        }
        return last;
    }

    @Override
    public void close() {
        server.stopAccepting();
        pipeline.awaitDrained(PATIENCE);
        server.close();
        if (pipeline.stop()) {
            writer.close();
        }
        directory.close();
        if (health.isFailed()) {
            throw new CompareException("the measured gateway stopped selling: "
                    + health.failure().toCompletableFuture().join());
        }
    }

    private void onRefused(final EventLoopState loop, final SaleView sale) {
        final int number = numberOf(loop);
        if (firstRefusalNanos[number].get(sale.index()) == 0) {
            firstRefusalNanos[number].set(sale.index(), clock.nanoTime());
        }
    }

    private int numberOf(final EventLoopState loop) {
        for (int i = 0; i < EVENT_LOOPS; i++) {
            if (loops.get(i) == loop || loops.compareAndSet(i, null, loop)) {
                return i;
            }
        }
        throw new IllegalStateException("expected " + EVENT_LOOPS + " event loops, found one more");
    }

    private void found(final MatchingCore core) throws IOException {
        final UnsafeBuffer command = new UnsafeBuffer(new byte[64]);
        final int length = Commands.foundLog(command, 0, HASH_KEY_0, HASH_KEY_1);
        final Decision decision = new Decision();
        core.onCommand(core.nextSequence(), clock.nanoTime(), command, 0, length, decision);
        if (decision.outcome() != Outcome.LOG_FOUNDED) {
            throw new IllegalStateException("expected a log that is founded, found " + decision);
        }
        writer.append(core.sequence(), core.timestampNanos(), command, 0, length, decision, core.digest());
        writer.barrier().force();
        board.onDecided(command, 0, decision);
    }
}
