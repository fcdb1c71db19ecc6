package io.flashgate.journal.snapshot;

import io.flashgate.core.MatchingCore;
import io.flashgate.journal.JournalDirectory;
import io.flashgate.journal.JournalReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the snapshots of an owned folder, and keeps the newest ones. One thread at a time. */
public final class SnapshotFiles {

    /** As many as are kept, unless told otherwise: the newest, and one to fall back to. */
    public static final int KEPT = 2;

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFiles.class);

    /** Where a process may die; before each of these something asks whether it should. */
    enum Step {
        CREATE,
        WRITE,
        FORCE,
        RENAME,
        FORCE_FOLDER,
        DELETE_OLDER
    }

    /** Hears of every step before it is taken: for tests, that let it fail. */
    @FunctionalInterface
    interface Steps {

        void before(Step step) throws IOException;
    }

    private final JournalDirectory directory;
    private final int kept;
    private final long minFreeBytes;
    private final Steps steps;
    private long goodSequence;

    /**
     * @param kept         how many are kept, 1 or more
     * @param minFreeBytes with less room than this left on the disk a snapshot is given up
     */
    public SnapshotFiles(final JournalDirectory directory, final int kept, final long minFreeBytes) {
        this(directory, kept, minFreeBytes, step -> {});
    }

    SnapshotFiles(final JournalDirectory directory, final int kept, final long minFreeBytes, final Steps steps) {
        if (kept < 1) {
            throw new IllegalArgumentException("kept: found " + kept + ", expected 1 or more");
        }
        this.directory = directory;
        this.kept = kept;
        this.minFreeBytes = minFreeBytes;
        this.steps = steps;
    }

    /**
     * Removes what somebody was writing when his process ended.
     *
     * @throws IOException if it cannot be removed
     */
    public void removeLeftOvers() throws IOException {
        for (final Path temporary : SnapshotFile.listTemporary(directory.path())) {
            LOG.info("removing {}: nobody has finished it", temporary.getFileName());
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Moves snapshots out of the way that recovery could not use, so that neither they nor their names count as one of those
     * that are kept. They stay in the folder, as {@code ….bad}, for whoever wants to know why.
     *
     * @throws IOException if one cannot be renamed
     */
    public void setAside(final List<SnapshotFile> unusable) throws IOException {
        for (final SnapshotFile each : unusable) {
            final Path aside = each.asidePath();
            Files.move(each.path(), aside, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            LOG.warn("snapshot {} is {} now", each.path().getFileName(), aside.getFileName());
        }
    }

    /** How many bytes the newest snapshot has; 0: there is none. */
    public long newestBytes() throws IOException {
        final List<SnapshotFile> all = SnapshotFile.list(directory.path());
        return all.isEmpty() ? 0 : Files.size(all.get(0).path());
    }

    /**
     * Whether so many bytes can be written and enough room is left.
     *
     * @throws IOException if the disk does not say
     */
    public boolean hasRoomFor(final long bytes) throws IOException {
        return Files.getFileStore(directory.path()).getUsableSpace() - bytes >= minFreeBytes;
    }

    /** Says that the snapshot of this sequence is known to be good: it need not be written again. */
    public void foundGood(final long sequence) {
        goodSequence = sequence;
    }

    /** Of the newest snapshot that is known to be good; 0: none. */
    public long goodSequence() {
        return goodSequence;
    }

    /**
     * Writes a core's state and, once that is on the disk, deletes the snapshots that are no longer kept. Does nothing if one of
     * this sequence is known to be good.
     *
     * @param core whose state does not change meanwhile, and whose last command is durable
     * @throws IOException if it cannot be written, or there is too little room: what was there before is still there
     */
    public SnapshotFile write(final MatchingCore core) throws IOException {
        return write(core, SnapshotPace.unlimited());
    }

    /**
     * As {@link #write(MatchingCore)}, at a pace.
     *
     * @throws SnapshotGivenUpException if the pace says so before all was written: what was there before is still there
     */
    public SnapshotFile write(final MatchingCore core, final SnapshotPace pace) throws IOException {
        final SnapshotFile file = SnapshotFile.of(directory.path(), core.sequence());
        if (core.sequence() == goodSequence) {
            return file;
        }
        final Path temporary = file.temporaryPath();
        try {
            writeTemporary(core, temporary, pace);
            steps.before(Step.RENAME);
            Files.move(temporary, file.path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (final IOException | RuntimeException | OutOfMemoryError failed) {
            delete(temporary);
            throw failed;
        }
        steps.before(Step.FORCE_FOLDER);
        forceFolder();
        goodSequence = core.sequence();
        steps.before(Step.DELETE_OLDER);
        deleteOlder();
        return file;
    }

    /**
     * The files of the journal that every kept snapshot covers, oldest first: recovery reads none of them, not even if the
     * newest snapshots are damaged. They may be moved to an archive. Empty while fewer snapshots are there than are kept.
     *
     * @throws IOException if the folder cannot be read
     */
    public List<Path> coveredJournalFiles() throws IOException {
        final List<SnapshotFile> snapshots = SnapshotFile.list(directory.path());
        if (snapshots.size() < kept) {
            return List.of();
        }
        try (JournalReader reader = JournalReader.open(directory.path())) {
            // The record of the snapshot's own sequence is looked at, to see that both belong together.
            return reader.filesBefore(snapshots.get(snapshots.size() - 1).sequence());
        }
    }

    private void writeTemporary(final MatchingCore core, final Path temporary, final SnapshotPace pace)
            throws IOException {
        steps.before(Step.CREATE);
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            final Output output = new Output(channel, pace);
            core.writeSnapshot(output::put);
            output.flush();
            steps.before(Step.FORCE);
            channel.force(true);
        } catch (final UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private void deleteOlder() throws IOException {
        final List<SnapshotFile> all = SnapshotFile.list(directory.path());
        for (final SnapshotFile older : all.subList(Math.min(kept, all.size()), all.size())) {
            Files.deleteIfExists(older.path());
        }
    }

    private void forceFolder() throws IOException {
        try (FileChannel folder = FileChannel.open(directory.path(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static void delete(final Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (final IOException failed) {
            LOG.warn("{} could not be deleted", temporary, failed);
        }
    }

    /** Gathers the small pieces of the writer, and forces them as they grow. */
    private final class Output {

        private final FileChannel channel;
        private final SnapshotPace pace;
        private final ByteBuffer gathered;

        Output(final FileChannel channel, final SnapshotPace pace) {
            this.channel = channel;
            this.pace = pace;
            gathered = ByteBuffer.allocateDirect(pace.pieceBytes());
        }

        void put(final DirectBuffer buffer, final int offset, final int length) {
            int done = 0;
            while (done < length) {
                if (!gathered.hasRemaining()) {
                    flush();
                }
                final int part = Math.min(length - done, gathered.remaining());
                buffer.getBytes(offset + done, gathered, part);
                done += part;
            }
        }

        void flush() {
            pace.onSlice();
            try {
                steps.before(Step.WRITE);
                final long usable = Files.getFileStore(directory.path()).getUsableSpace();
                if (usable - gathered.position() < minFreeBytes) {
                    throw new IOException("room on the disk: expected " + minFreeBytes
                            + " bytes left when the snapshot is written, found " + (usable - gathered.position()));
                }
                gathered.flip();
                while (gathered.hasRemaining()) {
                    channel.write(gathered);
                }
                gathered.clear();
                channel.force(false);
            } catch (final IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
