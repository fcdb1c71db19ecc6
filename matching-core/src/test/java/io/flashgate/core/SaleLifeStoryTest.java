package io.flashgate.core;

import static io.flashgate.core.Shop.ALICE;
import static io.flashgate.core.Shop.BOB;
import static io.flashgate.core.Shop.NOON;
import static io.flashgate.core.Shop.SALE;
import static io.flashgate.core.Shop.SECOND;
import static io.flashgate.core.Shop.SNEAKERS;
import static io.flashgate.core.Shop.SOCKS;
import static io.flashgate.core.order.Outcome.ACCEPTED;
import static io.flashgate.core.order.Outcome.NOT_OPEN_YET;
import static io.flashgate.core.order.Outcome.REFUSALS_COUNTED;
import static io.flashgate.core.order.Outcome.SALE_ALREADY_OPEN;
import static io.flashgate.core.order.Outcome.SALE_ALREADY_OVER;
import static io.flashgate.core.order.Outcome.SALE_CLOSED;
import static io.flashgate.core.order.Outcome.SALE_CLOSED_EARLY;
import static io.flashgate.core.order.Outcome.SALE_CREATED;
import static io.flashgate.core.order.Outcome.SALE_REPLACED;
import static io.flashgate.core.order.Outcome.SALE_SOLD_OUT;
import static io.flashgate.core.order.Outcome.TICKED;
import static io.flashgate.core.order.Outcome.UNKNOWN_ITEM;
import static io.flashgate.core.order.Outcome.UNKNOWN_SALE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.flashgate.core.sale.Phase;
import io.flashgate.core.sale.SaleDefinition;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The life of a sale")
class SaleLifeStoryTest {

    private static final long END = NOON + 60 * SECOND;

    private final Shop shop = Shop.selling(SNEAKERS).stock(3).openFrom(NOON).closingAt(END);

    @Test
    @DisplayName("goes from scheduled to open to closed as the clock ticks, and says when it is due")
    void goesWithTheClock() {
        assertEquals(Phase.SCHEDULED, shop.phase());
        assertEquals(NOON, shop.core().nextDeadlineNanos());

        shop.at(NOON - 1).tick();
        assertEquals(Phase.SCHEDULED, shop.phase());
        assertEquals(TICKED, shop.at(NOON).tick());
        assertEquals(Phase.OPEN, shop.phase());
        assertEquals(END, shop.core().nextDeadlineNanos());

        shop.at(END - 1).tick();
        assertEquals(Phase.OPEN, shop.phase());
        shop.at(END).tick();
        assertEquals(Phase.CLOSED, shop.phase());
        assertEquals(Long.MAX_VALUE, shop.core().nextPromptDeadlineNanos());
    }

    @Test
    @DisplayName("opens exactly at its opening and ends exactly before its end, tick or no tick")
    void keepsItsTimeToTheNanosecond() {
        assertEquals(NOT_OPEN_YET, shop.at(NOON - 1).buy("a-1", ALICE, 1));
        assertEquals(ACCEPTED, shop.at(NOON).buy("a-2", ALICE, 1));
        assertEquals(ACCEPTED, shop.at(END - 1).buy("a-3", ALICE, 1));
        assertEquals(SALE_CLOSED, shop.at(END).buy("a-4", ALICE, 1));
        assertEquals(1, shop.stockLeft());
    }

    @Test
    @DisplayName("opens with its first purchase if nobody has ticked")
    void opensWithItsFirstPurchase() {
        shop.at(NOON).buy("a-1", ALICE, 1);

        assertEquals(Phase.OPEN, shop.phase());
        assertEquals(END, shop.core().nextDeadlineNanos());
    }

    @Test
    @DisplayName("sleeps through opening and end together if the next tick comes late")
    void closesFromScheduledInOneTick() {
        shop.at(END + SECOND).tick();

        assertEquals(Phase.CLOSED, shop.phase());
    }

    @Test
    @DisplayName("is sold out with its last unit, and stays so when the time is over")
    void staysSoldOut() {
        assertEquals(ACCEPTED, shop.at(NOON).buy("a-1", ALICE, 3));
        assertEquals(Phase.SOLD_OUT, shop.phase());
        assertEquals(Long.MAX_VALUE, shop.core().nextPromptDeadlineNanos());

        shop.at(END).tick();
        assertEquals(Phase.SOLD_OUT, shop.phase());
        assertEquals(SALE_SOLD_OUT, shop.buy("b-1", BOB, 1));
        assertEquals(SALE_ALREADY_OVER, shop.close());
        assertEquals(SALE_ALREADY_OPEN, shop.define(tomorrow()));
    }

    @Test
    @DisplayName("is closed early by its merchant, once and for good")
    void isClosedEarly() {
        shop.at(NOON).buy("a-1", ALICE, 1);

        assertEquals(SALE_CLOSED_EARLY, shop.close());
        assertEquals(SALE_CLOSED, shop.buy("b-1", BOB, 1));
        assertEquals(SALE_ALREADY_OVER, shop.close());
        shop.at(NOON + SECOND).tick();
        assertEquals(Phase.CLOSED, shop.phase());
        assertEquals(2, shop.stockLeft());
    }

    @Test
    @DisplayName("never opens if it is closed while it is scheduled")
    void isClosedWhileScheduled() {
        assertEquals(SALE_CLOSED_EARLY, shop.close());
        assertEquals(SALE_CLOSED, shop.buy("a-1", ALICE, 1));

        shop.at(NOON).tick();
        assertEquals(Phase.CLOSED, shop.phase());
        assertEquals(SALE_CLOSED, shop.buy("a-1", ALICE, 1));
        assertEquals(SALE_ALREADY_OPEN, shop.define(tomorrow()));
    }

    @Test
    @DisplayName("cannot be closed early when its time is over, ticked or not")
    void isNotClosedEarlyTooLate() {
        shop.at(NOON).buy("a-1", ALICE, 1);

        assertEquals(SALE_ALREADY_OVER, shop.at(END).close());
        assertEquals(UNKNOWN_SALE, shop.close("winter"));
    }

    @Test
    @DisplayName("is replaced as a whole while it is scheduled")
    void isReplacedWhileScheduled() {
        assertEquals(
                SALE_REPLACED,
                shop.at(NOON - 1)
                        .define(SaleDraft.of(SALE)
                                .selling(SOCKS)
                                .stock(7)
                                .openFrom(NOON + 5)
                                .definition()));
        assertEquals(NOON + 5, shop.core().nextDeadlineNanos());
        assertEquals(1, shop.core().sales().size());

        assertEquals(NOT_OPEN_YET, shop.at(NOON).buy("a-1", ALICE, 1));
        shop.at(NOON + 5);
        assertEquals(UNKNOWN_ITEM, shop.buy(shop.wish("a-1", ALICE).item(SNEAKERS)));
        assertEquals(ACCEPTED, shop.buy("a-1", ALICE, 6));
        assertEquals(1, shop.stockLeft());
        assertEquals(shop.core().recomputeDigest(), shop.digest());
    }

    @Test
    @DisplayName("is not replaced from its opening on, though nobody has ticked or bought")
    void isNotReplacedOnceOpen() {
        assertEquals(SALE_ALREADY_OPEN, shop.at(NOON).define(tomorrow()));
        assertEquals(ACCEPTED, shop.buy("a-1", ALICE, 1));
    }

    @Test
    @DisplayName("forgets with the definition it had what the gate refused for it")
    void forgetsItsRefusalsWhenReplaced() {
        assertEquals(REFUSALS_COUNTED, shop.countRefusals(Map.of(NOT_OPEN_YET, 41, ACCEPTED, 9)));
        assertEquals(41, shop.sale().refusals(NOT_OPEN_YET));
        assertEquals(0, shop.sale().refusals(ACCEPTED)); // what is sequenced is no refusal of the gate

        shop.define(tomorrow());
        assertEquals(0, shop.sale().refusals(NOT_OPEN_YET));
        assertEquals(shop.core().recomputeDigest(), shop.digest());
    }

    @Test
    @DisplayName("is one of many: each has its own clock and stock, and the first to be due is the deadline")
    void isOneOfMany() {
        final SaleDefinition earlier = SaleDraft.of("spring")
                .selling(SNEAKERS)
                .stock(1)
                .openFrom(NOON - SECOND)
                .definition();
        assertEquals(SALE_CREATED, shop.define(earlier));
        assertEquals(NOON - SECOND, shop.core().nextDeadlineNanos());

        shop.at(NOON - 1).tick();
        assertEquals(Phase.SCHEDULED, shop.phase());
        assertEquals(Phase.OPEN, shop.core().sales().find("spring").phase());
        assertEquals(ACCEPTED, shop.buy(shop.wish("a-1", ALICE).inSale("spring")));
        assertEquals(3, shop.stockLeft());
        assertEquals(NOON, shop.core().nextDeadlineNanos());
    }

    private static SaleDefinition tomorrow() {
        return SaleDraft.of(SALE)
                .selling(SNEAKERS)
                .stock(100)
                .openFrom(NOON + 24 * Shop.HOUR)
                .definition();
    }
}
