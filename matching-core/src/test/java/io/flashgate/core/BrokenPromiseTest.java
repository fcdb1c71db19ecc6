package io.flashgate.core;

import static io.flashgate.core.Shop.ALICE;
import static io.flashgate.core.Shop.NOON;
import static io.flashgate.core.Shop.SNEAKERS;
import static io.flashgate.core.order.Outcome.ACCEPTED;
import static io.flashgate.core.order.Outcome.MALFORMED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import java.util.Map;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("What is no proper command")
class BrokenPromiseTest {

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final Decision decision = new Decision();
    private final Shop shop = Shop.selling(SNEAKERS);

    @Test
    @DisplayName("A gap in the sequence stops the core, with both numbers")
    void aGapInTheSequence() {
        assertEquals("expected sequence=3, found=4", tickThrows(4, NOON));
        assertEquals("expected sequence=3, found=2", tickThrows(2, NOON));
    }

    @Test
    @DisplayName("Time that goes back stops the core, with both times")
    void timeThatGoesBack() {
        shop.at(NOON).tick();

        assertEquals(
                "time went back: expected timestampNanos>=" + NOON + ", found=" + (NOON - 1) + " at sequence=4",
                tickThrows(4, NOON - 1));
        assertEquals(Outcome.TICKED, shop.tick()); // the same time again is fine
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Nonsense is malformed and leaves no trace")
    void nonsense(final Nonsense nonsense) {
        shop.at(NOON).buy("a-1", ALICE, 1);
        final long digest = shop.digest();

        assertEquals(MALFORMED, shop.hear(nonsense));
        assertEquals(digest, shop.digest());
        assertEquals(3, shop.sequence());
        assertEquals(ACCEPTED, shop.buy("a-2", ALICE, 1));
    }

    @Test
    @DisplayName("A command cut short anywhere is malformed, be it in the middle of other bytes or at a buffer's end")
    void cutShortAnywhere() {
        shop.at(NOON).buy(shop.wish("a-1", ALICE).outOf("g1"));
        shop.countRefusals(Map.of(Outcome.NOT_OPEN_YET, 3, Outcome.NOT_ADMITTED, 1));
        shop.define(SaleDraft.of("winter").selling(SNEAKERS).admitting("g1").definition());
        shop.close("winter");
        for (int i = 0; i < shop.commands().size(); i++) {
            final StampedCommand whole = shop.commands().get(i);
            final MatchingCore core =
                    Shop.replaying(shop.commands().subList(0, i)).core();
            final long digest = core.digest();
            for (int length = 0; length < whole.bytes().length; length++) {
                final UnsafeBuffer torn = new UnsafeBuffer(whole.bytes(), 0, length);
                core.onCommand(core.nextSequence(), whole.timestampNanos(), torn, 0, length, decision);
                assertEquals(MALFORMED, decision.outcome());
                core.onCommand(core.nextSequence(), whole.timestampNanos(), whole.buffer(), 0, length, decision);
                assertEquals(MALFORMED, decision.outcome());
                assertEquals(digest, core.digest());
            }
        }
    }

    @Test
    @DisplayName("A command is read where it lies, at any offset")
    void anyOffset() {
        final MatchingCore core = new MatchingCore(Shop.SMALL);
        for (final StampedCommand command : shop.at(NOON).commands()) {
            buffer.putBytes(333, command.bytes());
            core.onCommand(
                    core.nextSequence(), command.timestampNanos(), buffer, 333, command.bytes().length, decision);
        }
        assertEquals(shop.digest(), core.digest());
    }

    @Test
    @DisplayName("Before the log is founded there is nothing but its founding")
    void foundingComesFirst() {
        final MatchingCore core = new MatchingCore(Shop.SMALL);
        core.onCommand(1, NOON, buffer, 0, Commands.tick(buffer, 0), decision);
        assertEquals(MALFORMED, decision.outcome());
        assertFalse(core.isFounded());

        core.onCommand(1, NOON, buffer, 0, Commands.foundLog(buffer, 0, 5, 6), decision);
        assertEquals(Outcome.LOG_FOUNDED, decision.outcome());
        assertEquals(5, core.hashKey0());
        assertEquals(6, core.hashKey1());
        assertEquals(core.recomputeDigest(), core.digest());
    }

    private String tickThrows(final long sequence, final long timestampNanos) {
        final MatchingCore core = shop.core();
        final long digest = core.digest();
        final int length = Commands.tick(buffer, 0);
        final IllegalStateException broken = assertThrows(
                IllegalStateException.class,
                () -> core.onCommand(sequence, timestampNanos, buffer, 0, length, decision));
        assertEquals(digest, core.digest());
        return broken.getMessage();
    }
}
