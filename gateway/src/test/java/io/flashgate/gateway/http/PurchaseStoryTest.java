package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.flashgate.journal.Durability;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A purchase over HTTP")
class PurchaseStoryTest {

    private static final String SKU = "sneaker-42";

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
    @DisplayName("is answered 201 with every member of the contract, and its address")
    void isAnsweredInFull() throws Exception {
        counter.offer(Offer.of("summer").item(SKU, 5, 9_900, 0));

        final Reply reply = counter.buy("summer", "k-1", wish("alice", SKU, 2, "g3"));

        reply.mustBe(201);
        final JsonNode order = reply.json();
        assertEquals("application/json", reply.header("Content-Type"));
        assertEquals("/v1/orders/summer-1", reply.header("Location"));
        assertNull(reply.header("Idempotent-Replayed"));
        assertEquals(
                "{\"orderId\":\"summer-1\",\"saleId\":\"summer\",\"buyerId\":\"alice\",\"group\":\"g3\","
                        + "\"items\":[{\"sku\":\"sneaker-42\",\"quantity\":2,\"unitPrice\":9900}],"
                        + "\"total\":19800,\"currency\":\"CNY\",\"status\":\"CONFIRMED\",\"sequence\":"
                        + order.get("sequence") + ",\"decidedAt\":" + order.get("decidedAt")
                        + ",\"durability\":\"fsync\"}",
                reply.text());
        assertTrue(order.get("decidedAt").asText().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z"));
        assertEquals(counter.gateway().sequence(), order.get("sequence").asLong());
    }

    @Test
    @DisplayName("is of one unit and of no group unless it says so")
    void hasDefaults() throws Exception {
        counter.offer(Offer.of("summer").item(SKU, 5));

        final Reply reply =
                counter.buy("summer", "k-1", "{\"sku\":\"" + SKU + "\",\"buyerId\":\"Алиса 爱丽丝 \\\"🛒\\\"\"}");

        reply.mustBe(201);
        assertEquals(1, reply.json().at("/items/0/quantity").asInt());
        assertEquals("Алиса 爱丽丝 \"🛒\"", reply.json().get("buyerId").asText());
        assertNull(reply.json().get("group"));
    }

    @Test
    @DisplayName("can be looked up by its own buyer, and by nobody else")
    void canBeLookedUp() throws Exception {
        counter.offer(Offer.of("sum-mer").item(SKU, 5));
        final Reply bought = counter.buy("sum-mer", "k-1", wish("al ice", SKU, 2, "g3"));

        final Reply found = counter.ask(Requests.get(bought.header("Location") + "?buyerId=al%20ice"));

        found.mustBe(200);
        bought.json().properties().forEach(member -> {
            if (!member.getKey().equals("durability")) {
                assertEquals(member.getValue(), found.json().get(member.getKey()), member.getKey());
            }
        });
        for (final String other : new String[] {
            "sum-mer-1", "sum-mer-1?buyerId=bob", "sum-mer-2?buyerId=al+ice", "sum-mer-01?buyerId=al+ice",
            "sum-mer?buyerId=al+ice", "winter-1?buyerId=al+ice", "-1?buyerId=al+ice", "sum-mer--1?buyerId=al+ice",
            "sum-mer-99999999999999999999?buyerId=al+ice"
        }) {
            counter.ask(Requests.get("/v1/orders/" + other)).mustBe(404, "unknown-order");
        }
    }

    @Test
    @DisplayName("that is sent again hears the same bytes again: after sold out, after the close, after a restart")
    void isAnsweredTheSameForever() throws Exception {
        counter.offer(Offer.of("summer").item(SKU, 3, 100, 2));
        final Reply won = counter.buy("summer", "a", wish("alice", SKU, 2)).mustBe(201);
        final Reply limit = counter.buy("summer", "b", wish("alice", SKU, 1)).mustBe(409, "buyer-limit");
        final Reply few = counter.buy("summer", "c", wish("bob", SKU, 2)).mustBe(409, "insufficient-stock");
        assertEquals(2, limit.json().get("limit").asInt());
        assertEquals(1, few.json().get("available").asInt());
        repeats(won, limit, few);

        counter.buy("summer", "last", wish("carol", SKU, 1)).mustBe(201);
        counter.buy("summer", "new", wish("dave", SKU, 1)).mustBe(409, "sold-out");
        repeats(won, limit, few);

        counter.closeSale("summer").mustBe(200);
        repeats(won, limit, few);

        counter.close();
        counter = Counter.openIn(folder);
        repeats(won, limit, few);
        assertEquals(2, counter.orders("summer").size());
    }

    @Test
    @DisplayName("refused for an item that is sold out is remembered too, and answered again after the sale is closed")
    void remembersAnItemThatIsSoldOut() throws Exception {
        counter.offer(Offer.of("summer").item(SKU, 1).item("other", 1));
        counter.buy("summer", "a", wish("alice", SKU, 1)).mustBe(201);
        final Reply soldOut = counter.buy("summer", "b", wish("bob", SKU, 1)).mustBe(409, "sold-out");
        assertEquals(true, soldOut.json().get("final").asBoolean());
        assertEquals(SKU, soldOut.json().get("sku").asText());
        assertTrue(soldOut.json().get("sequence").asLong() > 0);

        counter.closeSale("summer").mustBe(200);

        final Reply again = counter.buy("summer", "b", wish("bob", SKU, 1));
        assertEquals("true", again.header("Idempotent-Replayed"));
        assertArrayEquals(soldOut.bytes(), again.bytes());
        counter.buy("summer", "c", wish("bob", SKU, 1)).mustBe(410, "sale-closed");
    }

    @Test
    @DisplayName("has a key of its own sale and its own buyer: elsewhere the same key is another one")
    void hasAKeyOfItsOwn() throws Exception {
        counter.offer(Offer.of("summer").item(SKU, 10)).offer(Offer.of("winter").item(SKU, 10));

        final Reply first = counter.buy("summer", "same", wish("alice", SKU, 1)).mustBe(201);
        final Reply otherBuyer =
                counter.buy("summer", "same", wish("alicf", SKU, 1)).mustBe(201);
        final Reply otherSale =
                counter.buy("winter", "same", wish("alice", SKU, 1)).mustBe(201);

        assertNotEquals(first.header("Location"), otherBuyer.header("Location"));
        assertEquals("/v1/orders/winter-1", otherSale.header("Location"));
        assertNull(otherBuyer.header("Idempotent-Replayed"));
        assertNull(otherSale.header("Idempotent-Replayed"));
    }

    @Test
    @DisplayName("may have its key in quotes or bare, and its item as sku or in items: the request stays the same")
    void isTheSameInOtherWords() throws Exception {
        counter.offer(Offer.of("summer").item(SKU, 10));
        final Reply first = counter.buy("summer", "k\\1", wish("alice", SKU, 2)).mustBe(201);

        for (final String key : new String[] {"\"k\\\\1\"", "k\\1"}) {
            for (final String body : new String[] {
                "{\"items\":[{\"sku\":\"" + SKU + "\",\"quantity\":2}],\"buyerId\":\"alice\"}",
                "{ \"buyerId\" : \"\\u0061lice\", \"quantity\" : 2,\r\n\"sku\" : \"" + SKU + "\" }"
            }) {
                final Reply again = counter.buy("summer", key, body).mustBe(201);
                assertEquals("true", again.header("Idempotent-Replayed"), key);
                assertArrayEquals(first.bytes(), again.bytes());
            }
        }
        assertEquals(8, counter.sale("summer").json().at("/items/0/available").asInt());
    }

    @Test
    @DisplayName("under a key that was used for something else is refused with 422, and nothing changes")
    void refusesAKeyUsedForSomethingElse() throws Exception {
        counter.offer(Offer.of("summer").item(SKU, 10).item("other", 10));
        final Reply first = counter.buy("summer", "k", wish("alice", SKU, 1)).mustBe(201);
        final long sequence = counter.gateway().sequence();

        counter.buy("summer", "k", wish("alice", SKU, 2)).mustBe(422, "key-reused");
        counter.buy("summer", "k", wish("alice", "other", 1)).mustBe(422, "key-reused");
        counter.buy("summer", "k", wish("alice", SKU, 1, "g1")).mustBe(422, "key-reused");

        assertEquals(9, counter.sale("summer").json().at("/items/0/available").asInt());
        assertEquals(10, counter.sale("summer").json().at("/items/1/available").asInt());
        assertTrue(
                counter.gateway().sequence() <= sequence + 1, "only a report of the refusals may have come in between");
        assertArrayEquals(
                first.bytes(), counter.buy("summer", "k", wish("alice", SKU, 1)).bytes());
    }

    @Test
    @DisplayName("says how durable it is, and a retry hears how durable it was said to be the first time")
    void saysHowDurableItIs() throws Exception {
        counter.close();
        counter = Counter.in(folder).durability(Durability.OS).open();
        counter.offer(Offer.of("summer").item(SKU, 5));
        final Reply first = counter.buy("summer", "k", wish("alice", SKU, 1)).mustBe(201);
        assertEquals("os", first.json().get("durability").asText());

        counter.close();
        counter = Counter.openIn(folder);

        assertEquals(
                first.text(), counter.buy("summer", "k", wish("alice", SKU, 1)).text());
        final Reply next = counter.buy("summer", "k-2", wish("alice", SKU, 1));
        assertEquals("fsync", next.json().get("durability").asText());
    }

    private void repeats(final Reply won, final Reply limit, final Reply few) throws Exception {
        repeats(won, "a", wish("alice", SKU, 2));
        repeats(limit, "b", wish("alice", SKU, 1));
        repeats(few, "c", wish("bob", SKU, 2));
    }

    private void repeats(final Reply first, final String key, final String body) throws Exception {
        final Reply again = counter.buy("summer", key, body);
        assertEquals(first.status(), again.status(), again::toString);
        assertEquals("true", again.header("Idempotent-Replayed"));
        assertEquals(first.header("Location"), again.header("Location"));
        assertArrayEquals(first.bytes(), again.bytes(), again::toString);
    }
}
