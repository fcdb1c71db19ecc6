package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Requests.get;
import static io.flashgate.gateway.http.Requests.request;
import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A connection")
class ConnectionRulesTest {

    private static final String SALE = "/v1/sales/summer";

    private static Counter counter;

    @BeforeAll
    static void open(@TempDir final Path folder) throws Exception {
        counter = Counter.openIn(folder);
        counter.offer(Offer.of("summer").item("a", 1_000));
    }

    @AfterAll
    static void close() {
        counter.close();
    }

    @Test
    @DisplayName("of HTTP/1.1 stays until it is asked to close, and says so then")
    void staysUntilAskedToClose() throws Exception {
        try (RawClient client = counter.connect()) {
            assertNull(client.ask(get(SALE)).mustBe(200).header("Connection"));
            assertNull(client.ask(get("/nothing")).mustBe(404).header("Connection"));
            final Reply last = client.ask(get(SALE, "Connection: close") + get(SALE));
            assertTrue(last.mustBe(200).closes());
            assertEquals("", client.readToEnd());
        }
    }

    @Test
    @DisplayName("of HTTP/1.0 closes unless it asks to stay, and needs no Host")
    void ofTheOldVersion() throws Exception {
        try (RawClient client = counter.connect()) {
            final Reply reply = client.ask("GET " + SALE + " HTTP/1.0\r\n\r\n").mustBe(200);
            assertTrue(reply.closes());
            assertEquals("", client.readToEnd());
        }
        try (RawClient client = counter.connect()) {
            for (int i = 0; i < 3; i++) {
                final Reply reply = client.ask("GET " + SALE + " HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
                assertEquals("keep-alive", reply.mustBe(200).header("Connection"));
            }
        }
    }

    @Test
    @DisplayName("of HTTP/1.0 gets a listing whose end is the end of the connection")
    void ofTheOldVersionGetsAListing() throws Exception {
        counter.buy("summer", "old", wish("old", "a", 1)).mustBe(201);
        final String listing = "GET /admin/v1/sales/summer/orders HTTP/1.0\r\nConnection: keep-alive\r\n"
                + Counter.BEARER + "\r\n\r\n";
        try (RawClient client = counter.connectAdmin()) {
            final Reply reply = client.ask(listing + listing);
            assertNull(reply.header("Transfer-Encoding"));
            assertTrue(reply.closes(), reply::toString);
            assertEquals(counter.orders("summer").size(), Counter.orders(reply).size());
        }
    }

    @Test
    @DisplayName("hears 100 before it sends the body that it holds back")
    void hearsContinue() throws Exception {
        final String body = wish("careful", "a", 1);
        final String head = "POST " + SALE + "/orders HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\n"
                + "Idempotency-Key: k\r\nExpect: 100-continue\r\nContent-Length: " + body.length() + "\r\n\r\n";
        try (RawClient client = counter.connect()) {
            for (int i = 0; i < 2; i++) {
                assertEquals(100, client.ask(head).status());
                client.ask(body).mustBe(201);
            }
        }
        // Behind a request that is still in the ring, and behind an answer that comes in pieces.
        try (RawClient client = counter.connect()) {
            client.send(Requests.purchase("summer", "k-2", wish("careful", "a", 1)) + head);
            client.read().mustBe(201);
            assertEquals(100, client.read().status());
            client.ask(body).mustBe(201);
        }
        final Offer next = Offer.of("next").item("a", 1);
        try (RawClient client = counter.connectAdmin()) {
            client.send(get("/admin/v1/sales/summer/orders", Counter.BEARER)
                    + request(
                            "PUT",
                            "/admin/v1/sales/next",
                            Counter.BEARER,
                            "Content-Type: application/json",
                            "Expect: 100-continue",
                            "Content-Length: " + next.json().length()));
            client.read().mustBe(200);
            assertEquals(100, client.read().status());
            client.ask(next.json()).mustBe(201);
        }
    }

    @Test
    @DisplayName("may send the body at once although it expects a 100, which is then not needed")
    void mayNotWait() throws Exception {
        try (RawClient client = counter.connect()) {
            client.send(Requests.json(
                    "POST", SALE + "/orders", wish("hasty", "a", 1), "Idempotency-Key: k", "Expect: 100-continue"));
            Reply reply = client.read();
            if (reply.status() == 100) {
                reply = client.read();
            }
            reply.mustBe(201);
        }
    }

    @Test
    @DisplayName("may ask in absolute form, with percent-encoded ids, and with a query that means nothing")
    void takesOtherForms() throws Exception {
        final String plain =
                counter.ask(get(SALE)).mustBe(200).json().get("saleId").asText();
        assertEquals("summer", plain);
        for (final String target : new String[] {
            "http://shop" + SALE, "http://other:81" + SALE + "?x=1", "/v1/sales/sum%6Der", "/v1/sales/%73ummer?a",
        }) {
            assertEquals(
                    "summer",
                    counter.ask(get(target)).mustBe(200).json().get("saleId").asText());
        }
        counter.ask(Requests.json("POST", "/v1/sales/sum%6der/orders", wish("percent", "a", 1), "Idempotency-Key: k"))
                .mustBe(201);
    }

    @Test
    @DisplayName("that asks with HEAD gets the head that GET would get, and no body")
    void answersHead() throws Exception {
        try (RawClient client = counter.connect()) {
            for (final String path :
                    new String[] {SALE, "/nothing", "/problems/sold-out", "/v1/orders/x-1?buyerId=a"}) {
                final Reply full = client.ask(get(path));
                final Reply head = client.ask(request("HEAD", path));
                assertEquals(full.status(), head.status());
                assertEquals(full.header("Content-Length"), head.header("Content-Length"), path);
                assertEquals(full.header("Content-Type"), head.header("Content-Type"));
            }
            client.ask(get(SALE)).mustBe(200);
        }
        try (RawClient client = counter.connect()) {
            final Reply refused = client.ask(request("HEAD", SALE, "Expect: more"));
            assertEquals(417, refused.status());
            assertEquals("", client.readToEnd());
        }
    }

    @Test
    @DisplayName("that has the sale already hears 304 until it changes")
    void hearsNotModified() throws Exception {
        final Reply first = counter.sale("summer").mustBe(200);
        final String tag = first.header("ETag");
        assertEquals("max-age=1", first.header("Cache-Control"));

        try (RawClient client = counter.connect()) {
            for (final String condition : new String[] {tag, "\"other\", " + tag, "*"}) {
                final Reply same =
                        client.ask(get(SALE, "If-None-Match: " + condition)).mustBe(304);
                assertEquals(tag, same.header("ETag"));
            }
            client.ask(get(SALE, "If-None-Match: \"other\"")).mustBe(200);
            counter.buy("summer", "change", wish("changer", "a", 1)).mustBe(201);
            final Reply changed = client.ask(get(SALE, "If-None-Match: " + tag)).mustBe(200);
            assertNotEquals(tag, changed.header("ETag"));
        }
    }

    @Test
    @DisplayName("of the JDK's client just works")
    void ofTheJdkClient() throws Exception {
        final String base =
                "http://127.0.0.1:" + counter.gateway().publicAddress().getPort();
        final HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
        for (int i = 0; i < 20; i++) {
            final HttpResponse<String> bought = client.send(
                    HttpRequest.newBuilder(URI.create(base + SALE + "/orders"))
                            .timeout(Duration.ofSeconds(20))
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", "jdk-" + i)
                            .expectContinue(i % 5 == 4)
                            .POST(HttpRequest.BodyPublishers.ofString(wish("jdk", "a", 1)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(201, bought.statusCode(), bought::body);
            final HttpResponse<String> order = client.send(
                    HttpRequest.newBuilder(URI.create(base
                                    + bought.headers().firstValue("Location").orElseThrow() + "?buyerId=jdk"))
                            .timeout(Duration.ofSeconds(20))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(200, order.statusCode(), order::body);
        }
    }

    @Test
    @DisplayName("that ends its sending in the middle of anything is told so before it is closed")
    void isToldThatItEndedTooEarly() throws Exception {
        final String whole = Requests.purchase("summer", "cut", wish("cut", "a", 1));
        final int body = whole.indexOf("\r\n\r\n") + 4;
        for (final int length :
                new int[] {1, 10, whole.indexOf('\n') + 1, body - 2, body, body + 1, whole.length() - 1}) {
            try (RawClient client = counter.connect()) {
                client.send(whole.substring(0, length)).endSending();
                client.read().mustBe(400, "malformed");
                assertEquals("", client.readToEnd());
            }
        }
        try (RawClient client = counter.connect()) {
            assertEquals("", client.endSending().readToEnd());
        }
        assertFalse(counter.orders("summer").stream()
                .anyMatch(order -> order.get("buyerId").asText().equals("cut")));
    }
}
