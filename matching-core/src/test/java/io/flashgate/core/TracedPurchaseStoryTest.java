package io.flashgate.core;

import static io.flashgate.core.Shop.ALICE;
import static io.flashgate.core.Shop.BOB;
import static io.flashgate.core.Shop.NOON;
import static io.flashgate.core.Shop.SALE;
import static io.flashgate.core.Shop.SNEAKERS;
import static io.flashgate.core.order.Outcome.ACCEPTED;
import static io.flashgate.core.order.Outcome.MALFORMED;
import static io.flashgate.core.order.Outcome.REPEATED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.order.PurchaseView;
import io.flashgate.core.order.TraceParent;
import io.flashgate.core.protocol.MessageHeaderDecoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A purchase that is part of a trace")
class TracedPurchaseStoryTest {

    private final Shop traced = Shop.selling(SNEAKERS).stock(9).limitPerBuyer(2).openFrom(NOON);
    private final Shop untraced =
            Shop.selling(SNEAKERS).stock(9).limitPerBuyer(2).openFrom(NOON);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Commands.MAX_PURCHASE_BYTES]);
    private final PurchaseRequest request = new PurchaseRequest();
    private final Decision decision = new Decision();

    @BeforeEach
    void open() {
        traced.at(NOON).tick();
        untraced.at(NOON).tick();
    }

    @Test
    void isDecidedAsIfItWereNot() {
        assertEquals(ACCEPTED, decide(traced, ALICE, "a-1", 7));
        assertEquals(ACCEPTED, decide(untraced, ALICE, "a-1", 0));

        assertEquals(untraced.digest(), traced.digest());
        assertEquals(untraced.sequence(), traced.sequence());
    }

    @Test
    void isTheSameRequestInAnotherTrace() {
        decide(traced, ALICE, "a-1", 7);

        assertEquals(REPEATED, decide(traced, ALICE, "a-1", 8));
        assertEquals(REPEATED, decide(traced, ALICE, "a-1", 0));
        decide(traced, BOB, "b-1", 0);
        assertEquals(REPEATED, decide(traced, BOB, "b-1", 7));
    }

    @Test
    void keepsItsTraceInTheCommand() {
        final TraceParent trace = new TraceParent();
        encode(traced, ALICE, "a-1", 7);
        final PurchaseView view = view();
        view.copyTraceTo(trace);
        assertEquals("00-00000000000000070000000000000008-0000000000000009-01", trace.toString());
        assertEquals("a-1", view.key().getStringWithoutLengthAscii(0, 3));

        encode(traced, ALICE, "a-1", 0);
        view().copyTraceTo(trace);
        assertEquals("none", trace.toString());
    }

    /** What is not asked for costs nothing, and a gateway of the version before can go on with such a journal. */
    @Test
    void isTheOnlyOneThatIsLonger() {
        final int longer = encode(traced, ALICE, "a-1", 7);
        assertEquals(25, longer - encode(traced, ALICE, "a-1", 0));
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
        assertEquals(1, header.version());
        assertEquals(49, header.blockLength());
    }

    @Test
    void isNotTakenWhenItEndsTooEarly() {
        final int length = encode(traced, ALICE, "a-1", 7);
        for (int shorter = 0; shorter < length; shorter++) {
            assertEquals(MALFORMED, offer(traced, shorter), "the first " + shorter + " bytes");
        }
        assertEquals(ACCEPTED, offer(traced, length));
    }

    private Outcome decide(final Shop shop, final String buyer, final String key, final long traceId) {
        return offer(shop, encode(shop, buyer, key, traceId));
    }

    private Outcome offer(final Shop shop, final int length) {
        shop.core().onCommand(shop.core().nextSequence(), NOON, buffer, 0, length, decision);
        return decision.outcome();
    }

    private int encode(final Shop shop, final String buyer, final String key, final long traceId) {
        Wish.of(SALE, SNEAKERS, key, buyer).fill(request);
        if (traceId > 0) {
            request.trace().set(traceId, traceId + 1, traceId + 2, 1);
        }
        return new Commands(shop.core().hashKey0(), shop.core().hashKey1()).purchase(buffer, 0, request);
    }

    private PurchaseView view() {
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
        return new PurchaseView()
                .wrap(buffer, MessageHeaderDecoder.ENCODED_LENGTH, header.blockLength(), header.version());
    }
}
