package io.flashgate.journal.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.CoreLimits;
import io.flashgate.core.MatchingCore;
import io.flashgate.journal.JournalException;
import io.flashgate.journal.JournalReader;
import io.flashgate.journal.Till;
import io.flashgate.journal.replay.Replay;
import io.flashgate.journal.replay.Verification;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Recovery from a snapshot")
class SnapshotRecoveryTest {

    @TempDir
    private Path folder;

    @Test
    @DisplayName("Damaged ones are named in the log and passed over; without a good one it is the whole journal")
    void damagedOnes() throws IOException {
        try (Till till = open();
                LogLines log = new LogLines(SnapshotRecovery.class)) {
            final SnapshotFiles files = new SnapshotFiles(till.directory(), 2, 0);
            final SnapshotFile older = files.write(till.core());
            till.buy("summer", "bob", "b-1", 1);
            final SnapshotFile newer = files.write(till.core());
            till.buy("summer", "carol", "c-1", 1);

            assertEquals(newer, recovered(till));
            flip(newer.path());
            assertEquals(older, recovered(till));
            assertEquals(1, log.warnings().size());
            assertTrue(
                    log.warnings().get(0).contains("snapshot " + newer.path() + " cannot be used")
                            && log.warnings().get(0).contains("expected checksum="),
                    log.warnings().get(0));
            Files.write(older.path(), new byte[0]);
            assertNull(recovered(till));
            assertTrue(
                    log.warnings().get(2).contains("it ends in the middle"),
                    log.warnings().get(2));
        }
    }

    @Test
    @DisplayName("A snapshot under another's name, or of another journal, is passed over")
    void foreignOnes(@TempDir final Path elsewhere) throws IOException {
        try (Till till = open();
                Till other = new Till(elsewhere);
                LogLines log = new LogLines(SnapshotRecovery.class)) {
            other.found();
            other.define("winter", 3);
            other.buy("winter", "alice", "a-1", 1);
            final SnapshotFile foreign = new SnapshotFiles(other.directory(), 2, 0).write(other.core());
            Files.copy(foreign.path(), folder.resolve(foreign.path().getFileName()));
            assertNull(recovered(till));
            assertTrue(
                    log.warnings().get(0).contains("is of another journal"),
                    log.warnings().get(0));
            assertThrows(JournalException.class, () -> Verification.of(folder));

            Files.move(
                    folder.resolve(foreign.path().getFileName()),
                    SnapshotFile.of(folder, 2).path());
            assertNull(recovered(till));
            assertTrue(
                    log.warnings().get(1).contains("its name says sequence=2, found=3"),
                    log.warnings().get(1));
        }
    }

    @Test
    @DisplayName("A journal that ends before a good snapshot has lost records, and that is said")
    void journalEndsTooEarly(@TempDir final Path elsewhere) throws IOException {
        try (Till till = open();
                Till longer = new Till(elsewhere)) {
            longer.found();
            longer.define("summer", 5_000);
            longer.buy("summer", "alice", "a-1", 1);
            longer.buy("summer", "bob", "b-1", 1);
            final SnapshotFile ahead = new SnapshotFiles(longer.directory(), 2, 0).write(longer.core());
            Files.copy(ahead.path(), folder.resolve(ahead.path().getFileName()));

            final JournalException lost = assertThrows(JournalException.class, () -> recovered(till));
            assertTrue(
                    lost.getMessage().contains("ends at sequence=3, expected at least sequence=4"), lost.getMessage());
            assertTrue(lost.getMessage().contains(ahead.path().getFileName().toString()), lost.getMessage());
            assertThrows(JournalException.class, () -> Verification.of(folder));
        }
    }

    @Test
    @DisplayName("Limits that are too small for a good snapshot are an error that names larger ones")
    void doesNotFit() throws IOException {
        try (Till till = open()) {
            till.buy("summer", "bob", "b-1", 1);
            new SnapshotFiles(till.directory(), 2, 0).write(till.core());
            try (JournalReader reader = JournalReader.open(folder)) {
                final SnapshotDoesNotFitException refused = assertThrows(
                        SnapshotDoesNotFitException.class,
                        () -> SnapshotRecovery.begin(
                                folder,
                                reader,
                                (head, behind) -> new MatchingCore(new CoreLimits(9, 1, 9, 9)),
                                SnapshotPace.unlimited()));
                assertEquals(new CoreLimits(9, 2, 9, 9), refused.needed());
            }
        }
    }

    @Test
    @DisplayName(
            "A second core follows the journal to a record, from nothing and from the newest snapshot, and no further")
    void followsInTheBackground() throws IOException {
        try (Till till = open()) {
            for (int i = 0; i < 1_500; i++) {
                till.buy("summer", "buyer-" + i, "k", 3 - i % 3);
            }
            final long sequence = till.core().sequence();
            final long digest = till.core().digest();
            till.buy("summer", "bob", "b-1", 1);

            try (FollowingCore given = new FollowingCore(folder, Till.LIMITS)) {
                assertThrows(
                        SnapshotGivenUpException.class,
                        () -> given.followTo(sequence, SnapshotPace.besideSales(() -> true)));
            }
            try (FollowingCore fromNothing = new FollowingCore(folder, Till.LIMITS)) {
                final MatchingCore first = fromNothing.followTo(sequence, SnapshotPace.unlimited());
                assertEquals(digest, first.digest());
                new SnapshotFiles(till.directory(), 2, 0).write(first);
                assertSame(first, fromNothing.followTo(till.core().sequence(), SnapshotPace.unlimited()));
                assertEquals(till.core().digest(), first.digest());
            }
            try (FollowingCore fromSnapshot = new FollowingCore(folder, Till.LIMITS)) {
                final long last = till.core().sequence();
                assertEquals(
                        till.core().digest(),
                        fromSnapshot.followTo(last, SnapshotPace.unlimited()).digest());
                assertThrows(IOException.class, () -> fromSnapshot.followTo(last + 1, SnapshotPace.unlimited()));
                till.buy("summer", "carol", "c-1", 1);
                assertEquals(
                        till.core().digest(),
                        fromSnapshot
                                .followTo(last + 1, SnapshotPace.unlimited())
                                .digest());
            }
        }
    }

    @Test
    @DisplayName("Verification replays the journal alone and compares each snapshot with it")
    void verifies() throws IOException {
        try (Till till = open()) {
            final SnapshotFiles files = new SnapshotFiles(till.directory(), 2, 0);
            final SnapshotFile older = files.write(till.core());
            till.buy("summer", "bob", "b-1", 1);
            files.write(till.core());
            till.buy("summer", "carol", "c-1", 1);

            assertEquals(2, Verification.of(folder).snapshots());
            flip(older.path());
            final JournalException damaged = assertThrows(JournalException.class, () -> Verification.of(folder));
            assertTrue(damaged.getMessage().contains(older.path().getFileName().toString()), damaged.getMessage());
        }
    }

    @Test
    @DisplayName("Verification finds a state that differs in nothing but the name of a group")
    void verifiesWhatNoDigestCovers() throws IOException {
        try (Till till = open()) {
            till.buy("summer", "bob", "b-1", "first-group", 1);
            final SnapshotFile file = new SnapshotFiles(till.directory(), 2, 0).write(till.core());
            assertEquals(1, Verification.of(folder).snapshots());

            Files.write(file.path(), withOtherGroup(Files.readAllBytes(file.path())));

            final JournalException differs = assertThrows(JournalException.class, () -> Verification.of(folder));
            assertTrue(
                    differs.getMessage().contains(file.path() + ": expected the state's checksum="),
                    differs.getMessage());
        }
    }

    /** The same snapshot with another name in it, and with checksums that are right. */
    private static byte[] withOtherGroup(final byte[] snapshot) {
        final String text = new String(snapshot, StandardCharsets.ISO_8859_1);
        final byte[] changed = text.replace("first-group", "other-group").getBytes(StandardCharsets.ISO_8859_1);
        assertFalse(Arrays.equals(snapshot, changed));
        final ByteBuffer messages = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
        final CRC32C checksum = new CRC32C();
        for (int at = 0; at < changed.length; at += 2 * Integer.BYTES + messages.getInt(at)) {
            checksum.update(changed, at, Integer.BYTES);
            checksum.update(changed, at + 2 * Integer.BYTES, messages.getInt(at));
            messages.putInt(at + Integer.BYTES, (int) checksum.getValue());
        }
        return changed;
    }

    private Till open() throws IOException {
        final Till till = new Till(folder);
        till.found();
        till.define("summer", 5_000);
        till.buy("summer", "alice", "a-1", 1);
        return till;
    }

    /** The snapshot that was used, or null; fails if replaying on from it does not lead to the till's state. */
    private SnapshotFile recovered(final Till till) throws IOException {
        try (JournalReader reader = JournalReader.open(folder)) {
            final SnapshotRecovery.Start start = SnapshotRecovery.begin(
                    folder, reader, (head, behind) -> new MatchingCore(Till.LIMITS), SnapshotPace.unlimited());
            new Replay(reader, start.core()).run(Replay.Observer.NONE);
            assertEquals(till.core().digest(), start.core().digest());
            return start.source();
        }
    }

    private static void flip(final Path file) throws IOException {
        final byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }
}
