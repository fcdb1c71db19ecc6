package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Requests.get;
import static io.flashgate.gateway.http.Requests.request;
import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A request that breaks a rule of HTTP")
class HttpRulesTest {

    private static final String ORDERS =
            "POST /v1/sales/summer/orders HTTP/1.1\r\nHost: shop\r\nIdempotency-Key: k\r\n";
    private static final String BODY = wish("bob", "a", 1);
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String LENGTH = "Content-Length: " + BODY.length() + "\r\n";

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

    static List<Arguments> answeredRequests() {
        return List.of(
                row(404, "not-found", get("/"), "nothing at /"),
                row(404, "not-found", get("/v1/sales/"), "/v1/sales/"),
                row(404, "not-found", get("/v1/sales//orders"), "/v1/sales//orders"),
                row(404, "not-found", get("/v1/sales/a/b/orders"), "a/b"),
                row(404, "not-found", get("/problems/no-such-code"), "no-such-code"),
                row(404, "not-found", request("OPTIONS", "*"), "*"),
                row(404, "unknown-sale", get("/v1/sales/winter"), "winter"),
                row(404, "unknown-sale", get("/v1/sales/a%2Fb"), "a/b"),
                row(404, "unknown-sale", get("/v1/sales/%22%00%0D%0A"), "There is no sale"),
                row(400, "malformed", get("/v1/sales/%zz"), "%zz"),
                row(400, "malformed", get("/v1/sales/%4"), "percent"),
                row(400, "malformed", get("/v1/orders/a-1?buyerId=%zz"), "query"),
                row(400, "malformed", get("/v1/orders/a-1?buyerId=a&buyerId=b"), "buyerId"),
                row(400, "malformed", get("/v1/orders/a-1?buyerId="), "buyerId"),
                row(400, "malformed", get("/v1/orders/a-1?buyerId=a%00"), "U+0000"),
                row(411, "length-required", ORDERS + JSON + "\r\n", "Content-Length"),
                row(415, "unsupported-media-type", ORDERS + LENGTH + "\r\n" + BODY, "missing"),
                row(
                        415,
                        "unsupported-media-type",
                        ORDERS + "Content-Type: text/plain\r\n" + LENGTH + "\r\n" + BODY,
                        "text/plain"),
                row(
                        415,
                        "unsupported-media-type",
                        ORDERS + "Content-Type: application/jsonp\r\n" + LENGTH + "\r\n" + BODY,
                        "jsonp"),
                row(400, "malformed", ORDERS + JSON + JSON + LENGTH + "\r\n" + BODY, "2 headers"),
                row(400, "malformed", "GET /v1/sales/summer HTTP/1.1\r\n\r\n", "Host"),
                row(400, "malformed", "GET /v1/sales/summer HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", "Host"),
                row(505, "http-version-not-supported", "GET / HTTP/2.0\r\nHost: shop\r\n\r\n", "HTTP/2.0"),
                row(505, "http-version-not-supported", "GET / HTTP/3.7\r\nHost: shop\r\n\r\n", "HTTP/3.7"));
    }

    @ParameterizedTest(name = "hears {0} {1}: {2}")
    @MethodSource("answeredRequests")
    void isAnswered(final int status, final String code, final String request, final String told) throws Exception {
        final Reply reply = counter.ask(request).mustBe(status, code);

        assertTrue(reply.detail().contains(told), reply::detail);
    }

    static List<Arguments> unreadableRequests() {
        final String get = "GET /v1/sales/summer HTTP/1.1\r\nHost: shop\r\n";
        return List.of(
                row(400, "malformed", "nonsense\r\n\r\n"),
                row(400, "malformed", "GET\r\n\r\n"),
                row(400, "malformed", "GET /\r\n\r\n"),
                row(400, "malformed", "GET / HTTP\r\nHost: shop\r\n\r\n"),
                row(400, "malformed", "GET / HTTPS/1.1\r\nHost: shop\r\n\r\n"),
                row(400, "malformed", "GET /a b HTTP/1.1\r\nHost: shop\r\n\r\n"),
                row(400, "malformed", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n"),
                row(400, "malformed", "G\u0000ET / HTTP/1.1\r\nHost: shop\r\n\r\n"),
                row(400, "malformed", get + "X: a\u0000b\r\n\r\n"),
                row(400, "malformed", get + "No colon\r\n\r\n"),
                row(400, "malformed", get + ": no name\r\n\r\n"),
                row(400, "malformed", get + "Content-Length : 5\r\n\r\nhello"),
                row(400, "malformed", get + "Content-Length: -1\r\n\r\n"),
                row(400, "malformed", get + "Content-Length: five\r\n\r\n"),
                row(400, "malformed", get + "Content-Length: 99999999999999999999\r\n\r\n"),
                row(400, "malformed", get + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello"),
                row(400, "malformed", get + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello"),
                row(400, "malformed", get + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                row(400, "malformed", get + "Transfer-Encoding: gzip\r\n\r\nhello"),
                row(400, "malformed", get + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
                row(400, "malformed", get + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"),
                row(
                        400,
                        "malformed",
                        get + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                row(400, "malformed", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                row(400, "malformed", get + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n"),
                row(400, "malformed", get + "Transfer-Encoding: chunked\r\n\r\n-1\r\n"),
                row(400, "malformed", get + "Transfer-Encoding: chunked\r\n\r\n5\r\nhelloo\r\n0\r\n\r\n"),
                row(400, "malformed", "GET / HTTP/1.1\nHost: shop\n\n"),
                row(413, "content-too-large", ORDERS + JSON + "Content-Length: 4097\r\n\r\n"),
                row(413, "content-too-large", ORDERS + JSON + "Content-Length: 4097\r\nExpect: 100-continue\r\n\r\n"),
                row(
                        413,
                        "content-too-large",
                        ORDERS + JSON + "Transfer-Encoding: chunked\r\n\r\n1001\r\n" + " ".repeat(4_097)),
                row(414, "uri-too-long", get("/v1/sales/" + "a".repeat(4_096))),
                row(431, "request-header-fields-too-large", get + "X: " + "x".repeat(8_192) + "\r\n\r\n"),
                row(431, "request-header-fields-too-large", get + "X: yz\r\n".repeat(2_000) + "\r\n"),
                row(417, "expectation-failed", ORDERS + JSON + LENGTH + "Expect: the-best\r\n\r\n"));
    }

    @ParameterizedTest(name = "hears {0} {1} and is cut off: {2}")
    @MethodSource("unreadableRequests")
    void isAnsweredAndCutOff(final int status, final String code, final String request, final String told)
            throws Exception {
        try (RawClient client = counter.connect()) {
            // What follows must not be taken for a request of its own, even if it looks like one.
            client.send((request + get("/v1/sales/summer")).getBytes(StandardCharsets.ISO_8859_1));

            final Reply reply = client.read().mustBe(status, code);

            assertTrue(reply.closes(), reply::toString);
            assertEquals("", client.readToEnd());
        }
        counter.sale("summer").mustBe(200);
    }

    @Test
    @DisplayName("hears 405 and what would be allowed")
    void tellsWhatIsAllowed() throws Exception {
        final String[][] rows = {
            {"GET", "/v1/sales/summer/orders", "POST"},
            {"HEAD", "/v1/sales/summer/orders", "POST"},
            {"post", "/v1/sales/summer/orders", "POST"},
            {"POST", "/v1/sales/summer", "GET, HEAD"},
            {"DELETE", "/v1/sales/summer", "GET, HEAD"},
            {"PUT", "/v1/orders/summer-1", "GET, HEAD"},
            {"GET", "/v1/orders/summer-1/cancel", "POST"},
            {"DELETE", "/v1/orders/summer-1/cancel", "POST"},
            {"PATCH", "/problems/sold-out", "GET, HEAD"},
            {"BREW", "/v1/sales/summer", "GET, HEAD"}
        };
        for (final String[] row : rows) {
            final Reply reply = counter.ask(request(row[0], row[1], "Content-Length: 0"));
            assertEquals(405, reply.status(), reply::toString);
            assertEquals(row[2], reply.header("Allow"), row[0] + " " + row[1]);
            if (!row[0].equals("HEAD")) {
                reply.mustBe(405, "method-not-allowed");
            }
        }
    }

    @Test
    @DisplayName("only seems to: charset parameters, any case, chunks and 4,096 bytes are fine")
    void takesWhatIsGood() throws Exception {
        counter.ask(ORDERS + "content-type: Application/JSON ; charset=utf-8\r\n" + LENGTH + "\r\n" + BODY)
                .mustBe(201);
        counter.ask(ORDERS + JSON + "Content-Length: 4096\r\n\r\n" + BODY + " ".repeat(4_096 - BODY.length()))
                .mustBe(201);
        counter.ask(ORDERS + JSON + "Transfer-Encoding: Chunked\r\n\r\n1;ext=1\r\n{\r\n"
                        + Integer.toHexString(BODY.length() - 1) + "\r\n" + BODY.substring(1)
                        + "\r\n0\r\nTrailer: yes\r\n\r\n")
                .mustBe(201);
        counter.ask("\r\n\r\n" + get("/v1/sales/summer")).mustBe(200);
    }

    @Test
    @DisplayName("is explained to people, whichever of the contract's problems it is")
    void isExplained() throws Exception {
        for (final Problem problem : Problem.values()) {
            final Reply page = counter.ask(get("/problems/" + problem.code())).mustBe(200);
            assertEquals("text/html; charset=utf-8", page.header("Content-Type"));
            assertTrue(page.text().contains(problem.code()), page::text);
        }
    }

    private static Arguments row(final int status, final String code, final String request, final String... told) {
        return Arguments.of(status, code, request, told.length == 0 ? "" : told[0]);
    }
}
