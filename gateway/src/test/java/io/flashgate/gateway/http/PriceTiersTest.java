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

@DisplayName("An item with early-bird prices")
class PriceTiersTest {

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
    @DisplayName("is sold at the price of each unit's place; an order that spans tiers pays each unit's own")
    void isSoldByPlace() throws Exception {
        counter.offer(Offer.of("summer").tieredItem("a", 10, 9_900, 1, 6_900, 4, 7_900, 9, 8_900));
        assertEquals(6_900, price());

        assertEquals("[[2,6900]] 13800", parts(buy("alice", 2)));
        assertEquals(6_900, price());
        assertEquals("[[1,6900],[5,7900],[1,8900]] 55300", parts(buy("bob", 7)));
        assertEquals(8_900, price());
        assertEquals("[[1,8900]] 8900", parts(buy("carol", 1)));

        // Found again, and told again, as it was bought.
        assertEquals(
                "[[1,6900],[5,7900],[1,8900]] 55300",
                parts(counter.order("summer-2", "bob").mustBe(200)));
        counter.close();
        counter = Counter.openIn(folder);
        final Reply again = buy("bob", 7);
        assertEquals("true", again.header("Idempotent-Replayed"));
        assertEquals("[[1,6900],[5,7900],[1,8900]] 55300", parts(again));
        assertEquals(0, item().get("available").asInt());
    }

    @Test
    @DisplayName("costs its plain price up to the first of them")
    void hasAPlainPrice() throws Exception {
        counter.offer(Offer.of("summer").tieredItem("a", 4, 100, 3, 200));

        assertEquals("[[2,100],[1,200]] 400", parts(buy("alice", 3)));
        assertEquals(
                "[{\"fromUnit\":3,\"price\":200}]", item().get("priceTiers").toString());
        assertEquals(200, price());
    }

    @Test
    @DisplayName("sells a unit that comes back at the price it was taken from, and first")
    void sellsAgainAtTheSamePrice() throws Exception {
        counter.offer(Offer.of("summer").hold(Duration.ofMinutes(3)).tieredItem("a", 6, 100, 3, 200));
        buy("alice", 1);
        assertEquals("[[1,100],[1,200]] 300", parts(buy("bob", 2)));
        assertEquals(200, price());

        counter.cancel("summer-1", "alice").mustBe(200);

        assertEquals(100, price());
        assertEquals("[[1,100],[1,200]] 300", parts(buy("carol", 2)));
        assertEquals(200, price());
        counter.cancel("summer-2", "bob").mustBe(200);
        assertEquals("[[1,100],[3,200]] 700", parts(buy("dave", 4)));
        // What was held at these prices is paid for at these prices.
        assertEquals("[[1,100],[3,200]] 700", parts(counter.confirm("summer-4").mustBe(200)));
    }

    @Test
    @DisplayName("goes into a basket with others, each at its own prices")
    void goesIntoABasket() throws Exception {
        counter.offer(Offer.of("summer")
                .tieredItem("a", 9, 100, 2, 200)
                .item("b", 5, 7, 0)
                .tieredItem("c", 9, 30, 2, 40));

        final JsonNode order = counter.buy("summer", "k", basket("alice", "c", 2, "b", 1, "a", 3))
                .mustBe(201)
                .json();

        assertEquals(
                "[{\"sku\":\"c\",\"quantity\":1,\"unitPrice\":30},{\"sku\":\"c\",\"quantity\":1,\"unitPrice\":40},"
                        + "{\"sku\":\"b\",\"quantity\":1,\"unitPrice\":7},"
                        + "{\"sku\":\"a\",\"quantity\":1,\"unitPrice\":100},{\"sku\":\"a\",\"quantity\":2,\"unitPrice\":200}]",
                order.get("items").toString());
        assertEquals(30 + 40 + 7 + 100 + 400, order.get("total").asInt());
        assertNull(counter.sale("summer").json().at("/items/1").get("priceTiers"));
    }

    private Reply buy(final String buyer, final int quantity) throws Exception {
        return counter.buy("summer", "k", wish(buyer, "a", quantity)).mustBe(201);
    }

    /** Units and price of each part, and the total. */
    private static String parts(final Reply reply) {
        final StringBuilder parts = new StringBuilder();
        reply.json()
                .get("items")
                .forEach(part -> parts.append(parts.length() == 0 ? "[[" : ",[")
                        .append(part.get("quantity"))
                        .append(',')
                        .append(part.get("unitPrice"))
                        .append(']'));
        return parts.append("] ").append(reply.json().get("total")).toString();
    }

    private long price() throws Exception {
        return item().get("price").asLong();
    }

    private JsonNode item() throws Exception {
        return counter.sale("summer").mustBe(200).json().at("/items/0");
    }
}
