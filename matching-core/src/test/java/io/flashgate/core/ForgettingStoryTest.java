package io.flashgate.core;

import static io.flashgate.core.Shop.ALICE;
import static io.flashgate.core.Shop.BOB;
import static io.flashgate.core.Shop.CAROL;
import static io.flashgate.core.Shop.HOUR;
import static io.flashgate.core.Shop.NOON;
import static io.flashgate.core.Shop.SALE;
import static io.flashgate.core.Shop.SNEAKERS;
import static io.flashgate.core.Shop.SOCKS;
import static io.flashgate.core.order.Outcome.ACCEPTED;
import static io.flashgate.core.order.Outcome.ANSWERS_FORGOTTEN;
import static io.flashgate.core.order.Outcome.BUYER_LIMIT;
import static io.flashgate.core.order.Outcome.HELD;
import static io.flashgate.core.order.Outcome.HOLD_EXPIRED;
import static io.flashgate.core.order.Outcome.NOT_DUE;
import static io.flashgate.core.order.Outcome.ORDER_FOUND;
import static io.flashgate.core.order.Outcome.OVERLOADED;
import static io.flashgate.core.order.Outcome.SALE_CLOSED;
import static io.flashgate.core.order.Outcome.SALE_FORGOTTEN;
import static io.flashgate.core.order.Outcome.SALE_SOLD_OUT;
import static io.flashgate.core.order.Outcome.UNKNOWN_SALE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.SaleDefinition.HoldDefinition;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Answers of a sale that is over")
class ForgettingStoryTest {

    private static final long DAY = 24 * HOUR;
    private static final long END = NOON + HOUR / 2;
    private static final CoreLimits LIMITS = new CoreLimits(8, 1_000, 1_000, 8);

    private final Till till = Till.unfounded(LIMITS).found(NOON - HOUR, 1, 2);

    @Test
    @DisplayName("are told again until the sale has been sealed for 24 hours, and to nobody after that")
    void afterADay() {
        define(SALE, 2);
        buy(NOON, SALE, "a-1", ALICE, 1);
        buy(NOON, SALE, "b-1", BOB, 9);
        putWhatIsDue(END);

        putWhatIsDue(END + DAY - 1);
        assertEquals(ACCEPTED, buy(END + DAY - 1, SALE, "a-1", ALICE, 1));
        assertEquals(2, till.core().answerCount());

        assertEquals(END + DAY, till.core().nextDeadlineNanos());
        putWhatIsDue(END + DAY);
        assertEquals(SALE_FORGOTTEN, till.lastDecision().outcome());
        assertEquals(2, till.lastDecision().units());
        assertEquals(0, till.core().answerCount());
        assertEquals(0, till.core().refusalCount());
        assertEquals(Long.MAX_VALUE, till.core().nextDeadlineNanos());
        assertEquals(SALE_CLOSED, buy(END + DAY, SALE, "a-1", ALICE, 1));
        assertEquals(SALE_CLOSED, buy(END + DAY, SALE, "b-1", BOB, 9));
        assertEquals(SALE_CLOSED, buy(END + DAY, SALE, "a-1", ALICE, 2), "the key of before is as good as any");
        assertReplays();
    }

    @Test
    @DisplayName("leave the orders where they are")
    void ordersStay() {
        define(SALE, 1);
        buy(NOON, SALE, "a-1", ALICE, 1);
        putWhatIsDue(NOON + DAY);

        assertEquals(0, till.core().answerCount());
        assertEquals(SALE_SOLD_OUT, buy(NOON + DAY, SALE, "a-1", ALICE, 1));
        assertEquals(ORDER_FOUND, till.findOrder(NOON + DAY, SALE, 1, ALICE).outcome());
        assertEquals(1, till.core().orderCount());
    }

    @Test
    @DisplayName("wait for the last hold, not for the close")
    void sealedByItsLastHold() {
        final ItemDefinition item = new ItemDefinition(SNEAKERS, "", 5, 1, SaleDefinition.NO_LIST_PRICE, 0);
        final HoldDefinition hold = new HoldDefinition(HOUR, 0, 3);
        till.define(
                NOON - HOUR,
                new SaleDefinition(SALE, "", NOON, END, "CNY", 0, List.of(item), List.of(), hold, List.of(), false));
        assertEquals(HELD, buy(END - 1, SALE, "a-1", ALICE, 1));
        putWhatIsDue(END);
        assertEquals(END - 1 + HOUR, till.core().nextDeadlineNanos());

        putWhatIsDue(END - 1 + HOUR);
        assertEquals(HOLD_EXPIRED, till.lastDecision().outcome());
        assertEquals(END - 1 + HOUR, till.core().sales().get(0).sealedAtNanos());
        assertEquals(END - 1 + HOUR + DAY, till.core().nextDeadlineNanos());
        assertEquals(HELD, buy(END + DAY, SALE, "a-1", ALICE, 1), "word for word as it was");
    }

    @Test
    @DisplayName("go in bounded steps, the newest first")
    void inSteps() {
        define(SALE, 1_000);
        for (int i = 0; i < 300; i++) {
            buy(NOON, SALE, "k-" + i, "buyer-" + i, 1);
        }
        putWhatIsDue(END);

        final Act first = till.findDue(END + DAY);
        assertEquals(ANSWERS_FORGOTTEN, first.askOf(till).outcome());
        final int step = (int) till.lastDecision().units();
        assertTrue(step <= 256, step + " answers in one step");
        assertEquals(300 - step, till.core().answerCount());
        assertEquals(SALE_CLOSED, buy(END + DAY, SALE, "k-299", "buyer-299", 1));
        assertEquals(ACCEPTED, buy(END + DAY, SALE, "k-0", "buyer-0", 1));

        putWhatIsDue(END + DAY);
        assertEquals(SALE_FORGOTTEN, till.lastDecision().outcome());
        assertEquals(300, till.core().sales().get(0).answersForgotten());
        assertReplays();
    }

    @Test
    @DisplayName("leave room for others, refusals too")
    void makeRoom() {
        final Till small = Till.unfounded(new CoreLimits(2, 4, 9, 9)).found(NOON - HOUR, 1, 2);
        small.define(NOON - HOUR, sale(SALE, NOON, 2));
        small.define(NOON - HOUR, sale("winter", NOON + 2 * DAY, 2));
        small.buy(NOON, wish(SALE, "a-1", ALICE, 1));
        small.buy(NOON, wish(SALE, "a-2", ALICE, 1));
        assertEquals(SALE_SOLD_OUT, small.buy(NOON, wish(SALE, "b-1", BOB, 1)).outcome());
        final long later = NOON + 2 * DAY;
        small.tick(later);
        for (final String key : List.of("c-1", "c-2")) {
            assertEquals(
                    BUYER_LIMIT, small.buy(later, wish("winter", key, CAROL, 9)).outcome());
        }
        assertEquals(
                OVERLOADED, small.buy(later, wish("winter", "c-3", CAROL, 9)).outcome());
        assertEquals(
                OVERLOADED, small.buy(later, wish("winter", "a-1", ALICE, 1)).outcome());

        assertEquals(SALE_FORGOTTEN, small.forget(later, SALE, DAY, 9).outcome());
        assertEquals(
                OVERLOADED, small.buy(later, wish("winter", "c-3", CAROL, 9)).outcome(), "half are refusals");
        assertEquals(ACCEPTED, small.buy(later, wish("winter", "a-1", ALICE, 1)).outcome());
        assertEquals(ACCEPTED, small.buy(later, wish("winter", "b-1", BOB, 1)).outcome());
        assertEquals(
                BUYER_LIMIT, small.buy(later, wish("winter", "c-2", CAROL, 9)).told());
        assertEquals(4, small.core().answerCount());
        assertEquals(small.core().recomputeDigest(), small.core().digest());
    }

    @Test
    @DisplayName("are not forgotten before their time, twice, or of a sale that nobody knows")
    void notDue() {
        define(SALE, 2);
        buy(NOON, SALE, "a-1", ALICE, 1);
        assertEquals(NOT_DUE, till.forget(NOON + 9, SALE, 1, 9).outcome(), "open");
        putWhatIsDue(END);

        assertEquals(NOT_DUE, till.forget(END + 9, SALE, 10, 9).outcome());
        assertEquals(UNKNOWN_SALE, till.forget(END + 9, "winter", 1, 9).outcome());
        assertEquals(SALE_FORGOTTEN, till.forget(END + 10, SALE, 10, 9).outcome());
        assertEquals(NOT_DUE, till.forget(END + 10, SALE, 10, 9).outcome());
    }

    @Test
    @DisplayName("of two runs with two settings replay in a third to the same state")
    void anotherSetting() {
        define(SALE, 2);
        define("winter", 2);
        buy(NOON, SALE, "a-1", ALICE, 1);
        buy(NOON, "winter", "a-1", ALICE, 1);
        putWhatIsDue(END);
        final Till secondRun = replayed(HOUR);
        putWhatIsDue(secondRun, END + HOUR);

        assertEquals(0, secondRun.core().answerCount());
        for (final long retention : new long[] {1, HOUR, 300 * DAY}) {
            final Till third = Till.unfounded(LIMITS, retention);
            till.commands().forEach(third::replay);
            secondRun.commands().stream().skip(till.commands().size()).forEach(third::replay);
            assertEquals(secondRun.core().digest(), third.core().digest());
            assertNull(third.findDue(END + 400 * DAY), "nothing is left to be forgotten");
        }
    }

    @Test
    @DisplayName("of a log that was written before anything was forgotten have the digest that they had")
    void digestOfBefore() {
        final Shop shop = Shop.selling(SNEAKERS)
                .stock(3)
                .limitPerBuyer(2)
                .alsoSelling(SOCKS)
                .stock(1)
                .admitting("g1")
                .openFrom(NOON);
        shop.at(NOON);
        shop.buy(shop.wish("a-1", ALICE).outOf("g1"));
        shop.buy(shop.wish("a-2", ALICE).outOf("g1").units(2));
        shop.buy(shop.wish("b-1", BOB).outOf("g1").units(9));
        shop.buy(shop.wish("b-2", BOB).outOf("g1").units(2));
        shop.buy(shop.wish("c-1", CAROL).outOf("g1"));
        shop.close();

        // As the core before this rule worked it out.
        assertEquals(0x911e_96a0_ba8a_6b4aL, shop.digest());
    }

    @Test
    @DisplayName("are kept for some time at least, and not for ever")
    void bounds() {
        for (final long retention : new long[] {-1, 0, Long.MAX_VALUE}) {
            assertThrows(IllegalArgumentException.class, () -> new MatchingCore(LIMITS, retention));
        }
    }

    private Outcome buy(
            final long nanos, final String saleId, final String key, final String buyer, final int quantity) {
        return till.buy(nanos, wish(saleId, key, buyer, quantity)).told();
    }

    private static Wish wish(final String saleId, final String key, final String buyer, final int quantity) {
        return Wish.of(saleId, SNEAKERS, key, buyer).units(quantity);
    }

    private void define(final String saleId, final int stock) {
        till.define(NOON - HOUR, sale(saleId, NOON, stock));
    }

    private static SaleDefinition sale(final String saleId, final long opensAtNanos, final int stock) {
        return SaleDraft.of(saleId)
                .selling(SNEAKERS)
                .stock(stock)
                .limitPerBuyer(2)
                .openFrom(opensAtNanos)
                .definition();
    }

    private void putWhatIsDue(final long nanos) {
        putWhatIsDue(till, nanos);
    }

    private static void putWhatIsDue(final Till till, final long nanos) {
        for (Act due = till.findDue(nanos); due != null; due = till.findDue(nanos)) {
            assertTrue(due.askOf(till).isSequenced());
        }
    }

    private Till replayed(final long answerRetentionNanos) {
        final Till restarted = Till.unfounded(LIMITS, answerRetentionNanos);
        till.commands().forEach(restarted::replay);
        return restarted;
    }

    private void assertReplays() {
        final Till restarted = replayed(7);
        assertEquals(till.core().digest(), restarted.core().digest());
        assertEquals(till.core().recomputeDigest(), restarted.core().digest());
    }
}
