package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Requests.get;
import static io.flashgate.gateway.http.Requests.purchase;
import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.gateway.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A client that is slow, half-dead or gone troubles nobody else")
class SlowClientsTest {

    @TempDir
    private Path folder;

    private final ShopClock clock = ShopClock.running();
    private Counter counter;

    @BeforeEach
    void open() throws Exception {
        counter = Counter.in(folder)
                .clock(clock)
                .maxConnections(4)
                .requestDeadline(Duration.ofMillis(400))
                .idleTimeout(Duration.ofMillis(1_200))
                .open();
        counter.offer(Offer.of("summer").item("a", 10_000));
    }

    @AfterEach
    void close() {
        clock.release();
        counter.close();
    }

    @Test
    @DisplayName("half a request, wherever it stops, hears 408 when its time is over, and is closed")
    void halfARequest() throws Exception {
        final String whole = purchase("summer", "half", wish("half", "a", 1));
        final int headEnd = whole.indexOf("\r\n\r\n") + 4;
        for (final int[] cuts :
                new int[][] {{3, whole.indexOf('\n') + 1, headEnd - 2}, {headEnd, headEnd + 5, whole.length() - 1}}) {
            final List<RawClient> clients = new ArrayList<>();
            try {
                for (final int cut : cuts) {
                    clients.add(counter.connect().send(whole.substring(0, cut)));
                }
                for (final RawClient client : clients) {
                    final Reply reply = client.read().mustBe(408, "request-timeout");
                    assertTrue(reply.closes());
                    assertEquals("", client.readToEnd());
                }
            } finally {
                for (final RawClient client : clients) {
                    client.close();
                }
            }
            Eventually.holds("they are gone", () -> connections() == 0);
        }
        assertTrue(counter.orders("summer").isEmpty());
    }

    @Test
    @DisplayName("a byte now and then does not stretch a request's time")
    void aByteNowAndThen() throws Exception {
        final String whole = purchase("summer", "drip", wish("drip", "a", 1));
        try (RawClient client = counter.connect()) {
            int sent = 0;
            final long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
            while (!client.hasInput() && System.nanoTime() - untilNanos < 0) {
                client.send(whole.substring(sent, sent + 1));
                sent++;
                assertTrue(sent < whole.length(), "the whole request was taken");
                TimeUnit.MILLISECONDS.sleep(20); // the pace of the client, not a wait for anything
            }
            client.read().mustBe(408, "request-timeout");
        }
    }

    @Test
    @DisplayName("a finished request behind half a request is answered before the 408")
    void aWholeOneAndAHalf() throws Exception {
        try (RawClient client = counter.connect()) {
            client.send(purchase("summer", "whole", wish("whole", "a", 1)) + "GET /v1/sales/summer HTTP/1.1\r\n");
            client.read().mustBe(201);
            client.read().mustBe(408, "request-timeout");
        }
    }

    @Test
    @DisplayName("empty lines begin no request, and silence ends in a plain close")
    void silence() throws Exception {
        try (RawClient client = counter.connect()) {
            client.ask(get("/v1/sales/summer")).mustBe(200);
            assertEquals("", client.send("\r\n\r\n").readToEnd());
        }
    }

    @Test
    @DisplayName(
            "one that never reads is no longer read, and is closed; what it bought stays bought, and others are served")
    void neverReads() throws Exception {
        final String bulk = get("/v1/sales/summer").repeat(64) + purchase("summer", "deaf", wish("deaf", "a", 1));
        try (RawClient deaf = RawClient.withSmallEar(counter.gateway().publicAddress())) {
            final CompletableFuture<Long> sent = CompletableFuture.supplyAsync(() -> {
                long bytes = 0;
                try {
                    while (true) {
                        deaf.send(bulk);
                        bytes += bulk.length();
                    }
                } catch (final IOException closedByTheServer) {
                    return bytes;
                }
            });
            final long startedNanos = System.nanoTime();
            while (!sent.isDone() && System.nanoTime() - startedNanos < TimeUnit.SECONDS.toNanos(20)) {
                counter.buy("summer", "other", wish("other", "a", 1)).mustBe(201);
            }
            assertTrue(sent.get(1, TimeUnit.SECONDS) < 64L << 20, "the server went on reading");
        }
        Eventually.holds("it is gone", () -> connections() == 0);
        assertEquals(
                List.of("deaf", "other"),
                counter.orders("summer").stream()
                        .map(order -> order.get("buyerId").asText())
                        .sorted()
                        .toList());
    }

    @Test
    @DisplayName("one that leaves while its orders are being decided has bought them; nobody else notices")
    void leavesEarly() throws Exception {
        clock.hold();
        try (RawClient reset = counter.connect();
                RawClient closed = counter.connect();
                RawClient stays = counter.connect()) {
            for (int i = 0; i < 50; i++) {
                reset.send(purchase("summer", "r" + i, wish("reset", "a", 1)));
                closed.send(purchase("summer", "c" + i, wish("closed", "a", 1)));
                stays.send(purchase("summer", "s" + i, wish("stays", "a", 1)));
            }
            Eventually.holds("all are in the ring", () -> metric("flashgate_ring_depth") >= 150);
            reset.reset();
            closed.leave();
            Eventually.holds("the one that was reset is gone", () -> connections() == 2);
            clock.release();

            for (int i = 0; i < 50; i++) {
                stays.read().mustBe(201);
            }
            stays.ask(get("/v1/sales/summer")).mustBe(200);
        }
        assertEquals(150, counter.orders("summer").size());
        Eventually.holds("all are gone", () -> connections() == 0);
        counter.buy("summer", "r7", wish("reset", "a", 1)).mustBe(201);
    }

    @Test
    @DisplayName("one too many hears 503 at once; when another goes, there is room again")
    void oneTooMany() throws Exception {
        final List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                clients.add(counter.connect());
                clients.get(i).ask(get("/v1/sales/summer")).mustBe(200);
            }
            try (RawClient tooMany = counter.connect()) {
                final Reply reply = tooMany.read().mustBe(503, "overloaded");
                assertEquals("1", reply.header("Retry-After"));
                assertTrue(reply.closes());
                assertEquals("", tooMany.readToEnd());
            }
            clients.get(0).close();
            Eventually.holds("there is room", () -> connections() == 3);
            counter.sale("summer").mustBe(200);
        } finally {
            for (final RawClient client : clients) {
                client.close();
            }
        }
    }

    private double connections() {
        return metric("flashgate_connections");
    }

    private double metric(final String name) {
        return counter.metric(name);
    }
}
