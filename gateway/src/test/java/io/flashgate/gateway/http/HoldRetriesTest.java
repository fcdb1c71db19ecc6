package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Requests.basket;
import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A purchase in a sale with holds that is sent again hears its first answer word for word")
class HoldRetriesTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final Duration TTL = Duration.ofMinutes(3);

    private static final String ALICE = wish("alice", "a", 2, "g");
    private static final String BOB = wish("bob", "a", 1);
    private static final String CAROL = basket("carol", "a", 1, "b", 2);

    @TempDir
    private Path folder;

    private final ShopClock clock = ShopClock.standingAt(NOON);
    private Counter counter;

    @BeforeEach
    void open() throws Exception {
        counter = Counter.in(folder).clock(clock).open();
    }

    @AfterEach
    void close() {
        clock.release();
        counter.close();
    }

    @Test
    @DisplayName("after its order was confirmed, given back or expired, after a restart, and after the end")
    void hearsThatItIsHeld() throws Exception {
        counter.offer(sale());
        final Reply alice = buy(ALICE).mustBe(201);
        final Reply bob = buy(BOB).mustBe(201);
        final Reply carol = buy(CAROL).mustBe(201);
        repeats(alice, bob, carol);

        clock.put(NOON.plusSeconds(10));
        counter.confirm("summer-1").mustBe(200);
        counter.cancel("summer-2", "bob").mustBe(200);
        counter.askAbout("summer-3", "payment-started").mustBe(200);
        repeats(alice, bob, carol);

        clock.put(NOON.plus(TTL.multipliedBy(2)));
        counter.confirm("summer-3").mustBe(409, "hold-expired");
        repeats(alice, bob, carol);

        reopen();
        repeats(alice, bob, carol);
        assertEquals("CONFIRMED", status("summer-1", "alice"));
        assertEquals("CANCELLED", status("summer-2", "bob"));
        assertEquals("EXPIRED", status("summer-3", "carol"));

        counter.closeSale("summer").mustBe(200);
        repeats(alice, bob, carol);
        assertEquals(3, counter.adminView("summer").get("orders").asInt());
    }

    @Test
    @DisplayName("also if that was no, and for a reason that has passed")
    void hearsThatItWasRefused() throws Exception {
        counter.offer(sale().attempts(1));
        final Reply alice = buy(wish("alice", "a", 4)).mustBe(201);
        final Reply heldOut = buy(BOB).mustBe(409, "sold-out");
        final Reply cycled = counter.buy("summer", "second", ALICE).mustBe(409, "buyer-limit");
        counter.cancel("summer-1", "alice").mustBe(200);

        for (int life = 0; life < 2; life++) {
            repeats(heldOut, "k", BOB);
            repeats(cycled, "second", ALICE);
            repeats(alice, "k", wish("alice", "a", 4));
            reopen();
        }
        counter.buy("summer", "another", BOB).mustBe(201);
    }

    @Test
    @DisplayName("and what the merchant and the buyer have done to an order is still done after a restart")
    void actionsOutliveARestart() throws Exception {
        counter.offer(sale());
        buy(ALICE).mustBe(201);
        buy(BOB).mustBe(201);
        buy(CAROL).mustBe(201);
        final Reply confirmed = counter.confirm("summer-1").mustBe(200);
        final Reply cancelled = counter.cancel("summer-2", "bob").mustBe(200);
        final Reply extended = counter.askAbout("summer-3", "payment-started").mustBe(200);
        final String sale = withoutTime(counter.sale("summer"));

        reopen();

        assertEquals(sale, withoutTime(counter.sale("summer")));
        assertArrayEquals(confirmed.bytes(), counter.confirm("summer-1").bytes());
        assertArrayEquals(cancelled.bytes(), counter.cancel("summer-2", "bob").bytes());
        assertArrayEquals(
                extended.bytes(),
                counter.askAbout("summer-3", "payment-started").bytes());
        clock.put(NOON.plus(TTL).plusSeconds(1));
        counter.confirm("summer-3").mustBe(200);
    }

    @Test
    @DisplayName("holds that end while the gateway is down are over when it is up again")
    void expireWhileItIsDown() throws Exception {
        counter.offer(sale());
        buy(ALICE).mustBe(201);
        counter.close();

        clock.put(NOON.plus(TTL));
        counter = Counter.in(folder).clock(clock).open();

        counter.confirm("summer-1").mustBe(409, "hold-expired");
        assertEquals("EXPIRED", status("summer-1", "alice"));
        counter.buy("summer", "next", wish("dave", "a", 4)).mustBe(201);
    }

    private static Offer sale() {
        return Offer.of("summer", NOON)
                .hold(TTL)
                .extension(Duration.ofMinutes(1))
                .item("a", 4)
                .item("b", 4);
    }

    private Reply buy(final String body) throws Exception {
        return counter.buy("summer", "k", body);
    }

    private String status(final String orderId, final String buyer) throws Exception {
        return counter.order(orderId, buyer).mustBe(200).json().get("status").asText();
    }

    private void reopen() throws Exception {
        counter.close();
        counter = Counter.in(folder).clock(clock).open();
    }

    private static String withoutTime(final Reply sale) {
        return sale.mustBe(200).text().replaceAll("\"serverTime\":\"[^\"]*\",", "");
    }

    private void repeats(final Reply alice, final Reply bob, final Reply carol) throws Exception {
        repeats(alice, "k", ALICE);
        repeats(bob, "k", BOB);
        repeats(carol, "k", CAROL);
    }

    private void repeats(final Reply first, final String key, final String body) throws Exception {
        final Reply again = counter.buy("summer", key, body);
        assertEquals(first.status() + " " + first.text(), again.status() + " " + again.text());
        assertArrayEquals(first.bytes(), again.bytes());
        assertEquals("true", again.header("Idempotent-Replayed"));
        assertEquals(first.header("Location"), again.header("Location"));
    }
}
