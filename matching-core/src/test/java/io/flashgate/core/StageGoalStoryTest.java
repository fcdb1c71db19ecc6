package io.flashgate.core;

import static io.flashgate.core.Shop.ALICE;
import static io.flashgate.core.Shop.BOB;
import static io.flashgate.core.Shop.CAROL;
import static io.flashgate.core.Shop.NOON;
import static io.flashgate.core.Shop.SECOND;
import static io.flashgate.core.Shop.SNEAKERS;
import static io.flashgate.core.Shop.SOCKS;
import static io.flashgate.core.order.Outcome.HELD;
import static io.flashgate.core.order.Outcome.ORDER_CONFIRMED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A sale with goals at 3, 4 and 8 units")
class StageGoalStoryTest {

    private final Shop shop = Shop.selling(SNEAKERS)
            .stock(6)
            .alsoSelling(SOCKS)
            .stock(6)
            .goal(3)
            .goal(4)
            .goal(8);

    @Test
    @DisplayName("tells the one whose units make a goal full, and nobody else")
    void tellsTheOne() {
        shop.at(NOON).buy("a-1", ALICE, 2);
        assertEquals(0, shop.lastDecision().goals());

        shop.buy("b-1", BOB, 1);
        assertEquals(1, shop.lastDecision().goals());
        assertEquals(0, shop.lastDecision().firstGoal());
        assertEquals(2, shop.sale().goalReachedBy(0));
        assertEquals(1, shop.sale().goalsReached());

        shop.buy("c-1", CAROL, 1);
        assertEquals(1, shop.lastDecision().goals());
        assertEquals(1, shop.lastDecision().firstGoal());
        shop.buy("a-2", ALICE, 1);
        assertEquals(0, shop.lastDecision().goals());
    }

    @Test
    @DisplayName("gives one order all goals that it passes")
    void givesOneOrderSeveralGoals() {
        shop.at(NOON).buy("a-1", ALICE, 5);

        assertEquals(2, shop.lastDecision().goals());
        assertEquals(0, shop.lastDecision().firstGoal());
        assertEquals(1, shop.sale().goalReachedBy(0));
        assertEquals(1, shop.sale().goalReachedBy(1));
    }

    @Test
    @DisplayName("counts the units of all items, and a basket's together")
    void countsAllItems() {
        shop.at(NOON).buy("a-1", ALICE, 2);
        shop.buy(shop.wish("b-1", BOB).item(SOCKS).units(1).and(SNEAKERS, 1));

        assertEquals(2, shop.lastDecision().goals());
        assertEquals(2, shop.sale().goalReachedBy(1));
    }

    @Test
    @DisplayName("says it again to whoever asks again")
    void saysItAgain() {
        shop.at(NOON).buy("a-1", ALICE, 3);
        shop.buy("b-1", BOB, 1);
        shop.buy("a-1", ALICE, 3);

        assertTrue(shop.wasRepeated());
        assertEquals(1, shop.lastDecision().goals());
        assertEquals(0, shop.lastDecision().firstGoal());
        shop.findOrder(1, ALICE);
        assertEquals(1, shop.lastDecision().goals());
    }

    @Test
    @DisplayName("counts what is paid for and not what is held, and a goal once reached stays reached")
    void countsWhatIsPaidFor() {
        final Shop holding =
                Shop.selling(SNEAKERS).stock(6).holdingFor(SECOND).goal(3).goal(5);
        assertEquals(HELD, holding.at(NOON).buy("a-1", ALICE, 3));
        assertEquals(HELD, holding.buy("b-1", BOB, 2));
        assertEquals(0, holding.sale().goalsReached());
        assertEquals(ORDER_CONFIRMED, holding.confirm(2));
        assertEquals(0, holding.lastDecision().goals());

        assertEquals(ORDER_CONFIRMED, holding.confirm(1));
        assertEquals(2, holding.lastDecision().goals()); // five are paid for now
        holding.buy("c-1", CAROL, 1);
        holding.cancel(3);
        assertEquals(1, holding.sale().goalReachedBy(0));
        assertEquals(2, holding.sale().goalsReached());
        holding.buy("a-1", ALICE, 3); // the first answer knew of no goal
        assertTrue(holding.wasRepeated());
        assertEquals(0, holding.lastDecision().goals());
    }
}
