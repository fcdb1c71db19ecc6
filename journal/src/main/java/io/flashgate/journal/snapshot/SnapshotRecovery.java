package io.flashgate.journal.snapshot;

import io.flashgate.core.CoreLimits;
import io.flashgate.core.MatchingCore;
import io.flashgate.core.snapshot.SnapshotException;
import io.flashgate.core.snapshot.SnapshotHead;
import io.flashgate.journal.JournalException;
import io.flashgate.journal.JournalReader;
import io.flashgate.journal.replay.JournalSize;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the state from which a journal is replayed: that of the newest good snapshot, or the empty one. */
public final class SnapshotRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotRecovery.class);

    /**
     * Where a replay begins.
     *
     * @param core       at the snapshot's sequence; empty without one
     * @param source     the snapshot; null: there is no good one
     * @param passedOver snapshots that are newer, and of no use
     */
    public record Start(MatchingCore core, SnapshotFile source, List<SnapshotFile> passedOver) {}

    /** Where an empty core comes from, now that it is known what it begins with. */
    @FunctionalInterface
    public interface EmptyCores {

        /**
         * A core without any state, another one each time.
         *
         * @param head   of the snapshot that it is for; null: it is to begin with nothing
         * @param reader stands before the first record behind the snapshot; it may be moved on
         */
        MatchingCore next(SnapshotHead head, JournalReader reader);

        /** Cores that are as large as what there is to replay: for those who only look. */
        static EmptyCores fitting() {
            return (head, behind) -> new MatchingCore(JournalSize.count(behind).limitsBehind(head));
        }
    }

    private SnapshotRecovery() {}

    /**
     * Restores a core from the newest good snapshot and moves the journal's reader to stand before the record behind it. A
     * damaged snapshot, or one of another journal, is logged and passed over.
     *
     * @throws SnapshotDoesNotFitException                  if the core is too small for it
     * @throws JournalException                             if the journal ends before it: records are lost; or if there is
     *                                                      no good one, and the journal's first files are not here
     * @throws io.flashgate.journal.JournalDamagedException if the journal is damaged there
     * @throws SnapshotGivenUpException                     if the pace says so
     * @throws IOException                                  if the folder cannot be read
     */
    public static Start begin(
            final Path directory, final JournalReader reader, final EmptyCores cores, final SnapshotPace pace)
            throws IOException {
        return begin(SnapshotFile.list(directory), directory, reader, cores, pace);
    }

    /**
     * As {@link #begin(Path, JournalReader, EmptyCores, SnapshotPace)}, with the oldest good snapshot whose record is in the
     * journal: for a journal whose first files are not here, to see as much of it as there is.
     */
    public static Start beginWithOldest(final Path directory, final JournalReader reader, final EmptyCores cores)
            throws IOException {
        reader.moveTo(1);
        final long first = reader.sequence() + 1;
        final List<SnapshotFile> oldestFirst = SnapshotFile.list(directory).stream()
                .filter(file -> file.sequence() >= first)
                .sorted(Comparator.comparingLong(SnapshotFile::sequence))
                .toList();
        return begin(oldestFirst, directory, reader, cores, SnapshotPace.unlimited());
    }

    private static Start begin(
            final List<SnapshotFile> files,
            final Path directory,
            final JournalReader reader,
            final EmptyCores cores,
            final SnapshotPace pace)
            throws IOException {
        final List<SnapshotFile> passedOver = new ArrayList<>();
        for (final SnapshotFile file : files) {
            final MatchingCore core = findGood(file, directory, reader, cores, pace);
            if (core != null) {
                return new Start(core, file, passedOver);
            }
            passedOver.add(file);
        }
        reader.moveTo(1);
        requireFirst(directory, reader);
        final MatchingCore core = cores.next(null, reader);
        reader.moveTo(1);
        return new Start(core, null, passedOver);
    }

    private static void requireFirst(final Path directory, final JournalReader reader) {
        if (reader.sequence() > 0) {
            throw new JournalException("journal " + directory + " begins with sequence=" + (reader.sequence() + 1)
                    + ", and no good snapshot here covers what was before: expected its earlier files, put them back");
        }
    }

    private static MatchingCore findGood(
            final SnapshotFile file,
            final Path directory,
            final JournalReader reader,
            final EmptyCores cores,
            final SnapshotPace pace)
            throws IOException {
        try {
            final SnapshotHead head = file.readHead();
            final MatchingCore core = moveTo(file.sequence(), reader)
                    ? cores.next(head, reader)
                    : new MatchingCore(new CoreLimits(1, 1, 1, 1).withRoomFor(head));
            final CoreLimits needed = core.limits().withRoomFor(head);
            if (!needed.equals(core.limits())) {
                throw new SnapshotDoesNotFitException(file, core.limits(), needed);
            }
            file.restoreInto(core, pace);
            return belongsTo(core, file, directory, reader) ? core : null;
        } catch (final NoSuchFileException gone) {
            LOG.debug("{} has just been deleted", file.path());
        } catch (final SnapshotException | IOException damaged) {
            LOG.warn(
                    "snapshot {} cannot be used, the one before it or the journal will do: {}",
                    file.path(),
                    damaged.getMessage());
        }
        return null;
    }

    /** Sees that the journal has this record just like this, and stands behind it then. */
    private static boolean belongsTo(
            final MatchingCore core, final SnapshotFile file, final Path directory, final JournalReader reader) {
        if (!moveTo(core.sequence(), reader)) {
            throw new JournalException("journal " + directory + " ends at sequence=" + reader.sequence()
                    + ", expected at least sequence=" + core.sequence() + ", which "
                    + file.path().getFileName()
                    + " holds: records are lost. Bring the journal's newest files back, or move the snapshot away if what"
                    + " it alone still holds may be given up");
        }
        if (reader.stateDigest() != core.digest() || reader.timestampNanos() != core.timestampNanos()) {
            LOG.warn(
                    "snapshot {} is of another journal: expected digest={} at sequence={}, found={}",
                    file.path(),
                    hex(reader.stateDigest()),
                    core.sequence(),
                    hex(core.digest()));
            return false;
        }
        return true;
    }

    private static boolean moveTo(final long sequence, final JournalReader reader) {
        reader.moveTo(sequence);
        return reader.next() && reader.sequence() == sequence;
    }

    private static String hex(final long digest) {
        return String.format("%016x", digest);
    }
}
