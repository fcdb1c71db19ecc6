package io.flashgate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A glance ahead")
class GlanceTest {

    private static final int ORDERS = 300;

    @TempDir
    private Path folder;

    @Test
    @DisplayName("shows the commands that are read next, in their order, and moves nothing")
    void showsWhatIsReadNext() throws IOException {
        writeJournal();
        try (JournalReader reader = JournalReader.open(folder)) {
            assertEquals(0, reader.glance(16, (buffer, offset, length) -> {}), "nothing is mapped yet");
            final List<String> shown = new ArrayList<>();
            final List<String> read = new ArrayList<>();
            while (reader.next()) {
                read.add(bytes(reader.command(), reader.commandOffset(), reader.commandLength()));
                if (shown.size() < read.size()) {
                    shown.add(read.get(read.size() - 1));
                    final int before = shown.size();
                    final int count =
                            reader.glance(16, (buffer, offset, length) -> shown.add(bytes(buffer, offset, length)));
                    assertEquals(before + count, shown.size());
                    assertTrue(count <= 16);
                }
            }

            assertEquals(ORDERS + 2, read.size());
            assertEquals(read.size(), shown.size());
            for (int i = 0; i < read.size(); i++) {
                // A document is filled up to a whole word.
                assertTrue(shown.get(i).startsWith(read.get(i)), "record " + (i + 1));
            }
            assertEquals(0, reader.glance(16, (buffer, offset, length) -> {}), "at the end there is nothing to show");
        }
    }

    @Test
    @DisplayName("stays within what is mapped, whatever the words of a damaged file say")
    void survivesDamage() throws IOException {
        final Path file = writeJournal();
        for (final int word : new int[] {1, 7, 60, 1 << 20, 0x3FFF_FFFC, 0x7FFF_FFFF, 0x4000_0000, -1}) {
            try (JournalReader reader = JournalReader.open(folder)) {
                reader.next();
                reader.next();
                final long next = reader.walk().position();
                final int was = overwrite(file, next, word);
                final int[] bytes = {0};
                reader.glance(16, (buffer, offset, length) -> bytes[0] += buffer.getByte(offset + length - 1) & 1);
                overwrite(file, next, was);

                assertTrue(reader.next(), "a glance does no harm");
            }
        }
    }

    private Path writeJournal() throws IOException {
        try (Till till = new Till(folder)) {
            till.found();
            till.define("summer", 1_000);
            for (int i = 0; i < ORDERS; i++) {
                till.buy("summer", "buyer-" + i, "k", 1);
            }
        }
        return JournalFiles.list(folder).get(0);
    }

    private static int overwrite(final Path path, final long position, final int word) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(position);
            final int was = Integer.reverseBytes(file.readInt());
            file.seek(position);
            file.writeInt(Integer.reverseBytes(word));
            return was;
        }
    }

    private static String bytes(final DirectBuffer buffer, final int offset, final int length) {
        return buffer.getStringWithoutLengthUtf8(offset, length);
    }
}
