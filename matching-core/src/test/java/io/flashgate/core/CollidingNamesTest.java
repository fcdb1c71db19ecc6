package io.flashgate.core;

import static io.flashgate.core.order.Outcome.ACCEPTED;
import static io.flashgate.core.order.Outcome.BUYER_LIMIT;
import static io.flashgate.core.order.Outcome.KEY_REUSED;
import static io.flashgate.core.order.Outcome.ORDER_FOUND;
import static io.flashgate.core.order.Outcome.REPEATED;
import static io.flashgate.core.order.Outcome.UNKNOWN_ORDER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.protocol.FindOrderEncoder;
import io.flashgate.core.protocol.MessageHeaderEncoder;
import io.flashgate.core.protocol.PurchaseEncoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Hashes put together by hand, as no real key would ever give them: half of each name is the same. */
@DisplayName("Names whose hashes meet in one word")
class CollidingNamesTest {

    private final Shop shop = Shop.selling(Shop.SNEAKERS).limitPerBuyer(1).openFrom(Shop.NOON);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Commands.MAX_PURCHASE_BYTES]);
    private final PurchaseEncoder purchase = new PurchaseEncoder();
    private final Decision decision = new Decision();

    @Test
    @DisplayName("are different requests, whichever word it is")
    void requests() {
        assertEquals(ACCEPTED, buy(1, 1, 5, 5, 1, 1));
        assertEquals(ACCEPTED, buy(1, 2, 5, 5, 2, 2));
        assertEquals(ACCEPTED, buy(2, 1, 5, 5, 3, 3));
        assertEquals(REPEATED, buy(1, 2, 5, 5, 2, 2));
        assertEquals(2, decision.orderNumber());
    }

    @Test
    @DisplayName("are different wishes, whichever word it is")
    void contents() {
        assertEquals(ACCEPTED, buy(1, 1, 5, 5, 1, 1));
        assertEquals(KEY_REUSED, buy(1, 1, 5, 6, 1, 1));
        assertEquals(KEY_REUSED, buy(1, 1, 6, 5, 1, 1));
        assertEquals(REPEATED, buy(1, 1, 5, 5, 1, 1));
    }

    @Test
    @DisplayName("are different buyers, in their limits as in their orders")
    void buyers() {
        assertEquals(ACCEPTED, buy(1, 1, 5, 5, 7, 7));
        assertEquals(ACCEPTED, buy(2, 2, 5, 5, 7, 8));
        assertEquals(ACCEPTED, buy(3, 3, 5, 5, 8, 7));
        assertEquals(BUYER_LIMIT, buy(4, 4, 5, 5, 7, 8));

        assertEquals(ORDER_FOUND, find(2, 7, 8));
        assertEquals(UNKNOWN_ORDER, find(2, 7, 7));
        assertEquals(UNKNOWN_ORDER, find(2, 8, 8));
    }

    private Outcome buy(
            final long request0,
            final long request1,
            final long content0,
            final long content1,
            final long buyer0,
            final long buyer1) {
        final Wish wish = shop.at(Shop.NOON).wish("any", "anybody");
        final int length = new Commands(0, 0).purchase(buffer, 0, wish.fill(new PurchaseRequest()));
        purchase.wrap(buffer, MessageHeaderEncoder.ENCODED_LENGTH)
                .requestId0(request0)
                .requestId1(request1)
                .contentHash0(content0)
                .contentHash1(content1)
                .buyerHash0(buyer0)
                .buyerHash1(buyer1);
        return decide(length);
    }

    private Outcome find(final long orderNumber, final long buyer0, final long buyer1) {
        final FindOrderEncoder question = new FindOrderEncoder();
        question.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .orderNumber(orderNumber)
                .buyerHash0(buyer0)
                .buyerHash1(buyer1)
                .saleId(Shop.SALE);
        return decide(MessageHeaderEncoder.ENCODED_LENGTH + question.encodedLength());
    }

    private Outcome decide(final int length) {
        final MatchingCore core = shop.core();
        core.onCommand(core.nextSequence(), Shop.NOON, buffer, 0, length, decision);
        return decision.outcome();
    }
}
