package io.flashgate.gateway.telemetry;

import io.flashgate.gateway.live.SaleBoard;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.EpochNanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the counters once a second and says what ops would want to know: sales that open and end, refusals for want of room, slow
 * barriers, a clock that was set, a process that stood still. The threads that sell only count; none of them ever waits for a log,
 * and what goes on for hours is a line every ten seconds.
 *
 * <p>A daemon thread of its own. If it ends, sales go on.
 */
public final class Watch implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A turn that takes so much longer than a period: nobody's thread ran. */
    private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** The wall clock may run a little faster or slower than the other one; it was set if it differs by this. */
    private static final long STEP_NANOS = 1_500_000_000;

    private final Telemetry telemetry;
    private final LimitedLog failures;
    private final SaleLog sales;
    private final EpochNanoClock clock;
    private final int maxConnections;
    private final int ringCapacity;
    private final Thread thread = new Thread(this, "flashgate-watch");
    private volatile boolean isToEnd;

    private final Repeats ringFull = new Repeats();
    private final Repeats connectionsRefused = new Repeats();
    private final Repeats journalRefused = new Repeats();
    private final Repeats slowBarriers = new Repeats();
    private final Repeats stalls = new Repeats();
    private long monotonicNanos;
    private long wallNanos;
    private long stalledNanos;

    /**
     * Nothing runs before {@link #start()}.
     *
     * @param clock the one that the sequencer stamps with
     */
    public Watch(
            final Telemetry telemetry,
            final SaleBoard board,
            final EpochNanoClock clock,
            final int maxConnections,
            final int ringCapacity) {
        this.telemetry = telemetry;
        this.clock = clock;
        this.maxConnections = maxConnections;
        this.ringCapacity = ringCapacity;
        failures = telemetry.failures();
        sales = new SaleLog(board);
        thread.setDaemon(true);
        monotonicNanos = System.nanoTime();
        wallNanos = clock.nanoTime();
    }

    public void start() {
        thread.start();
    }

    /** Says what there is still to say, and ends. */
    public void stop() {
        isToEnd = true;
        LockSupport.unpark(thread);
        try {
            thread.join(PERIOD_NANOS / 1_000_000);
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        while (!isToEnd) {
            LockSupport.parkNanos(this, PERIOD_NANOS);
            try {
                look(System.nanoTime(), clock.nanoTime());
            } catch (final RuntimeException broken) {
                failures.error("the watch could not look", broken);
            }
        }
    }

    /** One look. */
    void look(final long nowNanos, final long nowWallNanos) {
        lookAtTheClocks(nowNanos, nowWallNanos);
        sales.look(nowNanos);
        long times = ringFull.toSay(telemetry.ringFull(), nowNanos);
        if (times > 0) {
            LOG.atWarn()
                    .addKeyValue("requests", times)
                    .addKeyValue("capacity", ringCapacity)
                    .log("the ring was full: requests were refused with 503 overloaded");
        }
        times = connectionsRefused.toSay(telemetry.refusedConnections(), nowNanos);
        if (times > 0) {
            LOG.atWarn()
                    .addKeyValue("connections", times)
                    .addKeyValue("limit", maxConnections)
                    .log("there are as many connections as may be: more were refused with 503 overloaded");
        }
        times = journalRefused.toSay(telemetry.journalRefusals(), nowNanos);
        if (times > 0) {
            LOG.atWarn()
                    .addKeyValue("commands", times)
                    .log("the journal could not take commands: they were refused with 503 journal-unavailable");
        }
        times = slowBarriers.toSay(telemetry.slowBarriers(), nowNanos);
        if (times > 0) {
            LOG.atWarn()
                    .addKeyValue("barriers", times)
                    .addKeyValue("slowestMillis", telemetry.takeSlowestBarrierNanos() / 1_000_000)
                    .log("the journal's disk is slow: barriers took more than "
                            + Telemetry.SLOW_BARRIER_NANOS / 1_000_000 + " ms");
        }
        failures.sayLeftOut();
    }

    private void lookAtTheClocks(final long nowNanos, final long nowWallNanos) {
        final long passed = nowNanos - monotonicNanos;
        final long step = nowWallNanos - wallNanos - passed;
        monotonicNanos = nowNanos;
        wallNanos = nowWallNanos;
        if (passed > PERIOD_NANOS + STALL_NANOS) {
            telemetry.stalled(passed - PERIOD_NANOS);
        }
        if (stalls.toSay(telemetry.stalls(), nowNanos) > 0) {
            LOG.atWarn()
                    .addKeyValue("stoodStillMillis", (telemetry.stalledNanos() - stalledNanos) / 1_000_000)
                    .log("the process stood still: stopped, suspended, short of processor time, or a long collection");
            stalledNanos = telemetry.stalledNanos();
        }
        if (Math.abs(step) > STEP_NANOS) {
            telemetry.clockStepped(step > 0);
            LOG.atWarn()
                    .addKeyValue("stepMillis", step / 1_000_000)
                    .log(
                            step > 0
                                    ? "the machine's clock was set forward: what is due by the new time opens, closes or expires"
                                    : "the machine's clock was set back: stamps stand still until it has caught up, and"
                                            + " nothing opens, closes or expires until then");
        }
    }
}
