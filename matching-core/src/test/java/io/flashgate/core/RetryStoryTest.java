package io.flashgate.core;

import static io.flashgate.core.Shop.ALICE;
import static io.flashgate.core.Shop.BOB;
import static io.flashgate.core.Shop.CAROL;
import static io.flashgate.core.Shop.NOON;
import static io.flashgate.core.Shop.SNEAKERS;
import static io.flashgate.core.Shop.SOCKS;
import static io.flashgate.core.order.Outcome.ACCEPTED;
import static io.flashgate.core.order.Outcome.BUYER_LIMIT;
import static io.flashgate.core.order.Outcome.INSUFFICIENT_STOCK;
import static io.flashgate.core.order.Outcome.KEY_REUSED;
import static io.flashgate.core.order.Outcome.NOT_ADMITTED;
import static io.flashgate.core.order.Outcome.SALE_CLOSED;
import static io.flashgate.core.order.Outcome.SALE_SOLD_OUT;
import static io.flashgate.core.order.Outcome.UNKNOWN_ITEM;
import static io.flashgate.core.order.Outcome.UNKNOWN_SALE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.order.PurchaseRequest;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whoever asks again")
class RetryStoryTest {

    private final Shop shop = Shop.selling(SNEAKERS)
            .stock(3)
            .limitPerBuyer(2)
            .alsoSelling(SOCKS)
            .stock(1)
            .openFrom(NOON);

    @BeforeEach
    void open() {
        shop.at(NOON);
    }

    @Test
    @DisplayName("hears the first answer, with its number, sequence and time, and changes nothing")
    void hearsTheFirstAnswer() {
        shop.buy("a-1", ALICE, 2);
        final long digest = shop.digest();
        final long sequence = shop.sequence();

        shop.at(NOON + 99);
        assertEquals(ACCEPTED, shop.buy("a-1", ALICE, 2));
        assertTrue(shop.wasRepeated());
        assertEquals(1, shop.lastDecision().orderNumber());
        assertEquals(sequence, shop.lastDecision().sequence());
        assertEquals(NOON, shop.lastDecision().timestampNanos());
        assertEquals(digest, shop.digest());
        assertEquals(sequence, shop.sequence());
        assertEquals(1, shop.stockLeft());
    }

    @Test
    @DisplayName("can be answered by a core that may change nothing just now; whoever is new cannot")
    void isKnownBeforehand() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Commands.MAX_PURCHASE_BYTES]);
        final Commands commands =
                new Commands(shop.core().hashKey0(), shop.core().hashKey1());
        final PurchaseRequest request = new PurchaseRequest();
        final int length = commands.purchase(buffer, 0, shop.wish("a-1", ALICE).fill(request));
        final long digest = shop.digest();
        assertFalse(shop.core().changesNothing(buffer, 0, length));
        assertEquals(digest, shop.core().recomputeDigest());

        shop.buy("a-1", ALICE, 1);
        assertTrue(shop.core().changesNothing(buffer, 0, length));
        assertFalse(shop.core().changesNothing(buffer, 0, length - 1));
        assertFalse(shop.core().changesNothing(buffer, 0, 0));
        assertFalse(shop.core().changesNothing(buffer, 0, Commands.tick(buffer, 0)));
    }

    @Test
    @DisplayName("and has won is never told sold out: not after the last unit, the end or a restart")
    void aWinnerStaysAWinner() {
        shop.buy("a-1", ALICE, 2);
        shop.buy("b-1", BOB, 1);
        shop.buy(shop.wish("b-2", BOB).item(SOCKS));
        assertEquals(SALE_SOLD_OUT, shop.buy("c-1", CAROL, 1));
        assertEquals(ACCEPTED, shop.buy("a-1", ALICE, 2));

        shop.at(NOON + 24 * Shop.HOUR).tick();
        assertEquals(ACCEPTED, shop.buy("a-1", ALICE, 2));

        final Shop restarted = Shop.replaying(shop.commands());
        assertEquals(ACCEPTED, restarted.buy("a-1", ALICE, 2));
        assertTrue(restarted.wasRepeated());
        assertEquals(shop.digest(), restarted.digest());
    }

    @Test
    @DisplayName("and was refused hears that refusal, though it would go otherwise by now")
    void aRefusalStaysARefusal() {
        assertEquals(BUYER_LIMIT, shop.buy("a-1", ALICE, 3));
        assertEquals(ACCEPTED, shop.buy("a-2", ALICE, 2));
        assertEquals(INSUFFICIENT_STOCK, shop.buy("b-1", BOB, 2));
        assertEquals(1, shop.lastDecision().units());
        shop.close();

        assertEquals(BUYER_LIMIT, shop.buy("a-1", ALICE, 3));
        assertEquals(2, shop.lastDecision().units());
        assertEquals(INSUFFICIENT_STOCK, shop.buy("b-1", BOB, 2));
        assertEquals(1, shop.lastDecision().units());
        assertTrue(shop.wasRepeated());
        assertEquals(SALE_CLOSED, shop.buy("c-1", CAROL, 1));
    }

    @Test
    @DisplayName("for fewer, under a new key, gets what is left")
    void aSmallerQuantityGoesThrough() {
        shop.buy("a-1", ALICE, 2);

        assertEquals(INSUFFICIENT_STOCK, shop.buy("b-1", BOB, 2));
        assertEquals(1, shop.stockLeft());
        assertEquals(KEY_REUSED, shop.buy("b-1", BOB, 1));
        assertEquals(ACCEPTED, shop.buy("b-2", BOB, 1));
    }

    @Test
    @DisplayName("for something else under the same key changes nothing and spoils nothing")
    void aReusedKeyChangesNothing() {
        final Wish wish = shop.wish("a-1", ALICE).outOf("g1");
        shop.buy(wish);
        final long digest = shop.digest();

        assertEquals(KEY_REUSED, shop.buy(wish.units(2)));
        assertEquals(KEY_REUSED, shop.buy(wish.item(SOCKS)));
        assertEquals(KEY_REUSED, shop.buy(wish.outOf("")));
        assertEquals(KEY_REUSED, shop.buy(wish.outOf("g2")));
        assertEquals(digest, shop.digest());
        assertEquals(ACCEPTED, shop.buy(wish));
        assertEquals(1, shop.lastDecision().orderNumber());
    }

    @Test
    @DisplayName("under a key of somebody else, or of another sale, is somebody new")
    void aKeyBelongsToSaleAndBuyer() {
        shop.define(SaleDraft.of("winter").selling(SNEAKERS).openFrom(NOON + 1).definition());
        shop.at(NOON + 1);
        final Wish wish = shop.wish("key", ALICE);

        assertEquals(ACCEPTED, shop.buy(wish));
        assertEquals(ACCEPTED, shop.buy(wish.by(BOB)));
        assertFalse(shop.wasRepeated());
        assertEquals(ACCEPTED, shop.buy(wish.inSale("winter")));
        assertFalse(shop.wasRepeated());
        assertEquals(1, shop.stockLeft());
    }

    @Test
    @DisplayName("after an answer that was never sequenced finds the key free")
    void unsequencedAnswersBindNothing() {
        final Shop picky = Shop.selling(SNEAKERS).admitting("g1");
        final Wish good = picky.wish("a-1", ALICE).outOf("g1");
        final long before = picky.digest();

        picky.buy(good); // not open yet
        picky.at(NOON);
        assertEquals(UNKNOWN_SALE, picky.buy(good.inSale("winter")));
        assertEquals(UNKNOWN_ITEM, picky.buy(good.item("hat")));
        assertEquals(NOT_ADMITTED, picky.buy(good.outOf("g9")));
        assertEquals(before, picky.digest());
        assertEquals(0, picky.core().answerCount());
        assertEquals(ACCEPTED, picky.buy(good));
        assertFalse(picky.wasRepeated());
    }
}
