package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Counter.BEARER;
import static io.flashgate.gateway.http.Requests.get;
import static io.flashgate.gateway.http.Requests.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.gateway.admin.StartingRoutes;
import io.flashgate.gateway.telemetry.MetricsPage;
import io.flashgate.gateway.telemetry.Telemetry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The admin plane of a gateway that recovers")
class StartingRoutesTest {

    private final AtomicLong replayed = new AtomicLong(41);
    private final MetricsPage page = new MetricsPage();
    private final StartingRoutes routes = new StartingRoutes(Counter.TOKEN, false, page, replayed::get);
    private final HttpServer server = new HttpServer(
            "admin",
            1,
            routes,
            new HttpLimits(1_024, 10, Duration.ofSeconds(10), Duration.ofSeconds(10)),
            new Telemetry(),
            0,
            0,
            64,
            false);

    @BeforeEach
    void open() throws Exception {
        page.gauge("flashgate_recovery_sequence", "How far it is.", replayed::get);
        server.listen(new InetSocketAddress("127.0.0.1", 0));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    @DisplayName("is alive and not ready, and says how far it is")
    void saysHowFarItIs() throws Exception {
        assertEquals("ok\n", ask(get("/livez")).mustBe(200).text());
        assertEquals(
                "starting: recovering, sequence=41\n",
                ask(get("/readyz")).mustBe(503).text());
        replayed.set(42);
        assertEquals(
                "starting: recovering, sequence=42\n",
                ask(get("/readyz")).mustBe(503).text());
        assertTrue(ask(get("/metrics", BEARER)).mustBe(200).text().contains("\nflashgate_recovery_sequence 42.0\n"));
        ask(get("/metrics")).mustBe(401, "admin-token-missing");
    }

    @Test
    @DisplayName("answers nothing else, and asks to be asked again")
    void answersNothingElse() throws Exception {
        for (final String request : new String[] {
            get("/admin/v1/sales", BEARER), request("POST", "/admin/v1/sales/summer/close", BEARER), get("/nowhere")
        }) {
            assertEquals("1", ask(request).mustBe(503, "journal-unavailable").header("Retry-After"));
        }
    }

    @Test
    @DisplayName("is the other one once that is there, on connections that were open before as well")
    void handsOver() throws Exception {
        try (RawClient client = RawClient.to(server.address())) {
            client.ask(get("/readyz")).mustBe(503);
            routes.continueWith((request, exchange) -> PublicRoutes.notFound(request, exchange));
            client.ask(get("/readyz")).mustBe(404, "not-found");
        }
    }

    private Reply ask(final String request) throws Exception {
        try (RawClient client = RawClient.to(server.address())) {
            return client.ask(request);
        }
    }
}
