package io.flashgate.journal;

import net.openhft.chronicle.core.time.TimeProvider;

/** The time that Chronicle sees: the newest record's stamp, so that a roll is decided by stamps and never goes back. */
final class QueueClock implements TimeProvider {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private long nanos;

    QueueClock(final long nanos) {
        this.nanos = nanos;
    }

    long nanos() {
        return nanos;
    }

    void moveTo(final long stampNanos) {
        nanos = stampNanos;
    }

    @Override
    public long currentTimeMillis() {
        return nanos / NANOS_PER_MILLI;
    }

    @Override
    public long currentTimeNanos() {
        return nanos;
    }
}
