package io.flashgate.gateway.pipeline;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.gateway.egress.Egress;
import io.flashgate.gateway.live.SaleBoard;
import io.flashgate.gateway.telemetry.Health;
import io.flashgate.gateway.telemetry.Telemetry;
import io.flashgate.journal.Barrier;
import java.util.concurrent.locks.LockSupport;

/**
 * Group commit: one barrier for all that has been decided since the last one, then their replies.
 *
 * <p>Nothing is published or answered before the barrier behind it has returned. After a failed barrier nothing is answered
 * as decided any more: what the disk holds is unknown then.
 */
final class Committer implements EventHandler<CommandEvent> {

    private static final long NONE = -1;

    /** Less is not worth a sleep. */
    private static final long LEAST_REST_NANOS = 20_000;

    private final RingBuffer<CommandEvent> ring;
    private final int maxGroup;
    private final long intervalNanos;
    private final Barrier barrier;
    private final SaleBoard board;
    private final Egress egress;
    private final Health health;
    private final Telemetry telemetry;
    private final DueRing dueRing;

    private long groupStart = NONE;
    private boolean mustForce;

    Committer(
            final RingBuffer<CommandEvent> ring,
            final PipelineSettings settings,
            final Barrier barrier,
            final SaleBoard board,
            final Egress egress,
            final Health health,
            final Telemetry telemetry,
            final DueRing dueRing) {
        this.ring = ring;
        maxGroup = settings.maxGroup();
        intervalNanos = settings.barrierInterval().toNanos();
        this.barrier = barrier;
        this.board = board;
        this.egress = egress;
        this.health = health;
        this.telemetry = telemetry;
        this.dueRing = dueRing;
    }

    @Override
    public void onEvent(final CommandEvent event, final long ringSequence, final boolean endOfBatch) {
        if (groupStart == NONE) {
            groupStart = ringSequence;
        }
        mustForce |= event.isJournaled();
        if (endOfBatch || ringSequence - groupStart + 1 >= maxGroup) {
            final long startedNanos = System.nanoTime();
            commit(groupStart, ringSequence);
            // In the middle of a batch the next group is there already.
            if (mustForce && endOfBatch) {
                gather(startedNanos);
            }
            groupStart = NONE;
            mustForce = false;
        }
    }

    /**
     * Lets the next group gather. While commands keep coming, a barrier costs the same whether it carries two of them or
     * twenty, so it should not start before some have come.
     */
    private void gather(final long startedNanos) {
        final long restNanos = startedNanos + intervalNanos - System.nanoTime();
        if (restNanos > LEAST_REST_NANOS) {
            LockSupport.parkNanos(restNanos);
        }
    }

    private void commit(final long first, final long last) {
        if (mustForce && !health.isFailed()) {
            force();
        }
        // A failure in a later step of this very group would come too late to take back what was
        // said; so ask now, once.
        final boolean failed = health.isFailed();
        long commands = 0;
        for (long at = first; at <= last; at++) {
            final CommandEvent event = ring.get(at);
            commands += event.isTimer() ? 0 : 1;
            if (!event.isRefused()) {
                board.expect(event.command(), 0, event.decision());
            }
        }
        if (commands > 0) {
            telemetry.committed(commands);
        }
        for (long at = first; at <= last; at++) {
            final CommandEvent event = ring.get(at);
            try {
                complete(event, failed);
            } catch (final RuntimeException | Error broken) {
                health.fail("a durable decision could not be published", broken);
            }
            event.release();
        }
        egress.endBatch();
    }

    private void force() {
        final long started = System.nanoTime();
        try {
            barrier.force();
        } catch (final Exception | Error failed) {
            health.fail("journal barrier failed", failed);
        }
        telemetry.forced(System.nanoTime() - started);
    }

    /** Returns whether anything has failed by now; each of them is taken out of the ring, whatever happens. */
    private boolean publishDue(final int count, final boolean failedBefore) {
        boolean failed = failedBefore;
        for (int i = 0; i < count; i++) {
            final Decision decision = dueRing.oldest();
            try {
                if (!failed) {
                    telemetry.decided(decision.outcome());
                    board.onDecided(null, 0, decision);
                }
            } catch (final RuntimeException | Error broken) {
                failed = true;
                health.fail("a durable decision could not be published", broken);
            } finally {
                dueRing.release();
            }
        }
        return failed;
    }

    private void complete(final CommandEvent event, final boolean failedBefore) {
        final boolean failed = publishDue(event.due(), failedBefore);
        if (failed || event.isRefused()) {
            if (!event.isTimer()) {
                telemetry.refusedForJournal();
            }
            if (event.exchange() != null) {
                egress.refuse(event.exchange());
            } else if (!event.isTimer()) {
                board.onRefused(event.command(), 0);
            }
            return;
        }
        if (event.isTimer()) {
            return;
        }
        final Outcome outcome = event.decision().outcome();
        telemetry.decided(outcome);
        board.onDecided(event.command(), 0, event.decision());
        if (event.exchange() != null) {
            egress.reply(event.exchange(), event.decision(), event.decidedNanos());
        }
    }
}
