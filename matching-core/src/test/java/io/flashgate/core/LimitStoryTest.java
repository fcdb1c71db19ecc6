package io.flashgate.core;

import static io.flashgate.core.Shop.ALICE;
import static io.flashgate.core.Shop.BOB;
import static io.flashgate.core.Shop.CAROL;
import static io.flashgate.core.Shop.NOON;
import static io.flashgate.core.Shop.SNEAKERS;
import static io.flashgate.core.Shop.SOCKS;
import static io.flashgate.core.order.Outcome.ACCEPTED;
import static io.flashgate.core.order.Outcome.BUYER_LIMIT;
import static io.flashgate.core.order.Outcome.NOT_ADMITTED;
import static io.flashgate.core.order.Outcome.ORDER_FOUND;
import static io.flashgate.core.order.Outcome.SOLD_OUT;
import static io.flashgate.core.order.Outcome.UNKNOWN_ORDER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Who may have how much, and see what")
class LimitStoryTest {

    @Test
    @DisplayName("A limit per item counts units over all of a buyer's orders of that item")
    void limitPerItem() {
        final Shop shop =
                Shop.selling(SNEAKERS).limitPerBuyer(3).alsoSelling(SOCKS).limitPerBuyer(1);
        shop.at(NOON);

        assertEquals(ACCEPTED, shop.buy("a-1", ALICE, 2));
        assertEquals(BUYER_LIMIT, shop.buy("a-2", ALICE, 2));
        assertEquals(3, shop.lastDecision().units());
        assertEquals(ACCEPTED, shop.buy("a-3", ALICE, 1));
        assertEquals(BUYER_LIMIT, shop.buy("a-4", ALICE, 1));
        assertEquals(ACCEPTED, shop.buy(shop.wish("a-5", ALICE).item(SOCKS)));
        assertEquals(BUYER_LIMIT, shop.buy(shop.wish("a-6", ALICE).item(SOCKS)));
        assertEquals(1, shop.lastDecision().units());
        assertEquals(ACCEPTED, shop.buy("b-1", BOB, 3));
    }

    @Test
    @DisplayName("A limit per sale counts units over all of a buyer's items")
    void limitPerSale() {
        final Shop shop = Shop.selling(SNEAKERS).alsoSelling(SOCKS).limitPerBuyerInAll(3);
        shop.at(NOON);

        assertEquals(ACCEPTED, shop.buy("a-1", ALICE, 2));
        assertEquals(BUYER_LIMIT, shop.buy(shop.wish("a-2", ALICE).item(SOCKS).units(2)));
        assertEquals(3, shop.lastDecision().units());
        assertEquals(ACCEPTED, shop.buy(shop.wish("a-3", ALICE).item(SOCKS)));
        assertEquals(BUYER_LIMIT, shop.buy("a-4", ALICE, 1));
    }

    @Test
    @DisplayName("Where both limits are passed, the item's is the one that is told")
    void itemsLimitFirst() {
        final Shop shop = Shop.selling(SNEAKERS).limitPerBuyer(2).limitPerBuyerInAll(1);

        assertEquals(BUYER_LIMIT, shop.at(NOON).buy("a-1", ALICE, 3));
        assertEquals(2, shop.lastDecision().units());
        assertEquals(BUYER_LIMIT, shop.buy("a-2", ALICE, 2));
        assertEquals(1, shop.lastDecision().units());
    }

    @Test
    @DisplayName("Without a limit a buyer may have it all, and an item may be gone while the sale goes on")
    void noLimit() {
        final Shop shop = Shop.selling(SNEAKERS).stock(10).alsoSelling(SOCKS);

        assertEquals(ACCEPTED, shop.at(NOON).buy("a-1", ALICE, 10));
        assertEquals(SOLD_OUT, shop.buy("b-1", BOB, 1));
        assertEquals(ACCEPTED, shop.buy(shop.wish("b-2", BOB).item(SOCKS)));
    }

    @Test
    @DisplayName("What is refused does not count towards a limit")
    void refusalsDoNotCount() {
        final Shop shop = Shop.selling(SNEAKERS).stock(2).limitPerBuyer(3);
        shop.at(NOON);

        shop.buy("a-1", ALICE, 3); // more than there is
        assertEquals(ACCEPTED, shop.buy("a-2", ALICE, 1));
    }

    @Test
    @DisplayName("Buyers whose names begin alike, or look alike, are different buyers")
    void namesThatAreAlike() {
        final Shop shop = Shop.selling(SNEAKERS).limitPerBuyer(1);
        shop.at(NOON);

        for (final String name : new String[] {"al", "ali", "Ali", "ali ", "аli", "ali\u0301", "al\u00ed"}) {
            assertEquals(ACCEPTED, shop.buy("key", name, 1), name);
        }
    }

    @Test
    @DisplayName("A sale that names its groups admits those, and a sale that names none admits everybody")
    void groups() {
        final Shop shop = Shop.selling(SNEAKERS).admitting("g1", "g2");
        shop.at(NOON);

        assertEquals(ACCEPTED, shop.buy(shop.wish("a-1", ALICE).outOf("g1")));
        assertEquals(ACCEPTED, shop.buy(shop.wish("b-1", BOB).outOf("g2")));
        assertEquals(NOT_ADMITTED, shop.buy(shop.wish("c-1", CAROL).outOf("g")));
        assertEquals(NOT_ADMITTED, shop.buy(shop.wish("c-1", CAROL).outOf("g11")));
        assertEquals(NOT_ADMITTED, shop.buy(shop.wish("c-1", CAROL)));

        final Shop open = Shop.selling(SNEAKERS);
        open.at(NOON);
        assertEquals(ACCEPTED, open.buy(open.wish("c-1", CAROL).outOf("anything")));
    }

    @Test
    @DisplayName("An order is shown to its own buyer, as it was, and to nobody else")
    void ordersAreShownToTheirOwnBuyer() {
        final Shop shop = Shop.selling(SOCKS).alsoSelling(SNEAKERS).price(12_345);
        shop.at(NOON + 3).buy(shop.wish("a-1", ALICE).item(SNEAKERS).outOf("g7").units(2));
        final long sequence = shop.sequence();
        shop.at(NOON + 9).tick();
        final long digest = shop.digest();

        assertEquals(ORDER_FOUND, shop.findOrder(1, ALICE));
        assertEquals(2, shop.lastDecision().quantity());
        assertEquals(12_345, shop.lastDecision().unitPrice());
        assertEquals(1, shop.lastDecision().itemIndex());
        assertEquals(sequence, shop.lastDecision().sequence());
        assertEquals(NOON + 3, shop.lastDecision().timestampNanos());
        assertEquals(
                "g7",
                new String(
                        shop.lastDecision().groupBytes(),
                        0,
                        shop.lastDecision().groupLength(),
                        StandardCharsets.US_ASCII));
        assertEquals(UNKNOWN_ORDER, shop.findOrder(1, BOB));
        assertEquals(0, shop.lastDecision().orderNumber());
        assertEquals(UNKNOWN_ORDER, shop.findOrder(2, ALICE));
        assertEquals(UNKNOWN_ORDER, shop.findOrder(0, ALICE));
        assertEquals(UNKNOWN_ORDER, shop.findOrder(-1, ALICE));
        assertEquals(digest, shop.digest());
    }
}
