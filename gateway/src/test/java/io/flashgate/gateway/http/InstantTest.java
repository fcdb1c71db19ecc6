package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Requests.purchase;
import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.order.Outcome;
import io.flashgate.gateway.Eventually;
import io.flashgate.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two event loops, and the moment after which neither sells. Times are printed, not promised: what they come to on a quiet
 * machine is measured by {@code bench/compare.sh --full}.
 */
@DisplayName("The instant a sale is over")
class InstantTest {

    /** Only what tells late from never, on a machine that is busy with other things. */
    private static final Duration LATEST = Duration.ofSeconds(1);

    private static final int EVENT_LOOPS = 2;
    private static final int SALES = 20;
    private static final int BUYERS = 6;

    /** Of each buyer, in flight at once. */
    private static final int PIPELINED = 4;

    @TempDir
    private Path folder;

    private final ShopClock clock = ShopClock.running();
    private Counter counter;

    @AfterEach
    void close() {
        clock.release();
        counter.close();
    }

    @Test
    @DisplayName("each event loop refuses by itself, as soon as somebody has heard of the last unit")
    void everyEventLoopRefusesByItself() throws Exception {
        open();
        counter.offer(Offer.of("summer").item("a", 3));
        // Connections go to the event loops in turn: these two are on different ones.
        try (RawClient here = counter.connect();
                RawClient there = counter.connect()) {
            here.ask(buy("summer", "k-1")).mustBe(201);
            there.ask(buy("summer", "k-2")).mustBe(201);
            here.ask(buy("summer", "k-3")).mustBe(201);
            final double decided = decidedPurchases();

            // Nothing is decided from here on: whoever asks the ring waits.
            clock.hold();
            int refused = 0;
            for (final RawClient buyer : List.of(there, here)) {
                final Reply refusal =
                        buyer.ask(buy("summer", "late-" + refused++)).mustBe(409, "sold-out");
                assertTrue(refusal.json().get("final").asBoolean(), refusal::toString);
                assertNull(refusal.json().get("sequence"), refusal::toString);
            }

            assertEquals(refused, refusedAtGate());
            clock.release();
            assertEquals(decided, decidedPurchases(), "purchases that were decided in the ring");
        }
    }

    @Test
    @DisplayName("is over on each event loop within a moment of the last unit's stamp, sale after sale")
    void isOverWithinAMoment() throws Exception {
        open();
        final List<Long> micros = new ArrayList<>();
        try (RawClient here = counter.connect();
                RawClient there = counter.connect()) {
            for (int i = 0; i < SALES; i++) {
                final String sale = "sale-" + i;
                counter.offer(Offer.of(sale).item("a", 2));
                here.ask(buy(sale, "k-1")).mustBe(201);
                final Reply last = there.ask(buy(sale, "k-2")).mustBe(201);

                // Both are asked before either is listened to.
                here.send(buy(sale, "k-3"));
                there.send(buy(sale, "k-4"));
                here.read().mustBe(409, "sold-out");
                there.read().mustBe(409, "sold-out");

                final Instant decidedAt =
                        Instant.parse(last.json().get("decidedAt").asText());
                final Duration after = Duration.between(decidedAt, clock.now());
                assertTrue(after.compareTo(LATEST) < 0, () -> "expected less than " + LATEST + ", found " + after);
                micros.add(after.toNanos() / 1_000);
            }
        }
        assertEquals(2 * SALES, refusedAtGate(), "refusals that did not need the ring");
        System.out.println(
                "refused on both event loops, microseconds behind the last unit's stamp, as clients hear it: "
                        + micros.stream().sorted().toList());
    }

    @Test
    @DisplayName("no order is stamped at or after closesAt, though buyers on both event loops never stop asking")
    void nothingIsStampedAtTheEnd() throws Exception {
        open();
        final Instant closesAt = Instant.now().plusMillis(600);
        counter.offer(Offer.of("summer").item("a", 1_000_000).closesAt(closesAt));
        final ExecutorService crowd = Executors.newFixedThreadPool(BUYERS);
        final List<Future<Integer>> buyers = new ArrayList<>();
        int heard = 0;
        try {
            for (int i = 0; i < BUYERS; i++) {
                final String name = "buyer-" + i;
                buyers.add(crowd.submit(() -> buyUntilClosed(name, closesAt)));
            }
            for (final Future<Integer> buyer : buyers) {
                final int bought = buyer.get(Eventually.DEADLINE.toSeconds(), TimeUnit.SECONDS);
                assertTrue(bought > 0, "expected every buyer to have bought before the end");
                heard += bought;
            }
        } finally {
            crowd.shutdownNow();
        }
        counter.close();

        final TreeMap<Long, Long> stamps = acceptedStamps();
        assertEquals(heard, stamps.size(), "orders in the journal, and orders that buyers heard of");
        final long closesAtNanos = nanos(closesAt);
        final long lastStamp = stamps.lastEntry().getValue();
        assertTrue(
                lastStamp < closesAtNanos,
                () -> "expected no stamp at or after closesAt, found one " + (lastStamp - closesAtNanos)
                        + " ns behind");
        System.out.printf(
                "orders until closesAt: %d, the last one %d us before it%n",
                heard, (closesAtNanos - lastStamp) / 1_000);
    }

    private void open() throws Exception {
        counter = Counter.in(folder).clock(clock).eventLoops(EVENT_LOOPS).open();
    }

    /** Returns how often it bought; ends with the first refusal, which is for good. */
    private int buyUntilClosed(final String name, final Instant closesAt) throws IOException {
        int bought = 0;
        try (RawClient client = counter.connect()) {
            for (int turn = 0; ; turn++) {
                for (int i = 0; i < PIPELINED; i++) {
                    client.send(buy("summer", name + '-' + turn + '-' + i));
                }
                boolean isClosed = false;
                for (int i = 0; i < PIPELINED; i++) {
                    final Reply reply = client.read();
                    if (reply.status() == 201) {
                        assertFalse(isClosed, "bought after the end");
                        final Instant decidedAt =
                                Instant.parse(reply.json().get("decidedAt").asText());
                        assertTrue(
                                decidedAt.isBefore(closesAt), () -> "expected it before the end, found " + decidedAt);
                        bought++;
                    } else {
                        reply.mustBe(410, "sale-closed");
                        isClosed = true;
                    }
                }
                if (isClosed) {
                    return bought;
                }
            }
        }
    }

    /** Stamps of the accepted orders, by their sequence. */
    private TreeMap<Long, Long> acceptedStamps() throws IOException {
        final TreeMap<Long, Long> stamps = new TreeMap<>();
        try (JournalReader journal = JournalReader.open(folder)) {
            while (journal.next()) {
                if (journal.outcome() == Outcome.ACCEPTED) {
                    stamps.put(journal.sequence(), journal.timestampNanos());
                }
            }
        }
        return stamps;
    }

    /** The buyer has the key's name. */
    private static String buy(final String saleId, final String key) {
        return purchase(saleId, key, wish(key, "a", 1));
    }

    private double refusedAtGate() throws IOException {
        return counter.metric("flashgate_gate_refusals_total{reason=\"sale_sold_out\"}");
    }

    private double decidedPurchases() throws IOException {
        return counter.metric("flashgate_decisions_total{outcome=\"accepted\"}")
                + counter.metric("flashgate_decisions_total{outcome=\"sale_sold_out\"}");
    }

    private static long nanos(final Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }
}
