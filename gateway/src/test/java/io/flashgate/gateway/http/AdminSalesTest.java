package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Counter.BEARER;
import static io.flashgate.gateway.http.Requests.get;
import static io.flashgate.gateway.http.Requests.request;
import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The merchant")
class AdminSalesTest {

    private static final Instant LATER = Instant.now().plusSeconds(3_600);
    private static final String TIMES =
            "\"opensAt\":\"2200-01-01T00:00:00Z\",\"closesAt\":\"2200-01-02T00:00:00+01:00\"";
    private static final String ITEM = "{\"sku\":\"a\",\"stock\":1,\"price\":1}";
    private static final String REST = "\"currency\":\"CNY\",\"items\":[" + ITEM + "]";

    private static Counter counter;

    @BeforeAll
    static void open(@TempDir final Path folder) throws Exception {
        counter = Counter.openIn(folder);
    }

    @AfterAll
    static void close() {
        counter.close();
    }

    @Test
    @DisplayName("creates a sale, replaces it while it is scheduled, and no more once it is open or over")
    void definesASale() throws Exception {
        final Offer draft = Offer.of("s-1").item("a", 5).opensAt(LATER).closesAt(LATER.plusSeconds(9));
        final Reply created = counter.define("s-1", draft.json()).mustBe(201);
        assertEquals("/admin/v1/sales/s-1", created.header("Location"));
        assertEquals("SCHEDULED", created.json().get("phase").asText());
        assertEquals("Flash \"s-1\"", created.json().get("title").asText());

        final Reply replaced = counter.define(
                        "s-1",
                        Offer.of("s-1").item("b", 7).limit(2).groups("g1", "g2").json())
                .mustBe(200);
        assertEquals("OPEN", replaced.json().get("phase").asText());
        assertEquals("b", replaced.json().at("/items/0/sku").asText());
        assertEquals(2, replaced.json().get("buyerLimit").asInt());
        assertEquals("[\"g1\",\"g2\"]", replaced.json().get("groups").toString());

        counter.define("s-1", draft.json()).mustBe(409, "sale-already-open");
        counter.closeSale("s-1").mustBe(200);
        counter.define("s-1", draft.json()).mustBe(409, "sale-already-open");
        assertEquals("b", counter.adminView("s-1").at("/items/0/sku").asText());
    }

    @Test
    @DisplayName("lists and shows sales with rules and numbers; the public sees the numbers only")
    void looksAtSales() throws Exception {
        counter.offer(Offer.of("s-2").item("a", 5, 100, 3).limit(4).groups("g1"));
        counter.buy("s-2", "k", wish("bob", "a", 2, "g1")).mustBe(201);

        final JsonNode shown = counter.adminView("s-2");
        final JsonNode listed =
                counter.askAdmin(get("/admin/v1/sales", BEARER)).mustBe(200).json();
        final JsonNode seen = counter.sale("s-2").mustBe(200).json();

        assertEquals(1, shown.get("orders").asInt());
        for (final JsonNode view : List.of(shown, find(listed, "s-2"), seen)) {
            assertEquals("OPEN", view.get("phase").asText());
            assertEquals(false, view.get("sealed").asBoolean());
            final JsonNode item = view.at("/items/0");
            assertEquals(5, item.get("stock").asInt());
            assertEquals(3, item.get("available").asInt());
            assertEquals(0, item.get("held").asInt());
            assertEquals(2, item.get("sold").asInt());
            assertEquals("[]", view.get("stageGoals").toString());
            assertTrue(Instant.parse(view.get("serverTime").asText())
                    .isAfter(Instant.parse(view.get("opensAt").asText())));
        }
        assertEquals(4, shown.get("buyerLimit").asInt());
        assertNull(seen.get("buyerLimit"));
        assertNull(seen.get("groups"));
        counter.askAdmin(get("/admin/v1/sales/none", BEARER)).mustBe(404, "unknown-sale");
    }

    @Test
    @DisplayName("closes a sale early, once and for all; again is fine and changes nothing")
    void closesASale() throws Exception {
        counter.offer(Offer.of("s-3").item("a", 5));

        final JsonNode closed = counter.closeSale("s-3").mustBe(200).json();
        assertEquals("CLOSED", closed.get("phase").asText());
        assertEquals(true, closed.get("sealed").asBoolean());
        counter.buy("s-3", "k", wish("bob", "a", 1)).mustBe(410, "sale-closed");
        counter.closeSale("s-3").mustBe(200);

        counter.offer(Offer.of("s-4").item("a", 1));
        counter.buy("s-4", "k", wish("bob", "a", 1)).mustBe(201);
        assertEquals(
                "SOLD_OUT",
                counter.closeSale("s-4").mustBe(200).json().get("phase").asText());
        counter.closeSale("none").mustBe(404, "unknown-sale");
        counter.closeSale("no%20id").mustBe(404, "unknown-sale");
    }

    static List<Arguments> definitions() {
        return List.of(
                row("s", "", "body"),
                row("s", "{", "not JSON"),
                row("s", "[]", "an empty array"),
                row("s", "{" + TIMES + "," + REST + "}{}", "not JSON"),
                row("no id", "{" + TIMES + "," + REST + "}", "saleId"),
                row("s".repeat(65), "{" + TIMES + "," + REST + "}", "saleId"),
                row("s", "{" + REST + "}", "opensAt: missing"),
                row("s", "{\"opensAt\":\"2200-01-01T00:00:00Z\"," + REST + "}", "closesAt: missing"),
                row("s", "{" + TIMES + ",\"items\":[" + ITEM + "]}", "currency: missing"),
                row("s", "{" + TIMES + ",\"currency\":\"CNY\"}", "items: missing"),
                row("s", "{" + TIMES + ",\"curency\":\"CNY\",\"items\":[" + ITEM + "]}", "curency"),
                row("s", "{" + TIMES + "," + REST + ",\"currency\":\"CNY\"}", "currency"),
                row("s", "{\"opensAt\":\"tomorrow\",\"closesAt\":\"x\"," + REST + "}", "opensAt: found \"tomorrow\""),
                row("s", "{\"opensAt\":\"2200-01-01T00:00:00\",\"closesAt\":\"x\"," + REST + "}", "opensAt"),
                row("s", "{\"opensAt\":7,\"closesAt\":8," + REST + "}", "opensAt: found a whole number"),
                row(
                        "s",
                        "{\"opensAt\":\"2200-01-01T00:00:00Z\",\"closesAt\":\"2200-01-01T00:00:00Z\"," + REST + "}",
                        "closesAt"),
                row(
                        "s",
                        "{\"opensAt\":\"2001-01-01T00:00:00Z\",\"closesAt\":\"2002-01-01T00:00:00Z\"," + REST + "}",
                        "closesAt"),
                row(
                        "s",
                        "{\"opensAt\":\"2001-01-01T00:00:00Z\",\"closesAt\":\"9999-01-01T00:00:00Z\"," + REST + "}",
                        "closesAt"),
                row(
                        "s",
                        "{\"opensAt\":\"1901-01-01T00:00:00Z\",\"closesAt\":\"2200-01-01T00:00:00Z\"," + REST + "}",
                        "opensAt"),
                row("s", "{" + TIMES + ",\"currency\":\"yuan\",\"items\":[" + ITEM + "]}", "currency: found \"yuan\""),
                row("s", "{" + TIMES + ",\"currency\":null,\"items\":[" + ITEM + "]}", "currency: found null"),
                row("s", "{" + TIMES + "," + REST + ",\"title\":7}", "title"),
                row("s", "{" + TIMES + "," + REST + ",\"title\":\"" + "t".repeat(201) + "\"}", "title"),
                row("s", "{" + TIMES + "," + REST + ",\"buyerLimit\":0}", "buyerLimit: found 0"),
                row("s", "{" + TIMES + "," + REST + ",\"buyerLimit\":9999999999}", "buyerLimit"),
                row("s", "{" + TIMES + "," + REST + ",\"groups\":[]}", "groups"),
                row("s", "{" + TIMES + "," + REST + ",\"groups\":[7]}", "groups[0]"),
                row("s", "{" + TIMES + "," + REST + ",\"groups\":[\"a\",\"b c\"]}", "groups[1]"),
                row("s", "{" + TIMES + "," + REST + ",\"groups\":[\"a\",\"a\"]}", "groups[1]"),
                rule("\"hold\":7", "hold: found a whole number"),
                rule("\"hold\":{}", "hold.ttl: missing"),
                rule("\"hold\":{\"ttl\":3}", "hold.ttl: found a whole number"),
                rule("\"hold\":{\"ttl\":\"3m\"}", "hold.ttl: found \"3m\", expected an ISO 8601 duration"),
                rule("\"hold\":{\"ttl\":\"PT0S\"}", "hold.ttl: found \"PT0S\", expected more"),
                rule("\"hold\":{\"ttl\":\"-PT1S\"}", "hold.ttl"),
                rule("\"hold\":{\"ttl\":\"P8D\"}", "7 days"),
                rule("\"hold\":{\"ttl\":\"PT3M\",\"extension\":\"P8D\"}", "hold.extension"),
                rule("\"hold\":{\"ttl\":\"PT3M\",\"extention\":\"PT1M\"}", "hold.extention"),
                rule("\"hold\":{\"ttl\":\"PT3M\",\"attempts\":0}", "hold.attempts: found 0"),
                rule("\"hold\":{\"ttl\":\"PT3M\",\"attempts\":1001}", "hold.attempts: found 1001"),
                rule("\"stageGoals\":7", "stageGoals: found a whole number"),
                rule("\"stageGoals\":{}", "stageGoals: found an object"),
                rule("\"stageGoals\":[7]", "stageGoals[0]: found a whole number"),
                rule("\"stageGoals\":[{\"units\":1}]", "stageGoals[0].reward: missing"),
                rule("\"stageGoals\":[{\"reward\":\"x\"}]", "stageGoals[0].units: missing"),
                rule("\"stageGoals\":[{\"units\":2,\"reward\":\"x\"}]", "stageGoals[0].units: found 2, expected 1–1"),
                rule("\"stageGoals\":[{\"units\":1,\"reward\":\"\"}]", "stageGoals[0].reward: found nothing"),
                rule("\"stageGoals\":[{\"units\":1,\"reward\":\"x\",\"x\":1}]", "stageGoals[0].x"),
                rule(
                        "\"stageGoals\":[{\"units\":1,\"reward\":\"x\"},{\"units\":1,\"reward\":\"y\"}]",
                        "stageGoals[1].units"),
                rule("\"rehearsal\":\"no\"", "rehearsal: found a string"),
                rule("\"rehearsal\":null", "rehearsal: found null"),
                tiers("{}", "items[0].priceTiers: found an object"),
                tiers("[7]", "items[0].priceTiers[0]: found a whole number"),
                tiers("[{\"price\":1}]", "items[0].priceTiers[0].fromUnit: missing"),
                tiers("[{\"fromUnit\":1}]", "items[0].priceTiers[0].price: missing"),
                tiers("[{\"fromUnit\":0,\"price\":1}]", "items[0].priceTiers[0].fromUnit: found 0"),
                tiers("[{\"fromUnit\":1,\"price\":-1}]", "items[0].priceTiers[0].price: found -1"),
                tiers("[{\"fromUnit\":10,\"price\":1}]", "items[0].priceTiers[0].fromUnit: found 10, expected 1–9"),
                tiers("[{\"fromUnit\":2,\"price\":1},{\"fromUnit\":2,\"price\":2}]", "priceTiers[1].fromUnit"),
                tiers("[{\"fromUnit\":2,\"price\":1,\"to\":3}]", "priceTiers[0].to"),
                items("7", "items: found a whole number"),
                items("[]", "items: found 0 items"),
                items("[7]", "items[0]"),
                items("[" + ITEM + "," + ITEM + "]", "items[1].sku"),
                items("[{\"stock\":1,\"price\":1}]", "items[0].sku: missing"),
                items("[{\"sku\":\"a b\",\"stock\":1,\"price\":1}]", "items[0].sku"),
                items("[{\"sku\":\"a\",\"price\":1}]", "items[0].stock: missing"),
                items("[{\"sku\":\"a\",\"stock\":0,\"price\":1}]", "items[0].stock: found 0"),
                items("[{\"sku\":\"a\",\"stock\":10000001,\"price\":1}]", "items[0].stock"),
                items("[{\"sku\":\"a\",\"stock\":1.5,\"price\":1}]", "items[0].stock"),
                items("[{\"sku\":\"a\",\"stock\":1}]", "items[0].price: missing"),
                items("[{\"sku\":\"a\",\"stock\":1,\"price\":-1}]", "items[0].price: found -1"),
                items("[{\"sku\":\"a\",\"stock\":1,\"price\":\"1\"}]", "items[0].price: found a string"),
                items("[{\"sku\":\"a\",\"stock\":1,\"price\":1,\"listPrice\":-1}]", "items[0].listPrice"),
                items("[{\"sku\":\"a\",\"stock\":1,\"price\":1,\"buyerLimit\":-1}]", "items[0].buyerLimit"),
                items("[{\"sku\":\"a\",\"stock\":1,\"price\":1,\"colour\":\"red\"}]", "items[0].colour"),
                items("[" + (ITEM + ",").repeat(100) + ITEM + "]", "items"));
    }

    @ParameterizedTest(name = "is told what is wrong in {1}")
    @MethodSource("definitions")
    void isToldWhatIsWrong(final String saleId, final String json, final String told) throws Exception {
        final Reply reply = counter.define(saleId.replace(" ", "%20"), json).mustBe(400, "malformed");

        assertTrue(reply.detail().contains(told), () -> "expected \"" + told + "\" in: " + reply.detail());
    }

    @Test
    @DisplayName("may define a sale as large as they come, and then no larger")
    void definesALargeSale() throws Exception {
        final Offer large = Offer.of("large");
        for (int i = 0; i < 100; i++) {
            large.item("s".repeat(60) + (1_000 + i), 10_000_000);
        }
        final String[] groups = new String[1_000];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = "g".repeat(60) + (1_000 + i);
        }
        counter.offer(large.groups(groups));
        counter.buy("large", "k", wish("bob", "s".repeat(60) + 1_099, 1, groups[999]))
                .mustBe(201);
        counter.define("larger", " ".repeat(256 * 1024) + large.json()).mustBe(413, "content-too-large");
        counter.define("l2", large.item("one-more", 1).json()).mustBe(400, "malformed");
    }

    @Test
    @DisplayName("needs the token for everything but the probes, and is told how")
    void needsTheToken() throws Exception {
        for (final String path :
                new String[] {"/admin/v1/sales", "/metrics", "/", "/admin/v1/sales/x/orders", "/v1/sales/x"}) {
            final Reply missing = counter.askAdmin(get(path)).mustBe(401, "admin-token-missing");
            assertTrue(missing.header("WWW-Authenticate").startsWith("Bearer"));
            for (final String wrong : new String[] {
                "Bearer",
                "Bearer ",
                "Bearer " + Counter.TOKEN + "x",
                "Bearer the-",
                "Basic " + Counter.TOKEN,
                Counter.TOKEN,
                "Bearer " + Counter.TOKEN + " x"
            }) {
                final Reply invalid =
                        counter.askAdmin(get(path, "Authorization: " + wrong)).mustBe(401, "admin-token-invalid");
                assertTrue(invalid.header("WWW-Authenticate").startsWith("Bearer"));
            }
        }
        counter.askAdmin(Requests.json("PUT", "/admin/v1/sales/x", "{}")).mustBe(401, "admin-token-missing");
        for (final String action : new String[] {"confirm", "cancel", "payment-started"}) {
            final String path = "/admin/v1/orders/x-1/" + action;
            counter.askAdmin(request("POST", path)).mustBe(401, "admin-token-missing");
            counter.askAdmin(request("POST", path, BEARER + "x")).mustBe(401, "admin-token-invalid");
        }
        counter.askAdmin(get("/admin/v1/sales", BEARER, BEARER)).mustBe(400, "malformed");
        counter.askAdmin(get("/admin/v1/sales", "authorization: bearer  " + Counter.TOKEN))
                .mustBe(200);
        assertEquals("ok\n", counter.askAdmin(get("/livez")).mustBe(200).text());
        assertEquals("ready\n", counter.askAdmin(get("/readyz")).mustBe(200).text());
    }

    @Test
    @DisplayName("has a door of its own: neither listener answers the other's routes")
    void hasADoorOfItsOwn() throws Exception {
        counter.offer(Offer.of("s-5").item("a", 1));
        for (final String path :
                new String[] {"/admin/v1/sales", "/admin/v1/sales/s-5", "/livez", "/readyz", "/metrics"}) {
            counter.ask(get(path, BEARER)).mustBe(404, "not-found");
        }
        counter.ask(request("POST", "/admin/v1/sales/s-5/close", BEARER)).mustBe(404, "not-found");
        counter.ask(request("POST", "/admin/v1/orders/s-5-1/confirm", BEARER)).mustBe(404, "not-found");
        counter.askAdmin(request("POST", "/v1/orders/s-5-1/cancel?buyerId=bob", BEARER))
                .mustBe(404, "not-found");
        counter.ask(Requests.json("PUT", "/admin/v1/sales/s-6", "{}", BEARER)).mustBe(404, "not-found");
        counter.askAdmin(get("/v1/sales/s-5", BEARER)).mustBe(404, "not-found");
        counter.askAdmin(Requests.json(
                        "POST", "/v1/sales/s-5/orders", wish("bob", "a", 1), "Idempotency-Key: k", BEARER))
                .mustBe(404, "not-found");
        assertEquals("OPEN", counter.adminView("s-5").get("phase").asText());
    }

    @Test
    @DisplayName("hears what a route takes")
    void hearsWhatARouteTakes() throws Exception {
        final String[][] rows = {
            {"POST", "/admin/v1/sales", "GET, HEAD"},
            {"DELETE", "/admin/v1/sales/s", "GET, HEAD, PUT"},
            {"GET", "/admin/v1/sales/s/close", "POST"},
            {"GET", "/admin/v1/orders/s-1/confirm", "POST"},
            {"PUT", "/admin/v1/orders/s-1/cancel", "POST"},
            {"DELETE", "/admin/v1/orders/s-1/payment-started", "POST"},
            {"POST", "/admin/v1/sales/s/orders", "GET, HEAD"},
            {"POST", "/livez", "GET, HEAD"},
            {"PUT", "/readyz", "GET, HEAD"},
            {"POST", "/metrics", "GET, HEAD"}
        };
        for (final String[] row : rows) {
            final Reply reply = counter.askAdmin(request(row[0], row[1], BEARER, "Content-Length: 0"));
            assertEquals(row[2], reply.mustBe(405, "method-not-allowed").header("Allow"), row[1]);
        }
        counter.askAdmin(request("PUT", "/admin/v1/sales/s", BEARER)).mustBe(411, "length-required");
        counter.askAdmin(request("PUT", "/admin/v1/sales/s", BEARER, "Content-Length: 0"))
                .mustBe(415, "unsupported-media-type");
        for (final String path : new String[] {
            "/admin/v2/sales",
            "/admin/v1/orders",
            "/admin/v1/orders/s-1",
            "/admin/v1/orders/s-1/refund",
            "/admin/v1/orders//cancel"
        }) {
            counter.askAdmin(request("POST", path, BEARER, "Content-Length: 0")).mustBe(404, "not-found");
        }
    }

    private static JsonNode find(final JsonNode list, final String saleId) {
        for (final JsonNode sale : list.get("sales")) {
            if (sale.get("saleId").asText().equals(saleId)) {
                return sale;
            }
        }
        throw new AssertionError("no " + saleId + " in " + list);
    }

    private static Arguments row(final String saleId, final String json, final String told) {
        return Arguments.of(saleId, json, told);
    }

    private static Arguments rule(final String rule, final String told) {
        return row("s", "{" + TIMES + "," + REST + "," + rule + "}", told);
    }

    private static Arguments tiers(final String tiers, final String told) {
        return items("[{\"sku\":\"a\",\"stock\":9,\"price\":1,\"priceTiers\":" + tiers + "}]", told);
    }

    private static Arguments items(final String items, final String told) {
        return row("s", "{" + TIMES + ",\"currency\":\"CNY\",\"items\":" + items + "}", told);
    }
}
