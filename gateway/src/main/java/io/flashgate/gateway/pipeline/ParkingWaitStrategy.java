package io.flashgate.gateway.pipeline;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Spins a little, then sleeps a turn at a time, then, when there has been nothing for a while, parks until something is
 * published.
 *
 * <p>Under load a stage wakes by itself: publishing costs one volatile read, and a turn's sleep lets a batch gather. Without
 * load it costs nothing, and the first command of a rush wakes it at once.
 *
 * <pre>
 *   spinning ──SPINS──▶ sleeping turn by turn ──TURNS──▶ parked ──publish──▶ sleeping …
 * </pre>
 *
 * The first stage may be asked to wait for a command whose slot is claimed, but not filled yet; Disruptor then asks again and
 * again. That is over in no time, unless the thread that fills the slot was put aside for this very stage, which would spin
 * until the scheduler has had enough of it: milliseconds on two cores. So it gives way.
 *
 * <p>A stage that parks says so first and then looks once more; who publishes does it the other way round. Both are ordered
 * (a volatile write before a volatile read), so a publication is either seen or wakes. Parking has a limit all the same.
 */
final class ParkingWaitStrategy implements WaitStrategy {

    /** A few: on two cores each of them is taken from the event loop that would publish. */
    private static final int SPINS = 10;

    /** Sleeps without a command before a stage parks: some 10 ms. */
    private static final int TURNS = 100;

    private static final long LONGEST_PARK_NANOS = 100_000_000;

    private final long sleepNanos;
    private final long longestParkNanos;
    private final ConcurrentLinkedQueue<Thread> parked = new ConcurrentLinkedQueue<>();
    private volatile boolean someParked;

    /** First stage only: what it waited for last, and how often it has been asked to. */
    private long asked = -1;

    private int timesAsked;

    /**
     * @param sleepNanos one turn; the kernel adds some 50 µs to it
     */
    ParkingWaitStrategy(final long sleepNanos) {
        this(sleepNanos, LONGEST_PARK_NANOS);
    }

    ParkingWaitStrategy(final long sleepNanos, final long longestParkNanos) {
        this.sleepNanos = sleepNanos;
        this.longestParkNanos = longestParkNanos;
    }

    @Override
    public long waitFor(
            final long sequence, final Sequence cursor, final Sequence dependent, final SequenceBarrier barrier)
            throws AlertException {
        if (dependent == cursor) {
            giveWay(sequence);
        }
        for (int spin = 0; spin < SPINS; spin++) {
            final long available = dependent.get();
            if (available >= sequence) {
                return available;
            }
            barrier.checkAlert();
            Thread.onSpinWait();
        }
        int turn = 0;
        while (dependent.get() < sequence) {
            barrier.checkAlert();
            if (turn++ < TURNS || cursor.get() >= sequence) {
                LockSupport.parkNanos(sleepNanos);
            } else {
                park(sequence, cursor, barrier);
                turn = 0;
            }
        }
        return dependent.get();
    }

    @Override
    public void signalAllWhenBlocking() {
        if (someParked) {
            someParked = false;
            for (Thread thread = parked.poll(); thread != null; thread = parked.poll()) {
                LockSupport.unpark(thread);
            }
        }
    }

    private void giveWay(final long sequence) {
        if (sequence != asked) {
            asked = sequence;
            timesAsked = 0;
        } else if (++timesAsked > SPINS) {
            LockSupport.parkNanos(1);
        }
    }

    private void park(final long sequence, final Sequence cursor, final SequenceBarrier barrier) throws AlertException {
        final Thread self = Thread.currentThread();
        parked.add(self);
        someParked = true;
        try {
            if (cursor.get() < sequence) {
                barrier.checkAlert();
                LockSupport.parkNanos(longestParkNanos);
            }
        } finally {
            parked.remove(self);
        }
    }
}
