package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Requests.basket;
import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A basket")
class BasketTest {

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
    @DisplayName("is one order of several items, in its own order, with one total")
    void isOneOrder() throws Exception {
        counter.offer(sale());

        final Reply reply = counter.buy("summer", "k", basket("alice", "shoe", 2, "cap", 1, "sock", 3));

        final JsonNode order = reply.mustBe(201).json();
        assertEquals("/v1/orders/summer-1", reply.header("Location"));
        assertEquals(
                "[{\"sku\":\"shoe\",\"quantity\":2,\"unitPrice\":9900},{\"sku\":\"cap\",\"quantity\":1,\"unitPrice\":1000},"
                        + "{\"sku\":\"sock\",\"quantity\":3,\"unitPrice\":250}]",
                order.get("items").toString());
        assertEquals(2 * 9_900 + 1_000 + 3 * 250, order.get("total").asInt());
        assertLeft("3 4 7");
        assertEquals(
                order.get("items"),
                counter.order("summer-1", "alice").mustBe(200).json().get("items"));
    }

    @Test
    @DisplayName("is sold as a whole or not at all, and who is refused hears which item it is")
    void isAllOrNothing() throws Exception {
        counter.offer(sale());
        counter.buy("summer", "gone", wish("zoe", "pin", 1)).mustBe(201);
        counter.buy("summer", "one", wish("alice", "cap", 1)).mustBe(201);
        final String before = left();

        refused(404, "unknown-item", "hat", "shoe", 1, "hat", 1, "nothing", 1);
        refused(409, "sold-out", "pin", "shoe", 1, "sock", 1, "pin", 1);
        refused(409, "sold-out", "pin", "pin", 1, "shoe", 1);
        refused(409, "insufficient-stock", "sock", "shoe", 1, "sock", 11);
        // The limit of an item is asked for before any stock, and its first line decides.
        final JsonNode limit = refused(409, "buyer-limit", "cap", "pin", 1, "cap", 2);
        assertEquals(2, limit.get("limit").asInt());
        // Of two that would be refused the first in the basket is told.
        final JsonNode few = refused(409, "insufficient-stock", "sock", "sock", 11, "shoe", 6);
        assertEquals(10, few.get("available").asInt());
        assertTrue(few.get("detail").asText().contains("11"), few::toString);
        refused(409, "insufficient-stock", "shoe", "shoe", 6, "sock", 11);

        assertEquals(before, left());
    }

    @Test
    @DisplayName("counts as a whole in the sale's limit, which is no single item's")
    void countsAsAWhole() throws Exception {
        counter.offer(sale().limit(4));

        final JsonNode refusal = counter.buy("summer", "k", basket("alice", "shoe", 2, "sock", 3))
                .mustBe(409, "buyer-limit")
                .json();

        assertEquals(4, refusal.get("limit").asInt());
        assertNull(refusal.get("sku"));
        assertEquals("summer", refusal.get("saleId").asText());
        counter.buy("summer", "k-2", basket("alice", "shoe", 2, "sock", 2)).mustBe(201);
        counter.buy("summer", "k-3", wish("alice", "sock", 1)).mustBe(409, "buyer-limit");
    }

    @Test
    @DisplayName("is the same request with its items in any order, and hears the same answer, be it yes or no")
    void hasNoOrder() throws Exception {
        counter.offer(sale());
        final Reply sold = counter.buy("summer", "yes", basket("alice", "shoe", 1, "cap", 1, "sock", 2))
                .mustBe(201);
        final Reply few = counter.buy("summer", "no", basket("alice", "cap", 1, "sock", 99, "shoe", 1))
                .mustBe(409, "insufficient-stock");
        assertEquals("sock", few.json().get("sku").asText());

        repeats(sold, "yes", basket("alice", "sock", 2, "shoe", 1, "cap", 1));
        repeats(sold, "yes", basket("alice", "cap", 1, "sock", 2, "shoe", 1));
        repeats(few, "no", basket("alice", "sock", 99, "cap", 1, "shoe", 1));
        repeats(few, "no", basket("alice", "shoe", 1, "cap", 1, "sock", 99));

        counter.close();
        counter = Counter.openIn(folder);
        repeats(sold, "yes", basket("alice", "sock", 2, "cap", 1, "shoe", 1));
        repeats(few, "no", basket("alice", "shoe", 1, "sock", 99, "cap", 1));
        assertEquals(1, counter.adminView("summer").get("orders").asInt());
    }

    @Test
    @DisplayName("with anything else in it is another request: under the same key it is refused")
    void isAnotherRequest() throws Exception {
        counter.offer(sale());
        counter.buy("summer", "k", basket("alice", "shoe", 1, "cap", 1)).mustBe(201);

        for (final String other : new String[] {
            basket("alice", "shoe", 1, "cap", 2),
            basket("alice", "shoe", 1),
            basket("alice", "shoe", 1, "cap", 1, "sock", 1),
            basket("alice", "shoe", 1, "sock", 1),
            wish("alice", "shoe", 1)
        }) {
            counter.buy("summer", "k", other).mustBe(422, "key-reused");
        }
        counter.buy("summer", "k", basket("bob", "shoe", 1, "cap", 2)).mustBe(201);
    }

    @Test
    @DisplayName("may be of five items, and no more")
    void mayBeOfFive() throws Exception {
        final Offer offer = Offer.of("large");
        for (int i = 0; i < 6; i++) {
            offer.item("s".repeat(63) + i, 5);
        }
        counter.offer(offer);
        final Object[] lines = new Object[12];
        for (int i = 0; i < 6; i++) {
            lines[2 * i] = "s".repeat(63) + i;
            lines[2 * i + 1] = 5 - i;
        }

        counter.buy("large", "six", basket("alice", lines)).mustBe(400, "malformed");
        final JsonNode order = counter.buy("large", "five", basket("🛒".repeat(64), java.util.Arrays.copyOf(lines, 10)))
                .mustBe(201)
                .json();

        assertEquals(5, order.get("items").size());
        assertEquals((5 + 4 + 3 + 2 + 1) * 9_900, order.get("total").asInt());
    }

    @Test
    @DisplayName("is held, confirmed and given back as a whole")
    void isHeldAsAWhole() throws Exception {
        counter.offer(sale().hold(Duration.ofMinutes(3)));
        counter.buy("summer", "a", basket("alice", "shoe", 2, "cap", 1)).mustBe(201);
        counter.buy("summer", "b", basket("bob", "cap", 2, "sock", 5)).mustBe(201);
        assertLeft("3 2 5");

        final JsonNode given = counter.cancel("summer-1", "alice").mustBe(200).json();
        final JsonNode paid = counter.confirm("summer-2").mustBe(200).json();

        assertEquals(2, given.get("items").size());
        assertEquals(2 * 1_000 + 5 * 250, paid.get("total").asInt());
        assertLeft("5 3 5");
        final JsonNode items = counter.sale("summer").json().get("items");
        assertEquals("0 0", items.at("/0/held") + " " + items.at("/0/sold"));
        assertEquals("0 2", items.at("/1/held") + " " + items.at("/1/sold"));
        assertEquals("0 5", items.at("/2/held") + " " + items.at("/2/sold"));
        // What the item's limit had counted is given back with it.
        counter.buy("summer", "again", basket("alice", "cap", 2)).mustBe(201);
    }

    @Test
    @DisplayName("that is refused because units are held says how many of which item may come back")
    void saysWhatMayComeBack() throws Exception {
        counter.offer(sale().hold(Duration.ofMinutes(3)));
        counter.buy("summer", "a", basket("alice", "sock", 10, "pin", 1)).mustBe(201);

        final Reply refusal =
                counter.buy("summer", "b", basket("bob", "shoe", 1, "sock", 1)).mustBe(409, "sold-out");

        assertEquals("sock", refusal.json().get("sku").asText());
        assertEquals(10, refusal.json().get("held").asInt());
        assertEquals(false, refusal.json().get("final").asBoolean());
        counter.cancel("summer-1", "alice").mustBe(200);
        repeats(refusal, "b", basket("bob", "sock", 1, "shoe", 1));
        counter.buy("summer", "c", basket("bob", "shoe", 1, "sock", 1)).mustBe(201);
    }

    private static Offer sale() {
        return Offer.of("summer")
                .item("shoe", 5, 9_900, 0)
                .item("cap", 5, 1_000, 2)
                .item("sock", 10, 250, 0)
                .item("pin", 1, 1, 0);
    }

    /** Alice asks for this, and hears that; the refusal as it was told. */
    private JsonNode refused(final int status, final String code, final String sku, final Object... lines)
            throws Exception {
        final String body = basket("alice", lines);
        final JsonNode refusal = counter.buy("summer", "r" + Integer.toHexString(body.hashCode()), body)
                .mustBe(status, code)
                .json();
        assertEquals(sku, refusal.get("sku").asText(), refusal::toString);
        return refusal;
    }

    private void repeats(final Reply first, final String key, final String body) throws Exception {
        final Reply again = counter.buy("summer", key, body);
        assertEquals(first.text(), again.text());
        assertEquals(first.status(), again.status());
        assertEquals("true", again.header("Idempotent-Replayed"));
        assertArrayEquals(first.bytes(), again.bytes());
    }

    /** What is available of shoes, caps and socks. */
    private void assertLeft(final String expected) throws Exception {
        assertEquals(expected, left().substring(0, left().lastIndexOf(' ')));
    }

    private String left() throws Exception {
        final StringBuilder left = new StringBuilder();
        counter.sale("summer")
                .json()
                .get("items")
                .forEach(item -> left.append(left.length() == 0 ? "" : " ").append(item.get("available")));
        return left.toString();
    }
}
