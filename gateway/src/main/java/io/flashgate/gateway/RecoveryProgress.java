package io.flashgate.gateway;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far a recovery has come: said every few seconds if it is long, and shown to whoever asks. One thread recovers. */
final class RecoveryProgress {

    private static final Logger LOG = LoggerFactory.getLogger(RecoveryProgress.class);

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** The clock is looked at once in so many records: a power of two. */
    private static final int LOOK_EVERY = 1 << 16;

    private final long startedNanos = System.nanoTime();
    private final AtomicLong sequence = new AtomicLong();
    private long records;
    private long saidRecords;
    private long saidNanos = startedNanos;

    /** The newest sequence that is recovered; 0: none yet. Any thread. */
    long sequence() {
        return sequence.get();
    }

    /** A snapshot was restored. */
    void restored(final long restoredSequence) {
        sequence.set(restoredSequence);
    }

    /** One record more. */
    void replayed(final long replayedSequence) {
        sequence.lazySet(replayedSequence);
        if ((++records & LOOK_EVERY - 1) != 0) {
            return;
        }
        final long now = System.nanoTime();
        if (now - saidNanos >= INTERVAL_NANOS) {
            LOG.atInfo()
                    .addKeyValue("sequence", replayedSequence)
                    .addKeyValue("records", records)
                    .addKeyValue("recordsPerSecond", (records - saidRecords) * 1_000_000_000L / (now - saidNanos))
                    .addKeyValue("seconds", (now - startedNanos) / 1_000_000_000L)
                    .log("recovering: replaying the journal");
            saidRecords = records;
            saidNanos = now;
        }
    }
}
