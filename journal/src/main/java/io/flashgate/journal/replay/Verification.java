package io.flashgate.journal.replay;

import io.flashgate.core.CoreLimits;
import io.flashgate.core.MatchingCore;
import io.flashgate.core.snapshot.SnapshotException;
import io.flashgate.journal.JournalException;
import io.flashgate.journal.JournalReader;
import io.flashgate.journal.snapshot.SnapshotFile;
import io.flashgate.journal.snapshot.SnapshotRecovery;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What a journal proves: every frame is whole, every command leads to its recorded decision and digest again, and every
 * purchase's hashes are those of its names.
 *
 * @param records       all of them
 * @param firstSequence 0: there are none
 * @param lastSequence  0: there are none
 * @param decisions     purchases that were decided, whatever the answer
 * @param accepted      purchases that were sold
 * @param digest        of the whole state at the end
 * @param snapshots     in the folder, each found equal to the replayed state at its sequence
 */
public record Verification(
        long records,
        long firstSequence,
        long lastSequence,
        long decisions,
        long accepted,
        long digest,
        int snapshots) {

    /**
     * Verifies a journal from its first record to the one that is its last now; more may be appended meanwhile. Reads it
     * twice: first to see how large the core must be, then to replay it. The state comes from the journal alone; each snapshot
     * in the folder is compared with it.
     *
     * <p>Where the journal's first files are not in the folder, the oldest good snapshot says the state from which the rest is
     * replayed; {@link #firstSequence} is that of the record behind it then.
     *
     * @throws IOException                                  if it is no folder, or cannot be read
     * @throws io.flashgate.journal.JournalDamagedException at the first bad record
     * @throws ReplayDifferenceException                    at the first difference
     * @throws JournalException                             if it holds more than a core can, or the digest that was kept up
     *                                                      is not the one of the state, or a snapshot is damaged or is
     *                                                      another state, or first files are missing and no snapshot covers them
     */
    public static Verification of(final Path directory) throws IOException {
        try (JournalReader reader = JournalReader.open(directory)) {
            // Before the journal is measured: the snapshots that are there now lie within it.
            final List<SnapshotFile> files = new ArrayList<>(SnapshotFile.list(directory));
            Collections.reverse(files);
            reader.moveTo(1);
            return reader.sequence() == 0 ? ofWhole(directory, reader, files) : ofRest(directory, reader, files);
        }
    }

    private static Verification ofWhole(
            final Path directory, final JournalReader reader, final List<SnapshotFile> files) throws IOException {
        final JournalSize size = JournalSize.count(reader);
        final MatchingCore core = coreFor(directory, size);
        reader.moveTo(1);
        // The first command is the one that brings the key.
        new Replay(reader, core).run(Math.min(1, size.lastSequence()), Replay.Observer.NONE);
        return replay(directory, reader, core, Math.min(1, size.lastSequence()), size, files);
    }

    private static Verification ofRest(final Path directory, final JournalReader reader, final List<SnapshotFile> files)
            throws IOException {
        final JournalSize[] size = new JournalSize[1];
        final SnapshotRecovery.Start begun = SnapshotRecovery.beginWithOldest(directory, reader, (head, behind) -> {
            size[0] = JournalSize.count(behind);
            return new MatchingCore(size[0].limitsBehind(head));
        });
        return replay(directory, reader, begun.core(), begun.core().sequence() + 1, size[0], files);
    }

    /**
     * Stops at the sequence of each snapshot, oldest first, to compare. What is wrong with a snapshot is said at the end, when it
     * is known whether the journal is right.
     */
    private static Verification replay(
            final Path directory,
            final JournalReader reader,
            final MatchingCore core,
            final long firstSequence,
            final JournalSize size,
            final List<SnapshotFile> snapshots)
            throws IOException {
        final long lastSequence = size.lastSequence();
        final Replay replay = new Replay(reader, core);
        final HashCheck hashes = new HashCheck(core.hashKey0(), core.hashKey1());
        final List<String> wrong = new ArrayList<>();
        int compared = 0;
        for (final SnapshotFile snapshot : snapshots) {
            if (snapshot.sequence() > lastSequence) {
                wrong.add("journal " + directory + " ends at sequence=" + lastSequence + ", expected at least what "
                        + snapshot.path().getFileName() + " holds");
            } else if (snapshot.sequence() >= core.sequence()) {
                replay.run(snapshot.sequence(), (record, decision) -> hashes.check(record));
                compared += compare(snapshot, core, wrong);
            }
        }
        replay.run(lastSequence, (record, decision) -> hashes.check(record));
        final long fresh = core.recomputeDigest();
        if (core.digest() != fresh) {
            throw new JournalException("journal " + directory + " sequence=" + core.sequence() + ": expected digest="
                    + Replay.hex(fresh) + ", found=" + Replay.hex(core.digest()));
        }
        final Verification verified = new Verification(
                size.records(), firstSequence, lastSequence, size.decisions(), size.orders(), core.digest(), compared);
        if (!wrong.isEmpty()) {
            throw new JournalException(String.join("; ", wrong) + ". The journal itself is right: " + verified);
        }
        return verified;
    }

    @Override
    public String toString() {
        return "verified records=" + records + " sequence=" + firstSequence + ".." + lastSequence + " decisions="
                + decisions + " accepted=" + accepted + " digest=" + Replay.hex(digest) + " snapshots=" + snapshots;
    }

    /** 0: a live gateway has deleted it meanwhile, for a newer one. */
    private static int compare(final SnapshotFile snapshot, final MatchingCore core, final List<String> wrong)
            throws IOException {
        final MatchingCore restored;
        try {
            restored = snapshot.restore(new CoreLimits(1, 1, 1, 1).withRoomFor(snapshot.readHead()));
        } catch (final NoSuchFileException deleted) {
            return 0;
        } catch (final SnapshotException damaged) {
            wrong.add("snapshot " + snapshot.path() + ": " + damaged.getMessage());
            return 0;
        }
        if (restored.digest() != core.digest()) {
            wrong.add("snapshot " + snapshot.path() + ": expected digest=" + Replay.hex(core.digest()) + ", found="
                    + Replay.hex(restored.digest()));
            return 0;
        }
        // The digest covers the groups' names only by the requests' hashes: what the table of names holds is seen here.
        final long expected = checksum(core);
        final long found = checksum(restored);
        if (found != expected) {
            wrong.add("snapshot " + snapshot.path() + ": expected the state's checksum=" + Replay.hex(expected)
                    + ", found=" + Replay.hex(found) + ", digest=" + Replay.hex(core.digest()) + " as expected");
            return 0;
        }
        return 1;
    }

    /** Of the whole state as a snapshot says it: equal states give equal bytes. */
    private static long checksum(final MatchingCore core) {
        final CRC32C checksum = new CRC32C();
        core.writeSnapshot((buffer, offset, length) -> {
            final byte[] piece = new byte[length];
            buffer.getBytes(offset, piece);
            checksum.update(piece);
        });
        return checksum.getValue();
    }

    private static MatchingCore coreFor(final Path directory, final JournalSize size) {
        try {
            return new MatchingCore(size.limits());
        } catch (final IllegalArgumentException | ArithmeticException tooLarge) {
            throw new JournalException(
                    "journal " + directory + " holds more than a core can: " + tooLarge.getMessage());
        }
    }
}
