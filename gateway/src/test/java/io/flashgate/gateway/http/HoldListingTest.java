package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Counter.BEARER;
import static io.flashgate.gateway.http.Requests.basket;
import static io.flashgate.gateway.http.Requests.get;
import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.flashgate.gateway.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The listing of a sale with holds and several prices")
class HoldListingTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final String LISTING = "/admin/v1/sales/summer/orders";

    @TempDir
    private Path folder;

    private final ShopClock clock = ShopClock.standingAt(NOON);
    private Counter counter;

    @BeforeEach
    void open() throws Exception {
        counter = Counter.in(folder).clock(clock).open();
        counter.offer(Offer.of("summer", NOON)
                .tieredItem("a", 10, 69, 3, 79)
                .item("b", 10)
                .hold(Duration.ofMinutes(3))
                .extension(Duration.ofMinutes(1)));
        counter.buy("summer", "k-1", wish("alice", "a", 3)).mustBe(201);
        counter.buy("summer", "k-2", basket("bob", "b", 1, "a", 1)).mustBe(201);
        counter.askAbout("summer-2", "payment-started").mustBe(200);
        counter.cancel("summer-1", "alice").mustBe(200);
        counter.buy("summer", "k-3", wish("carol", "a", 1)).mustBe(201);
        counter.confirm("summer-2").mustBe(200);
        clock.put(NOON.plus(Duration.ofMinutes(3)));
        Eventually.holds(
                "carol's hold expires", () -> status("summer-3", "carol").equals("EXPIRED"));
    }

    @AfterEach
    void close() {
        clock.release();
        counter.close();
    }

    @Test
    @DisplayName("has a line for whatever becomes of an order, each with its own sequence and the very prices")
    void hasEveryChange() throws Exception {
        final List<String> told = new ArrayList<>();
        long last = 0;
        for (final JsonNode line : counter.orders("summer")) {
            assertTrue(line.get("sequence").asLong() > last);
            last = line.get("sequence").asLong();
            told.add(line.get("orderId").asText()
                    + ' '
                    + line.get("buyerId").asText()
                    + ' '
                    + line.get("status").asText()
                    + ' '
                    + line.get("items")
                    + ' '
                    + line.get("total"));
        }

        final String alice = "[{\"sku\":\"a\",\"quantity\":2,\"unitPrice\":69},"
                + "{\"sku\":\"a\",\"quantity\":1,\"unitPrice\":79}] 217";
        final String bob = "[{\"sku\":\"b\",\"quantity\":1,\"unitPrice\":9900},"
                + "{\"sku\":\"a\",\"quantity\":1,\"unitPrice\":79}] 9979";
        // What alice gave back is sold at its old price.
        final String carol = "[{\"sku\":\"a\",\"quantity\":1,\"unitPrice\":69}] 69";
        assertEquals(
                List.of(
                        "summer-1 alice HELD " + alice,
                        "summer-2 bob HELD " + bob,
                        "summer-2 bob HELD " + bob,
                        "summer-1 alice CANCELLED " + alice,
                        "summer-3 carol HELD " + carol,
                        "summer-2 bob CONFIRMED " + bob,
                        "summer-3 carol EXPIRED " + carol),
                told);
    }

    @Test
    @DisplayName("goes on behind any line as if it had begun before")
    void goesOn() throws Exception {
        final List<JsonNode> all = counter.orders("summer");
        assertEquals(
                "2026-11-27T12:04:00.000000000Z",
                all.get(2).get("holdExpiresAt").asText());
        for (int known = 0; known < all.size(); known++) {
            final long after = all.get(known).get("sequence").asLong();
            assertEquals(
                    all.subList(known + 1, all.size()),
                    Counter.orders(counter.askAdmin(get(LISTING + "?after=" + after, BEARER))));
        }
    }

    private String status(final String orderId, final String buyer) {
        try {
            return counter.order(orderId, buyer)
                    .mustBe(200)
                    .json()
                    .get("status")
                    .asText();
        } catch (final Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
