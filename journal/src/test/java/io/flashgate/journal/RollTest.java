package io.flashgate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.queue.rollcycles.LegacyRollCycles;
import net.openhft.chronicle.queue.rollcycles.TestRollCycles;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A journal over many files")
class RollTest {

    private static final long MINUTE = 60 * Till.SECOND;
    private static final JournalOptions MINUTELY = Till.OPTIONS.withRollCycle(LegacyRollCycles.MINUTELY);

    @TempDir
    private Path folder;

    @Test
    void rollsByStampsAndIsReadAcross() throws IOException {
        try (Till till = new Till(folder, MINUTELY);
                JournalReader follower = JournalReader.open(folder)) {
            final List<String> followed = new ArrayList<>();
            till.found();
            till.define("summer", 1_000_000);
            for (int i = 0; i < 300; i++) {
                till.after(i % 10 == 0 ? 3 * MINUTE : 1).buy("summer", "buyer-" + i, "k", 1);
                while (follower.next()) {
                    followed.add(Till.line(follower));
                }
            }
            assertEquals(31, JournalFiles.list(folder).size());
            assertEquals(till.told(), followed);
            assertEquals(till.told(), Till.read(folder));
        }
    }

    @Test
    void findsAnyRecordByItsSequence() throws IOException {
        try (Till till = new Till(folder, MINUTELY);
                JournalReader reader = JournalReader.open(folder)) {
            till.found();
            till.define("summer", 1_000_000);
            for (int i = 0; i < 1_500; i++) {
                till.after(i % 700 == 0 ? MINUTE : 1).buy("summer", "buyer-" + i, "k", 1);
            }
            final int last = till.told().size();
            for (int wanted = last; wanted >= 1; wanted -= 7) {
                reader.moveTo(wanted);
                assertTrue(reader.next());
                assertEquals(till.told().get(wanted - 1), Till.line(reader));
            }
            reader.moveTo(0);
            assertTrue(reader.next());
            assertEquals(1, reader.sequence());

            reader.moveTo(last + 2);
            assertFalse(reader.next());
            till.after(1).buy("summer", "late-1", "k", 1);
            assertFalse(reader.next());
            till.buy("summer", "late-2", "k", 1);
            assertTrue(reader.next());
            assertEquals(last + 2, reader.sequence());
        }
    }

    @Test
    void namesTheFileAndTheIndexThatChronicleWouldName() throws IOException {
        final long index;
        try (Till till = new Till(folder, Till.OPTIONS.withRollCycle(TestRollCycles.TEST_SECONDLY));
                JournalReader reader = JournalReader.open(folder)) {
            till.found();
            till.after(Till.SECOND).tick();
            till.tick();
            reader.moveTo(3);
            assertTrue(reader.next());
            index = reader.index();
            assertEquals("20261127-120001T.cq4", reader.file());
        }
        try (var queue = net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder.binary(folder)
                .rollCycle(TestRollCycles.TEST_SECONDLY)
                .build()) {
            assertEquals(queue.lastIndex(), index);
        }
    }

    @Test
    void forcesOldAndNewFileAndTheirNames() throws IOException {
        final FakeDisk disk = new FakeDisk();
        try (Till till = new Till(folder, MINUTELY, disk)) {
            final Barrier barrier = till.writer().barrier();
            assertEquals(List.of(), disk.forced);
            till.found();
            barrier.force();
            assertEquals(List.of("20261127-1200.cq4", "folder", "metadata.cq4t"), drain(disk));
            till.tick();
            barrier.force();
            assertEquals(List.of("20261127-1200.cq4"), drain(disk));
            till.after(MINUTE).tick();
            barrier.force();
            assertEquals(List.of("20261127-1200.cq4", "20261127-1201.cq4", "folder", "metadata.cq4t"), drain(disk));
            till.after(MINUTE).tick();
            till.after(MINUTE).tick();
            barrier.force();
            assertEquals(
                    List.of("20261127-1201.cq4", "20261127-1202.cq4", "20261127-1203.cq4", "folder", "metadata.cq4t"),
                    drain(disk));
        }
        assertEquals(List.of("20261127-1203.cq4"), drain(disk));
    }

    @Test
    void forcesWhatItOpens() throws IOException {
        try (Till till = new Till(folder, MINUTELY)) {
            till.found();
        }
        final FakeDisk disk = new FakeDisk();
        try (JournalDirectory owned = JournalDirectory.own(folder);
                JournalWriter writer = JournalWriter.open(owned, MINUTELY, 1, Till.NOON, disk)) {
            assertEquals(1, writer.sequence());
            assertEquals(List.of("20261127-1200.cq4", "folder", "metadata.cq4t"), drain(disk));
        }
    }

    @Test
    void neverTrustsADiskAgainThatFailedOnce() throws IOException {
        final FakeDisk disk = new FakeDisk();
        final Till till = new Till(folder, MINUTELY, disk);
        till.found();
        disk.failsToForce = true;
        final Barrier barrier = till.writer().barrier();
        assertThrows(IOException.class, barrier::force);
        disk.failsToForce = false;
        final IOException again = assertThrows(IOException.class, barrier::force);
        assertTrue(again.getMessage().contains("Input/output error"), again.getMessage());
        assertEquals(List.of(), disk.forced);
        assertThrows(JournalException.class, till.writer()::close);
        till.leave();
    }

    @Test
    void forcesNothingWhereThePageCacheIsEnough() throws IOException {
        final FakeDisk disk = new FakeDisk();
        try (Till till = new Till(folder, MINUTELY.withDurability(Durability.OS), disk)) {
            till.found();
            till.after(MINUTE).tick();
            till.writer().barrier().force();
        }
        assertEquals(List.of(), disk.forced);
        assertTrue(Files.exists(folder.resolve("20261127-1201.cq4")));
    }

    private static List<String> drain(final FakeDisk disk) {
        final List<String> forced = List.copyOf(disk.forced);
        disk.forced.clear();
        return forced;
    }
}
