package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Requests.get;
import static io.flashgate.gateway.http.Requests.request;
import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An order in a sale with holds")
class HoldsTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final Duration TTL = Duration.ofMinutes(3);
    private static final Duration EXTENSION = Duration.ofMinutes(2);
    private static final Instant DEADLINE = NOON.plus(TTL);

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
    @DisplayName("is answered as held, and until when, and its units are out of the stock")
    void isHeld() throws Exception {
        counter.offer(sale().item("a", 5));

        final Reply reply = counter.buy("summer", "k", wish("alice", "a", 2, "g3"));

        assertEquals("/v1/orders/summer-1", reply.mustBe(201).header("Location"));
        assertEquals(
                "{\"orderId\":\"summer-1\",\"saleId\":\"summer\",\"buyerId\":\"alice\",\"group\":\"g3\","
                        + "\"items\":[{\"sku\":\"a\",\"quantity\":2,\"unitPrice\":9900}],"
                        + "\"total\":19800,\"currency\":\"CNY\",\"status\":\"HELD\","
                        + "\"holdExpiresAt\":\"2026-11-27T12:03:00.000000000Z\",\"sequence\":"
                        + reply.json().get("sequence") + ",\"decidedAt\":\"2026-11-27T12:00:00.000000000Z\""
                        + ",\"durability\":\"fsync\"}",
                reply.text());
        assertUnits(3, 2, 0);
        final JsonNode seen = counter.order("summer-1", "alice").mustBe(200).json();
        assertEquals("HELD", seen.get("status").asText());
        assertEquals("g3", seen.get("group").asText());
        assertEquals(reply.json().get("holdExpiresAt"), seen.get("holdExpiresAt"));
    }

    @Test
    @DisplayName("is confirmed by the merchant up to the last nanosecond; again says the same, whenever that is")
    void isConfirmed() throws Exception {
        counter.offer(sale().item("a", 5));
        hold("alice", 2);
        clock.put(DEADLINE.minusNanos(1));

        final Reply confirmed = counter.confirm("summer-1").mustBe(200);

        assertEquals("CONFIRMED", confirmed.json().get("status").asText());
        assertEquals("summer-1", confirmed.json().get("orderId").asText());
        assertEquals(19_800, confirmed.json().get("total").asInt());
        assertNull(confirmed.json().get("holdExpiresAt"));
        // The merchant's shop system knows the order, and who its buyer is.
        assertNull(confirmed.json().get("buyerId"));
        assertUnits(3, 0, 2);
        clock.put(DEADLINE.plusSeconds(60));
        assertArrayEquals(
                confirmed.bytes(), counter.confirm("summer-1").mustBe(200).bytes());
        assertEquals(
                "CONFIRMED",
                counter.order("summer-1", "alice")
                        .mustBe(200)
                        .json()
                        .get("status")
                        .asText());
        assertUnits(3, 0, 2);
    }

    @Test
    @DisplayName("that is confirmed is so for good: nobody can give it back, and payment-started changes nothing")
    void staysConfirmed() throws Exception {
        counter.offer(sale().item("a", 5));
        hold("alice", 1);
        final Reply confirmed = counter.confirm("summer-1").mustBe(200);

        final JsonNode refusal = counter.cancel("summer-1", "alice")
                .mustBe(409, "order-confirmed")
                .json();
        assertEquals("summer", refusal.get("saleId").asText());
        assertEquals("summer-1", refusal.get("orderId").asText());
        counter.askAbout("summer-1", "cancel").mustBe(409, "order-confirmed");
        assertArrayEquals(
                confirmed.bytes(),
                counter.askAbout("summer-1", "payment-started").mustBe(200).bytes());
        assertUnits(4, 0, 1);
    }

    @Test
    @DisplayName("is given back by its own buyer; again says the same, and a payment that comes then has to go back")
    void isCancelledByItsBuyer() throws Exception {
        counter.offer(sale().item("a", 5));
        hold("alice", 2);

        final Reply cancelled = counter.cancel("summer-1", "alice").mustBe(200);

        assertEquals("CANCELLED", cancelled.json().get("status").asText());
        assertEquals("alice", cancelled.json().get("buyerId").asText());
        assertNull(cancelled.json().get("holdExpiresAt"));
        assertUnits(5, 0, 0);
        assertArrayEquals(
                cancelled.bytes(),
                counter.cancel("summer-1", "alice").mustBe(200).bytes());
        isCancelledForGood();
    }

    @Test
    @DisplayName("is given back by the merchant just as well, who need not name the buyer")
    void isCancelledByTheMerchant() throws Exception {
        counter.offer(sale().item("a", 5));
        hold("alice", 2);

        final Reply cancelled = counter.askAbout("summer-1", "cancel").mustBe(200);

        assertEquals("CANCELLED", cancelled.json().get("status").asText());
        assertUnits(5, 0, 0);
        assertArrayEquals(
                cancelled.bytes(),
                counter.askAbout("summer-1", "cancel").mustBe(200).bytes());
        counter.cancel("summer-1", "alice").mustBe(200);
        isCancelledForGood();
    }

    private void isCancelledForGood() throws Exception {
        final JsonNode late =
                counter.confirm("summer-1").mustBe(409, "order-cancelled").json();
        assertEquals(true, late.get("refundRequired").asBoolean());
        assertEquals("summer-1", late.get("orderId").asText());
        final JsonNode started = counter.askAbout("summer-1", "payment-started")
                .mustBe(409, "order-cancelled")
                .json();
        assertNull(started.get("refundRequired"));
        assertEquals(
                "CANCELLED",
                counter.order("summer-1", "alice")
                        .mustBe(200)
                        .json()
                        .get("status")
                        .asText());
        assertUnits(5, 0, 0);
    }

    @Test
    @DisplayName("is nobody else's to give back: to them it is as unknown as one that does not exist")
    void isNobodyElses() throws Exception {
        counter.offer(sale().item("a", 5));
        hold("alice", 1);

        final Reply strangers = counter.cancel("summer-1", "bob").mustBe(404, "unknown-order");

        final Reply missing = counter.cancel("summer-2", "bob").mustBe(404, "unknown-order");
        assertArrayEquals(missing.bytes(), strangers.bytes());
        counter.ask(request("POST", "/v1/orders/summer-1/cancel")).mustBe(404, "unknown-order");
        counter.ask(request("POST", "/v1/orders/winter-1/cancel?buyerId=alice")).mustBe(404, "unknown-order");
        counter.ask(request("POST", "/v1/orders/x/cancel?buyerId=alice")).mustBe(404, "unknown-order");
        counter.ask(request("POST", "/v1/orders/summer-1/cancel?buyerId=")).mustBe(400, "malformed");
        counter.ask(get("/v1/orders/summer-1?buyerId=bob")).mustBe(404, "unknown-order");
        assertUnits(4, 1, 0);
        counter.cancel("summer-1", "alice").mustBe(200);
    }

    @Test
    @DisplayName("that does not exist is unknown to the merchant too")
    void mayNotExist() throws Exception {
        counter.offer(sale().item("a", 5));
        for (final String action : new String[] {"confirm", "cancel", "payment-started"}) {
            for (final String orderId : new String[] {"summer-1", "winter-1", "summer", "summer-01", "-1", "x%20y-1"}) {
                final Reply reply = counter.askAbout(orderId, action).mustBe(404, "unknown-order");
                assertTrue(reply.detail().contains(orderId.replace("%20", " ")), reply::toString);
            }
        }
    }

    @Test
    @DisplayName("has more time once its payment has started, once only")
    void isExtended() throws Exception {
        counter.offer(sale().extension(EXTENSION).item("a", 5));
        hold("alice", 1);
        clock.put(DEADLINE.minusSeconds(1));

        final Reply extended = counter.askAbout("summer-1", "payment-started").mustBe(200);

        assertEquals("HELD", extended.json().get("status").asText());
        assertEquals(
                "2026-11-27T12:05:00.000000000Z",
                extended.json().get("holdExpiresAt").asText());
        clock.put(DEADLINE.plusSeconds(1));
        assertArrayEquals(
                extended.bytes(),
                counter.askAbout("summer-1", "payment-started").mustBe(200).bytes());
        assertUnits(4, 1, 0);
        clock.put(DEADLINE.plus(EXTENSION).minusNanos(1));
        counter.confirm("summer-1").mustBe(200);
        assertUnits(4, 0, 1);
    }

    @Test
    @DisplayName("ends after its extension as any other does")
    void endsAfterItsExtension() throws Exception {
        counter.offer(sale().extension(EXTENSION).item("a", 5));
        hold("alice", 1);
        counter.askAbout("summer-1", "payment-started").mustBe(200);

        clock.put(DEADLINE.plus(EXTENSION));

        counter.askAbout("summer-1", "payment-started").mustBe(409, "hold-expired");
        counter.confirm("summer-1").mustBe(409, "hold-expired");
        assertUnits(5, 0, 0);
    }

    @Test
    @DisplayName("has no more time in a sale that does not extend holds, and stays held")
    void isNotExtended() throws Exception {
        counter.offer(sale().item("a", 5));
        hold("alice", 1);

        counter.askAbout("summer-1", "payment-started").mustBe(409, "no-extension");

        assertUnits(4, 1, 0);
        clock.put(DEADLINE);
        counter.askAbout("summer-1", "payment-started").mustBe(409, "hold-expired");
        assertUnits(5, 0, 0);
    }

    @Test
    @DisplayName(
            "is over at its deadline: a payment that comes then has to go back, and its units can be bought by the next")
    void expires() throws Exception {
        counter.offer(sale().item("a", 1));
        hold("alice", 1);
        counter.buy("summer", "b-1", wish("bob", "a", 1)).mustBe(409, "sold-out");
        clock.put(DEADLINE.minusNanos(1));
        counter.buy("summer", "b-2", wish("bob", "a", 1)).mustBe(409, "sold-out");

        clock.put(DEADLINE);
        final JsonNode next =
                counter.buy("summer", "b-3", wish("bob", "a", 1)).mustBe(201).json();

        assertEquals("2026-11-27T12:03:00.000000000Z", next.get("decidedAt").asText());
        final JsonNode late =
                counter.confirm("summer-1").mustBe(409, "hold-expired").json();
        assertEquals(true, late.get("refundRequired").asBoolean());
        final JsonNode cancelled =
                counter.cancel("summer-1", "alice").mustBe(409, "hold-expired").json();
        assertNull(cancelled.get("refundRequired"));
        counter.askAbout("summer-1", "cancel").mustBe(409, "hold-expired");
        assertEquals(
                "EXPIRED",
                counter.order("summer-1", "alice")
                        .mustBe(200)
                        .json()
                        .get("status")
                        .asText());
        assertUnits(0, 1, 0);
    }

    @Test
    @DisplayName("counts in its buyer's limit for as long as it is held or confirmed")
    void countsInTheLimit() throws Exception {
        counter.offer(sale().limit(2).item("a", 5, 100, 2));
        hold("alice", 2);
        assertEquals(
                2,
                counter.buy("summer", "more", wish("alice", "a", 1))
                        .mustBe(409, "buyer-limit")
                        .json()
                        .get("limit")
                        .asInt());

        counter.cancel("summer-1", "alice").mustBe(200);

        counter.buy("summer", "other", wish("alice", "a", 2)).mustBe(201);
        counter.confirm("summer-2").mustBe(200);
        counter.buy("summer", "third", wish("alice", "a", 1)).mustBe(409, "buyer-limit");
    }

    @Test
    @DisplayName("is the buyer's last after as many as one may take, however they ended; others are not touched")
    void mayNotBeTakenOverAndOver() throws Exception {
        counter.offer(sale().item("a", 50));
        hold("alice", 1);
        counter.cancel("summer-1", "alice").mustBe(200);
        counter.buy("summer", "a-2", wish("alice", "a", 1)).mustBe(201);
        clock.put(DEADLINE);
        counter.confirm("summer-2").mustBe(409, "hold-expired");
        counter.buy("summer", "a-3", wish("alice", "a", 1)).mustBe(201);
        counter.confirm("summer-3").mustBe(200);

        final Reply refused =
                counter.buy("summer", "a-4", wish("alice", "a", 1)).mustBe(409, "buyer-limit");

        assertEquals(3, refused.json().get("limit").asInt());
        assertTrue(refused.detail().contains("holds"), refused::detail);
        assertTrue(refused.json().get("sequence").asLong() > 0);
        counter.buy("summer", "b-1", wish("bob", "a", 1)).mustBe(201);

        counter.offer(Offer.of("strict", clock.now()).hold(TTL).attempts(1).item("a", 5));
        counter.buy("strict", "a-1", wish("alice", "a", 1)).mustBe(201);
        counter.cancel("strict-1", "alice").mustBe(200);
        final Reply second = counter.buy("strict", "a-2", wish("alice", "a", 1)).mustBe(409, "buyer-limit");
        assertEquals(1, second.json().get("limit").asInt());
    }

    @Test
    @DisplayName("where there are no holds is confirmed from the beginning, for the merchant's questions too")
    void whereThereAreNone() throws Exception {
        counter.offer(Offer.of("summer", NOON).item("a", 5));
        counter.buy("summer", "k", wish("alice", "a", 1)).mustBe(201);

        for (final String action : new String[] {"confirm", "payment-started"}) {
            final JsonNode order =
                    counter.askAbout("summer-1", action).mustBe(200).json();
            assertEquals("CONFIRMED", order.get("status").asText());
        }
        counter.askAbout("summer-1", "cancel").mustBe(409, "order-confirmed");
        counter.cancel("summer-1", "alice").mustBe(409, "order-confirmed");
        assertUnits(4, 0, 1);
    }

    @Test
    @DisplayName("is asked for with holds that the merchant sees again in the sale's rules, and the public does not")
    void hasRulesThatAreShown() throws Exception {
        counter.offer(sale().extension(EXTENSION).attempts(7).item("a", 5));
        counter.offer(Offer.of("plain", NOON).hold(Duration.ofMillis(1_500)).item("a", 5));

        assertEquals(
                "{\"ttl\":\"PT3M\",\"extension\":\"PT2M\",\"attempts\":7}",
                counter.adminView("summer").get("hold").toString());
        assertEquals(
                "{\"ttl\":\"PT1.5S\",\"attempts\":3}",
                counter.adminView("plain").get("hold").toString());
        assertNull(counter.sale("summer").json().get("hold"));
    }

    private static Offer sale() {
        return Offer.of("summer", NOON).hold(TTL);
    }

    private void hold(final String buyer, final int quantity) throws Exception {
        final Reply reply =
                counter.buy("summer", "first", wish(buyer, "a", quantity)).mustBe(201);
        assertEquals("HELD", reply.json().get("status").asText());
    }

    private void assertUnits(final int available, final int held, final int sold) throws Exception {
        final JsonNode item = counter.sale("summer").mustBe(200).json().at("/items/0");
        assertEquals(
                available + " available, " + held + " held, " + sold + " sold",
                item.get("available") + " available, " + item.get("held") + " held, " + item.get("sold") + " sold");
    }
}
