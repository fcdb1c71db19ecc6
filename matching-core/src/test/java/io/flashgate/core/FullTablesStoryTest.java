package io.flashgate.core;

import static io.flashgate.core.Shop.ALICE;
import static io.flashgate.core.Shop.BOB;
import static io.flashgate.core.Shop.CAROL;
import static io.flashgate.core.Shop.NOON;
import static io.flashgate.core.Shop.SNEAKERS;
import static io.flashgate.core.order.Outcome.ACCEPTED;
import static io.flashgate.core.order.Outcome.BUYER_LIMIT;
import static io.flashgate.core.order.Outcome.KEY_REUSED;
import static io.flashgate.core.order.Outcome.OVERLOADED;
import static io.flashgate.core.order.Outcome.SALE_CREATED;
import static io.flashgate.core.order.Outcome.SALE_REPLACED;
import static io.flashgate.core.order.Outcome.UNKNOWN_SALE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A core that is full")
class FullTablesStoryTest {

    @Test
    @DisplayName("of answers refuses everything new, repeats everything old and changes nothing")
    void fullOfAnswers() {
        final Shop shop = shop(new CoreLimits(1, 2, 9, 9));
        shop.buy("a-1", ALICE, 1);
        shop.buy("b-1", BOB, 1);

        refuses(shop, shop.wish("c-1", CAROL));
        refuses(shop, shop.wish("a-3", ALICE).units(9));
        assertEquals(0, shop.lastDecision().units());
        assertEquals(ACCEPTED, shop.buy("a-1", ALICE, 1));
        assertTrue(shop.wasRepeated());
        assertEquals(KEY_REUSED, shop.buy("a-1", ALICE, 2));
        assertEquals(UNKNOWN_SALE, shop.buy(shop.wish("c-1", CAROL).inSale("winter")));
    }

    @Test
    @DisplayName("of refusals goes on selling: half of the answers are kept for orders")
    void fullOfRefusals() {
        final Shop shop = shop(new CoreLimits(1, 4, 9, 9));
        assertEquals(BUYER_LIMIT, shop.buy("a-1", ALICE, 9));
        assertEquals(BUYER_LIMIT, shop.buy("a-2", ALICE, 9));

        refuses(shop, shop.wish("a-3", ALICE).units(9));
        assertEquals(ACCEPTED, shop.buy("b-1", BOB, 1));
        assertEquals(ACCEPTED, shop.buy("c-1", CAROL, 1));
        refuses(shop, shop.wish("a-4", ALICE));
        assertEquals(BUYER_LIMIT, shop.buy("a-2", ALICE, 9));
        assertTrue(shop.wasRepeated());
    }

    @Test
    @DisplayName("of orders sells no more, yet goes on refusing for good reasons")
    void fullOfOrders() {
        final Shop shop = shop(new CoreLimits(1, 9, 1, 9));
        shop.buy("a-1", ALICE, 1);

        refuses(shop, shop.wish("b-1", BOB));
        assertEquals(BUYER_LIMIT, shop.buy("a-2", ALICE, 9));
        assertEquals(ACCEPTED, shop.buy("a-1", ALICE, 1));
        assertTrue(shop.wasRepeated());
        refuses(shop, shop.wish("b-1", BOB));
    }

    @Test
    @DisplayName("of groups goes on selling to the groups it knows, and to those without one")
    void fullOfGroups() {
        final Shop shop = shop(new CoreLimits(1, 9, 9, 1));
        assertEquals(ACCEPTED, shop.buy(shop.wish("a-1", ALICE).outOf("g1")));

        refuses(shop, shop.wish("b-1", BOB).outOf("g2"));
        assertEquals(ACCEPTED, shop.buy(shop.wish("b-1", BOB).outOf("g1")));
        assertEquals(ACCEPTED, shop.buy(shop.wish("c-1", CAROL)));
    }

    @Test
    @DisplayName("of sales takes no other one, but still replaces")
    void fullOfSales() {
        final Shop shop = Shop.selling(SNEAKERS).limits(new CoreLimits(1, 9, 9, 9));
        final long digest = shop.digest();

        assertEquals(
                OVERLOADED, shop.define(SaleDraft.of("winter").selling(SNEAKERS).definition()));
        assertEquals(digest, shop.digest());
        assertEquals(
                SALE_REPLACED,
                shop.define(SaleDraft.of(Shop.SALE).selling(SNEAKERS).stock(5).definition()));
    }

    @Test
    @DisplayName("keeps its limits exactly: a hundred sales fit into a hundred places")
    void limitsAreExact() {
        final Shop shop = Shop.selling(SNEAKERS).limits(new CoreLimits(100, 100, 100, 100));
        shop.at(NOON - 1);
        for (int i = 1; i < 100; i++) {
            assertEquals(
                    SALE_CREATED,
                    shop.define(SaleDraft.of("s-" + i).selling(SNEAKERS).definition()));
        }
        shop.at(NOON);
        for (int i = 1; i < 100; i++) {
            final Wish wish = shop.wish("k", ALICE).inSale("s-" + i).outOf("g-" + i);
            assertEquals(ACCEPTED, shop.buy(wish));
        }
        assertEquals(ACCEPTED, shop.buy(shop.wish("k", ALICE).outOf("g-100")));
        refuses(shop, shop.wish("k", BOB));
        assertEquals(shop.core().recomputeDigest(), shop.digest());
        assertEquals(
                shop.digest(),
                Shop.replaying(shop.commands(), shop.core().limits()).digest());
    }

    @Test
    @DisplayName("cannot be built without limits, and names the one that is wrong")
    void limitsAreBounded() {
        assertEquals(
                "orders: found 0, expected 1–50000000",
                assertThrows(IllegalArgumentException.class, () -> new CoreLimits(1, 1, 0, 1))
                        .getMessage());
    }

    private static Shop shop(final CoreLimits limits) {
        final Shop shop = Shop.selling(SNEAKERS).stock(50).limitPerBuyer(5).limits(limits);
        return shop.at(NOON);
    }

    private static void refuses(final Shop shop, final Wish wish) {
        final long digest = shop.digest();
        final long sequence = shop.sequence();
        final long stock = shop.stockLeft();

        assertEquals(OVERLOADED, shop.buy(wish));
        assertEquals(digest, shop.digest());
        assertEquals(sequence, shop.sequence());
        assertEquals(stock, shop.stockLeft());
        assertEquals(0, shop.lastDecision().sequence());
    }
}
