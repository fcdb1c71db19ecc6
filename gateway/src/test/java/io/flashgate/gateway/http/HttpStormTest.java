package io.flashgate.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.flashgate.core.Dice;
import io.flashgate.journal.replay.Verification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A storm of requests, good and bad, over many connections")
class HttpStormTest {

    private static final int CONNECTIONS = 6;
    private static final int BURSTS = 12;
    private static final int BURST = 60;
    private static final int LIMIT = 3;
    private static final int[] STOCK = {300, 40};

    @ParameterizedTest(name = "of seed {0} leaves books that are right")
    @ValueSource(longs = {1, 7, 20_261_127})
    void leavesTheBooksRight(final long seed, @TempDir final Path folder) throws Exception {
        final Map<String, String> heard = new HashMap<>();
        try (Counter counter = Counter.in(folder).ringSize(64).eventLoops(2).open()) {
            counter.offer(
                    Offer.of("storm").item("a", STOCK[0]).item("b", STOCK[1]).limit(LIMIT));
            final List<CompletableFuture<Map<String, String>>> crowd = new ArrayList<>();
            for (int c = 0; c < CONNECTIONS; c++) {
                final Dice dice = new Dice(seed * CONNECTIONS + c);
                crowd.add(CompletableFuture.supplyAsync(() -> rush(counter, dice)));
            }
            for (final CompletableFuture<Map<String, String>> buyer : crowd) {
                buyer.get(60, TimeUnit.SECONDS).forEach((order, text) -> {
                    final String before = heard.put(order, text);
                    assertTrue(before == null || before.equals(text), () -> "two stories: " + before + " and " + text);
                });
            }
            audit(counter, heard);
        }
        final Verification verified = Verification.of(folder);
        assertEquals(heard.size(), verified.accepted(), verified::toString);
        try (Counter again = Counter.openIn(folder)) {
            audit(again, heard);
        }
    }

    private static Map<String, String> rush(final Counter counter, final Dice dice) {
        final Map<String, String> orders = new HashMap<>();
        try (RawClient client = counter.connect()) {
            for (int burst = 0; burst < BURSTS; burst++) {
                final List<String> expected = new ArrayList<>();
                final StringBuilder wire = new StringBuilder();
                for (int i = 0; i < BURST; i++) {
                    wire.append(next(dice, expected));
                }
                client.send(wire.toString());
                for (final String allowed : expected) {
                    final Reply reply = client.read();
                    final String story = reply.status() == 201 ? "201" : reply.status() + " " + reply.code();
                    assertTrue(
                            (" " + allowed + " ").contains(" " + story.replace(' ', '_') + " "),
                            () -> story + " is none of " + allowed);
                    if (reply.status() == 201) {
                        orders.put(reply.json().get("orderId").asText(), reply.text());
                    }
                }
            }
            return orders;
        } catch (final java.io.IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    private static String next(final Dice dice, final List<String> expected) {
        // Few keys and buyers, so that retries, limits and stolen keys meet; the same one on
        // several connections at once.
        final String buyer = "b" + dice.below(120);
        final String key = "k" + dice.below(6);
        final String sku = dice.oneIn(4) ? "b" : "a";
        switch (dice.below(12)) {
            case 0:
                expected.add("400_malformed");
                return Requests.purchase("storm", key, "{\"sku\":\"" + sku);
            case 1:
                expected.add("400_malformed");
                return Requests.purchase("storm", "bad key", Requests.wish(buyer, sku, 1));
            case 2:
                expected.add("404_unknown-sale");
                return Requests.purchase("calm", key, Requests.wish(buyer, sku, 1));
            case 3:
                expected.add("200_");
                return Requests.get("/v1/sales/storm");
            case 4:
                expected.add("404_unknown-item 422_key-reused 503_overloaded 409_sold-out");
                return Requests.purchase("storm", key, Requests.wish(buyer, "c", 1));
            default:
                expected.add("201 409_sold-out 409_insufficient-stock 409_buyer-limit 422_key-reused 503_overloaded");
                return Requests.purchase("storm", key, Requests.wish(buyer, sku, dice.between(1, 4)));
        }
    }

    private static void audit(final Counter counter, final Map<String, String> heard) throws Exception {
        final Map<String, Integer> sold = new HashMap<>();
        final Map<String, Integer> bought = new HashMap<>();
        final Map<String, JsonNode> listed = new HashMap<>();
        long last = 0;
        for (final JsonNode order : counter.orders("storm")) {
            assertNull(listed.put(order.get("orderId").asText(), order), "listed twice");
            final JsonNode item = order.at("/items/0");
            sold.merge(item.get("sku").asText(), item.get("quantity").asInt(), Integer::sum);
            bought.merge(order.get("buyerId").asText(), item.get("quantity").asInt(), Integer::sum);
            assertTrue(order.get("sequence").asLong() > last, "out of sequence");
            last = order.get("sequence").asLong();
        }
        assertEquals(heard.keySet(), listed.keySet());
        listed.forEach((id, order) ->
                assertTrue(heard.get(id).startsWith(order.toString().replaceAll("}$", ",")), () -> heard.get(id)));
        bought.forEach((buyer, units) -> assertTrue(units <= LIMIT, () -> buyer + " has " + units));
        for (final JsonNode sale : List.of(counter.sale("storm").json(), counter.adminView("storm"))) {
            for (int i = 0; i < STOCK.length; i++) {
                final JsonNode item = sale.get("items").get(i);
                final int units = sold.getOrDefault(item.get("sku").asText(), 0);
                assertTrue(units <= STOCK[i], () -> "oversold: " + units);
                assertEquals(units, item.get("sold").asInt());
                assertEquals(
                        STOCK[i],
                        item.get("available").asInt() + item.get("sold").asInt());
            }
        }
    }
}
