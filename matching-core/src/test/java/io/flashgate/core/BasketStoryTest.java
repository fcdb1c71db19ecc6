package io.flashgate.core;

import static io.flashgate.core.Shop.ALICE;
import static io.flashgate.core.Shop.BOB;
import static io.flashgate.core.Shop.NOON;
import static io.flashgate.core.Shop.SECOND;
import static io.flashgate.core.Shop.SNEAKERS;
import static io.flashgate.core.Shop.SOCKS;
import static io.flashgate.core.order.Outcome.ACCEPTED;
import static io.flashgate.core.order.Outcome.BUYER_LIMIT;
import static io.flashgate.core.order.Outcome.HELD;
import static io.flashgate.core.order.Outcome.INSUFFICIENT_STOCK;
import static io.flashgate.core.order.Outcome.KEY_REUSED;
import static io.flashgate.core.order.Outcome.ORDER_CANCELLED;
import static io.flashgate.core.order.Outcome.SOLD_OUT;
import static io.flashgate.core.order.Outcome.UNKNOWN_ITEM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A basket of sneakers and socks")
class BasketStoryTest {

    private static final String HAT = "hat";

    private final Shop shop = Shop.selling(SNEAKERS)
            .stock(3)
            .price(9_900)
            .limitPerBuyer(2)
            .alsoSelling(SOCKS)
            .stock(2)
            .price(900)
            .limitPerBuyerInAll(3)
            .openFrom(NOON);

    @Test
    @DisplayName("is one order, with a part and a change of stock for each item")
    void isOneOrder() {
        assertEquals(
                ACCEPTED, shop.at(NOON).buy(shop.wish("a-1", ALICE).units(2).and(SOCKS, 1)));

        assertEquals(1, shop.lastDecision().orderNumber());
        assertEquals(3, shop.lastDecision().quantity());
        assertEquals(2, shop.lastDecision().partCount());
        assertEquals(2 * 9_900 + 900, shop.lastDecision().total());
        assertEquals(2, shop.lastDecision().changeCount());
        assertEquals(1, shop.stockLeft(0));
        assertEquals(1, shop.stockLeft(1));
    }

    @Test
    @DisplayName("is sold as a whole or not at all, and says which line it was")
    void isAllOrNothing() {
        final Shop free = Shop.selling(SNEAKERS).stock(3).alsoSelling(SOCKS).stock(2);
        assertEquals(
                INSUFFICIENT_STOCK, free.at(NOON).buy(free.wish("a-1", ALICE).and(SOCKS, 3)));
        assertEquals(2, free.lastDecision().refusedLine());
        assertEquals(2, free.lastDecision().units());
        assertEquals(3, free.stockLeft(0));
        assertEquals(2, free.stockLeft(1));

        free.buy(free.wish("b-1", BOB).item(SOCKS).units(2));
        assertEquals(SOLD_OUT, free.buy(free.wish("a-2", ALICE).and(SOCKS, 1)));
        assertEquals(2, free.lastDecision().refusedLine());
        assertEquals(3, free.stockLeft(0));
    }

    @Test
    @DisplayName("is counted as a whole against the limit of the sale")
    void isCountedAsAWhole() {
        assertEquals(
                BUYER_LIMIT, shop.at(NOON).buy(shop.wish("a-1", ALICE).units(2).and(SOCKS, 2)));
        assertEquals(3, shop.lastDecision().units());
        assertEquals(0, shop.lastDecision().refusedLine()); // no line in particular

        assertEquals(
                BUYER_LIMIT,
                shop.buy(shop.wish("a-2", ALICE).item(SOCKS).units(1).and(SNEAKERS, 3)));
        assertEquals(2, shop.lastDecision().units());
        assertEquals(1, shop.lastDecision().refusedLine()); // sneakers come before socks, whoever names them first
        assertEquals(ACCEPTED, shop.buy(shop.wish("a-3", ALICE).units(1).and(SOCKS, 2)));
        assertEquals(BUYER_LIMIT, shop.buy("a-4", ALICE, 1));
    }

    @Test
    @DisplayName("is not bought at all if one of its items is unknown")
    void knowsAllItems() {
        assertEquals(UNKNOWN_ITEM, shop.at(NOON).buy(shop.wish("a-1", ALICE).and(HAT, 1)));
        assertEquals(1, shop.lastDecision().refusedLine()); // a hat before sneakers
    }

    @Test
    @DisplayName("is the same request in whatever order its lines come, and another one with other lines")
    void isTheSameInAnyOrder() {
        final Wish basket = shop.wish("a-1", ALICE).and(SOCKS, 2);
        shop.at(NOON).buy(basket);

        assertEquals(ACCEPTED, shop.buy(basket.turnedRound()));
        assertTrue(shop.wasRepeated());
        assertEquals(KEY_REUSED, shop.buy(basket.units(2)));
        assertEquals(KEY_REUSED, shop.buy(shop.wish("a-1", ALICE)));
    }

    @Test
    @DisplayName("is held and given back as a whole")
    void isHeldAsAWhole() {
        final Shop holding =
                Shop.selling(SNEAKERS).stock(1).alsoSelling(SOCKS).stock(1).holdingFor(SECOND);
        assertEquals(HELD, holding.at(NOON).buy(holding.wish("a-1", ALICE).and(SOCKS, 1)));
        assertEquals(2, holding.sale().heldUnits());

        assertEquals(ORDER_CANCELLED, holding.cancel(1, ALICE));
        assertEquals(2, holding.lastDecision().changeCount());
        assertEquals(1, holding.stockLeft(0));
        assertEquals(1, holding.stockLeft(1));
    }

    @Test
    @DisplayName("has up to five lines, each with an item of its own")
    void hasUpToFiveLines() {
        shop.at(NOON);
        final long digest = shop.digest();

        shop.hear(Nonsense.SIX_LINES);
        shop.hear(Nonsense.THE_SAME_ITEM_TWICE);
        assertEquals(digest, shop.digest());
    }
}
