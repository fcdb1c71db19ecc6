package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Requests.basket;
import static io.flashgate.gateway.http.Requests.purchase;
import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
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

@DisplayName("The order of questions: who fails one and all that come after it, hears of the first")
class OrderOfQuestionsTest {

    private static final Instant LATER = Instant.now().plusSeconds(3_600);

    private static Counter counter;

    @BeforeAll
    static void open(@TempDir final Path folder) throws Exception {
        counter = Counter.openIn(folder);
        counter.offer(Offer.of("closed").item("a", 5).groups("g"));
        counter.buy("closed", "used", wish("alice", "a", 1, "g")).mustBe(201);
        counter.closeSale("closed").mustBe(200);
        counter.offer(Offer.of("sold").item("a", 1).groups("g"));
        counter.buy("sold", "used", wish("alice", "a", 1, "g")).mustBe(201);
        counter.offer(
                Offer.of("scheduled").item("a", 5).groups("g").opensAt(LATER).closesAt(LATER.plusSeconds(60)));
        counter.offer(Offer.of("closed-unopened")
                .item("a", 5)
                .groups("g")
                .opensAt(LATER)
                .closesAt(LATER.plusSeconds(60)));
        counter.closeSale("closed-unopened").mustBe(200);
        counter.offer(Offer.of("open")
                .item("a", 3, 100, 1)
                .item("rest", 5, 100, 0)
                .item("gone", 1, 100, 0)
                .groups("g"));
        counter.buy("open", "used", wish("alice", "a", 1, "g")).mustBe(201);
        counter.buy("open", "last", wish("zoe", "gone", 1, "g")).mustBe(201);
        final Duration ttl = Duration.ofMinutes(30);
        counter.offer(Offer.of("holding")
                .item("a", 9, 100, 3)
                .item("rest", 5, 100, 0)
                .item("gone", 1, 100, 0)
                .groups("g")
                .limit(5)
                .hold(ttl)
                .attempts(1));
        counter.buy("holding", "used", wish("alice", "a", 3, "g")).mustBe(201);
        counter.buy("holding", "last", wish("zoe", "gone", 1, "g")).mustBe(201);
        counter.offer(
                Offer.of("held-out").item("a", 1, 100, 1).groups("g").hold(ttl).attempts(1));
        counter.buy("held-out", "used", wish("alice", "a", 1, "g")).mustBe(201);
        counter.offer(Offer.of("held-closed").item("a", 1).hold(ttl).attempts(1));
        counter.buy("held-closed", "used", wish("alice", "a", 1, "g")).mustBe(201);
        counter.closeSale("held-closed").mustBe(200);
    }

    @AfterAll
    static void close() {
        counter.close();
    }

    static List<Arguments> questions() {
        return List.of(
                row("well-formed? before the sale exists", "no-sale", "k", "{\"sku\":1}", "400 malformed"),
                row("well-formed? before the key", "open", "used", "{\"sku\":\"a\",\"x\":1}", "400 malformed"),
                row("well-formed? before the sale is over", "closed", "k", "nonsense", "400 malformed"),
                row("key used? before the sale is over", "closed", "used", unlucky("alice"), "422 key-reused"),
                row("key used? before sold out", "sold", "used", unlucky("alice"), "422 key-reused"),
                row("key used? before the items", "open", "used", unlucky("alice"), "422 key-reused"),
                row("sale exists? before all below", "no-sale", "k", unlucky("bob"), "404 unknown-sale"),
                row("sale over? before the items", "closed", "k", unlucky("bob"), "410 sale-closed"),
                row("sold out for good? before the items", "sold", "k", unlucky("bob"), "409 sold-out"),
                row("sale over? before not open yet", "closed-unopened", "k", unlucky("bob"), "410 sale-closed"),
                row("open yet? before the items", "scheduled", "k", unlucky("bob"), "409 not-open-yet"),
                row("item exists? before the group", "open", "k", unlucky("bob"), "404 unknown-item"),
                row("group? before the limit", "open", "k1", wish("alice", "a", 9, "x"), "403 not-admitted"),
                row("group? also where none is named", "open", "k2", wish("alice", "a", 9), "403 not-admitted"),
                row("limit? before the stock", "open", "k3", wish("alice", "a", 9, "g"), "409 buyer-limit"),
                row("stock, too little", "open", "k4", wish("bob", "rest", 9, "g"), "409 insufficient-stock"),
                row("stock, none", "open", "k5", wish("bob", "gone", 9, "g"), "409 sold-out"),
                row("well-formed? in a basket too", "no-sale", "k", basketOf("bob", "a", 1, "a", 1), "400 malformed"),
                row(
                        "key used? before a basket's items",
                        "open",
                        "used",
                        basketOf("alice", "a", 1, "x", 1),
                        "422 key-reused"),
                row(
                        "all items exist? before the group",
                        "open",
                        "k6",
                        basket("bob", "a", 1, "x", 1),
                        "404 unknown-item"),
                row(
                        "all items exist? before the limit",
                        "open",
                        "k7",
                        basketOf("alice", "a", 9, "x", 1),
                        "404 unknown-item"),
                row(
                        "group? before a basket's limit",
                        "open",
                        "k8",
                        basket("alice", "a", 9, "rest", 9),
                        "403 not-admitted"),
                row(
                        "all limits? before any stock",
                        "open",
                        "k9",
                        basketOf("alice", "gone", 9, "a", 1),
                        "409 buyer-limit"),
                row(
                        "stock, line by line",
                        "open",
                        "k10",
                        basketOf("bob", "rest", 9, "gone", 1),
                        "409 insufficient-stock"),
                row("key used? before holds", "holding", "used", unlucky("alice"), "422 key-reused"),
                row("item exists? before holds", "holding", "k", unlucky("alice"), "404 unknown-item"),
                row("group? before holds", "holding", "k", wish("alice", "rest", 1, "x"), "403 not-admitted"),
                row("holds? before the stock", "holding", "k11", wish("alice", "gone", 1, "g"), "409 buyer-limit"),
                row("held out is not over: item exists?", "held-out", "k", unlucky("bob"), "404 unknown-item"),
                row("held out: group?", "held-out", "k", wish("bob", "a", 1, "x"), "403 not-admitted"),
                row(
                        "held out: limit? before the stock",
                        "held-out",
                        "k12",
                        wish("alice", "a", 1, "g"),
                        "409 buyer-limit"),
                row("held out: stock", "held-out", "k13", wish("bob", "a", 1, "g"), "409 sold-out"),
                row("sale over? before holds", "held-closed", "k", unlucky("alice"), "410 sale-closed"));
    }

    @ParameterizedTest(name = "{0}: {4}")
    @MethodSource("questions")
    void hearsOfTheFirst(
            final String question, final String sale, final String key, final String body, final String expected)
            throws Exception {
        final Reply reply = counter.ask(purchase(sale, key, body));

        assertEquals(expected, reply.status() + " " + reply.code(), reply::toString);
    }

    @Test
    @DisplayName("of the limits the item's comes first, then the sale's, then that of holds: the number says which")
    void hearsOfTheFirstLimit() throws Exception {
        assertEquals("3 \"a\"", limit("l1", basketOf("alice", "rest", 9, "a", 1)));
        assertEquals("5 null", limit("l2", basketOf("alice", "rest", 2, "gone", 1)));
        assertEquals("1 null", limit("l3", basketOf("alice", "rest", 1, "gone", 1)));
        assertEquals("1 \"rest\"", limit("l4", wish("alice", "rest", 2, "g")));
    }

    private static String limit(final String key, final String body) throws Exception {
        final JsonNode refusal =
                counter.buy("holding", key, body).mustBe(409, "buyer-limit").json();
        return refusal.get("limit") + " " + refusal.get("sku");
    }

    /** A basket out of the group that is admitted. */
    private static String basketOf(final String buyer, final Object... lines) {
        return basket(buyer, lines).replaceFirst("}$", ",\"group\":\"g\"}");
    }

    /** Fails everything from the items on. */
    private static String unlucky(final String buyer) {
        return wish(buyer, "no-such-item", 9_999_999, "stranger");
    }

    private static Arguments row(final String... cells) {
        return Arguments.of((Object[]) cells);
    }
}
