package io.flashgate.gateway.http;

import io.flashgate.gateway.Eventually;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;

/**
 * The gateway's clock in a test's hand: it runs, or stands where it was put; and it can hold the sequencer.
 *
 * <p>The sequencer asks for the time once for every command, before it decides. While it is held, it waits inside that
 * question: nothing is decided, everything published stays in the ring. The time that it was told is the one from before.
 */
final class ShopClock implements EpochNanoClock {

    private static final String SEQUENCER = "flashgate-sequencer";
    private static final long RUNNING = -1;

    private final EpochNanoClock real = new SystemEpochNanoClock();
    private volatile long standsAt = RUNNING;
    private volatile boolean holding;
    private volatile boolean held;

    private ShopClock(final long standsAt) {
        this.standsAt = standsAt;
    }

    /** As the machine's clock. */
    static ShopClock running() {
        return new ShopClock(RUNNING);
    }

    /** Stands until it is put on. */
    static ShopClock standingAt(final Instant time) {
        return new ShopClock(nanos(time));
    }

    void put(final Instant time) {
        standsAt = nanos(time);
    }

    Instant now() {
        final long now = time();
        return Instant.ofEpochSecond(0, now);
    }

    /** From its next question on, the sequencer waits. */
    void hold() {
        holding = true;
    }

    /** Waits until the sequencer is held: it has taken a command out of the ring and not decided it. */
    void awaitHeld() {
        Eventually.holds("the sequencer is held", () -> held);
    }

    void release() {
        holding = false;
    }

    @Override
    public long nanoTime() {
        final long now = time();
        if (holding && Thread.currentThread().getName().equals(SEQUENCER)) {
            held = true;
            while (holding) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
            held = false;
        }
        return now;
    }

    private long time() {
        final long stands = standsAt;
        return stands == RUNNING ? real.nanoTime() : stands;
    }

    private static long nanos(final Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }
}
