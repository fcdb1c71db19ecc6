package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Requests.get;
import static io.flashgate.gateway.http.Requests.purchase;
import static io.flashgate.gateway.http.Requests.request;
import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.flashgate.core.CoreLimits;
import io.flashgate.core.order.Outcome;
import io.flashgate.gateway.Eventually;
import io.flashgate.journal.Durability;
import io.flashgate.journal.JournalReader;
import io.flashgate.journal.replay.Verification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Holds whose time is over")
class HoldExpiryTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final Duration TTL = Duration.ofMinutes(3);
    private static final int FLOCK = 50_000;

    /** Not a promise, only what tells late from forgotten on a machine that is busy with other things. */
    private static final Duration LATEST = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    private final ShopClock clock = ShopClock.standingAt(NOON);
    private Counter counter;

    @AfterEach
    void close() {
        clock.release();
        counter.close();
    }

    @Test
    @DisplayName("expire by records of their own on an idle gateway, though nobody asks, each behind its own deadline")
    void expireWithoutTraffic() throws Exception {
        counter = Counter.in(folder).open();
        counter.offer(Offer.of("summer").hold(Duration.ofMillis(1_500)).item("a", 10));
        final List<Instant> deadlines = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            final JsonNode order = counter.buy("summer", "k", wish("b" + i, "a", 1))
                    .mustBe(201)
                    .json();
            deadlines.add(Instant.parse(order.get("holdExpiresAt").asText()));
        }

        // It looks at the sale only, and looking sequences nothing.
        awaitHeld(0);

        assertEquals(10, units("summer", 0, "available"));
        final List<Long> lateMicros = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(folder)) {
            while (reader.next()) {
                if (reader.outcome() == Outcome.HOLD_EXPIRED) {
                    final Instant at = Instant.ofEpochSecond(0, reader.timestampNanos());
                    lateMicros.add(Duration.between(deadlines.get(lateMicros.size()), at)
                                    .toNanos()
                            / 1_000);
                }
            }
        }
        System.out.println("holds expired on an idle gateway, microseconds behind their deadlines: " + lateMicros);
        assertEquals(10, lateMicros.size());
        for (final long micros : lateMicros) {
            assertTrue(micros >= 0, "expired early");
            assertTrue(micros < LATEST.toNanos() / 1_000, () -> "expected no more than " + LATEST);
        }
    }

    @Test
    @DisplayName("are not confirmed, even before their turn to expire has come")
    void areOverBeforeTheyExpire() throws Exception {
        counter = Counter.in(folder).clock(clock).open();
        counter.offer(Offer.of("summer", NOON).hold(TTL).item("a", 200));
        try (RawClient client = counter.connect();
                RawClient merchant = counter.connectAdmin();
                RawClient first = counter.connect()) {
            hold(client, 100);
            Eventually.holds("the ring is empty", () -> depth() == 0);
            clock.hold();
            first.send(get("/v1/orders/summer-1?buyerId=b0"));
            clock.awaitHeld();
            merchant.send(request("POST", "/admin/v1/orders/summer-100/confirm", Counter.BEARER));
            Eventually.holds("the confirm waits in the ring", () -> depth() == 2);
            client.send(get("/v1/orders/summer-100?buyerId=b99"));
            Eventually.holds("the question waits behind it", () -> depth() == 3);

            clock.put(NOON.plus(TTL));
            clock.release();

            final Reply late = merchant.read().mustBe(409, "hold-expired");
            assertEquals(true, late.json().get("refundRequired").asBoolean());
            // Only so much is sequenced in front of one command, and this order was the last in the line.
            assertEquals("HELD", client.read().mustBe(200).json().get("status").asText());
            first.read().mustBe(200);
        }
        awaitHeld(0);
        assertEquals(
                "EXPIRED",
                counter.order("summer-100", "b99")
                        .mustBe(200)
                        .json()
                        .get("status")
                        .asText());
        counter.confirm("summer-100").mustBe(409, "hold-expired");
    }

    @Test
    @DisplayName("make nobody wait, however many are over at once")
    void makeNobodyWait() throws Exception {
        counter = Counter.in(folder)
                .clock(clock)
                .limits(new CoreLimits(64, 4 * FLOCK, 4 * FLOCK, 64))
                .durability(Durability.OS)
                .open();
        counter.offer(Offer.of("summer", NOON).hold(TTL).item("a", FLOCK));
        counter.offer(Offer.of("winter", NOON).item("a", 10_000_000));
        try (RawClient client = counter.connect()) {
            hold(client, FLOCK);
            assertEquals(FLOCK, units("summer", 0, "held"));
            Eventually.holds("the ring is empty", () -> depth() == 0);

            // A hundred wait in the ring when all of the holds are over at once.
            clock.hold();
            final StringBuilder crowd = new StringBuilder();
            for (int i = 0; i <= 100; i++) {
                crowd.append(purchase("winter", "k", wish("early-" + i, "a", 1)));
            }
            client.send(crowd.toString());
            clock.awaitHeld();
            Eventually.holds("a hundred wait", () -> depth() == 101);
            clock.put(NOON.plus(TTL));
            clock.release();
            for (int i = 0; i <= 100; i++) {
                client.read().mustBe(201);
            }
            // And from then on one after the other.
            long longestNanos = 0;
            int bought = 0;
            final long startedNanos = System.nanoTime();
            while (units("summer", 0, "held") > 0) {
                final long sentNanos = System.nanoTime();
                client.ask(purchase("winter", "k", wish("late-" + bought++, "a", 1)))
                        .mustBe(201);
                longestNanos = Math.max(longestNanos, System.nanoTime() - sentNanos);
                assertTrue(System.nanoTime() - startedNanos < Eventually.DEADLINE.toNanos(), "holds stay");
            }
            System.out.println(
                    FLOCK + " holds over at once: " + bought + " purchases one by one meanwhile, the slowest "
                            + TimeUnit.NANOSECONDS.toMicros(longestNanos) + " microseconds");
            assertTrue(longestNanos < LATEST.toNanos(), () -> "expected no more than " + LATEST);
        }
        assertEquals(FLOCK, units("summer", 0, "available"));
        counter.close();
        assertExpiredAmongPurchases();
        assertTrue(Verification.of(folder).accepted() > FLOCK);
    }

    /** The hundred that waited were decided with no more than a few in front of each. */
    private void assertExpiredAmongPurchases() throws IOException {
        int expired = 0;
        int before = 0;
        int purchases = 0;
        try (JournalReader reader = JournalReader.open(folder)) {
            while (reader.next()) {
                if (reader.outcome() == Outcome.HOLD_EXPIRED) {
                    expired++;
                } else if (reader.outcome() == Outcome.ACCEPTED && ++purchases == 101) {
                    before = expired;
                }
            }
        }
        assertEquals(FLOCK, expired);
        assertTrue(before > 0 && before < FLOCK / 4, "expired in front of a hundred purchases: " + before);
    }

    /** So many buyers take one unit each. */
    private static void hold(final RawClient client, final int buyers) throws IOException {
        for (int from = 0; from < buyers; from += 200) {
            final int to = Math.min(buyers, from + 200);
            final StringBuilder wire = new StringBuilder();
            for (int i = from; i < to; i++) {
                wire.append(purchase("summer", "k", wish("b" + i, "a", 1)));
            }
            client.send(wire.toString());
            for (int i = from; i < to; i++) {
                client.read().mustBe(201);
            }
        }
    }

    private void awaitHeld(final int held) {
        Eventually.sees("so many are held", () -> units("summer", 0, "held"), found -> found == held);
    }

    private int units(final String saleId, final int item, final String state) {
        try {
            return counter.sale(saleId)
                    .json()
                    .at("/items/" + item + '/' + state)
                    .asInt();
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private double depth() {
        return counter.metric("flashgate_ring_depth");
    }
}
