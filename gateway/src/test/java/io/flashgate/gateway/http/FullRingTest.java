package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Requests.get;
import static io.flashgate.gateway.http.Requests.purchase;
import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.flashgate.core.CoreLimits;
import io.flashgate.gateway.Eventually;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("When there is more to do than is taken on")
class FullRingTest {

    private static final int RING = 4;

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
    @DisplayName("a request that finds the ring full hears 503 at once, and those in the ring are decided later")
    void refusesAtOnce() throws Exception {
        counter = Counter.in(folder).clock(clock).ringSize(RING).open();
        counter.offer(Offer.of("summer").item("a", 100));
        final List<RawClient> waiting = new ArrayList<>();
        // A slot comes free a moment after its answer has left.
        Eventually.holds("the ring is empty", () -> depth() == 0);
        try {
            clock.hold();
            for (int i = 0; i < RING; i++) {
                waiting.add(counter.connect().send(purchase("summer", "w" + i, wish("w" + i, "a", 1))));
            }
            Eventually.holds("the ring is full", () -> depth() == RING);

            // While nothing can be decided, all of these are answered.
            final Reply shed =
                    counter.buy("summer", "late", wish("late", "a", 1)).mustBe(503, "overloaded");
            assertEquals("1", shed.header("Retry-After"));
            assertEquals(
                    "1",
                    counter.ask(get("/v1/orders/summer-1?buyerId=w0"))
                            .mustBe(503, "overloaded")
                            .header("Retry-After"));
            counter.define("winter", Offer.of("winter").item("a", 1).json()).mustBe(503, "overloaded");
            counter.closeSale("summer").mustBe(503, "overloaded");
            counter.cancel("summer-1", "w0").mustBe(503, "overloaded");
            for (final String action : new String[] {"confirm", "cancel", "payment-started"}) {
                final Reply reply = counter.askAbout("summer-1", action).mustBe(503, "overloaded");
                assertEquals("1", reply.header("Retry-After"));
            }
            counter.sale("summer").mustBe(200);
            assertTrue(counter.metric("flashgate_gate_refusals_total{reason=\"ring_full\"}") >= 2);

            clock.release();
            for (final RawClient client : waiting) {
                client.read().mustBe(201);
            }
            Eventually.holds("the ring is empty", () -> depth() == 0);
            counter.buy("summer", "late", wish("late", "a", 1)).mustBe(201);
        } finally {
            for (final RawClient client : waiting) {
                client.close();
            }
        }
        assertEquals(RING + 1, counter.orders("summer").size());
    }

    @Test
    @DisplayName("a flood is answered once for each request, in order, and who heard 201 is listed and nobody else")
    void answersAFlood() throws Exception {
        counter = Counter.in(folder).clock(clock).ringSize(RING).eventLoops(2).open();
        counter.offer(Offer.of("summer").item("a", 10_000));
        final int each = 100;
        final Set<String> sold = new TreeSet<>();
        int shed = 0;
        final List<RawClient> clients = new ArrayList<>();
        try {
            for (int c = 0; c < 6; c++) {
                clients.add(counter.connect());
            }
            for (int c = 0; c < 6; c++) {
                final StringBuilder wire = new StringBuilder();
                for (int i = 0; i < each; i++) {
                    wire.append(purchase("summer", "k" + i, wish("c" + c + "-" + i, "a", 1)));
                }
                clients.get(c).send(wire.toString());
            }
            for (int c = 0; c < 6; c++) {
                for (int i = 0; i < each; i++) {
                    final Reply reply = clients.get(c).read();
                    if (reply.status() == 201) {
                        final String buyer = reply.json().get("buyerId").asText();
                        assertEquals("c" + c + "-" + i, buyer);
                        sold.add(buyer);
                    } else {
                        reply.mustBe(503, "overloaded");
                        shed++;
                    }
                }
            }
        } finally {
            for (final RawClient client : clients) {
                client.close();
            }
        }
        assertTrue(shed > 0, "a ring of " + RING + " was never full");
        final List<JsonNode> listed = counter.orders("summer");
        assertEquals(sold.size(), listed.size());
        assertEquals(
                sold,
                listed.stream()
                        .map(order -> order.get("buyerId").asText())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    @DisplayName("also with tables that are full: nothing is sequenced, retries of what was are answered")
    void tablesAreFull() throws Exception {
        counter = Counter.in(folder).limits(new CoreLimits(2, 3, 3, 2)).open();
        counter.offer(Offer.of("summer").item("a", 100));
        final Reply first = counter.buy("summer", "k0", wish("b", "a", 1)).mustBe(201);
        counter.buy("summer", "k1", wish("b", "a", 1)).mustBe(201);
        counter.buy("summer", "k2", wish("b", "a", 1)).mustBe(201);

        final Reply full = counter.buy("summer", "k3", wish("b", "a", 1)).mustBe(503, "overloaded");

        assertEquals("1", full.header("Retry-After"));
        assertEquals(
                first.text(),
                counter.buy("summer", "k0", wish("b", "a", 1)).mustBe(201).text());
        counter.offer(Offer.of("winter").item("a", 1));
        counter.define("autumn", Offer.of("autumn").item("a", 1).json()).mustBe(503, "overloaded");
        assertEquals(3, counter.orders("summer").size());
    }

    private double depth() {
        return counter.metric("flashgate_ring_depth");
    }
}
