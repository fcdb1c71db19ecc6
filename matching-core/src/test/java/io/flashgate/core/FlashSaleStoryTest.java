package io.flashgate.core;

import static io.flashgate.core.Shop.ALICE;
import static io.flashgate.core.Shop.BOB;
import static io.flashgate.core.Shop.CAROL;
import static io.flashgate.core.Shop.NOON;
import static io.flashgate.core.Shop.SNEAKERS;
import static io.flashgate.core.order.Outcome.ACCEPTED;
import static io.flashgate.core.order.Outcome.BUYER_LIMIT;
import static io.flashgate.core.order.Outcome.NOT_OPEN_YET;
import static io.flashgate.core.order.Outcome.SALE_SOLD_OUT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.sale.Phase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A sale of two pairs, one per buyer")
class FlashSaleStoryTest {

    private final Shop shop =
            Shop.selling(SNEAKERS).stock(2).price(9_900).limitPerBuyer(1).openFrom(NOON);

    @Test
    @DisplayName("tells the third buyer that it is sold out")
    void tellsTheThirdBuyerThatItIsSoldOut() {
        shop.at(NOON);

        assertEquals(ACCEPTED, shop.buy("a-1", ALICE, 1));
        assertEquals(ACCEPTED, shop.buy("b-1", BOB, 1));
        assertEquals(SALE_SOLD_OUT, shop.buy("c-1", CAROL, 1));
    }

    @Test
    @DisplayName("numbers its orders and says what each one costs and leaves behind")
    void numbersItsOrders() {
        shop.at(NOON + 7);
        shop.buy("a-1", ALICE, 1);
        assertEquals(1, shop.lastDecision().orderNumber());
        assertEquals(1, shop.lastDecision().availableAfter(0));
        assertEquals(Phase.OPEN, shop.lastDecision().phaseAfter());
        shop.buy("b-1", BOB, 1);

        assertEquals(2, shop.lastDecision().orderNumber());
        assertEquals(9_900, shop.lastDecision().unitPrice());
        assertEquals(1, shop.lastDecision().quantity());
        assertEquals(0, shop.lastDecision().availableAfter(0));
        assertEquals(4, shop.lastDecision().sequence());
        assertEquals(NOON + 7, shop.lastDecision().timestampNanos());
        assertEquals(Phase.SOLD_OUT, shop.lastDecision().phaseAfter());
    }

    @Test
    @DisplayName("gives nobody a second pair, under whatever key")
    void givesNobodyASecondPair() {
        shop.at(NOON);
        shop.buy("a-1", ALICE, 1);

        assertEquals(BUYER_LIMIT, shop.buy("a-2", ALICE, 1));
        assertEquals(1, shop.lastDecision().units());
        assertEquals(1, shop.stockLeft());
    }

    @Test
    @DisplayName("sells nothing before its time, and the key stays free for it")
    void sellsNothingBeforeItsTime() {
        shop.at(NOON - 1);
        assertEquals(NOT_OPEN_YET, shop.buy("a-1", ALICE, 1));

        shop.at(NOON);
        assertEquals(ACCEPTED, shop.buy("a-1", ALICE, 1));
        assertFalse(shop.wasRepeated());
    }

    @Test
    @DisplayName("cannot be told apart from its replay")
    void cannotBeToldApartFromItsReplay() {
        shop.at(NOON);
        shop.buy("a-1", ALICE, 1);

        final Shop restarted = Shop.replaying(shop.commands());

        assertEquals(shop.digest(), restarted.digest());
        assertEquals(ACCEPTED, restarted.buy("a-1", ALICE, 1)); // the retry is remembered
        assertTrue(restarted.wasRepeated());
        assertEquals(1, restarted.stockLeft()); // and sells nothing twice
        assertEquals(ACCEPTED, restarted.buy("b-1", BOB, 1));
        assertEquals(2, restarted.lastDecision().orderNumber());
    }

    @Test
    @DisplayName("leaves another trace if anything at all happened otherwise")
    void leavesAnotherTrace() {
        shop.at(NOON).buy("a-1", ALICE, 1);
        final Shop byBob = Shop.selling(SNEAKERS).stock(2).price(9_900).limitPerBuyer(1);
        byBob.at(NOON).buy("a-1", BOB, 1);
        final Shop later = Shop.selling(SNEAKERS).stock(2).price(9_900).limitPerBuyer(1);
        later.at(NOON + 1).buy("a-1", ALICE, 1);

        assertFalse(shop.digest() == byBob.digest());
        assertFalse(shop.digest() == later.digest());
    }
}
