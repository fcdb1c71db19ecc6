package io.flashgate.core;

import static io.flashgate.core.Shop.ALICE;
import static io.flashgate.core.Shop.BOB;
import static io.flashgate.core.Shop.CAROL;
import static io.flashgate.core.Shop.NOON;
import static io.flashgate.core.Shop.SECOND;
import static io.flashgate.core.Shop.SNEAKERS;
import static io.flashgate.core.Shop.SOCKS;
import static io.flashgate.core.order.Outcome.ACCEPTED;
import static io.flashgate.core.order.Outcome.BUYER_LIMIT;
import static io.flashgate.core.order.Outcome.INSUFFICIENT_STOCK;
import static io.flashgate.core.order.Outcome.KEY_REUSED;
import static io.flashgate.core.order.Outcome.MALFORMED;
import static io.flashgate.core.order.Outcome.NOT_ADMITTED;
import static io.flashgate.core.order.Outcome.NOT_OPEN_YET;
import static io.flashgate.core.order.Outcome.SALE_CLOSED;
import static io.flashgate.core.order.Outcome.SALE_SOLD_OUT;
import static io.flashgate.core.order.Outcome.SOLD_OUT;
import static io.flashgate.core.order.Outcome.UNKNOWN_ITEM;
import static io.flashgate.core.order.Outcome.UNKNOWN_SALE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Buyers hear the first no")
class OrderOfQuestionsStoryTest {

    private static final long END = NOON + 60 * SECOND;

    private final Shop shop = Shop.selling(SNEAKERS)
            .stock(4)
            .limitPerBuyer(2)
            .alsoSelling(SOCKS)
            .stock(2)
            .limitPerBuyerInAll(3)
            .admitting("g1", "g2")
            .openFrom(NOON)
            .closingAt(END);

    /** Everything is wrong with this wish; each step puts one thing right and meets the next question. */
    @Test
    @DisplayName("well-formed, key, sale, over, not open, item, group, limit, stock: one after the other")
    void allQuestionsInTheirOrder() {
        shop.at(NOON).buy(shop.wish("b-1", BOB).outOf("g1").item(SOCKS).units(2));
        shop.buy(shop.wish("b-2", BOB).outOf("g1"));
        Wish wish =
                shop.wish("b-1", BOB).inSale("winter").item("hat").outOf("g9").units(0);

        assertEquals(MALFORMED, shop.buy(wish));
        wish = wish.units(9);
        assertEquals(KEY_REUSED, shop.buy(wish.inSale(Shop.SALE)));
        wish = wish.withKey("b-3");
        assertEquals(UNKNOWN_SALE, shop.buy(wish));
        wish = wish.inSale(Shop.SALE);
        assertEquals(UNKNOWN_ITEM, shop.buy(wish));
        wish = wish.item(SOCKS);
        assertEquals(NOT_ADMITTED, shop.buy(wish));
        wish = wish.outOf("g2");
        assertEquals(BUYER_LIMIT, shop.buy(wish));
        wish = wish.by(CAROL).units(3);
        assertEquals(SOLD_OUT, shop.buy(wish));
        wish = wish.item(SNEAKERS).units(2).withKey("c-2");
        assertEquals(ACCEPTED, shop.buy(wish));
        assertEquals(INSUFFICIENT_STOCK, shop.buy(wish.by(ALICE)));
    }

    @Test
    @DisplayName("before the opening nobody hears whether item, group or quantity would do")
    void notOpenYetComesBeforeTheItem() {
        assertEquals(
                NOT_OPEN_YET,
                shop.at(NOON - 1)
                        .buy(shop.wish("a-1", ALICE).item("hat").outOf("g9").units(99)));
    }

    @Test
    @DisplayName("a sale that is over says so before anything else about it, even before its opening")
    void overComesFirst() {
        final Wish wrong = shop.wish("a-1", ALICE).item("hat").outOf("g9").units(99);

        shop.close();
        assertEquals(SALE_CLOSED, shop.buy(wrong));
    }

    @Test
    @DisplayName("once the time is over, item, group and limit are not asked for any more")
    void overComesBeforeTheItem() {
        shop.at(NOON).buy(shop.wish("a-1", ALICE).outOf("g1").units(2));

        shop.at(END);
        assertEquals(
                SALE_CLOSED,
                shop.buy(shop.wish("a-2", ALICE).item("hat").outOf("g9").units(99)));
    }

    @Test
    @DisplayName("a sold-out sale says so before item, group and limit")
    void soldOutComesBeforeTheItem() {
        final Shop small = Shop.selling(SNEAKERS).stock(1).limitPerBuyer(1).admitting("g1");
        small.at(NOON).buy(small.wish("a-1", ALICE).outOf("g1"));

        assertEquals(
                SALE_SOLD_OUT,
                small.buy(small.wish("a-2", ALICE).item("hat").outOf("g9").units(99)));
    }

    @Test
    @DisplayName("the limit is asked before the stock: who is over it hears nothing of what is left")
    void limitComesBeforeStock() {
        shop.at(NOON).buy(shop.wish("a-1", ALICE).outOf("g1").item(SOCKS).units(2));

        assertEquals(
                BUYER_LIMIT,
                shop.buy(shop.wish("a-2", ALICE).outOf("g1").item(SOCKS).units(2)));
        assertEquals(3, shop.lastDecision().units());
        assertEquals(SOLD_OUT, shop.buy(shop.wish("a-3", ALICE).outOf("g1").item(SOCKS)));
    }
}
