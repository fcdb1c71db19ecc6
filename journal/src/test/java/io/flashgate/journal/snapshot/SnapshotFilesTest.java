package io.flashgate.journal.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.MatchingCore;
import io.flashgate.journal.JournalException;
import io.flashgate.journal.JournalReader;
import io.flashgate.journal.Till;
import io.flashgate.journal.replay.Replay;
import io.flashgate.journal.replay.Verification;
import io.flashgate.journal.snapshot.SnapshotFiles.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Snapshots beside a journal")
class SnapshotFilesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Step.class)
    @DisplayName(
            "Killed before any step of the second one, the first or the second is there, and the journal goes on from it")
    void killedBeforeEachStep(final Step step) throws IOException {
        try (Till till = open()) {
            files(till).write(till.core());
            final long first = till.core().sequence();
            till.buy("summer", "bob", "b-1", 1);
            final SnapshotFiles killed = new SnapshotFiles(till.directory(), 1, 0, reached -> {
                if (reached == step) {
                    throw new Killed();
                }
            });
            assertThrows(Killed.class, () -> killed.write(till.core()));
            till.buy("summer", "carol", "c-1", 1);

            files(till).removeLeftOvers();

            assertEquals(List.of(), SnapshotFile.listTemporary(folder));
            final boolean isThere = step == Step.FORCE_FOLDER || step == Step.DELETE_OLDER;
            assertEquals(isThere ? first + 1 : first, recovered(till).sequence());
        }
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    @DisplayName("A disk that refuses any step leaves no temporary file, and something to recover from")
    void failingDisk(final Step step) throws IOException {
        try (Till till = open()) {
            files(till).write(till.core());
            till.buy("summer", "bob", "b-1", 1);
            final SnapshotFiles failing = new SnapshotFiles(till.directory(), 1, 0, reached -> {
                if (reached == step) {
                    throw new IOException("the disk is gone");
                }
            });
            final IOException failed = assertThrows(IOException.class, () -> failing.write(till.core()));

            assertEquals("the disk is gone", failed.getMessage());
            assertEquals(List.of(), SnapshotFile.listTemporary(folder));
            assertTrue(recovered(till).sequence() >= 3);
        }
    }

    @Test
    @DisplayName("The newest two are kept, under their names")
    void keepsTheNewest() throws IOException {
        try (Till till = open()) {
            final SnapshotFiles files = files(till);
            for (int i = 0; i < 4; i++) {
                files.write(till.core());
                till.buy("summer", "buyer-" + i, "k", 1);
            }
            assertEquals(List.of(6L, 5L), sequences());
            assertTrue(Files.exists(folder.resolve("snapshot-0000000000000000006.fgs")));
        }
    }

    @Test
    @DisplayName("Nothing is written a second time, and nothing where too little room would be left")
    void writesNothingInVain() throws IOException {
        try (Till till = open()) {
            final SnapshotFiles files = files(till);
            final SnapshotFile written = files.write(till.core());
            Files.delete(written.path());
            files.write(till.core());
            assertFalse(Files.exists(written.path()), "it is known to be good, and was not written again");

            final SnapshotFiles tooLittle = new SnapshotFiles(till.directory(), 2, Long.MAX_VALUE / 2);
            final IOException failed = assertThrows(IOException.class, () -> tooLittle.write(till.core()));
            assertTrue(failed.getMessage().startsWith("room on the disk: expected"), failed.getMessage());
            assertEquals(List.of(), sequences());
            assertEquals(List.of(), SnapshotFile.listTemporary(folder));
        }
    }

    @Test
    @DisplayName("Journal files are covered when every kept snapshot is behind them")
    void coveredJournalFiles() throws IOException {
        try (Till till = open()) {
            final SnapshotFiles files = files(till);
            till.after(Till.DAY).buy("summer", "bob", "b-1", 1);
            files.write(till.core());
            assertEquals(List.of(), files.coveredJournalFiles(), "there is nothing to fall back to yet");
            till.after(Till.DAY).buy("summer", "carol", "c-1", 1);
            files.write(till.core());
            assertEquals(List.of(folder.toRealPath().resolve("20261127F.cq4")), files.coveredJournalFiles());
            till.after(Till.DAY).buy("summer", "dave", "d-1", 1);
            files.write(till.core());
            assertEquals(2, files.coveredJournalFiles().size());

            // What was archived is not missed.
            for (final Path covered : files.coveredJournalFiles()) {
                Files.delete(covered);
            }
            assertEquals(till.core().sequence(), recovered(till).sequence());
        }
    }

    @Test
    @DisplayName(
            "What is left of an archived journal is verified from the oldest snapshot on; without one it is said what is missing")
    void archivedJournalFiles() throws IOException {
        try (Till till = open()) {
            till.after(Till.DAY).buy("summer", "bob", "b-1", 1);
            files(till).write(till.core());
            final long oldest = till.core().sequence();
            till.buy("summer", "carol", "c-1", 1);
            files(till).write(till.core());
            till.buy("summer", "dave", "d-1", 2);
            assertEquals(
                    List.of(folder.toRealPath().resolve("20261127F.cq4")),
                    files(till).coveredJournalFiles());
            Files.delete(folder.resolve("20261127F.cq4"));

            final Verification verified = Verification.of(folder);
            assertEquals(oldest + 1, verified.firstSequence());
            assertEquals(till.core().sequence(), verified.lastSequence());
            assertEquals(till.core().digest(), verified.digest());
            assertEquals(2, verified.snapshots());

            for (final SnapshotFile snapshot : SnapshotFile.list(folder)) {
                Files.delete(snapshot.path());
            }
            final JournalException incomplete = assertThrows(JournalException.class, () -> recovered(till));
            assertTrue(
                    incomplete.getMessage().contains("begins with sequence=" + oldest + ", and no good snapshot here"),
                    incomplete.getMessage());
            assertThrows(JournalException.class, () -> Verification.of(folder));
        }
    }

    @Test
    @DisplayName("One that is of no use is moved aside, and is not kept in the place of a good one")
    void setAside() throws IOException {
        try (Till till = open()) {
            final SnapshotFile good = files(till).write(till.core());
            till.buy("summer", "bob", "b-1", 1);
            final SnapshotFile damaged = files(till).write(till.core());
            Files.write(damaged.path(), new byte[100]);
            till.buy("summer", "carol", "c-1", 1);
            try (JournalReader reader = JournalReader.open(folder)) {
                final SnapshotRecovery.Start start = SnapshotRecovery.begin(
                        folder, reader, (head, behind) -> new MatchingCore(Till.LIMITS), SnapshotPace.unlimited());
                assertEquals(List.of(damaged), start.passedOver());
                files(till).setAside(start.passedOver());
            }

            final SnapshotFile newest = files(till).write(till.core());

            assertEquals(List.of(newest, good), SnapshotFile.list(folder));
            assertTrue(Files.exists(folder.resolve(damaged.path().getFileName() + ".bad")));
        }
    }

    @Test
    @DisplayName("At the end one is given up that takes too long, and what was there before is still there")
    void givenUp() throws IOException {
        try (Till till = open()) {
            final SnapshotFile before = files(till).write(till.core());
            till.buy("summer", "bob", "b-1", 1);

            final SnapshotGivenUpException late = assertThrows(
                    SnapshotGivenUpException.class,
                    () -> files(till).write(till.core(), SnapshotPace.within(Duration.ZERO)));

            assertEquals("not ready within 0 s", late.getMessage());
            assertEquals(List.of(before), SnapshotFile.list(folder));
            assertEquals(List.of(), SnapshotFile.listTemporary(folder));
        }
    }

    private Till open() throws IOException {
        final Till till = new Till(folder);
        till.found();
        till.define("summer", 100);
        till.buy("summer", "alice", "a-1", 1);
        return till;
    }

    private static SnapshotFiles files(final Till till) {
        return new SnapshotFiles(till.directory(), SnapshotFiles.KEPT, 0);
    }

    private List<Long> sequences() throws IOException {
        return SnapshotFile.list(folder).stream().map(SnapshotFile::sequence).toList();
    }

    /** The snapshot that was used; fails if replaying on from it does not lead to the till's state. */
    private SnapshotFile recovered(final Till till) throws IOException {
        try (JournalReader reader = JournalReader.open(folder)) {
            final SnapshotRecovery.Start start = SnapshotRecovery.begin(
                    folder, reader, (head, behind) -> new MatchingCore(Till.LIMITS), SnapshotPace.unlimited());
            final MatchingCore core = start.core();
            final long records = new Replay(reader, core).run(Replay.Observer.NONE);
            assertEquals(till.core().digest(), core.digest());
            assertEquals(till.core().sequence(), start.source().sequence() + records);
            return start.source();
        }
    }

    /** Nothing is done after it, as after {@code kill -9}. */
    private static final class Killed extends Error {

        private static final long serialVersionUID = 1L;
    }
}
