package io.flashgate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.openhft.chronicle.queue.rollcycles.LegacyRollCycles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A journal that is not what was written")
class DamageTest {

    /** Where the first record's document starts: behind the header, the index of indexes and the first index page. */
    private static final int FIRST_RECORD = 0x8110;

    private static final JournalOptions MINUTELY = Till.OPTIONS.withRollCycle(LegacyRollCycles.MINUTELY);

    @TempDir
    private Path folder;

    private Path file;
    private byte[] whole;
    private List<String> told;
    private int end;

    @BeforeEach
    void write() throws IOException {
        try (Till till = new Till(folder, MINUTELY)) {
            till.found();
            till.define("summer", 3);
            till.after(1).buy("summer", "alice", "a-1", 2);
            till.tick();
            till.after(1).buy("summer", "bob", "b-1", 2);
            told = List.copyOf(till.told());
            end = Math.toIntExact(till.writer().bytesWritten()) + told.size() * Integer.BYTES + FIRST_RECORD;
        }
        file = JournalFiles.list(folder).get(0);
        whole = Files.readAllBytes(file);
        assertEquals(told, Till.read(folder));
    }

    @Test
    void isFoundOutByEveryBitOfEveryRecord() throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            for (int at = FIRST_RECORD; at < end; at++) {
                for (int bit = 0; bit < Byte.SIZE; bit++) {
                    final int place = at;
                    flip(bytes, at, bit);
                    final JournalDamagedException damage = assertThrows(
                            JournalDamagedException.class,
                            () -> Till.read(folder),
                            () -> "byte " + place + " of " + FIRST_RECORD + ".." + end);
                    assertTrue(damage.getMessage().contains("expected"), damage.getMessage());
                    assertTrue(damage.getMessage().contains("found"), damage.getMessage());
                    flip(bytes, at, bit);
                }
            }
        }
        assertEquals(told, Till.read(folder));
    }

    @Test
    void readsTheSameOrNotAtAllWhateverChroniclesPagesSay() throws IOException {
        final Random random = new Random(42);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            for (int i = 0; i < 6_000; i++) {
                final int at = i < 4_000 ? i / Byte.SIZE : random.nextInt(FIRST_RECORD);
                final int bit = i % Byte.SIZE;
                flip(bytes, at, bit);
                try {
                    assertEquals(told, Till.read(folder), "byte " + at + " bit " + bit);
                } catch (final JournalDamagedException found) {
                    assertTrue(found.getMessage().contains("expected"), found.getMessage());
                }
                flip(bytes, at, bit);
            }
        }
    }

    @Test
    void saysWhereItIsAndWhatWasExpected() throws IOException {
        final int secondRecord = secondRecord();
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            flip(bytes, secondRecord + Integer.BYTES + FrameLayout.COMMAND_OFFSET + 20, 3);
        }
        final List<String> good = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(folder)) {
            assertTrue(reader.next());
            good.add(Till.line(reader));
            final JournalDamagedException damage = assertThrows(JournalDamagedException.class, reader::next);
            assertEquals("20261127-1200.cq4", damage.file());
            assertEquals(2, damage.expectedSequence());
            assertEquals(reader.index() + 1, damage.index());
            assertTrue(damage.detail().matches("expected checksum=0x[0-9a-f]+, found=0x[0-9a-f]+"), damage.detail());
            assertTrue(
                    damage.getMessage().contains(" index=0x" + Long.toHexString(damage.index())), damage.getMessage());
            assertThrows(JournalDamagedException.class, reader::next);
        }
        assertEquals(told.subList(0, 1), good);
    }

    @Test
    void missesARecordThatWasTakenOut() throws IOException {
        final int second = secondRecord();
        final int third = next(second);
        final byte[] without = whole.clone();
        System.arraycopy(whole, third, without, second, whole.length - third);
        Files.write(file, without);
        final JournalDamagedException damage = assertThrows(JournalDamagedException.class, () -> Till.read(folder));
        assertEquals("expected sequence=2, found=3", damage.detail());
    }

    @Test
    void isFoundOutWhereverItsFileIsCutOff() throws IOException {
        for (int length = end; length > 0; length -= length > FIRST_RECORD ? 1 : 97) {
            final int cut = length;
            Files.write(file, java.util.Arrays.copyOf(whole, length - 1));
            assertThrows(JournalDamagedException.class, () -> Till.read(folder), () -> "cut off at " + (cut - 1));
        }
        Files.delete(file);
        assertThrows(JournalDamagedException.class, () -> Till.read(folder));
    }

    @Test
    void missesAFileAmongOthers() throws IOException {
        final Path many = folder.resolve("many");
        try (Till till = new Till(many, MINUTELY)) {
            till.found();
            for (int i = 0; i < 4; i++) {
                till.after(60 * Till.SECOND).tick();
            }
        }
        final List<Path> files = JournalFiles.list(many);
        for (final Path one : files) {
            final byte[] bytes = Files.readAllBytes(one);
            Files.delete(one);
            // The first may lie in an archive; what is behind a gap cannot.
            final Class<? extends RuntimeException> expected =
                    one.equals(files.get(0)) ? JournalArchivedException.class : JournalDamagedException.class;
            assertThrows(expected, () -> Till.read(many), one::toString);
            Files.write(one, bytes);
        }
        assertEquals(5, Till.read(many).size());
    }

    @Test
    void goesOnBehindWhatAPowerCutLeft() throws IOException {
        // The head has come to the disk; the page with the newest records has not.
        final byte[] cut = whole.clone();
        final int lost = last();
        java.util.Arrays.fill(cut, lost, cut.length, (byte) 0);
        Files.write(file, cut);
        assertEquals(told.subList(0, 4), Till.read(folder));
        appendsBehindTheEnd(4);
    }

    @Test
    void goesOnBehindARecordOfWhichAPowerCutLeftAPage() throws IOException {
        final Path large = folder.resolve("large");
        try (Till till = new Till(large, MINUTELY)) {
            till.found();
            till.define("summer", 100);
            for (int i = 0; i < 40; i++) {
                till.buy("summer", "buyer-" + i, "k", 1);
            }
        }
        final Path records = JournalFiles.list(large).get(0);
        final byte[] bytes = Files.readAllBytes(records);
        final int page = 0x9000;
        java.util.Arrays.fill(bytes, page, bytes.length, (byte) 0);
        Files.write(records, bytes);
        final List<String> left = Till.read(large);
        assertTrue(left.size() > 5 && left.size() < 40, "found " + left.size());

        // But with anything behind it, it was not the end.
        bytes[page + 2_000] = 1;
        Files.write(records, bytes);
        assertThrows(JournalDamagedException.class, () -> Till.read(large));
    }

    private void appendsBehindTheEnd(final int records) throws IOException {
        try (JournalReader reader = JournalReader.open(folder);
                JournalDirectory owned = JournalDirectory.own(folder)) {
            reader.moveTo(records);
            assertTrue(reader.next());
            try (JournalWriter writer = JournalWriter.open(owned, MINUTELY, records, reader.timestampNanos())) {
                for (int i = 1; i <= 600; i++) {
                    writer.append(
                            records + i,
                            reader.timestampNanos(),
                            reader.command(),
                            reader.commandOffset(),
                            reader.commandLength(),
                            new io.flashgate.core.order.Decision().outcome(reader.outcome()),
                            i);
                }
            }
            final List<String> after = Till.read(folder);
            assertEquals(told.subList(0, records), after.subList(0, records));
            assertEquals(records + 600, after.size());
            reader.moveTo(records + 555);
            assertTrue(reader.next());
            assertEquals(555, reader.stateDigest());
        }
    }

    private int secondRecord() {
        return next(FIRST_RECORD);
    }

    private int last() {
        int at = FIRST_RECORD;
        while (next(at) < end) {
            at = next(at);
        }
        return at;
    }

    private int next(final int at) {
        return at + Integer.BYTES + (whole[at] & 0xff) + ((whole[at + 1] & 0xff) << 8);
    }

    private static void flip(final RandomAccessFile file, final int at, final int bit) throws IOException {
        file.seek(at);
        final int before = file.read();
        file.seek(at);
        file.write(before ^ 1 << bit);
    }
}
