package io.flashgate.bench.micro;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.LiteBlockingWaitStrategy;
import com.lmax.disruptor.SleepingWaitStrategy;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;

/** How a stage of the ring waits for the next command. */
public enum Waits {
    /** Spins and yields a little, then sleeps 50 µs a turn. */
    SLEEPING {
        @Override
        WaitStrategy strategy() {
            return new SleepingWaitStrategy(100, 50_000);
        }
    },
    /** Spins, then yields for ever. */
    YIELDING {
        @Override
        WaitStrategy strategy() {
            return new YieldingWaitStrategy();
        }
    },
    /** Only spins: wants a core of its own for each stage. */
    BUSY_SPIN {
        @Override
        WaitStrategy strategy() {
            return new BusySpinWaitStrategy();
        }
    },
    /** A lock and a condition; who publishes signals only if somebody waits. */
    LITE_BLOCKING {
        @Override
        WaitStrategy strategy() {
            return new LiteBlockingWaitStrategy();
        }
    },
    /** A lock and a condition; who publishes takes the lock each time. */
    BLOCKING {
        @Override
        WaitStrategy strategy() {
            return new BlockingWaitStrategy();
        }
    };

    abstract WaitStrategy strategy();
}
