package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Requests.get;
import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.flashgate.gateway.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Answers that were remembered for long enough")
class ForgettingTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final Instant CLOSE = NOON.plusSeconds(60);
    private static final Duration RETENTION = Duration.ofHours(2);
    private static final int BUYERS = 300;

    private final ShopClock clock = ShopClock.standingAt(NOON);

    @Test
    @DisplayName(
            "leave the memory without traffic; their buyers then hear that the sale is over, and still find their orders")
    void leaveTheMemory(@TempDir final Path folder) throws Exception {
        try (Counter counter = open(folder)) {
            counter.offer(noonSale("summer")).offer(noonSale("winter").closesAt(NOON.plusSeconds(86_400)));
            for (int i = 0; i < BUYERS; i++) {
                buy(counter, "summer", i).mustBe(201);
            }
            buy(counter, "winter", 0).mustBe(201);
            clock.put(CLOSE);
            assertNotNull(buy(counter, "summer", 7).mustBe(201).header("Idempotent-Replayed"));
            clock.put(CLOSE.plus(RETENTION).minusNanos(1));
            assertNotNull(buy(counter, "summer", 7).mustBe(201).header("Idempotent-Replayed"));
            assertEquals(BUYERS + 1, counter.metric("flashgate_answers"));

            clock.put(CLOSE.plus(RETENTION));
            Eventually.holds("only the other sale's answer is left", () -> answers(counter) == 1);
            final double refusedAtTheGate = refusedAtTheGate(counter);
            buy(counter, "summer", 7).mustBe(410, "sale-closed");
            assertEquals(refusedAtTheGate + 1, refusedAtTheGate(counter), "nobody asks the ring for what is forgotten");
            counter.ask(get("/v1/orders/summer-8?buyerId=b7")).mustBe(200);
            assertNotNull(buy(counter, "winter", 0).mustBe(201).header("Idempotent-Replayed"));
        }
        try (Counter counter = open(folder)) {
            assertEquals(1, answers(counter), "after a restart");
            buy(counter, "summer", 7).mustBe(410, "sale-closed");
            assertEquals(BUYERS, counter.orders("summer").size());
        }
    }

    @Test
    @DisplayName("may be kept for another time from one run to the next; the journal replays all the same")
    void anotherSetting(@TempDir final Path folder) throws Exception {
        try (Counter counter = open(folder)) {
            counter.offer(noonSale("summer"));
            buy(counter, "summer", 1).mustBe(201);
            clock.put(CLOSE.plusSeconds(1));
            buy(counter, "summer", 2).mustBe(410);
            assertEquals(1, answers(counter));
        }
        try (Counter counter = Counter.in(folder)
                .clock(clock)
                .answerRetention(Duration.ofNanos(1))
                .open()) {
            clock.put(CLOSE.plusSeconds(2)); // it was sealed when it was closed, or at the latest by this start
            Eventually.holds("it is forgotten at once", () -> answers(counter) == 0);
        }
        try (Counter counter = open(folder)) {
            assertEquals(0, answers(counter));
            buy(counter, "summer", 1).mustBe(410, "sale-closed");
        }
    }

    private Counter open(final Path folder) throws Exception {
        return Counter.in(folder).clock(clock).answerRetention(RETENTION).open();
    }

    private static Offer noonSale(final String saleId) {
        return Offer.of(saleId, NOON).item("a", 1_000).opensAt(NOON).closesAt(CLOSE);
    }

    private static Reply buy(final Counter counter, final String saleId, final int buyer) throws IOException {
        return counter.buy(saleId, "key-" + buyer, wish("b" + buyer, "a", 1));
    }

    private static double answers(final Counter counter) {
        return counter.metric("flashgate_answers");
    }

    private static double refusedAtTheGate(final Counter counter) throws IOException {
        return counter.metric("flashgate_gate_refusals_total{reason=\"sale_closed\"}");
    }
}
