package io.flashgate.core;

import static io.flashgate.core.Shop.ALICE;
import static io.flashgate.core.Shop.BOB;
import static io.flashgate.core.Shop.CAROL;
import static io.flashgate.core.Shop.NOON;
import static io.flashgate.core.Shop.SECOND;
import static io.flashgate.core.Shop.SNEAKERS;
import static io.flashgate.core.order.Outcome.ACCEPTED;
import static io.flashgate.core.order.Outcome.HELD;
import static io.flashgate.core.order.Outcome.ORDER_FOUND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.order.Decision;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Sneakers at 69 for the first two, 79 for the next three, 99 for the rest")
class PriceTierStoryTest {

    private static final long EARLY = 6_900;
    private static final long MIDDLE = 7_900;
    private static final long LATE = 9_900;

    private final Shop shop = Shop.selling(SNEAKERS)
            .stock(10)
            .price(LATE)
            .priceFromUnit(1, EARLY)
            .priceFromUnit(3, MIDDLE)
            .priceFromUnit(6, LATE);

    @Test
    @DisplayName("cost each unit what its place says")
    void costByPlace() {
        shop.at(NOON);
        final List<Long> prices = new ArrayList<>();
        for (int unit = 1; unit <= 7; unit++) {
            assertEquals(ACCEPTED, shop.buy("k-" + unit, ALICE, 1));
            prices.add(shop.lastDecision().unitPrice());
        }

        assertEquals(List.of(EARLY, EARLY, MIDDLE, MIDDLE, MIDDLE, LATE, LATE), prices);
    }

    @Test
    @DisplayName("cost an order over several tiers each unit's own price, also when it is told again")
    void spanTiers() {
        shop.at(NOON).buy("b-1", BOB, 1);
        assertEquals(ACCEPTED, shop.buy("a-1", ALICE, 5));
        assertParts("1×6900 3×7900 1×9900");
        assertEquals(EARLY + 3 * MIDDLE + LATE, shop.lastDecision().total());
        assertEquals(LATE, shop.lastDecision().nextPriceAfter(0));

        shop.buy("a-1", ALICE, 5);
        assertTrue(shop.wasRepeated());
        assertParts("1×6900 3×7900 1×9900");
        assertEquals(ORDER_FOUND, shop.findOrder(2, ALICE));
        assertParts("1×6900 3×7900 1×9900");
    }

    @Test
    @DisplayName("are sold again at the price at which they came back, to the next one who asks")
    void comeBackAtTheirPrice() {
        final Shop holding = Shop.selling(SNEAKERS)
                .stock(5)
                .price(EARLY)
                .priceFromUnit(3, MIDDLE)
                .holdingFor(SECOND);
        holding.at(NOON).buy("a-1", ALICE, 1);
        holding.buy("b-1", BOB, 3);
        assertEquals(MIDDLE, holding.lastDecision().nextPriceAfter(0));

        holding.cancel(1, ALICE);
        assertEquals(EARLY, holding.lastDecision().nextPriceAfter(0));
        assertEquals(HELD, holding.buy("c-1", CAROL, 2));
        assertEquals("1×6900 1×7900", parts(holding.lastDecision()));
    }

    @Test
    @DisplayName("come back tier by tier when an order over two of them is cancelled")
    void comeBackTierByTier() {
        final Shop holding = Shop.selling(SNEAKERS)
                .stock(4)
                .price(EARLY)
                .priceFromUnit(3, MIDDLE)
                .holdingFor(SECOND);
        holding.at(NOON).buy("a-1", ALICE, 3);
        holding.cancel(1);

        assertEquals(4, holding.stockLeft());
        holding.buy("b-1", BOB, 4);
        assertEquals("2×6900 2×7900", parts(holding.lastDecision()));
        assertEquals(holding.core().recomputeDigest(), holding.digest());
    }

    private void assertParts(final String expected) {
        assertEquals(expected, parts(shop.lastDecision()));
    }

    private static String parts(final Decision decision) {
        final List<String> parts = new ArrayList<>();
        for (int part = 0; part < decision.partCount(); part++) {
            parts.add(decision.partQuantity(part) + "×" + decision.partPrice(part));
        }
        return String.join(" ", parts);
    }
}
