package io.flashgate.core;

import static io.flashgate.core.Shop.ALICE;
import static io.flashgate.core.Shop.BOB;
import static io.flashgate.core.Shop.CAROL;
import static io.flashgate.core.Shop.NOON;
import static io.flashgate.core.Shop.SECOND;
import static io.flashgate.core.Shop.SNEAKERS;
import static io.flashgate.core.order.Outcome.BUYER_LIMIT;
import static io.flashgate.core.order.Outcome.HELD;
import static io.flashgate.core.order.Outcome.HOLD_ATTEMPTS;
import static io.flashgate.core.order.Outcome.HOLD_EXPIRED;
import static io.flashgate.core.order.Outcome.HOLD_EXTENDED;
import static io.flashgate.core.order.Outcome.HOLD_OVER;
import static io.flashgate.core.order.Outcome.NOT_DUE;
import static io.flashgate.core.order.Outcome.NO_EXTENSION;
import static io.flashgate.core.order.Outcome.ORDER_CANCELLED;
import static io.flashgate.core.order.Outcome.ORDER_CONFIRMED;
import static io.flashgate.core.order.Outcome.ORDER_FOUND;
import static io.flashgate.core.order.Outcome.ORDER_IS_CANCELLED;
import static io.flashgate.core.order.Outcome.ORDER_IS_CONFIRMED;
import static io.flashgate.core.order.Outcome.ORDER_UNCHANGED;
import static io.flashgate.core.order.Outcome.SALE_CLOSED;
import static io.flashgate.core.order.Outcome.SALE_SOLD_OUT;
import static io.flashgate.core.order.Outcome.SOLD_OUT;
import static io.flashgate.core.order.Outcome.UNKNOWN_ORDER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.order.OrderStatus;
import io.flashgate.core.sale.Phase;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A sale of two pairs that are held for a minute")
class HoldStoryTest {

    private static final long MINUTE = 60 * SECOND;
    private static final long END = NOON + 10 * MINUTE;

    private final Shop shop = Shop.selling(SNEAKERS)
            .stock(2)
            .limitPerBuyer(1)
            .holdingFor(MINUTE)
            .openFrom(NOON)
            .closingAt(END);

    @Test
    @DisplayName("holds a pair until it is paid for, and says until when")
    void holdsUntilPaid() {
        assertEquals(HELD, shop.at(NOON + 7).buy("a-1", ALICE, 1));
        assertEquals(OrderStatus.HELD, shop.lastDecision().status());
        assertEquals(NOON + 7 + MINUTE, shop.lastDecision().holdExpiresAtNanos());
        assertEquals(1, shop.lastDecision().heldAfter(0));
        assertEquals(1, shop.sale().heldUnits());

        assertEquals(ORDER_CONFIRMED, shop.at(NOON + SECOND).confirm(1));
        assertEquals(OrderStatus.CONFIRMED, shop.lastDecision().status());
        assertEquals(0, shop.sale().heldUnits());
        assertEquals(1, shop.sale().stock(0).sold());
        assertEquals(0, shop.core().holdCount());
    }

    @Test
    @DisplayName(
            "takes a payment up to a nanosecond before the deadline, and none at it, though nothing has expired yet")
    void isExactAtTheDeadline() {
        shop.at(NOON).buy("a-1", ALICE, 1);
        shop.buy("b-1", BOB, 1);

        assertEquals(ORDER_CONFIRMED, shop.at(NOON + MINUTE - 1).confirm(1));
        assertEquals(HOLD_OVER, shop.at(NOON + MINUTE).confirm(2));
        assertEquals(OrderStatus.HELD, shop.lastDecision().status());
        assertEquals(HOLD_OVER, shop.cancel(2));
        assertEquals(HOLD_OVER, shop.extend(2));
    }

    @Test
    @DisplayName("lets a hold expire when its time is over, not before, and never twice")
    void expires() {
        shop.at(NOON).buy("a-1", ALICE, 1);
        assertEquals(NOON + MINUTE, shop.core().nextDeadlineNanos());
        assertEquals(NOT_DUE, shop.at(NOON + MINUTE - 1).expire(1));
        assertEquals(List.of(), shop.letTimeDoItsWork());

        final List<Answer> done = shop.at(NOON + MINUTE).letTimeDoItsWork();
        assertEquals(List.of(HOLD_EXPIRED), done.stream().map(Answer::outcome).toList());
        assertEquals(OrderStatus.EXPIRED, done.get(0).order().status());
        assertEquals(2, shop.stockLeft());
        assertEquals(NOT_DUE, shop.expire(1));
        assertEquals(HOLD_OVER, shop.confirm(1));
        assertEquals(OrderStatus.EXPIRED, shop.lastDecision().status());
        assertEquals(UNKNOWN_ORDER, shop.expire(2));
    }

    @Test
    @DisplayName("is held out while everything is held, and opens again for the next one who asks")
    void isHeldOutAndOpensAgain() {
        shop.at(NOON).buy("a-1", ALICE, 1);
        shop.buy("b-1", BOB, 1);
        assertEquals(Phase.HELD_OUT, shop.phase());
        assertEquals(SOLD_OUT, shop.buy("c-1", CAROL, 1));
        assertEquals(2, shop.lastDecision().units()); // both are held: there is hope

        assertEquals(ORDER_CANCELLED, shop.cancel(2, BOB));
        assertEquals(Phase.OPEN, shop.phase());
        assertEquals(HELD, shop.buy("c-2", CAROL, 1));
        assertEquals(Phase.HELD_OUT, shop.phase());
        assertEquals(ORDER_CONFIRMED, shop.confirm(1));
        assertEquals(Phase.HELD_OUT, shop.phase());
        assertEquals(ORDER_CONFIRMED, shop.confirm(3));
        assertEquals(Phase.SOLD_OUT, shop.phase());
        assertTrue(shop.sale().isSealed());
        assertEquals(SALE_SOLD_OUT, shop.buy("b-2", BOB, 1));
    }

    @Test
    @DisplayName("ends a hold once and for good: to ask for the same again changes nothing, for another end neither")
    void endsOnce() {
        shop.at(NOON).buy("a-1", ALICE, 1);
        shop.buy("b-1", BOB, 1);
        shop.confirm(1);
        shop.cancel(2);
        final long digest = shop.digest();

        assertEquals(ORDER_UNCHANGED, shop.confirm(1));
        assertEquals(ORDER_IS_CONFIRMED, shop.cancel(1));
        assertEquals(ORDER_UNCHANGED, shop.cancel(2));
        assertEquals(ORDER_IS_CANCELLED, shop.confirm(2));
        assertEquals(ORDER_IS_CANCELLED, shop.extend(2));
        assertEquals(ORDER_UNCHANGED, shop.extend(1));
        assertEquals(digest, shop.digest());
        assertEquals(1, shop.stockLeft());
    }

    @Test
    @DisplayName("lets only its own buyer cancel an order; the merchant may cancel any")
    void isCancelledByItsOwnBuyer() {
        shop.at(NOON).buy("a-1", ALICE, 1);

        assertEquals(UNKNOWN_ORDER, shop.cancel(1, BOB));
        assertEquals(1, shop.sale().heldUnits());
        assertEquals(ORDER_CANCELLED, shop.cancel(1, ALICE));
        shop.buy("b-1", BOB, 1);
        assertEquals(ORDER_CANCELLED, shop.cancel(2));
    }

    @Test
    @DisplayName("gives the limit back with the pair")
    void givesTheLimitBack() {
        shop.at(NOON).buy("a-1", ALICE, 1);
        assertEquals(BUYER_LIMIT, shop.buy("a-2", ALICE, 1));
        shop.cancel(1, ALICE);
        assertEquals(HELD, shop.buy("a-3", ALICE, 1));

        shop.at(NOON + MINUTE).letTimeDoItsWork();
        assertEquals(HELD, shop.buy("a-4", ALICE, 1));
        shop.confirm(3);
        assertEquals(BUYER_LIMIT, shop.buy("a-5", ALICE, 1));
    }

    @Test
    @DisplayName("lets nobody go on holding: three holds per buyer, however they ended")
    void limitsAttempts() {
        shop.at(NOON);
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertEquals(HELD, shop.buy("a-" + attempt, ALICE, 1));
            assertEquals(ORDER_CANCELLED, shop.cancel(attempt, ALICE));
        }

        assertEquals(HOLD_ATTEMPTS, shop.buy("a-4", ALICE, 1));
        assertEquals(3, shop.lastDecision().units());
        assertEquals(HELD, shop.buy("b-1", BOB, 1));
    }

    @Test
    @DisplayName("repeats the first answer of a hold, though the hold is over")
    void repeatsTheFirstAnswer() {
        shop.at(NOON).buy("a-1", ALICE, 1);
        shop.at(NOON + MINUTE).letTimeDoItsWork();

        assertEquals(HELD, shop.buy("a-1", ALICE, 1));
        assertTrue(shop.wasRepeated());
        assertEquals(OrderStatus.HELD, shop.lastDecision().status());
        assertEquals(NOON + MINUTE, shop.lastDecision().holdExpiresAtNanos());
        assertEquals(ORDER_FOUND, shop.findOrder(1, ALICE)); // who asks for the order hears how it stands now
        assertEquals(OrderStatus.EXPIRED, shop.lastDecision().status());
    }

    @Test
    @DisplayName("extends nothing unless it says so")
    void extendsNothing() {
        shop.at(NOON).buy("a-1", ALICE, 1);

        assertEquals(NO_EXTENSION, shop.extend(1));
        assertEquals(UNKNOWN_ORDER, shop.extend(2));
    }

    @Test
    @DisplayName("gives a payment that has started more time, once")
    void extendsOnce() {
        final Shop patient = Shop.selling(SNEAKERS).holdingFor(MINUTE).extendedBy(30 * SECOND);
        patient.at(NOON).buy("a-1", ALICE, 1);
        patient.buy("b-1", BOB, 1);

        assertEquals(HOLD_EXTENDED, patient.at(NOON + SECOND).extend(1));
        assertEquals(NOON + MINUTE + 30 * SECOND, patient.lastDecision().holdExpiresAtNanos());
        assertEquals(ORDER_UNCHANGED, patient.extend(1));

        assertEquals(1, patient.at(NOON + MINUTE).letTimeDoItsWork().size()); // Bob's alone
        assertEquals(
                ORDER_CONFIRMED, patient.at(NOON + MINUTE + 30 * SECOND - 1).confirm(1));
    }

    @Test
    @DisplayName("takes payments after its end, sells nothing that comes back, and is sealed with the last hold")
    void outlivesItsEnd() {
        shop.at(END - 1).buy("a-1", ALICE, 1);
        shop.buy("b-1", BOB, 1);
        shop.at(END).letTimeDoItsWork();
        assertEquals(Phase.CLOSED, shop.phase());
        assertFalse(shop.sale().isSealed());

        assertEquals(ORDER_CONFIRMED, shop.at(END + SECOND).confirm(1));
        assertEquals(Phase.CLOSED, shop.phase());
        shop.at(END + MINUTE).letTimeDoItsWork();
        assertEquals(1, shop.stockLeft()); // unsold, for good
        assertEquals(Phase.CLOSED, shop.phase());
        assertTrue(shop.sale().isSealed());
        assertEquals(SALE_CLOSED, shop.buy("c-1", CAROL, 1));
    }

    @Test
    @DisplayName(
            "lets holds that are due together end in the order of their deadlines; the first notices that the sale is over")
    void isDueInOrder() {
        final Shop late = Shop.selling(SNEAKERS)
                .holdingFor(MINUTE)
                .extendedBy(MINUTE)
                .openFrom(NOON)
                .closingAt(NOON + MINUTE + 2);
        late.at(NOON).buy("a-1", ALICE, 1);
        late.buy("b-1", BOB, 1);
        late.at(NOON + 3).buy("c-1", CAROL, 1);
        late.extend(1);

        final List<Answer> done = late.at(NOON + 24 * Shop.HOUR).letTimeDoItsWork();
        assertEquals(List.of(2L, 3L, 1L), done.stream().map(Answer::orderNumber).toList());
        assertEquals(Phase.CLOSED, done.get(0).about().phaseAfter());
        assertEquals(0, late.core().holdCount());
    }

    @Test
    @DisplayName("cannot be told apart from its replay, in the middle of a hold")
    void isReplayed() {
        shop.at(NOON).buy("a-1", ALICE, 1);
        shop.buy("b-1", BOB, 1);
        shop.at(NOON + SECOND).cancel(2);

        final Shop restarted = Shop.replaying(shop.commands());
        assertEquals(shop.digest(), restarted.digest());
        assertEquals(shop.core().nextDeadlineNanos(), restarted.core().nextDeadlineNanos());
        assertEquals(ORDER_CONFIRMED, shop.at(NOON + 2 * SECOND).confirm(1));
        assertEquals(ORDER_CONFIRMED, restarted.at(NOON + 2 * SECOND).confirm(1));
        assertEquals(shop.digest(), restarted.digest());
    }
}
