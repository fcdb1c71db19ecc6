package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Requests.purchase;
import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
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
                row("stock, none", "open", "k5", wish("bob", "gone", 9, "g"), "409 sold-out"));
    }

    @ParameterizedTest(name = "{0}: {4}")
    @MethodSource("questions")
    void hearsOfTheFirst(
            final String question, final String sale, final String key, final String body, final String expected)
            throws Exception {
        final Reply reply = counter.ask(purchase(sale, key, body));

        assertEquals(expected, reply.status() + " " + reply.code(), reply::toString);
    }

    /** Fails everything from the items on. */
    private static String unlucky(final String buyer) {
        return wish(buyer, "no-such-item", 9_999_999, "stranger");
    }

    private static Arguments row(final String... cells) {
        return Arguments.of((Object[]) cells);
    }
}
