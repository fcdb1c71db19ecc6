package io.flashgate.gateway.pipeline;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.SleepingWaitStrategy;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import java.util.function.Supplier;

/** What a stage does while it has nothing to do. The first three suit few processors, the last two want one per stage. */
public enum Waiting {
    /** Sleeps 50 µs at a time while there is traffic, and parks until the next command when there has been none for a while. */
    PARKING(() -> new ParkingWaitStrategy(Waiting.SLEEP_NANOS)),

    /** Waits on a lock; each publication takes it. The least processor time at a low rate, the most at a high one. */
    BLOCKING(BlockingWaitStrategy::new),

    /** Sleeps 50 µs at a time, for ever: never later than that, and never quite idle. */
    SLEEPING(() -> new SleepingWaitStrategy(Waiting.SPINS, Waiting.SLEEP_NANOS)),

    /** Spins and yields: a processor for each stage, given away when somebody else wants it. */
    YIELDING(YieldingWaitStrategy::new),

    /** Spins: a processor for each stage, for nothing else. */
    BUSY_SPIN(BusySpinWaitStrategy::new);

    static final int SPINS = 100;
    static final long SLEEP_NANOS = 50_000;

    private final Supplier<WaitStrategy> strategy;

    Waiting(final Supplier<WaitStrategy> strategy) {
        this.strategy = strategy;
    }

    /** A strategy for one ring. */
    public WaitStrategy newStrategy() {
        return strategy.get();
    }
}
