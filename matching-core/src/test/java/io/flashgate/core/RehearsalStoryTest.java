package io.flashgate.core;

import static io.flashgate.core.Shop.ALICE;
import static io.flashgate.core.Shop.BOB;
import static io.flashgate.core.Shop.NOON;
import static io.flashgate.core.Shop.SNEAKERS;
import static io.flashgate.core.order.Outcome.ACCEPTED;
import static io.flashgate.core.order.Outcome.NOT_ADMITTED;
import static io.flashgate.core.order.Outcome.ORDER_FOUND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A rehearsal for two groups")
class RehearsalStoryTest {

    private final Shop rehearsal =
            Shop.selling(SNEAKERS).admitting("g1", "g2").openFrom(NOON).rehearsal();
    private final Shop sale = Shop.selling(SNEAKERS).admitting("g1", "g2").openFrom(NOON);

    @Test
    @DisplayName("goes by the rules of the sale, and is known from it by its definition and its digest")
    void goesByTheSameRules() {
        for (final Shop shop : new Shop[] {rehearsal, sale}) {
            shop.at(NOON);
            assertEquals(ACCEPTED, shop.buy(shop.wish("a-1", ALICE).outOf("g1")));
            assertEquals(NOT_ADMITTED, shop.buy(shop.wish("b-1", BOB).outOf("g3")));
            assertEquals(NOT_ADMITTED, shop.buy(shop.wish("b-1", BOB)));
            assertEquals(9, shop.stockLeft());
        }

        assertTrue(rehearsal.sale().definition().rehearsal());
        assertFalse(sale.sale().definition().rehearsal());
        assertNotEquals(sale.digest(), rehearsal.digest());
        assertTrue(Shop.replaying(rehearsal.commands()).sale().definition().rehearsal());
    }

    @Test
    @DisplayName("freezes the buyer's group in the order")
    void freezesTheGroup() {
        sale.at(NOON).buy(sale.wish("a-1", ALICE).outOf("g2"));
        sale.buy(sale.wish("a-2", ALICE).outOf("g1"));

        assertEquals(ORDER_FOUND, sale.findOrder(1, ALICE));
        assertEquals("g2", groupFound());
        assertEquals(ORDER_FOUND, sale.findOrder(2, ALICE));
        assertEquals("g1", groupFound());
    }

    private String groupFound() {
        return new String(
                sale.lastDecision().groupBytes(), 0, sale.lastDecision().groupLength(), StandardCharsets.US_ASCII);
    }
}
