package io.flashgate.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.order.Text;
import java.lang.management.ManagementFactory;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The fast path leaves the heap alone: encoding a purchase and deciding it, whatever the answer.
 *
 * <p>Compiled or interpreted, code without {@code new} allocates nothing, so this holds on any machine and from any
 * iteration on. What is allowed per round is far below one object per purchase: the JVM's own bookkeeping.
 */
@DisplayName("Deciding a purchase allocates nothing")
class AllocationTest {

    private static final int PURCHASES = 20_000;
    private static final int ALLOWED_BYTES = 2_048;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Shop shop = Shop.selling(Shop.SNEAKERS)
            .stock(10_000_000)
            .limitPerBuyer(5)
            .alsoSelling(Shop.SOCKS)
            .stock(3)
            .limitPerBuyerInAll(7)
            .admitting("g1", "g2")
            .limits(new CoreLimits(4, 200_000, 200_000, 4))
            .openFrom(Shop.NOON);
    private final Commands commands =
            new Commands(shop.core().hashKey0(), shop.core().hashKey1());
    private final PurchaseRequest request = new PurchaseRequest();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Commands.MAX_PURCHASE_BYTES]);
    private final Decision decision = new Decision();
    private int buyers;
    private int keys;

    @Test
    @DisplayName("when it is sold")
    void accepted() {
        final Wish wish = shop.wish("k", "b").outOf("g1");

        assertAllocatesNothing(wish, true, Outcome.ACCEPTED);
    }

    @Test
    @DisplayName("when it is asked for again")
    void repeated() {
        final Wish wish = shop.wish("k", "b").outOf("g1");
        shop.at(Shop.NOON).buy(wish);

        assertAllocatesNothing(wish, false, Outcome.REPEATED);
    }

    @Test
    @DisplayName("when the key was used for something else")
    void keyReused() {
        final Wish wish = shop.wish("k", "b").outOf("g1");
        shop.at(Shop.NOON).buy(wish);

        assertAllocatesNothing(wish.units(2), false, Outcome.KEY_REUSED);
    }

    @Test
    @DisplayName("when the buyer has enough already")
    void buyerLimit() {
        assertAllocatesNothing(shop.wish("k", "b").outOf("g1").units(6), true, Outcome.BUYER_LIMIT);
    }

    @Test
    @DisplayName("when the item is gone")
    void soldOut() {
        shop.at(Shop.NOON)
                .buy(shop.wish("first", "first").outOf("g1").item(Shop.SOCKS).units(3));

        assertAllocatesNothing(shop.wish("k", "b").outOf("g1").item(Shop.SOCKS), true, Outcome.SOLD_OUT);
    }

    @Test
    @DisplayName("when there are too few left")
    void insufficientStock() {
        assertAllocatesNothing(
                shop.wish("k", "b").outOf("g1").item(Shop.SOCKS).units(4), true, Outcome.INSUFFICIENT_STOCK);
    }

    @Test
    @DisplayName("when the sale, the item or the group is wrong")
    void refusedUnsequenced() {
        assertAllocatesNothing(shop.wish("k", "b").inSale("winter"), true, Outcome.UNKNOWN_SALE);
        assertAllocatesNothing(shop.wish("k", "b").item("hat"), true, Outcome.UNKNOWN_ITEM);
        assertAllocatesNothing(shop.wish("k", "b").outOf("g9"), true, Outcome.NOT_ADMITTED);
    }

    @Test
    @DisplayName("when the sale is over")
    void closed() {
        shop.at(Shop.NOON).close();

        assertAllocatesNothing(shop.wish("k", "b"), true, Outcome.SALE_CLOSED);
    }

    @Test
    @DisplayName("nor does forgetting the answers of a sale that is over")
    void forgotten() {
        request.clear();
        shop.wish("k", "b").outOf("g1").fill(request);
        decide(true, Outcome.ACCEPTED);
        shop.at(Shop.NOON).close();
        final MatchingCore core = shop.core();
        final long later = Shop.NOON + MatchingCore.DEFAULT_ANSWER_RETENTION_NANOS;
        forget(core, later); // classes are loaded
        final long thread = Thread.currentThread().getId();
        final long before = threads.getThreadAllocatedBytes(thread);
        int steps = 0;
        while (core.answerCount() > 0) {
            forget(core, later);
            steps++;
        }
        final long allocated = threads.getThreadAllocatedBytes(thread) - before;

        assertTrue(steps > 50, "in steps");
        assertTrue(allocated <= ALLOWED_BYTES, () -> allocated + " bytes for " + PURCHASES + " forgotten answers");
    }

    private void forget(final MatchingCore core, final long timestampNanos) {
        final int length = core.due(timestampNanos, buffer);
        core.onCommand(core.nextSequence(), timestampNanos, buffer, 0, length, decision);
    }

    private void assertAllocatesNothing(final Wish wish, final boolean isFresh, final Outcome expected) {
        wish.fill(request);
        decide(isFresh, expected); // classes are loaded, and a group's name is kept once
        final long thread = Thread.currentThread().getId();
        threads.getThreadAllocatedBytes(thread);
        final long before = threads.getThreadAllocatedBytes(thread);
        decide(isFresh, expected);
        final long allocated = threads.getThreadAllocatedBytes(thread) - before;

        assertTrue(before > 0, "the JVM measures allocation");
        assertTrue(allocated <= ALLOWED_BYTES, () -> allocated + " bytes for " + PURCHASES + " times " + expected);
    }

    private void decide(final boolean isFresh, final Outcome expected) {
        final MatchingCore core = shop.core();
        long otherwise = 0;
        for (int i = 0; i < PURCHASES; i++) {
            if (isFresh) {
                number(request.buyerId().clear(), buyers++);
                number(request.key().clear(), keys++);
            }
            final int length = commands.purchase(buffer, 0, request);
            core.expect(buffer, 0, length);
            core.onCommand(core.nextSequence(), Shop.NOON, buffer, 0, length, decision);
            if (decision.outcome() != expected) {
                otherwise++;
            }
        }
        assertEquals(0L, otherwise);
    }

    /** Decimal digits, last one first, without a String. */
    static void number(final Text text, final int number) {
        int rest = number;
        int length = 0;
        do {
            text.bytes()[length++] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        text.set(text.bytes(), 0, length);
    }
}
