package io.flashgate.gateway.pipeline;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import io.flashgate.core.Commands;
import io.flashgate.core.MatchingCore;
import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.gateway.telemetry.Health;
import io.flashgate.journal.JournalWriter;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Stamps, decides and appends: the single writer of the core and of the journal.
 *
 * <p>The clock is read here and nowhere after. A stamp is never earlier than the one before it, whatever the machine's clock
 * does. What is due by that stamp is sequenced first, as a tick of its own.
 *
 * <p>What waits in the ring is known before it is decided: the core hears of up to {@value #AHEAD} commands at once, so that
 * what they will be looked for in comes from memory together and not one after the other.
 */
final class Sequencer implements EventHandler<CommandEvent> {

    private static final int AHEAD = 16;

    private final RingBuffer<CommandEvent> ring;
    private final MatchingCore core;
    private final JournalWriter journal;
    private final EpochNanoClock clock;
    private final Health health;
    private final Deadline deadline;
    private final UnsafeBuffer tick = new UnsafeBuffer(new byte[16]);
    private final int tickLength = Commands.tick(tick, 0);
    private final Decision tickDecision = new Decision();

    private long lastStampNanos;
    private long leftInBatch;
    private int expected;

    Sequencer(
            final RingBuffer<CommandEvent> ring,
            final MatchingCore core,
            final JournalWriter journal,
            final EpochNanoClock clock,
            final Health health,
            final Deadline deadline) {
        this.ring = ring;
        this.core = core;
        this.journal = journal;
        this.clock = clock;
        this.health = health;
        this.deadline = deadline;
        lastStampNanos = core.timestampNanos();
    }

    @Override
    public void onBatchStart(final long batchSize, final long queueDepth) {
        leftInBatch = batchSize;
        expected = 0;
    }

    @Override
    public void onEvent(final CommandEvent event, final long ringSequence, final boolean endOfBatch) {
        if (expected == 0) {
            expected = expect(ringSequence);
        }
        expected--;
        leftInBatch--;
        event.begin();
        if (event.isTimer()) {
            // Before the clock is looked at: what falls due right after that is asked for anew.
            deadline.askAgain();
        }
        if (health.isFailed()) {
            event.refuse();
            return;
        }
        try {
            sequence(event);
        } catch (final RuntimeException | Error broken) {
            // The state may be ahead of the journal now: nothing after this may be decided or answered from it.
            event.refuse();
            health.fail("journal failure at sequence=" + core.sequence(), broken);
        }
    }

    /** Tells the core of this command and of those behind it in the batch; answers of how many. */
    private int expect(final long ringSequence) {
        final int count = (int) Math.max(1, Math.min(leftInBatch, AHEAD));
        if (count > 1) {
            for (int i = 0; i < count; i++) {
                final CommandEvent event = ring.get(ringSequence + i);
                if (!event.isTimer()) {
                    core.expect(event.command(), 0, event.commandLength());
                }
            }
        }
        return count;
    }

    private void sequence(final CommandEvent event) {
        lastStampNanos = Math.max(clock.nanoTime(), lastStampNanos);
        if (!journal.hasRoom(tickLength + event.commandLength())) {
            health.scarce(true);
            answerWithoutRoom(event);
            return;
        }
        if (health.isScarce() && journal.hasRoom(tickLength + SaleDefinition.MAX_ENCODED_BYTES)) {
            // Over only when there is room for the longest command: the state does not go to and
            // fro with their lengths.
            health.scarce(false);
        }
        if (core.nextDeadlineNanos() <= lastStampNanos) {
            decide(tick, tickLength, tickDecision, event);
            event.ticked(tickDecision.sequence(), tickDecision.timestampNanos());
            deadline.set(core.nextDeadlineNanos());
        }
        if (!event.isTimer()) {
            decide(event.command(), event.commandLength(), event.decision(), event);
            if (changesDeadlines(event.decision().outcome())) {
                deadline.set(core.nextDeadlineNanos());
            }
        }
    }

    /** What appends nothing needs no room: buyers still learn what they have bought. What is due waits for its tick. */
    private void answerWithoutRoom(final CommandEvent event) {
        if (!event.isTimer() && core.changesNothing(event.command(), 0, event.commandLength())) {
            decide(event.command(), event.commandLength(), event.decision(), event);
        } else {
            event.refuse();
        }
    }

    private void decide(
            final DirectBuffer command, final int length, final Decision decision, final CommandEvent event) {
        core.onCommand(core.nextSequence(), lastStampNanos, command, 0, length, decision);
        if (decision.outcome().isSequenced()) {
            journal.append(core.sequence(), lastStampNanos, command, 0, length, decision, core.digest());
            event.journaled();
        }
    }

    private static boolean changesDeadlines(final Outcome outcome) {
        return outcome == Outcome.SALE_CREATED
                || outcome == Outcome.SALE_REPLACED
                || outcome == Outcome.SALE_CLOSED_EARLY;
    }
}
