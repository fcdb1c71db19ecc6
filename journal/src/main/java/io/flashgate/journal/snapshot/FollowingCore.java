package io.flashgate.journal.snapshot;

import io.flashgate.core.CoreLimits;
import io.flashgate.core.MatchingCore;
import io.flashgate.core.order.Decision;
import io.flashgate.journal.JournalReader;
import io.flashgate.journal.ReadAhead;
import io.flashgate.journal.replay.Replay;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A second core that follows the journal of a live gateway, for snapshots beside the sales. It begins with the newest snapshot
 * and goes on from wherever it stands. Every record is checked as in any replay, so it is what a recovery would have come to.
 *
 * <p>All its tables are allocated when it is built, as large as those of the live core: made while sales go on, arrays of
 * that size would have everybody wait for a garbage collection. For one thread at a time.
 */
public final class FollowingCore implements AutoCloseable {

    private final Path directory;
    private final CoreLimits limits;
    private MatchingCore core;
    private boolean isBegun;
    private JournalReader reader;

    /**
     * @param limits those of the live core
     */
    public FollowingCore(final Path directory, final CoreLimits limits) {
        this.directory = directory;
        this.limits = limits;
        core = new MatchingCore(limits);
    }

    /**
     * Follows to a record. With {@link SnapshotPace#besideSales} it takes half of a processor at most, and what reads ahead
     * of it a little of the other one.
     *
     * @param lastSequence of a durable record
     * @return the core, at that sequence; nobody may change it
     * @throws SnapshotGivenUpException                              if the pace says so
     * @throws io.flashgate.journal.JournalDamagedException          if the journal is damaged
     * @throws io.flashgate.journal.replay.ReplayDifferenceException if it does not lead to what it says
     * @throws IOException                                           if the folder cannot be read, or the journal does not
     *                                                               reach so far
     */
    public MatchingCore followTo(final long lastSequence, final SnapshotPace pace) throws IOException {
        if (reader == null) {
            reader = JournalReader.open(directory);
        }
        if (!isBegun) {
            core = SnapshotRecovery.begin(directory, reader, (head, behind) -> takeEmpty(), pace)
                    .core();
            isBegun = true;
        }
        // Whatever ended it the last time may have read further.
        reader.moveTo(core.sequence() + 1);
        new Replay(reader, core).run(lastSequence, new Slices(pace));
        if (core.sequence() != lastSequence) {
            throw new IOException("journal " + directory + ": expected sequence=" + lastSequence
                    + ", found its end at sequence=" + core.sequence());
        }
        return core;
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }

    /** The one that was made in time; one more where a damaged snapshot has spoilt it. */
    private MatchingCore takeEmpty() {
        final MatchingCore empty = core == null ? new MatchingCore(limits) : core;
        core = null;
        return empty;
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
