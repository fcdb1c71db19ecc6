package io.flashgate.gateway.pipeline;

import io.flashgate.core.Commands;
import io.flashgate.core.order.Outcome;
import io.flashgate.gateway.live.SaleBoard;
import io.flashgate.gateway.live.SaleView;
import io.flashgate.gateway.telemetry.Health;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Sees to it that what is due happens without traffic: sales open and close at their time, and once a second the refusals
 * that never reached the ring are reported to the journal.
 *
 * <p>A thread of its own. It only ever looks at the clock to know when to ask; the sequencer stamps.
 */
final class Timekeeper implements Runnable {

    /** Bounds how long a step of the machine's clock, or new room on the journal's disk, goes unnoticed. */
    private static final long LONGEST_SLEEP_NANOS = 20_000_000;

    /** Between two attempts while a due deadline has not been sequenced yet. */
    private static final long RETRY_NANOS = 100_000;

    private static final long REPORT_INTERVAL_NANOS = 1_000_000_000;

    private final Pipeline pipeline;
    private final SaleBoard board;
    private final EpochNanoClock clock;
    private final Deadline deadline;
    private final Health health;
    private final long[] counts = new long[Outcome.CODE_LIMIT];
    private long reportedAtNanos;
    private long publishedBefore;
    private volatile boolean running = true;

    Timekeeper(
            final Pipeline pipeline,
            final SaleBoard board,
            final EpochNanoClock clock,
            final Deadline deadline,
            final Health health) {
        this.pipeline = pipeline;
        this.board = board;
        this.clock = clock;
        this.deadline = deadline;
        this.health = health;
    }

    @Override
    public void run() {
        try {
            keepTime();
        } catch (final RuntimeException | Error broken) {
            health.fail("the timekeeper failed: sales would no longer open and close by the clock", broken);
        }
    }

    private void keepTime() {
        deadline.awaitedBy(Thread.currentThread());
        reportedAtNanos = System.nanoTime();
        while (running) {
            final long untilDueNanos = deadline.nanos() - clock.nanoTime();
            final boolean isScarce = health.isScarce();
            if (untilDueNanos <= 0 || isScarce) {
                // While room is scarce the sequencer looks for it at each of these, so selling goes on without traffic.
                pipeline.tryPublishTimer();
            }
            if (System.nanoTime() - reportedAtNanos >= REPORT_INTERVAL_NANOS) {
                reportedAtNanos = System.nanoTime();
                reportRefusals();
                if (!isScarce && pipeline.published() == publishedBefore) {
                    // Without traffic too somebody should look whether there still is room, or the disk has failed.
                    pipeline.tryPublishTimer();
                }
                publishedBefore = pipeline.published();
            }
            LockSupport.parkNanos(sleepNanos(untilDueNanos, isScarce));
        }
    }

    private static long sleepNanos(final long untilDueNanos, final boolean isScarce) {
        if (isScarce) {
            return LONGEST_SLEEP_NANOS;
        }
        return untilDueNanos <= 0 ? RETRY_NANOS : Math.min(untilDueNanos, LONGEST_SLEEP_NANOS);
    }

    void stop() {
        running = false;
    }

    /** Puts what was counted into the ring; what finds no room there is reported the next time. One thread at a time. */
    synchronized void reportRefusals() {
        for (final SaleView sale : board.sales()) {
            if (sale.unreported(counts)) {
                final UnsafeBuffer command = new UnsafeBuffer(new byte[Commands.MAX_PURCHASE_BYTES]);
                final int length =
                        Commands.countGateRefusals(command, 0, sale.definition().saleId(), counts);
                if (pipeline.tryPublish(null, command, length)) {
                    sale.reported(counts);
                }
            }
        }
    }
}
