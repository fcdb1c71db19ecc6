package io.flashgate.gateway.pipeline;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
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
 * does. What is due by that stamp is sequenced first, each with a command of its own; of very much only a part, so that
 * nobody waits long behind it. What can wait, the forgetting of answers, is done one step at a time and only when the
 * timekeeper asks: no buyer's command has it in front.
 *
 * <p>What waits in the ring is known before it is decided: the core hears of up to {@value #AHEAD} commands at once, so that
 * what they will be looked for in comes from memory together and not one after the other.
 */
final class Sequencer implements EventHandler<CommandEvent> {

    private static final int AHEAD = 16;

    /** Most that is sequenced in front of a command because it was due. */
    private static final int DUE_BEFORE_COMMAND = 32;

    /** Most of it in one batch, however many commands wait there: the last of them waits for all of it. */
    private static final int DUE_IN_BATCH = 256;

    private final RingBuffer<CommandEvent> ring;
    private final MatchingCore core;
    private final JournalWriter journal;
    private final EpochNanoClock clock;
    private final Health health;
    private final Deadline deadline;
    private final DueRing dueRing;
    private final UnsafeBuffer due = new UnsafeBuffer(new byte[MatchingCore.MAX_DUE_BYTES]);

    private long lastStampNanos;
    private long leftInBatch;
    private int expected;
    private long nowNanos;
    private int dueLeftInBatch;

    Sequencer(
            final RingBuffer<CommandEvent> ring,
            final MatchingCore core,
            final JournalWriter journal,
            final EpochNanoClock clock,
            final Health health,
            final Deadline deadline,
            final DueRing dueRing) {
        this.ring = ring;
        this.core = core;
        this.journal = journal;
        this.clock = clock;
        this.health = health;
        this.deadline = deadline;
        this.dueRing = dueRing;
        lastStampNanos = core.timestampNanos();
    }

    @Override
    public void onBatchStart(final long batchSize, final long queueDepth) {
        leftInBatch = batchSize;
        expected = 0;
        dueLeftInBatch = DUE_IN_BATCH;
    }

    @Override
    public void onEvent(final CommandEvent event, final long ringSequence, final boolean endOfBatch) {
        if (expected == 0) {
            expected = expect(ringSequence);
            // Not for each of them: for how long an answer was under way, a few microseconds are nothing.
            nowNanos = System.nanoTime();
        }
        expected--;
        leftInBatch--;
        event.begin(nowNanos);
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
        if (!hasRoomBefore(event)) {
            health.scarce(true);
            answerWithoutRoom(event);
            return;
        }
        if (health.isScarce() && journal.hasRoom(MatchingCore.MAX_DUE_BYTES + SaleDefinition.MAX_ENCODED_BYTES)) {
            // Over only when there is room for the longest command: the state does not go to and
            // fro with their lengths.
            health.scarce(false);
        }
        sequenceDue(event);
        if (!event.isTimer()) {
            decide(event.command(), event.commandLength(), event.decision(), event);
        }
        deadline.set(core.nextDeadlineNanos(), core.nextPromptDeadlineNanos());
    }

    private void sequenceDue(final CommandEvent event) {
        final int most = event.isTimer() ? dueLeftInBatch : Math.min(DUE_BEFORE_COMMAND, dueLeftInBatch);
        for (int left = most; left > 0 && isAnythingDue(event) && hasRoomBefore(event); left--) {
            final int length = core.due(lastStampNanos, due);
            final Decision decision = length == 0 ? null : dueRing.findFree();
            if (decision == null) {
                return;
            }
            decide(due, length, decision, event);
            if (!decision.outcome().isSequenced()) {
                throw new IllegalStateException("expected that what is due is sequenced, found " + decision);
            }
            dueRing.put();
            dueLeftInBatch--;
            event.addDue();
            if (decision.outcome() == Outcome.ANSWERS_FORGOTTEN || decision.outcome() == Outcome.SALE_FORGOTTEN) {
                return;
            }
        }
    }

    private boolean isAnythingDue(final CommandEvent event) {
        final long deadlineNanos = event.isTimer() ? core.nextDeadlineNanos() : core.nextPromptDeadlineNanos();
        return deadlineNanos <= lastStampNanos;
    }

    /** Whether the journal takes one command more that is due, and then the event's own. */
    private boolean hasRoomBefore(final CommandEvent event) {
        return journal.hasRoom(MatchingCore.MAX_DUE_BYTES + event.commandLength());
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
}
