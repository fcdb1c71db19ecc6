package io.flashgate.journal.snapshot;

import io.flashgate.core.CoreLimits;
import io.flashgate.core.MatchingCore;
import io.flashgate.core.order.Decision;
import io.flashgate.core.snapshot.SnapshotHead;
import io.flashgate.journal.JournalReader;
import io.flashgate.journal.ReadAhead;
import io.flashgate.journal.replay.JournalSize;
import io.flashgate.journal.replay.Replay;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A second core, from the newest snapshot and the journal behind it, for a snapshot beside a live gateway.
 *
 * <p>It is made no larger than what it has to hold. Every record is checked as in any replay, so what is written is what a
 * recovery would have come to. With {@link SnapshotPace#besideSales} it takes half of a processor at most, and what reads ahead of
 * it a little of the other one.
 */
public final class BackgroundSnapshot {

    private BackgroundSnapshot() {}

    /**
     * Follows the journal to a record.
     *
     * @param lastSequence of a durable record
     * @param most         limits of the live core
     * @return the core, at that sequence
     * @throws IOException              if the folder cannot be read, or the journal does not reach so far
     * @throws SnapshotGivenUpException if the pace says so, or there is too little memory for another core
     * @throws io.flashgate.journal.JournalDamagedException          if the journal is damaged
     * @throws io.flashgate.journal.replay.ReplayDifferenceException if it does not lead to what it says
     */
    public static MatchingCore follow(
            final Path directory, final long lastSequence, final CoreLimits most, final SnapshotPace pace)
            throws IOException {
        try (JournalReader reader = JournalReader.open(directory)) {
            final MatchingCore core = SnapshotRecovery.begin(
                            directory, reader, (head, behind) -> limits(head, behind, lastSequence, most, pace), pace)
                    .core();
            new Replay(reader, core).run(lastSequence, new Slices(pace));
            if (core.sequence() != lastSequence) {
                throw new IOException("journal " + directory + ": expected sequence=" + lastSequence
                        + ", found its end at sequence=" + core.sequence());
            }
            return core;
        }
    }

    /** Enough for the snapshot and what lies behind it, and no more than the live core has. */
    private static CoreLimits limits(
            final SnapshotHead head,
            final JournalReader reader,
            final long lastSequence,
            final CoreLimits most,
            final SnapshotPace pace) {
        final CoreLimits needed = JournalSize.count(reader, lastSequence, SnapshotPace.RECORDS_PER_SLICE, pace::onSlice)
                .limitsBehind(head);
        final CoreLimits limits = new CoreLimits(
                Math.min(needed.sales(), most.sales()),
                Math.min(needed.answers(), most.answers()),
                Math.min(needed.orders(), most.orders()),
                Math.min(needed.groups(), most.groups()));
        requireMemory(limits);
        return limits;
    }

    /** Before anything is allocated: a heap that is nearly full would stop the sales to be searched for the last bytes. */
    private static void requireMemory(final CoreLimits limits) {
        final Runtime runtime = Runtime.getRuntime();
        final long free = runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
        if (limits.mostBytes() > free - free / 8) {
            throw new SnapshotGivenUpException("a second core needs up to " + (limits.mostBytes() >> 20)
                    + " MiB of heap, found " + (free >> 20) + " MiB free of " + (runtime.maxMemory() >> 20)
                    + " MiB: give the process more (-Xmx), or stop it cleanly now and then");
        }
    }

    private static final class Slices implements Replay.Observer {

        private final SnapshotPace pace;
        private int records;

        Slices(final SnapshotPace pace) {
            this.pace = pace;
        }

        @Override
        public void onRecord(final ReadAhead record, final Decision decision) {
            records++;
            if (records % SnapshotPace.RECORDS_PER_SLICE == 0) {
                pace.onSlice();
            }
        }
    }
}
