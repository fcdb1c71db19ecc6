package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.flashgate.gateway.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A sale whose units are all held")
class HeldOutTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final Instant CLOSE = NOON.plusSeconds(120);
    private static final Duration TTL = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    private final ShopClock clock = ShopClock.standingAt(NOON);
    private Counter counter;

    @BeforeEach
    void open() throws Exception {
        counter = Counter.in(folder).clock(clock).open();
    }

    @AfterEach
    void close() {
        clock.release();
        counter.close();
    }

    @Test
    @DisplayName("says so, opens again with the first unit that comes back, and is sold out once all are paid for")
    void opensAgain() throws Exception {
        counter.offer(sale().item("a", 3));
        buy("alice", 2).mustBe(201);
        assertEquals("OPEN false", phase());
        buy("bob", 1).mustBe(201);
        assertEquals("HELD_OUT false", phase());

        counter.cancel("summer-2", "bob").mustBe(200);
        assertEquals("OPEN false", phase());
        buy("carol", 1).mustBe(201);
        assertEquals("HELD_OUT false", phase());
        counter.confirm("summer-1").mustBe(200);
        assertEquals("HELD_OUT false", phase());
        counter.confirm("summer-3").mustBe(200);
        assertEquals("SOLD_OUT true", phase());

        // It stays sold out when its time is over too.
        clock.put(CLOSE.plusSeconds(1));
        buy("dave", 1).mustBe(409, "sold-out");
        counter.closeSale("summer").mustBe(200);
        assertEquals("SOLD_OUT true", phase());
    }

    @Test
    @DisplayName("tells who comes that units may come back, and how many; that is decided in the ring, not at the gate")
    void saysThatUnitsMayComeBack() throws Exception {
        counter.offer(sale().item("a", 3));
        buy("alice", 2).mustBe(201);
        buy("bob", 1).mustBe(201);

        final JsonNode refusal = buy("carol", 1).mustBe(409, "sold-out").json();

        assertEquals(false, refusal.get("final").asBoolean());
        assertEquals(3, refusal.get("held").asInt());
        assertEquals("a", refusal.get("sku").asText());
        assertTrue(refusal.get("sequence").asLong() > 0);
        assertEquals(0, counter.metric("flashgate_gate_refusals_total{reason=\"sale_sold_out\"}"));

        counter.confirm("summer-1").mustBe(200);
        final JsonNode fewer = buy("dave", 1).mustBe(409, "sold-out").json();
        assertEquals(false, fewer.get("final").asBoolean());
        assertEquals(1, fewer.get("held").asInt());

        counter.confirm("summer-2").mustBe(200);
        final JsonNode last = buy("erin", 1).mustBe(409, "sold-out").json();
        assertEquals(true, last.get("final").asBoolean());
        assertNull(last.get("held"));
        assertNull(last.get("sequence"));
        assertEquals(1, counter.metric("flashgate_gate_refusals_total{reason=\"sale_sold_out\"}"));
    }

    @Test
    @DisplayName("is a matter of each item: one may be held out, and then sold out for good, while the sale goes on")
    void isAMatterOfEachItem() throws Exception {
        counter.offer(sale().item("a", 1).item("b", 1));
        buy("alice", 1).mustBe(201);

        assertEquals("OPEN false", phase());
        final JsonNode held = buy("bob", 1).mustBe(409, "sold-out").json();
        assertEquals("false 1", held.get("final") + " " + held.get("held"));
        counter.confirm("summer-1").mustBe(200);
        final JsonNode gone = buy("carol", 1).mustBe(409, "sold-out").json();
        assertEquals("true null", gone.get("final") + " " + gone.get("held"));
        assertTrue(gone.get("sequence").asLong() > 0);
        assertEquals("OPEN false", phase());
        counter.buy("summer", "b", wish("bob", "b", 1)).mustBe(201);
        assertEquals("HELD_OUT false", phase());
    }

    @Test
    @DisplayName(
            "and closed by its time lets its holds be paid for, sells nothing that comes back, and is sealed with the last of them")
    void isSealedByItsLastHold() throws Exception {
        counter.offer(sale().item("a", 3));
        buy("alice", 1).mustBe(201);
        buy("bob", 1).mustBe(201);
        buy("carol", 1).mustBe(201);
        assertEquals("HELD_OUT false", phase());

        clock.put(CLOSE);
        awaitPhase("CLOSED false");

        counter.cancel("summer-1", "alice").mustBe(200);
        assertUnits("1 2 0");
        buy("dave", 1).mustBe(410, "sale-closed");
        counter.confirm("summer-2").mustBe(200);
        assertEquals("CLOSED false", phase());
        assertUnits("1 1 1");
        // Nobody asks, and yet: the last hold ends in its time, and that seals the sale.
        clock.put(NOON.plus(TTL));
        awaitPhase("CLOSED true");
        assertUnits("2 0 1");
        buy("erin", 1).mustBe(410, "sale-closed");
        counter.confirm("summer-3").mustBe(409, "hold-expired");
        assertUnits("2 0 1");
    }

    @Test
    @DisplayName("and closed by the merchant is sealed when all of it has been paid for, and stays closed")
    void isSealedByItsLastPayment() throws Exception {
        counter.offer(sale().item("a", 2));
        buy("alice", 1).mustBe(201);
        buy("bob", 1).mustBe(201);

        final JsonNode closed = counter.closeSale("summer").mustBe(200).json();

        assertEquals("CLOSED false", closed.get("phase").asText() + ' ' + closed.get("sealed"));
        counter.confirm("summer-1").mustBe(200);
        assertEquals("CLOSED false", phase());
        counter.confirm("summer-2").mustBe(200);
        assertEquals("CLOSED true", phase());
        buy("carol", 1).mustBe(410, "sale-closed");
    }

    @Test
    @DisplayName("shows another ETag with each hold that ends")
    void showsAnotherTag() throws Exception {
        counter.offer(sale().extension(TTL).item("a", 2));
        buy("alice", 1).mustBe(201);
        final String held = counter.sale("summer").header("ETag");
        assertEquals(held, counter.sale("summer").header("ETag"));

        counter.confirm("summer-1").mustBe(200);

        final String confirmed = counter.sale("summer").header("ETag");
        assertTrue(!confirmed.equals(held), confirmed);
        counter.confirm("summer-1").mustBe(200);
        assertEquals(confirmed, counter.sale("summer").header("ETag"));
    }

    private static Offer sale() {
        return Offer.of("summer", NOON).closesAt(CLOSE).hold(TTL);
    }

    private Reply buy(final String buyer, final int quantity) throws Exception {
        return counter.buy("summer", "k", wish(buyer, "a", quantity));
    }

    private String phase() throws Exception {
        final JsonNode sale = counter.sale("summer").mustBe(200).json();
        return sale.get("phase").asText() + ' ' + sale.get("sealed");
    }

    private void awaitPhase(final String phase) {
        Eventually.sees(
                "the sale is " + phase,
                () -> {
                    try {
                        return phase();
                    } catch (final Exception failed) {
                        throw new AssertionError(failed);
                    }
                },
                phase::equals);
    }

    private void assertUnits(final String availableHeldSold) throws Exception {
        final JsonNode item = counter.sale("summer").mustBe(200).json().at("/items/0");
        assertEquals(availableHeldSold, item.get("available") + " " + item.get("held") + ' ' + item.get("sold"));
    }
}
