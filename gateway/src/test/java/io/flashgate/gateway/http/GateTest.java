package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Requests.purchase;
import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.flashgate.gateway.Eventually;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("When a sale is over")
class GateTest {

    private static final int LATECOMERS = 200;

    @TempDir
    private Path folder;

    private final ShopClock clock = ShopClock.running();
    private Counter counter;

    @BeforeEach
    void open() throws Exception {
        counter = Counter.in(folder).clock(clock).open();
        counter.offer(Offer.of("summer").item("a", 2));
        counter.buy("summer", "first", wish("alice", "a", 1)).mustBe(201);
        counter.buy("summer", "few", wish("carol", "a", 2)).mustBe(409, "insufficient-stock");
        counter.buy("summer", "last", wish("bob", "a", 1)).mustBe(201);
    }

    @AfterEach
    void close() {
        clock.release();
        counter.close();
    }

    @Test
    @DisplayName("a crowd is refused without the ring: also while the ring stands still")
    void refusesWithoutTheRing() throws Exception {
        final double decided = decisions();
        clock.hold();

        comeLate();

        clock.release();
        assertEquals(LATECOMERS, counter.metric("flashgate_gate_refusals_total{reason=\"sale_sold_out\"}"));
        assertEquals(decided, decisions(), "purchases decided in the ring");
    }

    @Test
    @DisplayName("a retry of a sequenced request goes to the ring past all of them, and hears its first answer")
    void letsRetriesPass() throws Exception {
        comeLate();

        final Reply won = counter.buy("summer", "first", wish("alice", "a", 1)).mustBe(201);
        assertEquals("true", won.header("Idempotent-Replayed"));
        final Reply lost = counter.buy("summer", "few", wish("carol", "a", 2)).mustBe(409, "insufficient-stock");
        assertEquals("true", lost.header("Idempotent-Replayed"));
        counter.buy("summer", "few", wish("carol", "a", 1)).mustBe(422, "key-reused");
    }

    @Test
    @DisplayName("refusals bear no sequence, and say that it is final")
    void saysThatItIsFinal() throws Exception {
        final JsonNode refusal = counter.buy("summer", "new", wish("dave", "a", 1))
                .mustBe(409, "sold-out")
                .json();

        assertEquals(true, refusal.get("final").asBoolean());
        assertEquals("summer", refusal.get("saleId").asText());
        assertNull(refusal.get("sequence"));
    }

    @Test
    @DisplayName("refusals are counted; the counts are journaled within a moment, and are still there after a restart")
    void journalsTheCounts() throws Exception {
        comeLate();
        counter.buy("summer", "first", wish("alice", "a", 1)).mustBe(201);
        counter.buy("summer", "first", wish("alice", "a", 2)).mustBe(422);
        Eventually.sees("refusals are journaled", this::soldOutCount, count -> count == LATECOMERS);

        counter.closeSale("summer").mustBe(200);
        counter.buy("summer", "one-more", wish("erin", "a", 1)).mustBe(409);
        counter.close();
        counter = Counter.openIn(folder);

        // The last one was reported when the gateway drained.
        final JsonNode counts = counter.adminView("summer").get("unsequenced");
        assertEquals(LATECOMERS + 1, counts.get("SALE_SOLD_OUT").asInt(), counts::toString);
        assertEquals(1, counts.get("REPEATED").asInt(), counts::toString);
        assertEquals(1, counts.get("KEY_REUSED").asInt(), counts::toString);
    }

    private void comeLate() throws Exception {
        try (RawClient crowd = counter.connect()) {
            for (int i = 0; i < LATECOMERS; i++) {
                crowd.send(purchase("summer", "late-" + i, wish("late-" + i, "a", 1)));
            }
            for (int i = 0; i < LATECOMERS; i++) {
                crowd.read().mustBe(409, "sold-out");
            }
        }
    }

    /** All but the reports, which come when they come. */
    private double decisions() throws Exception {
        double sum = 0;
        for (final String outcome : new String[] {"accepted", "repeated", "sale_sold_out", "insufficient_stock"}) {
            sum += counter.metric("flashgate_decisions_total{outcome=\"" + outcome + "\"}");
        }
        return sum;
    }

    private int soldOutCount() {
        try {
            return counter.adminView("summer").at("/unsequenced/SALE_SOLD_OUT").asInt();
        } catch (final java.io.IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
