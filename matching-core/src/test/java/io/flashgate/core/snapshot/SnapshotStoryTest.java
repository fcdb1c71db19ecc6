package io.flashgate.core.snapshot;

import static io.flashgate.core.Shop.BOB;
import static io.flashgate.core.Shop.NOON;
import static io.flashgate.core.Shop.SECOND;
import static io.flashgate.core.Shop.SMALL;
import static io.flashgate.core.Shop.SNEAKERS;
import static io.flashgate.core.Shop.SOCKS;
import static io.flashgate.core.snapshot.SmallWorld.ALICES;
import static io.flashgate.core.snapshot.SmallWorld.HOLD;
import static io.flashgate.core.snapshot.SmallWorld.SUMMER;
import static io.flashgate.core.snapshot.SmallWorld.WINTER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.Answer;
import io.flashgate.core.CoreLimits;
import io.flashgate.core.MatchingCore;
import io.flashgate.core.Snapshot;
import io.flashgate.core.StampedCommand;
import io.flashgate.core.Till;
import io.flashgate.core.Wish;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.Sale;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A core that was restored from a snapshot")
class SnapshotStoryTest {

    private static final CoreLimits HUGE = new CoreLimits(100, 50_000, 20_000, 100);

    @Test
    @DisplayName("tells Alice her first answer again, and knows that her key is taken")
    void remembersAnswers() {
        final Till till = SmallWorld.open(SMALL);
        final Answer first = till.buy(NOON + 10 * SECOND, ALICES);

        till.restart(HUGE);

        assertEquals(first, till.buy(NOON + 10 * SECOND, ALICES));
        assertTrue(first.isRepeated());
        assertEquals(
                Outcome.KEY_REUSED,
                till.buy(NOON + 10 * SECOND, ALICES.units(2)).outcome());
    }

    @Test
    @DisplayName("goes on with the holds: Bob's is extended once, expires at its deadline and can be bought again")
    void goesOnWithHolds() {
        final Till till = SmallWorld.open(SMALL);
        till.restart(HUGE);
        final long deadline = NOON + 2 * SECOND + HOLD + 30 * SECOND;

        assertEquals(deadline, till.core().nextDeadlineNanos());
        assertEquals(
                Outcome.ORDER_UNCHANGED,
                till.extend(NOON + 10 * SECOND, SUMMER, 2).outcome());
        assertEquals(Outcome.HOLD_OVER, till.confirm(deadline, SUMMER, 2).outcome(), "the deadline itself is too late");
        assertEquals(Outcome.HOLD_EXPIRED, till.expire(deadline, SUMMER, 2).outcome());
        assertEquals(4, till.core().sales().find(SUMMER).stock(0).available());
        assertEquals(4, till.core().sales().find(SUMMER).stock(1).available());
        assertEquals(
                Outcome.HELD,
                till.buy(deadline, Wish.of(SUMMER, SNEAKERS, "b-2", BOB)).outcome());
        assertEquals(
                Outcome.HOLD_ATTEMPTS,
                till.buy(deadline, Wish.of(SUMMER, SOCKS, "b-3", BOB)).outcome(),
                "two holds were all he may have, and one was before the snapshot");
    }

    @Test
    @DisplayName("knows when a sale was defined as it is, who reached its goals and what was refused there")
    void knowsItsSales() {
        final Till till = SmallWorld.open(SMALL);
        till.restart(HUGE);

        final Sale sale = till.core().sales().find(SUMMER);
        assertEquals(3, sale.definedAtSequence());
        assertEquals("Summer, at last", sale.definition().title());
        assertEquals(1, sale.goalsReached());
        assertEquals(1, sale.goalReachedBy(0));
        assertEquals(17, sale.refusals(Outcome.NOT_OPEN_YET));
    }

    @Test
    @DisplayName("goes on forgetting where it was: the newest answer of a sealed sale is gone, the older one goes next")
    void goesOnForgetting() {
        final Till till = SmallWorld.open(SMALL);
        final Wish older = Wish.of(WINTER, SOCKS, "e-1", BOB);
        final Wish newer = Wish.of(WINTER, SOCKS, "e-2", BOB);
        till.buy(NOON + 10 * SECOND, older);
        till.buy(NOON + 11 * SECOND, newer);
        till.forget(NOON + 13 * SECOND, WINTER, SECOND, 1);
        final Snapshot before = Snapshot.of(till.core());

        till.restart(HUGE);

        final Sale sale = till.core().sales().find(WINTER);
        assertEquals(before, Snapshot.of(till.core()));
        assertEquals(NOON + 11 * SECOND, sale.sealedAtNanos());
        assertEquals(1, sale.answersForgotten());
        assertEquals(Outcome.SALE_SOLD_OUT, till.buy(NOON + 14 * SECOND, newer).outcome());
        assertTrue(till.buy(NOON + 14 * SECOND, older).isRepeated());
        till.forget(NOON + 15 * SECOND, WINTER, SECOND, 1);
        assertEquals(Outcome.SALE_SOLD_OUT, till.buy(NOON + 16 * SECOND, older).outcome());
        assertEquals(
                Outcome.SALE_FORGOTTEN,
                till.forget(NOON + 17 * SECOND, WINTER, SECOND, 1).outcome());
        assertTrue(sale.isForgotten());
        till.restart(HUGE);
        assertTrue(till.core().sales().find(WINTER).isForgotten());
    }

    @Test
    @DisplayName(
            "writes the bytes that it was restored from, and that the whole log leads to, whatever its tables' sizes")
    void equalStatesGiveEqualBytes() {
        final Till till = SmallWorld.open(SMALL);
        final Snapshot whole = Snapshot.of(till.core());

        assertEquals(whole, Snapshot.of(whole.restore(HUGE)));
        assertEquals(whole, Snapshot.of(whole.restore(new CoreLimits(1, 1, 1, 1).withRoomFor(whole.head()))));
        final List<StampedCommand> commands = till.commands();
        for (int restart = 1; restart <= commands.size(); restart++) {
            assertEquals(whole, Snapshot.of(replayedWithRestartAfter(restart, commands)), "restart after " + restart);
        }
    }

    @Test
    @DisplayName("is not made with limits that are too small for it; which ones is said")
    void limitsTooSmall() {
        final Snapshot snapshot = Snapshot.of(SmallWorld.open(SMALL).core());
        final SnapshotHead head = snapshot.head();
        final List<CoreLimits> tooSmall = new ArrayList<>();
        tooSmall.add(new CoreLimits(head.sales() - 1, 99, 99, 99));
        tooSmall.add(new CoreLimits(99, head.answers() - 1, 99, 99));
        tooSmall.add(new CoreLimits(99, 99, head.orderRows() - 1, 99));
        tooSmall.add(new CoreLimits(99, 99, 99, head.groups() - 1));

        for (final CoreLimits limits : tooSmall) {
            final IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> snapshot.restore(limits));
            assertTrue(refused.getMessage().contains("sequence=" + head.sequence()), refused.getMessage());
            assertTrue(refused.getMessage().contains(limits.withRoomFor(head).toString()), refused.getMessage());
        }
    }

    @Test
    @DisplayName("is made from one of the first schema too, and is what the same log leads to now")
    void firstSchema() throws IOException {
        final Snapshot old;
        try (InputStream file = SnapshotStoryTest.class.getResourceAsStream("snapshot-of-schema-0.fgs")) {
            old = Snapshot.of(file.readAllBytes());
        }

        assertEquals(Snapshot.of(SmallWorld.open(SMALL).core()), Snapshot.of(old.restore(HUGE)));
    }

    @Test
    @DisplayName("is not made from a log that was never founded")
    void notFounded() {
        final MatchingCore empty = new MatchingCore(SMALL);

        assertThrows(IllegalStateException.class, () -> Snapshot.of(empty));
    }

    private static MatchingCore replayedWithRestartAfter(final int restart, final List<StampedCommand> commands) {
        final Till till = Till.unfounded(new CoreLimits(3, 33, 33, 3));
        for (int i = 0; i < commands.size(); i++) {
            till.replay(commands.get(i));
            if (i + 1 == restart) {
                till.restart(HUGE);
            }
        }
        return till.core();
    }
}
