package io.flashgate.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.order.Text;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What follows a purchase leaves the heap alone too: holds, their ends and their extensions, asking for what is due, and baskets
 * over several prices, once a decision has made the room for its first one. As in {@link AllocationTest}, what is allowed is the
 * JVM's own bookkeeping.
 */
@DisplayName("Deciding what becomes of a hold allocates nothing")
class HoldAllocationTest {

    private static final int ROUNDS = 8_000;
    private static final int ALLOWED_BYTES = 2_048;
    private static final int TTL_NANOS = 100;
    private static final int ROUND_NANOS = 10;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Shop shop = Shop.selling(Shop.SNEAKERS)
            .stock(10_000_000)
            .limitPerBuyer(5)
            .alsoSelling(Shop.SOCKS)
            .stock(10_000_000)
            .priceFromUnit(2, 800)
            .limitPerBuyerInAll(7)
            .holdingFor(TTL_NANOS)
            .extendedBy(TTL_NANOS)
            .goal(3)
            .goal(4_000)
            .limits(new CoreLimits(4, 100_000, 200_000, 4))
            .openFrom(Shop.NOON);
    private final Commands commands =
            new Commands(shop.core().hashKey0(), shop.core().hashKey1());
    private final PurchaseRequest request = new PurchaseRequest();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Commands.MAX_PURCHASE_BYTES]);
    private final Decision decision = new Decision();
    private final Text saleId = new Text(Text.ID_MAX_BYTES).set(Shop.SALE);
    private final Text buyer = new Text(Text.BUYER_MAX_BYTES);
    private final int[] seen = new int[Outcome.CODE_LIMIT];
    private long stampNanos = Shop.NOON;
    private int buyers;

    @Test
    @DisplayName("of one item")
    void ofOneItem() {
        assertAllocatesNothing(shop.wish("k", "b"));
    }

    @Test
    @DisplayName("of a basket")
    void ofABasket() {
        assertAllocatesNothing(shop.wish("k", "b").units(2).and(Shop.SOCKS, 3));
    }

    private void assertAllocatesNothing(final Wish wish) {
        wish.fill(request);
        decide(); // classes are loaded, and the first basket has made room
        final long thread = Thread.currentThread().getId();
        threads.getThreadAllocatedBytes(thread);
        Arrays.fill(seen, 0);
        final long before = threads.getThreadAllocatedBytes(thread);
        decide();
        final long allocated = threads.getThreadAllocatedBytes(thread) - before;

        assertTrue(before > 0, "the JVM measures allocation");
        assertTrue(allocated <= ALLOWED_BYTES, () -> allocated + " bytes for " + ROUNDS + " rounds");
        assertEquals(ROUNDS, seen[Outcome.HELD.code()]);
        assertEquals(ROUNDS / 4, seen[Outcome.ORDER_CONFIRMED.code()]);
        assertEquals(ROUNDS / 4, seen[Outcome.ORDER_CANCELLED.code()]);
        assertEquals(ROUNDS / 4, seen[Outcome.HOLD_EXTENDED.code()]);
        assertTrue(seen[Outcome.HOLD_EXPIRED.code()] > ROUNDS / 2 - 100, "the others have expired");
        assertEquals(ROUNDS, seen[Outcome.ORDER_FOUND.code()]);
    }

    private void decide() {
        for (int i = 0; i < ROUNDS; i++) {
            stampNanos += ROUND_NANOS;
            expireWhatIsDue();
            AllocationTest.number(request.buyerId().clear(), buyers);
            AllocationTest.number(request.key().clear(), buyers);
            AllocationTest.number(buyer.clear(), buyers++);
            offer(commands.purchase(buffer, 0, request));
            final long number = decision.orderNumber();
            offer(commands.findOrder(buffer, 0, saleId, number, buyer));
            switch (i & 3) {
                case 0 -> offer(commands.confirmOrder(buffer, 0, saleId, number));
                case 1 -> offer(commands.cancelOrder(buffer, 0, saleId, number, buyer));
                case 2 -> offer(commands.extendHold(buffer, 0, saleId, number));
                default -> {}
            }
        }
    }

    private void expireWhatIsDue() {
        int length = shop.core().due(stampNanos, buffer);
        while (length > 0) {
            offer(length);
            length = shop.core().due(stampNanos, buffer);
        }
    }

    private void offer(final int length) {
        shop.core().onCommand(shop.core().nextSequence(), stampNanos, buffer, 0, length, decision);
        seen[decision.outcomeCode()]++;
    }
}
