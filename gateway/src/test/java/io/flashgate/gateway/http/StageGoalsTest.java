package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Requests.basket;
import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A stage goal")
class StageGoalsTest {

    @TempDir
    private Path folder;

    private Counter counter;

    @BeforeEach
    void open() throws Exception {
        counter = Counter.openIn(folder);
    }

    @AfterEach
    void close() {
        counter.close();
    }

    @Test
    @DisplayName("is reached by exactly one order, which says so for ever; the sale shows which")
    void isReachedByOneOrder() throws Exception {
        counter.offer(Offer.of("summer").item("a", 10).goal(3, "socks").goal(5, "shipping \\\"free\\\""));
        assertEquals(
                "[{\"units\":3,\"reward\":\"socks\"},{\"units\":5,\"reward\":\"shipping \\\"free\\\"\"}]", goals());

        final Reply before = buy("alice", 2);
        final Reply reaches = buy("bob", 2);
        final Reply after = buy("carol", 1);

        assertNull(before.json().get("goalReached"));
        assertEquals("{\"units\":3,\"reward\":\"socks\"}", goalReached(reaches));
        assertEquals("{\"units\":5,\"reward\":\"shipping \\\"free\\\"\"}", goalReached(after));
        assertNull(buy("dave", 1).json().get("goalReached"));
        final String reached = "[{\"units\":3,\"reward\":\"socks\",\"reachedBy\":\"summer-2\"},"
                + "{\"units\":5,\"reward\":\"shipping \\\"free\\\"\",\"reachedBy\":\"summer-3\"}]";
        assertEquals(reached, goals());
        assertEquals(reached, counter.adminView("summer").get("stageGoals").toString());
        assertEquals("{\"units\":3,\"reward\":\"socks\"}", goalReached(counter.order("summer-2", "bob")));

        counter.close();
        counter = Counter.openIn(folder);
        assertEquals(reached, goals());
        final Reply again = buy("bob", 2);
        assertEquals("true", again.header("Idempotent-Replayed"));
        assertEquals(reaches.text(), again.text());
    }

    @Test
    @DisplayName(
            "counts units over all items, and an order that reaches several names the highest; the sale names it for each")
    void countsAllItems() throws Exception {
        counter.offer(Offer.of("summer")
                .item("a", 10)
                .item("b", 10)
                .goal(2, "one")
                .goal(4, "two")
                .goal(20, "three"));

        final Reply order =
                counter.buy("summer", "k", basket("alice", "a", 3, "b", 2)).mustBe(201);

        assertEquals("{\"units\":4,\"reward\":\"two\"}", goalReached(order));
        assertEquals(
                "[{\"units\":2,\"reward\":\"one\",\"reachedBy\":\"summer-1\"},"
                        + "{\"units\":4,\"reward\":\"two\",\"reachedBy\":\"summer-1\"},{\"units\":20,\"reward\":\"three\"}]",
                goals());
    }

    @Test
    @DisplayName("counts confirmed units only: in a sale with holds the payment reaches it, whoever was first to hold")
    void isReachedByAPayment() throws Exception {
        counter.offer(
                Offer.of("summer").hold(Duration.ofMinutes(3)).item("a", 5).goal(2, "socks"));
        final Reply held = buy("alice", 2);
        assertNull(held.json().get("goalReached"));
        buy("bob", 2);
        buy("carol", 1);
        assertEquals("[{\"units\":2,\"reward\":\"socks\"}]", goals());

        assertNull(counter.confirm("summer-3").mustBe(200).json().get("goalReached"));
        final Reply paid = counter.confirm("summer-2").mustBe(200);

        assertEquals("{\"units\":2,\"reward\":\"socks\"}", goalReached(paid));
        assertEquals(paid.text(), counter.confirm("summer-2").mustBe(200).text());
        assertEquals("[{\"units\":2,\"reward\":\"socks\",\"reachedBy\":\"summer-2\"}]", goals());
        assertNull(counter.confirm("summer-1").mustBe(200).json().get("goalReached"));
        assertEquals("{\"units\":2,\"reward\":\"socks\"}", goalReached(counter.order("summer-2", "bob")));
        // The first answer to its purchase stays what it was.
        assertNull(buy("bob", 2).json().get("goalReached"));
    }

    private Reply buy(final String buyer, final int quantity) throws Exception {
        return counter.buy("summer", "k", wish(buyer, "a", quantity)).mustBe(201);
    }

    private static String goalReached(final Reply reply) {
        return String.valueOf(reply.json().get("goalReached"));
    }

    private String goals() throws Exception {
        final JsonNode sale = counter.sale("summer").mustBe(200).json();
        return sale.get("stageGoals").toString();
    }
}
