package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Requests.get;
import static io.flashgate.gateway.http.Requests.purchase;
import static io.flashgate.gateway.http.Requests.request;
import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.gateway.Eventually;
import io.flashgate.journal.replay.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A gateway that goes down")
class DrainingTest {

    @TempDir
    private Path folder;

    private final ShopClock clock = ShopClock.running();
    private Counter counter;

    @AfterEach
    void close() {
        clock.release();
        counter.close();
    }

    @Test
    @DisplayName("answers what it has taken, tells those who come later that it drains, and is not ready any more")
    void answersWhatItHasTaken() throws Exception {
        counter = Counter.in(folder).clock(clock).open();
        counter.offer(Offer.of("summer").item("a", 100));
        try (RawClient taken = counter.connect();
                RawClient late = counter.connect();
                RawClient regretful = counter.connect();
                RawClient merchant = counter.connectAdmin();
                RawClient idle = counter.connect()) {
            idle.ask(get("/v1/sales/summer")).mustBe(200);
            late.ask(get("/v1/sales/summer")).mustBe(200);
            regretful.ask(get("/v1/sales/summer")).mustBe(200);
            merchant.ask(get("/livez")).mustBe(200);
            clock.hold();
            taken.send(purchase("summer", "k1", wish("a", "a", 1)) + purchase("summer", "k2", wish("a", "a", 1)));
            Eventually.holds("both are in the ring", () -> depth() >= 2);

            final CompletableFuture<Void> drained = CompletableFuture.runAsync(counter::close);
            Eventually.holds("it is not ready", () -> readiness() == 503);
            late.send(purchase("summer", "k3", wish("late", "a", 1)) + get("/v1/sales/summer"));
            final Reply refused = late.read().mustBe(503, "draining");
            assertEquals("1", refused.header("Retry-After"));
            assertTrue(refused.closes());
            assertEquals("", late.readToEnd());
            regretful
                    .ask(request("POST", "/v1/orders/summer-1/cancel?buyerId=a"))
                    .mustBe(503, "draining");
            merchant.ask(request("POST", "/admin/v1/orders/summer-1/confirm", Counter.BEARER))
                    .mustBe(503, "draining");
            clock.release();

            taken.read().mustBe(201);
            taken.read().mustBe(201);
            assertEquals("", taken.readToEnd());
            assertEquals("", idle.readToEnd());
            drained.get(Eventually.DEADLINE.toSeconds(), TimeUnit.SECONDS);
        }
        counter = Counter.openIn(folder);
        assertEquals(2, counter.orders("summer").size());
        counter.buy("summer", "k3", wish("late", "a", 1)).mustBe(201);
    }

    @Test
    @DisplayName("under full load leaves no order behind whose buyer has not heard of it")
    void leavesNobodyUnanswered() throws Exception {
        counter = Counter.in(folder).eventLoops(2).open();
        counter.offer(Offer.of("summer").item("a", 1_000_000));
        final Set<String> heard = new TreeSet<>();
        final AtomicInteger sold = new AtomicInteger();
        final List<CompletableFuture<List<String>>> crowd = new ArrayList<>();
        for (int c = 0; c < 6; c++) {
            final String name = "c" + c;
            final RawClient client = counter.connect();
            CompletableFuture.runAsync(() -> send(client, name));
            crowd.add(CompletableFuture.supplyAsync(() -> listen(client, sold)));
        }
        Eventually.holds("the rush is on", () -> sold.get() > 2_000);

        counter.close();

        for (final CompletableFuture<List<String>> buyer : crowd) {
            heard.addAll(buyer.get(Eventually.DEADLINE.toSeconds(), TimeUnit.SECONDS));
        }
        assertTrue(Verification.of(folder).accepted() >= 2_000);
        counter = Counter.openIn(folder);
        assertEquals(
                heard,
                counter.orders("summer").stream()
                        .map(order -> order.get("buyerId").asText())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static void send(final RawClient client, final String name) {
        try {
            for (int i = 0; true; i++) {
                client.send(purchase("summer", "k" + i, wish(name + '-' + i, "a", 1)));
            }
        } catch (final IOException ended) {
            // The gateway has gone.
        }
    }

    /** Listens to the end; a reset is no end, and fails. */
    private static List<String> listen(final RawClient client, final AtomicInteger sold) {
        final List<String> heard = new ArrayList<>();
        try (client) {
            while (true) {
                final Reply reply = client.read();
                if (reply.status() == 201) {
                    sold.incrementAndGet();
                    heard.add(reply.json().get("buyerId").asText());
                } else if (!reply.mustBe(503).code().equals("overloaded")) {
                    reply.mustBe(503, "draining");
                }
            }
        } catch (final java.io.EOFException end) {
            return heard;
        } catch (final IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    private int readiness() {
        try {
            return counter.askAdmin(get("/readyz")).status();
        } catch (final IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private double depth() {
        return counter.metric("flashgate_ring_depth");
    }
}
