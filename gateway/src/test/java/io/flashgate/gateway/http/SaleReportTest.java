package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Counter.BEARER;
import static io.flashgate.gateway.http.Requests.get;
import static io.flashgate.gateway.http.Requests.request;
import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.flashgate.gateway.cli.CommandLineOfTests;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The report of a live sale")
class SaleReportTest {

    private static final String REPORT = "/admin/v1/sales/summer/report";

    @TempDir
    private Path folder;

    private Counter counter;

    @BeforeEach
    void open() throws Exception {
        counter = Counter.openIn(folder);
        counter.offer(
                Offer.of("summer").item("a", 3).hold(Duration.ofMinutes(10)).goal(2, "<b>socks</b>"));
    }

    @AfterEach
    void close() {
        counter.close();
    }

    @Test
    @DisplayName(
            "has every order that its buyer has heard of, is provisional until the last hold has ended, and then final")
    void followsTheSale() throws Exception {
        assertEquals(0, json().get("orders").asInt());
        for (int i = 1; i <= 3; i++) {
            counter.buy("summer", "k" + i, wish("buyer-" + i, "a", 1)).mustBe(201);
            assertEquals(i, json().at("/holds/open").asInt());
            assertEquals(i, json().at("/buyers/asked").asInt());
        }
        for (int i = 1; i <= 3; i++) {
            assertTrue(json().get("provisional").asBoolean());
            counter.confirm("summer-" + i).mustBe(200);
            assertEquals(i, json().get("orders").asInt());
        }
        final JsonNode last = json();
        assertFalse(last.get("provisional").asBoolean());
        assertEquals("SOLD_OUT", last.get("phase").asText());
        assertEquals(3 * 9_900, last.get("revenue").asLong());
        assertEquals("summer-2", last.at("/stageGoals/0/reachedBy").asText());
        assertEquals(
                counter.gateway().sequence(), last.at("/journal/lastSequence").asLong());
    }

    @Test
    @DisplayName("comes in the form that is liked best, the same bytes that the command makes of the journal")
    void formsAndBytes() throws Exception {
        counter.buy("summer", "k1", wish("alice", "a", 2)).mustBe(201);
        counter.confirm("summer-1").mustBe(200);
        for (final String[] form : new String[][] {
            {"application/json", "application/json", "json"},
            {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8", "html"},
            {"text/csv", "text/csv; charset=utf-8; header=present", "csv"}
        }) {
            final Reply reply = ask("Accept: " + form[0]).mustBe(200);
            assertEquals(form[1], reply.header("Content-Type"));
            assertEquals("Accept", reply.header("Vary"));
            assertEquals("no-store", reply.header("Cache-Control"));
            assertTrue(reply.header("Content-Disposition").endsWith("filename=\"summer-report." + form[2] + '"'));
            assertTrue(reply.header("Content-Security-Policy").startsWith("default-src 'none'"));
            assertEquals(
                    CommandLineOfTests.out(
                            "journal", "report", folder.toString(), "--sale", "summer", "--format", form[2]),
                    reply.text());
        }
        assertFalse(ask("Accept: text/html").text().contains("<b>socks"));
        // Who likes none of them gets what there is, as everywhere else.
        assertEquals("application/json", ask("Accept: image/png").mustBe(200).header("Content-Type"));
        assertEquals("application/json", ask().mustBe(200).header("Content-Type"));
    }

    @Test
    @DisplayName("is for the merchant, of a sale that there is, and is only read")
    void refusals() throws Exception {
        counter.askAdmin(get(REPORT)).mustBe(401, "admin-token-missing");
        counter.ask(get(REPORT, BEARER)).mustBe(404, "not-found");
        counter.askAdmin(get("/admin/v1/sales/winter/report", BEARER)).mustBe(404, "unknown-sale");
        final Reply put = counter.askAdmin(request("PUT", REPORT, BEARER, "Content-Length: 0"));
        put.mustBe(405, "method-not-allowed");
        assertEquals("GET, HEAD", put.header("Allow"));
        final Reply head = counter.askAdmin(request("HEAD", REPORT, BEARER)).mustBe(200);
        assertEquals("application/json", head.header("Content-Type"));
        assertEquals(0, head.bytes().length);
    }

    @Test
    @DisplayName(
            "may be asked for many times at once, between other questions; answers keep their order, and who hangs up harms nobody")
    void manyAtOnce() throws Exception {
        counter.buy("summer", "k1", wish("alice", "a", 2)).mustBe(201);
        final List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            final RawClient client = counter.connectAdmin();
            clients.add(client);
            client.send((get(REPORT, BEARER) + get("/livez") + get(REPORT, BEARER, "Accept: text/csv")).repeat(4));
        }
        for (int i = 0; i < clients.size(); i++) {
            try (RawClient client = clients.get(i)) {
                for (int round = 0; i % 2 == 0 && round < 4; round++) {
                    assertEquals(
                            2,
                            client.read()
                                    .mustBe(200)
                                    .json()
                                    .at("/holds/openUnits")
                                    .asInt());
                    assertEquals("ok\n", client.read().mustBe(200).text());
                    assertTrue(client.read().mustBe(200).text().startsWith("saleId,"));
                }
            }
        }
        assertEquals(1, json().at("/holds/open").asInt());
        assertNull(json().get("timeToSoldOut"));
    }

    @Test
    @DisplayName("is there again after a restart, with what was before")
    void afterARestart() throws Exception {
        counter.buy("summer", "k1", wish("alice", "a", 2)).mustBe(201);
        counter.confirm("summer-1").mustBe(200);
        final JsonNode before = json();
        counter.close();
        counter = Counter.openIn(folder);
        assertEquals(before, json());
    }

    private JsonNode json() throws Exception {
        return ask().mustBe(200).json();
    }

    private Reply ask(final String... headers) throws Exception {
        final List<String> all = new ArrayList<>(List.of(headers));
        all.add(BEARER);
        return counter.askAdmin(get(REPORT, all.toArray(new String[0])));
    }
}
