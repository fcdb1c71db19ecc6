package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Counter.BEARER;
import static io.flashgate.gateway.http.Requests.get;
import static io.flashgate.gateway.http.Requests.json;
import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.flashgate.journal.tool.InspectCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayName("A purchase with a traceparent")
class TraceParentStoryTest {

    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String OTHER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
    /** Anything that the fast path leaves to the decoder. */
    private static final String NOT_PLAIN = "Authorization: none";

    private static Path folder;
    private static Counter counter;

    @BeforeAll
    static void open(@TempDir final Path data) throws Exception {
        folder = data;
        counter = Counter.openIn(data);
        counter.offer(Offer.of("summer").item("a", 100));
        counter.offer(Offer.of("over").item("a", 1));
        counter.closeSale("over");
    }

    @AfterAll
    static void close() {
        counter.close();
    }

    @Test
    @DisplayName("hears it again, sold or refused, by the ring, by the gate or as malformed, on either way in")
    void returnsIt() throws Exception {
        for (final String way : List.of("X-Any: thing", NOT_PLAIN)) {
            final String key = "r" + way.length();
            assertReturned(201, buy("summer", key, wish("ada", "a", 1), way, "traceparent: " + TRACE));
            assertReturned(409, buy("summer", key + "x", wish("ada", "a", 101), way, "TraceParent:" + TRACE));
            assertReturned(410, buy("over", key, wish("ada", "a", 1), way, "traceparent: " + TRACE));
            assertReturned(404, buy("none", key, wish("ada", "a", 1), way, "traceparent: " + TRACE));
            assertReturned(400, buy("summer", key, "{", way, "traceparent: " + TRACE));
        }
    }

    @Test
    @DisplayName("hears its own when it is a retry")
    void returnsTheRetrysOwn() throws Exception {
        buy("summer", "t1", wish("tom", "a", 1), "traceparent: " + TRACE);
        final Reply again = buy("summer", "t1", wish("tom", "a", 1), "traceparent: " + OTHER);
        assertEquals("true", again.mustBe(201).header("Idempotent-Replayed"));
        assertEquals(OTHER, again.header("traceparent"));
        assertNull(buy("summer", "t1", wish("tom", "a", 1), "X-Any: thing").header("traceparent"));
    }

    @Test
    @DisplayName("that is not valid, or there twice, buys all the same and hears nothing of it")
    void ignoresWhatIsNotValid() throws Exception {
        int key = 0;
        for (final String way : List.of("X-Any: thing", NOT_PLAIN)) {
            for (final String header : List.of(
                    "traceparent: " + TRACE.toUpperCase(java.util.Locale.ROOT),
                    "traceparent:",
                    "traceparent: " + TRACE + "\r\ntraceparent: " + OTHER)) {
                final Reply reply = buy("summer", "i" + key++, wish("ida", "a", 1), way, header);
                assertNull(reply.mustBe(201).header("traceparent"), header);
            }
        }
    }

    @Test
    @DisplayName("is not mixed up with those before and after it on its connection")
    void keepsItsOwn() throws Exception {
        try (RawClient client = counter.connect()) {
            client.send(request("summer", "k1", wish("kim", "a", 1), "traceparent: " + TRACE)
                    + request("summer", "k2", wish("kim", "a", 1), "X-Any: thing")
                    + request("summer", "k3", wish("kim", "a", 1), "traceparent: " + OTHER));
            assertEquals(TRACE, client.read().mustBe(201).header("traceparent"));
            assertNull(client.read().mustBe(201).header("traceparent"));
            assertEquals(OTHER, client.read().mustBe(201).header("traceparent"));
        }
    }

    @Test
    @DisplayName("is found in the journal and in the listing of orders")
    void isKept() throws Exception {
        final Reply sold = buy("summer", "j1", wish("joy", "a", 2), "traceparent: " + TRACE);
        final String orderId = sold.mustBe(201).json().path("orderId").asText();

        final JsonNode listed = Counter.orders(counter.askAdmin(get("/admin/v1/sales/summer/orders", BEARER))).stream()
                .filter(order -> order.path("orderId").asText().equals(orderId))
                .findFirst()
                .orElseThrow();
        assertEquals(TRACE, listed.path("traceparent").asText());

        final StringWriter out = new StringWriter();
        assertEquals(
                0,
                new CommandLine(new InspectCommand())
                        .setOut(new PrintWriter(out))
                        .execute(folder.toString(), "--buyer", "joy"));
        assertTrue(out.toString().contains(" key=j1 traceparent=" + TRACE + " ACCEPTED"), out::toString);
    }

    private static void assertReturned(final int status, final Reply reply) {
        assertEquals(TRACE, reply.mustBe(status).header("traceparent"), reply::toString);
    }

    private static Reply buy(final String saleId, final String key, final String body, final String... headers)
            throws Exception {
        return counter.ask(request(saleId, key, body, headers));
    }

    private static String request(final String saleId, final String key, final String body, final String... headers) {
        final String[] all = java.util.Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Idempotency-Key: " + key;
        return json("POST", "/v1/sales/" + saleId + "/orders", body, all);
    }
}
