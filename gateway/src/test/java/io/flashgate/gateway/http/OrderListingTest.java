package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Counter.BEARER;
import static io.flashgate.gateway.http.Requests.get;
import static io.flashgate.gateway.http.Requests.request;
import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.flashgate.gateway.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The listing of a sale's orders")
class OrderListingTest {

    private static final int ORDERS = 1_200;
    private static final String LISTING = "/admin/v1/sales/summer/orders";

    private static Counter counter;
    private static final List<String> bought = new ArrayList<>();

    @BeforeAll
    static void open(@TempDir final Path folder) throws Exception {
        counter = Counter.openIn(folder);
        counter.offer(Offer.of("summer").item("a", 100_000, 7, 0));
        counter.offer(Offer.of("winter").item("a", 100_000));
        counter.offer(Offer.of("empty").item("a", 1));
        try (RawClient client = counter.connect()) {
            for (int from = 0; from < ORDERS; from += 200) {
                for (int i = from; i < from + 200; i++) {
                    client.send(Requests.purchase("summer", "k" + i, wish("buyer-" + i, "a", 1 + i % 3, "g" + i % 5))
                            + Requests.purchase("winter", "k" + i, wish("buyer-" + i, "a", 1)));
                }
                for (int i = from; i < from + 200; i++) {
                    final String order = client.read().mustBe(201).text();
                    bought.add(order.replace(",\"durability\":\"fsync\"", ""));
                    client.read().mustBe(201);
                }
            }
        }
    }

    @AfterAll
    static void close() {
        counter.close();
    }

    @Test
    @DisplayName(
            "has each of them once, as their buyers heard of them, in the order of the sequence, in several pieces")
    void hasThemAll() throws Exception {
        final Reply listing = counter.askAdmin(get(LISTING, BEARER)).mustBe(200);

        assertEquals(bought, listing.text().lines().toList());
        assertEquals("chunked", listing.header("Transfer-Encoding"));
        assertTrue(listing.bytes().length > 3 * 64 * 1024);
        assertTrue(listing.pieces() > 3, () -> "pieces: " + listing.pieces());
        assertTrue(listing.text().endsWith("\n"));
        long last = 0;
        for (final JsonNode order : Counter.orders(listing)) {
            assertTrue(order.get("sequence").asLong() > last);
            last = order.get("sequence").asLong();
        }
    }

    @Test
    @DisplayName("goes on behind any sequence, and has nothing behind the last")
    void goesOn() throws Exception {
        final List<JsonNode> all = counter.orders("summer");
        for (final int known : new int[] {0, 1, 599, ORDERS - 2, ORDERS - 1}) {
            final long after = all.get(known).get("sequence").asLong();
            assertEquals(all.subList(known + 1, ORDERS), after(after), "after order " + known);
            assertEquals(all.subList(known, ORDERS), after(after - 1), "after the one before order " + known);
        }
        assertEquals(ORDERS, after(0).size());
        for (final long beyond : new long[] {counter.gateway().sequence(), 1_000_000_000_000L, Long.MAX_VALUE}) {
            assertEquals(List.of(), after(beyond), "after " + beyond);
        }
    }

    @Test
    @DisplayName("refuses to begin behind what is no sequence")
    void refusesNonsense() throws Exception {
        for (final String after : new String[] {"-1", "x", "", "1.5", "99999999999999999999", "1&after=2", "%zz"}) {
            counter.askAdmin(get(LISTING + "?after=" + after, BEARER)).mustBe(400, "malformed");
        }
        counter.askAdmin(get("/admin/v1/sales/none/orders", BEARER)).mustBe(404, "unknown-sale");
    }

    @Test
    @DisplayName("is empty for a sale without orders, and has only a head for HEAD")
    void mayBeEmpty() throws Exception {
        try (RawClient client = counter.connectAdmin()) {
            for (int i = 0; i < 2; i++) {
                assertEquals(
                        "",
                        client.ask(get("/admin/v1/sales/empty/orders", BEARER))
                                .mustBe(200)
                                .text());
                final Reply head = client.ask(request("HEAD", LISTING, BEARER)).mustBe(200);
                assertEquals("application/x-ndjson", head.header("Content-Type"));
            }
            client.ask(get("/livez")).mustBe(200);
        }
    }

    @Test
    @DisplayName("may be asked for many times on one connection without waiting, with other questions in between")
    void manyOnOneConnection() throws Exception {
        try (RawClient client = counter.connectAdmin()) {
            client.send((get(LISTING, BEARER) + get("/livez") + get("/nothing", BEARER)).repeat(3))
                    .endSending();
            for (int i = 0; i < 3; i++) {
                assertEquals(bought, client.read().mustBe(200).text().lines().toList());
                client.read().mustBe(200);
                client.read().mustBe(404);
            }
            assertEquals("", client.readToEnd());
        }
    }

    @Test
    @DisplayName("lets go of the journal's files when its client leaves in the middle of it")
    void letsGoOfFiles() throws Exception {
        counter.orders("summer");
        final long before = openJournalFiles();
        for (int i = 0; i < 10; i++) {
            try (RawClient client = RawClient.withSmallEar(counter.gateway().adminAddress())) {
                client.send(get(LISTING, BEARER).repeat(5));
                client.read();
                client.reset();
            }
        }
        Eventually.sees(
                "no more files are open than before", OrderListingTest::openJournalFiles, open -> open <= before);
    }

    private static List<JsonNode> after(final long sequence) throws Exception {
        return Counter.orders(counter.askAdmin(get(LISTING + "?after=" + sequence, BEARER)));
    }

    private static long openJournalFiles() {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.filter(file -> {
                        try {
                            return Files.readSymbolicLink(file).toString().endsWith(".cq4");
                        } catch (final java.io.IOException gone) {
                            return false;
                        }
                    })
                    .count();
        } catch (final java.io.IOException elsewhere) {
            return 0;
        }
    }
}
