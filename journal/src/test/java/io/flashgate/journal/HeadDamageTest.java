package io.flashgate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.flashgate.core.order.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Chronicle's own words at the start of its files bear no checksum of ours. Whatever is wrong there is named, by the reader or
 * by the writer, or does no harm: the records are the same, and what is appended behind them is read.
 *
 * <p>{@code -Dfaults=all}: every bit; otherwise one in a few, another one each time.
 */
@DisplayName("Chronicle's own words in a journal")
class HeadDamageTest {

    private static final boolean IS_WHOLE = "all".equals(System.getProperty("faults"));
    private static final int STEP = IS_WHOLE ? 1 : 61;
    private static final int HEAD_BYTES = 0x180;
    private static final int APPENDED = 2;

    @TempDir
    private Path folder;

    private List<String> told;
    private long lastStamp;

    @BeforeEach
    void write() throws IOException {
        try (Till till = new Till(folder)) {
            till.found();
            till.define("summer", 3);
            till.after(1).buy("summer", "alice", "a-1", 2);
            told = List.copyOf(till.told());
        }
        try (JournalReader reader = JournalReader.open(folder)) {
            while (reader.next()) {
                lastStamp = reader.timestampNanos();
            }
        }
    }

    @Test
    @DisplayName("in the records' file")
    void inTheRecordsFile() throws IOException {
        flipEveryBit(JournalFiles.list(folder).get(0));
    }

    @Test
    @DisplayName("in the notes about all files")
    void inTheMetadata() throws IOException {
        assumeTrue(IS_WHOLE, "Chronicle waits long for what it takes for a lock: -Pfaults");
        flipEveryBit(folder.resolve(Queues.METADATA_FILE));
    }

    @Test
    @DisplayName("of which a power cut has left nothing but a name")
    void ofWhichNothingIsLeft() throws IOException {
        final Path metadata = folder.resolve(Queues.METADATA_FILE);
        for (final int length : new int[] {0, 1, 65_536}) {
            Files.write(metadata, new byte[length]);
            append(folder);
            final List<String> after = Till.read(folder);
            assertEquals(told, after.subList(0, told.size()));
            told = after;
        }
        assertEquals(3 + 3 * APPENDED, told.size());
    }

    /** In a folder of its own each: what Chronicle has mapped must not be cut off under it. */
    private void flipEveryBit(final Path damaged) throws IOException {
        final Map<String, Integer> ends = new TreeMap<>();
        final int from = IS_WHOLE ? 0 : (int) (System.nanoTime() % STEP);
        for (int bit = from; bit < HEAD_BYTES * Byte.SIZE; bit += STEP) {
            final Path copy = Files.createDirectory(folder.resolve("bit-" + bit));
            for (final Path file : List.of(JournalFiles.list(folder).get(0), folder.resolve(Queues.METADATA_FILE))) {
                final byte[] bytes = Files.readAllBytes(file);
                if (file.equals(damaged)) {
                    bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
                }
                Files.write(copy.resolve(file.getFileName()), bytes);
            }
            final String end = end(copy, "byte " + bit / Byte.SIZE + " bit " + bit % Byte.SIZE);
            ends.merge(end, 1, Integer::sum);
            try (Stream<Path> files = Files.list(copy)) {
                for (final Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
        System.out.println("flipped in " + damaged.getFileName() + ": " + ends);
    }

    private String end(final Path copy, final String where) throws IOException {
        try {
            assertEquals(told, Till.read(copy), where);
        } catch (final JournalDamagedException found) {
            return "found by the reader";
        }
        boolean isFoundByVerify = false;
        try {
            QueueHead.check(copy);
        } catch (final JournalDamagedException found) {
            isFoundByVerify = true;
        }
        try {
            append(copy);
        } catch (final JournalDamagedException found) {
            assertTrue(found.getMessage().matches("(?s).*: expected .*, found .*"), found.getMessage());
            assertEquals(1, found.getMessage().lines().count(), found.getMessage());
            return isFoundByVerify ? "found by verify and the writer" : "found by the writer only";
        } catch (final JournalException refused) {
            // Where Chronicle would have written over a record, or out of every reader's sight.
            assertTrue(refused.getMessage().contains("journal " + copy), refused.getMessage());
            return "found at the first append";
        }
        // Nothing else may be thrown, and nothing may be different.
        final List<String> after = Till.read(copy);
        assertEquals(told, after.subList(0, told.size()), where);
        assertEquals(told.size() + APPENDED, after.size(), where);
        return isFoundByVerify ? "found by verify, harmless to the writer" : "harmless";
    }

    private void append(final Path copy) throws IOException {
        final int last = told.size();
        try (JournalReader reader = JournalReader.open(copy);
                JournalDirectory owned = JournalDirectory.own(copy)) {
            reader.moveTo(last);
            assertTrue(reader.next());
            try (JournalWriter writer = JournalWriter.open(owned, Till.OPTIONS, last, lastStamp)) {
                for (int i = 1; i <= APPENDED; i++) {
                    writer.append(
                            last + i,
                            lastStamp,
                            reader.command(),
                            reader.commandOffset(),
                            reader.commandLength(),
                            new Decision().outcome(reader.outcome()),
                            i);
                }
            }
        }
    }
}
