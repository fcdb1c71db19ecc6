package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Requests.get;
import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.order.Outcome;
import io.flashgate.gateway.Eventually;
import io.flashgate.journal.JournalReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A sale, as time goes by")
class PhasesTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    @TempDir
    private Path folder;

    private final ShopClock clock = ShopClock.standingAt(NOON.minusSeconds(10));
    private Counter counter;

    @AfterEach
    void close() {
        clock.release();
        counter.close();
    }

    @Test
    @DisplayName("opens at its time and closes at its time, to the nanosecond, and only then")
    void opensAndCloses() throws Exception {
        counter = Counter.in(folder).clock(clock).open();
        counter.offer(noonSale("summer"));

        final Reply early = buy("k-1").mustBe(409, "not-open-yet");
        assertEquals("2026-11-27T12:00:00Z", early.json().get("opensAt").asText());
        assertNull(early.json().get("sequence"));
        clock.put(NOON.minusNanos(1));
        buy("k-1").mustBe(409, "not-open-yet");

        // The key was bound by none of these: not-open-yet binds nothing.
        clock.put(NOON);
        assertNull(buy("k-1").mustBe(201).header("Idempotent-Replayed"));
        clock.put(NOON.plusSeconds(60).minusNanos(1));
        final Reply last = buy("k-2").mustBe(201);
        assertEquals(
                "2026-11-27T12:00:59.999999999Z", last.json().get("decidedAt").asText());
        clock.put(NOON.plusSeconds(60));
        assertEquals(
                true, buy("k-3").mustBe(410, "sale-closed").json().get("final").asBoolean());
        assertEquals(last.text(), buy("k-2").text());
        assertEquals(2, counter.orders("summer").size());
    }

    @Test
    @DisplayName("leaves the ring to its buyers, however long the sequencer takes to see that its time has come")
    void asksOnceForTheTime() throws Exception {
        counter = Counter.in(folder).clock(clock).ringSize(8).open();
        counter.offer(noonSale("summer"));
        clock.put(NOON);
        buy("k-1").mustBe(201);
        clock.hold();
        try (RawClient waiting = counter.connect()) {
            waiting.send(Requests.purchase("summer", "k-2", wish("alice", "a", 1)));
            clock.awaitHeld();
            clock.put(NOON.plusSeconds(60));
            final long until = System.nanoTime() + 100_000_000L;
            Eventually.holds("it has been asked a thousand times", () -> System.nanoTime() - until > 0);
            assertTrue(depth() <= 4, () -> depth() + " of the ring's 8 slots are taken");

            waiting.send(Requests.purchase("summer", "k-3", wish("bob", "a", 1)));
            Eventually.holds("the second one is in the ring", () -> depth() >= 3);
            clock.release();
            // The first was decided by the time that was read for it.
            waiting.read().mustBe(201);
            waiting.read().mustBe(410, "sale-closed");
        }
    }

    @Test
    @DisplayName("moves on without any traffic, and the public sees it")
    void movesOnByItself() throws Exception {
        counter = Counter.in(folder).clock(clock).open();
        counter.offer(noonSale("summer"));
        final Reply before = counter.sale("summer");
        assertEquals("SCHEDULED", before.json().get("phase").asText());

        clock.put(NOON);
        awaitPhase("OPEN");
        clock.put(NOON.plusSeconds(60));
        awaitPhase("CLOSED");

        final Reply after = counter.sale("summer");
        assertTrue(after.json().get("sealed").asBoolean());
        assertEquals(
                "2026-11-27T12:01:00.000000000Z", after.json().get("serverTime").asText());
        assertFalse(after.header("ETag").equals(before.header("ETag")));
        // Scheduled, opened, closed: three commands behind the first; nobody else asked for anything.
        assertEquals(4, counter.gateway().sequence());
    }

    @Test
    @DisplayName("that ends while the clock steps back stays over, and no stamp goes back")
    void neverGoesBack() throws Exception {
        counter = Counter.in(folder).clock(clock).open();
        clock.put(NOON.plusSeconds(30));
        counter.offer(noonSale("summer"));
        final String first = buy("k-1").mustBe(201).json().get("decidedAt").asText();

        clock.put(NOON.minusSeconds(30));

        assertEquals(first, buy("k-2").mustBe(201).json().get("decidedAt").asText());
        clock.put(NOON.plusSeconds(60));
        awaitPhase("CLOSED");
        clock.put(NOON);
        buy("k-3").mustBe(410, "sale-closed");
    }

    @Test
    @DisplayName("that is replaced while a purchase for it is on its way answers by its new rules")
    void isReplacedUnderway() throws Exception {
        counter = Counter.in(folder).clock(clock).open();
        counter.offer(noonSale("summer"));
        final Offer other = Offer.of("summer", NOON).item("new", 5, 777, 0);
        clock.hold();
        final CompletableFuture<Reply> replaced = later(() -> counter.define("summer", other.json()));
        clock.awaitHeld();
        clock.put(NOON);
        final CompletableFuture<Reply> bought = later(() -> counter.buy("summer", "k", wish("bob", "new", 2)));
        Eventually.holds("both are in the ring", () -> depth() >= 2);

        clock.release();

        replaced.get(Eventually.DEADLINE.toSeconds(), TimeUnit.SECONDS).mustBe(200);
        final Reply reply =
                bought.get(Eventually.DEADLINE.toSeconds(), TimeUnit.SECONDS).mustBe(201);
        assertEquals(1_554, reply.json().get("total").asInt());
        assertEquals(
                reply.text(), counter.buy("summer", "k", wish("bob", "new", 2)).text());
    }

    @Test
    @DisplayName("is closed within a moment of its time on an idle gateway of the real clock")
    void isClosedInTime() throws Exception {
        counter = Counter.in(folder).open();
        final Instant closesAt = Instant.now().plusMillis(700);
        for (int i = 0; i < 5; i++) {
            counter.offer(Offer.of("s-" + i).item("a", 5).closesAt(closesAt.plusMillis(100L * i)));
        }
        final long defined = counter.gateway().sequence();
        Eventually.holds("all are closed", () -> counter.gateway().sequence() >= defined + 5);
        final StringBuilder late = new StringBuilder();
        int sale = 0;
        try (JournalReader journal = JournalReader.open(folder)) {
            while (journal.next()) {
                if (journal.outcome() == Outcome.TICKED) {
                    final Instant stamp = Instant.ofEpochSecond(0, journal.timestampNanos());
                    final Duration after = Duration.between(closesAt.plusMillis(100L * sale++), stamp);
                    late.append(' ').append(after.toNanos() / 1_000);
                    assertFalse(after.isNegative(), "closed too early");
                    assertTrue(after.toMillis() < 250, "closed " + after + " late");
                }
            }
        }
        assertEquals(5, sale);
        System.out.println("closes sequenced after their time by, in microseconds:" + late);
    }

    @Test
    @DisplayName("opens in a moment too: a buyer who asks again and again buys, and who asks over the end hears of it")
    void opensAndClosesUnderARush() throws Exception {
        counter = Counter.in(folder).open();
        final Instant opensAt = Instant.now().plusMillis(400);
        final Instant closesAt = opensAt.plusMillis(400);
        counter.offer(Offer.of("summer").item("a", 10_000_000).opensAt(opensAt).closesAt(closesAt));
        int phase = 0;
        int sold = 0;
        try (RawClient client = counter.connect()) {
            for (int i = 0; phase < 2; i++) {
                final Reply reply = client.ask(Requests.purchase("summer", "k" + i, wish("bob", "a", 1)));
                if (reply.status() == 201) {
                    assertTrue(phase <= 1, "bought after the end");
                    phase = 1;
                    sold++;
                    final Instant decidedAt =
                            Instant.parse(reply.json().get("decidedAt").asText());
                    assertFalse(decidedAt.isBefore(opensAt), "bought before the opening");
                    assertTrue(decidedAt.isBefore(closesAt), "bought after the end");
                } else if (reply.status() == 409) {
                    reply.mustBe(409, "not-open-yet");
                    assertEquals(0, phase, "not open yet, after it was");
                } else {
                    reply.mustBe(410, "sale-closed");
                    phase = 2;
                }
            }
            client.ask(get("/v1/sales/summer")).mustBe(200);
        }
        assertTrue(sold > 0);
        assertEquals(sold, counter.orders("summer").size());
    }

    private static Offer noonSale(final String saleId) {
        return Offer.of(saleId, NOON).item("a", 5).opensAt(NOON).closesAt(NOON.plusSeconds(60));
    }

    private Reply buy(final String key) throws Exception {
        return counter.buy("summer", key, wish("alice", "a", 1));
    }

    private void awaitPhase(final String phase) {
        Eventually.sees(
                "the sale is " + phase,
                () -> {
                    try {
                        return counter.sale("summer").json().get("phase").asText();
                    } catch (final Exception failed) {
                        throw new AssertionError(failed);
                    }
                },
                phase::equals);
    }

    private double depth() {
        try {
            return counter.metric("flashgate_ring_depth");
        } catch (final Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static CompletableFuture<Reply> later(final java.util.concurrent.Callable<Reply> request) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return request.call();
            } catch (final Exception failed) {
                throw new AssertionError(failed);
            }
        });
    }
}
