package io.flashgate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.queue.rollcycles.LegacyRollCycles;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A journal that is read ahead")
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ReadAheadTest {

    private static final Glance NOBODY = (command, offset, length) -> {};
    private static final long ALL = Long.MAX_VALUE;

    /** Several times what all batches hold. */
    private static final int MANY = 12_000;

    private static final JournalOptions MINUTELY = Till.OPTIONS.withRollCycle(LegacyRollCycles.MINUTELY);

    @TempDir
    private Path folder;

    @AfterEach
    void leavesNoThreadBehind() {
        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("journal-read-ahead")));
    }

    @Test
    @DisplayName("says what its reader says: each record, where it lies, and then that there are no more")
    void saysWhatItsReaderSays() throws IOException {
        final List<String> told = sell(MANY, 3_000);
        try (JournalReader one = JournalReader.open(folder);
                JournalReader other = JournalReader.open(folder);
                ReadAhead ahead = ReadAhead.of(other, ALL, NOBODY)) {
            for (final String line : told) {
                assertTrue(one.next());
                assertTrue(ahead.next());
                assertEquals(line, Till.line(ahead));
                assertEquals(one.file(), ahead.file());
                assertEquals(one.index(), ahead.index());
                assertEquals(one.rulesVersion(), ahead.rulesVersion());
            }
            assertFalse(ahead.next());
            assertFalse(ahead.next());
        }
        assertEquals(4, JournalFiles.list(folder).size());
    }

    @Test
    @DisplayName("has nothing to say of a folder without a journal")
    void findsNothingInAnEmptyFolder() throws IOException {
        try (JournalReader reader = JournalReader.open(folder);
                ReadAhead ahead = ReadAhead.of(reader, ALL, NOBODY)) {
            assertFalse(ahead.next());
        }
    }

    @Test
    @DisplayName("meets a damage where its reader meets it, behind all that is before it")
    void meetsDamageInItsPlace() throws IOException {
        sell(MANY, MANY);
        final Path file = JournalFiles.list(folder).get(0);
        final Random random = new Random(7);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            for (int i = 0; i < 24; i++) {
                final long at = random.nextInt((int) bytes.length() - 4_096);
                final int bit = random.nextInt(Byte.SIZE);
                flip(bytes, at, bit);
                final String alone = readAlone();
                assertEquals(alone, readAhead(false), "byte " + at + " bit " + bit);
                assertEquals(alone, readAhead(true), "byte " + at + " bit " + bit + " on one processor");
                flip(bytes, at, bit);
            }
        }
        assertEquals(readAlone(), readAhead(false));
        assertEquals(readAlone(), readAhead(true));
    }

    @Test
    @DisplayName("meets a damage again whenever it is asked again")
    void staysDamaged() throws IOException {
        sell(10, 100);
        try (RandomAccessFile bytes =
                new RandomAccessFile(JournalFiles.list(folder).get(0).toFile(), "rw")) {
            // In the second record.
            flip(bytes, 0x8110 + 100, 1);
        }
        try (JournalReader reader = JournalReader.open(folder);
                ReadAhead ahead = ReadAhead.of(reader, ALL, NOBODY)) {
            assertTrue(ahead.next());
            final JournalDamagedException first = assertThrows(JournalDamagedException.class, ahead::next);
            assertSame(first, assertThrows(JournalDamagedException.class, ahead::next));
        }
    }

    @Test
    @DisplayName("reads no further than it is told, so that its reader can go on from there")
    void readsNoFurtherThanTold() throws IOException {
        final List<String> told = sell(MANY, MANY);
        try (JournalReader reader = JournalReader.open(folder)) {
            int read = 0;
            for (final int most : new int[] {0, 1, 5, 2_000}) {
                try (ReadAhead ahead = ReadAhead.of(reader, most, NOBODY)) {
                    for (int i = 0; i < most; i++) {
                        assertTrue(ahead.next());
                        assertEquals(told.get(read++), Till.line(ahead));
                    }
                    assertFalse(ahead.next());
                }
                assertEquals(read, reader.sequence());
            }
            assertTrue(reader.next());
            assertEquals(told.get(read), Till.line(reader));
        }
    }

    @Test
    @DisplayName("shows each command once before it is found, in their order")
    void showsEachCommandBeforeItIsFound() throws IOException {
        sell(MANY, 3_000);
        final List<String> shown = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(folder);
                ReadAhead ahead =
                        ReadAhead.of(reader, ALL, (buffer, at, length) -> shown.add(text(buffer, at, length)))) {
            int found = 0;
            while (ahead.next()) {
                assertTrue(found < shown.size(), "record " + found);
                assertEquals(shown.get(found), text(ahead.command(), ahead.commandOffset(), ahead.commandLength()));
                found++;
            }
            assertEquals(shown.size(), found);
        }
    }

    @Test
    @DisplayName("can be left at any time, and its reader starts over")
    void canBeLeftAtAnyTime() throws IOException {
        final List<String> told = sell(MANY, MANY);
        try (JournalReader reader = JournalReader.open(folder)) {
            for (int used = 0; used < 3_000; used += 97) {
                try (ReadAhead ahead = ReadAhead.of(reader, ALL, NOBODY)) {
                    for (int i = 0; i < used; i++) {
                        assertTrue(ahead.next());
                    }
                }
                reader.moveTo(1);
            }
            assertTrue(reader.next());
            assertEquals(told.get(0), Till.line(reader));
        }
    }

    @Test
    @DisplayName("tells a thread that is interrupted so, and still ends")
    void endsWhenInterrupted() throws IOException {
        sell(MANY, MANY);
        try (JournalReader reader = JournalReader.open(folder);
                ReadAhead ahead = ReadAhead.of(reader, ALL, NOBODY, false)) {
            assertTrue(ahead.next());
            Thread.currentThread().interrupt();
            final JournalException interrupted = assertThrows(JournalException.class, () -> {
                while (ahead.next()) {
                    // The first batch is here already; the next one has to be waited for.
                }
            });
            assertTrue(interrupted.getMessage().contains("interrupted"), interrupted.getMessage());
        }
        assertTrue(Thread.interrupted(), "the interrupt is still to be seen");
    }

    /** So many records, and a new file after so many. */
    private List<String> sell(final int orders, final int perFile) throws IOException {
        try (Till till = new Till(folder, MINUTELY)) {
            till.found();
            till.define("summer", 1_000_000);
            for (int i = 1; i < orders; i++) {
                till.after(i % perFile == 0 ? 60 * Till.SECOND : 1).buy("summer", "buyer-" + i, "k", 1);
            }
            return List.copyOf(till.told());
        }
    }

    private String readAlone() throws IOException {
        try (JournalReader reader = JournalReader.open(folder)) {
            return summary(reader);
        }
    }

    private String readAhead(final boolean isAlone) throws IOException {
        try (JournalReader reader = JournalReader.open(folder);
                ReadAhead ahead = ReadAhead.of(reader, ALL, NOBODY, isAlone)) {
            return summary(ahead);
        }
    }

    /** What is read, and what ends it. */
    private static String summary(final JournalRecords records) {
        long hash = 0;
        int count = 0;
        try {
            while (records.next()) {
                hash = hash * 31 + records.stateDigest();
                count++;
            }
            return count + " records, hash " + hash;
        } catch (final JournalDamagedException damage) {
            return count + " records, hash " + hash + ", then " + damage.getMessage();
        }
    }

    private static String text(final DirectBuffer buffer, final int offset, final int length) {
        return buffer.getStringWithoutLengthUtf8(offset, length);
    }

    private static void flip(final RandomAccessFile file, final long at, final int bit) throws IOException {
        file.seek(at);
        final int before = file.read();
        file.seek(at);
        file.write(before ^ 1 << bit);
    }
}
