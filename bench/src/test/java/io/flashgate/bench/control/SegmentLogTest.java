package io.flashgate.bench.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.journal.Durability;
import io.flashgate.journal.JournalDirectory;
import io.flashgate.journal.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A segment log")
@Timeout(300)
class SegmentLogTest {

    private static final SegmentOptions SMALL = SegmentOptions.DEFAULT.withSegmentBytes(64 << 10);
    private static final int RECORD_BYTES = Segment.recordBytes(Purchases.COMMAND_BYTES);
    private static final int PER_SEGMENT = ((64 << 10) - Segment.HEAD_BYTES) / RECORD_BYTES;

    @TempDir
    Path folder;

    private final Purchases purchases = new Purchases();
    private JournalDirectory owned;

    @BeforeEach
    void own() throws IOException {
        owned = JournalDirectory.own(folder);
    }

    @AfterEach
    void giveBack() {
        owned.close();
    }

    @Test
    @DisplayName("reads what was appended and forced, whole and in order")
    void roundTrip() throws IOException {
        try (SegmentLog log = SegmentLog.open(owned, SMALL)) {
            assertEquals(0, log.sequence());
            purchases.append(log, 1, 100);
            log.barrier().force();
            assertEquals(100, log.sequence());
            assertEquals(100L * RECORD_BYTES, log.bytesWritten());
        }

        assertEquals(100, readAll());
    }

    @Test
    @DisplayName("goes on in further segments, and leaves none behind that it did not use")
    void rolls() throws IOException {
        final int count = 3 * PER_SEGMENT + 1;
        try (SegmentLog log = SegmentLog.open(owned, SMALL)) {
            purchases.append(log, 1, count);
            log.barrier().force();
        }

        assertEquals(count, readAll());
        assertEquals(4, segments().size());
    }

    @Test
    @DisplayName("can be read beside its writer, over a roll")
    void isReadLive() throws IOException {
        try (SegmentLog log = SegmentLog.open(owned, SMALL);
                SegmentLogReader reader = SegmentLogReader.open(folder)) {
            assertFalse(reader.next());
            purchases.append(log, 1, PER_SEGMENT);
            assertEquals(PER_SEGMENT, purchases.readAll(reader));
            purchases.append(log, PER_SEGMENT + 1, PER_SEGMENT + 5);
            assertEquals(PER_SEGMENT + 5, purchases.readAll(reader));
        }
    }

    @Test
    @DisplayName("goes on behind its last record when it is opened again, at a roll too")
    void goesOn() throws IOException {
        long appended = 0;
        for (final int count : new int[] {1, PER_SEGMENT - 1, 1, 7, 0, 2 * PER_SEGMENT}) {
            try (SegmentLog log = SegmentLog.open(owned, SMALL)) {
                assertEquals(appended, log.sequence());
                purchases.append(log, appended + 1, appended + count);
                appended += count;
            }
            assertEquals(appended, readAll());
        }
    }

    @Test
    @DisplayName("ends before a record that was not finished, wherever it broke off, and goes on from there")
    void tornTail() throws IOException {
        final int last = 5;
        try (SegmentLog log = SegmentLog.open(owned, SMALL)) {
            purchases.append(log, 1, last);
        }
        final Path file = folder.resolve(Segment.fileName(1));
        final byte[] whole = Files.readAllBytes(file);
        final int start = Segment.HEAD_BYTES + (last - 1) * RECORD_BYTES;
        final int end = start + Segment.RECORD_HEAD_BYTES + Segment.COMMAND_OFFSET + Purchases.COMMAND_BYTES;

        for (int at = start; at < end; at++) {
            final byte[] torn = whole.clone();
            Arrays.fill(torn, at, end, (byte) 0);
            assertEndsBeforeLast(file, torn, last, "nothing from byte " + (at - start) + " on");

            final byte[] spoiled = whole.clone();
            spoiled[at] ^= (byte) 0xFF;
            assertEndsBeforeLast(file, spoiled, last, "byte " + (at - start) + " is another");
        }
    }

    @Test
    @DisplayName("throws away what lies behind a record that is not whole, further segments and all")
    void tornInTheMiddle() throws IOException {
        final int count = 2 * PER_SEGMENT + 3;
        try (SegmentLog log = SegmentLog.open(owned, SMALL)) {
            purchases.append(log, 1, count);
        }
        final Path second = folder.resolve(Segment.fileName(2));
        final byte[] bytes = Files.readAllBytes(second);
        bytes[Segment.HEAD_BYTES + 10 * RECORD_BYTES + 20]++;
        Files.write(second, bytes);
        assertEquals(PER_SEGMENT + 10, readAll());

        try (SegmentLog log = SegmentLog.open(owned, SMALL)) {
            assertEquals(PER_SEGMENT + 10, log.sequence());
            purchases.append(log, PER_SEGMENT + 11, count);
        }
        assertEquals(count, readAll());
    }

    @Test
    @DisplayName("takes neither a gap, nor a stamp that goes back, nor anything after that")
    void keepsItsPromises() throws IOException {
        final UnsafeBuffer command = new UnsafeBuffer(new byte[100]);
        final Decision decision = new Decision().outcome(Outcome.ACCEPTED);
        for (final long[] bad : new long[][] {{3, 100}, {1, 100}, {2, 99}}) {
            try (SegmentLog log = SegmentLog.open(owned, SMALL)) {
                if (log.sequence() == 0) {
                    log.append(1, 100, command, 0, 100, decision, 0);
                }
                assertThrows(JournalException.class, () -> log.append(bad[0], bad[1], command, 0, 100, decision, 0));
                assertThrows(JournalException.class, () -> log.append(2, 100, command, 0, 100, decision, 0));
            }
            assertEquals(1, lastSequence());
        }
    }

    @Test
    @DisplayName("says how long a record may be, before it has written any of it")
    void longRecords() throws IOException {
        final UnsafeBuffer command = new UnsafeBuffer(new byte[64 << 10]);
        final Decision decision = new Decision().outcome(Outcome.SALE_CREATED);
        try (SegmentLog log = SegmentLog.open(owned, SMALL)) {
            final int longest = (64 << 10) - Segment.HEAD_BYTES - Segment.RECORD_HEAD_BYTES - Segment.COMMAND_OFFSET;
            log.append(1, 1, command, 0, longest & ~7, decision, 0);
            final JournalException refused =
                    assertThrows(JournalException.class, () -> log.append(2, 2, command, 0, 64 << 10, decision, 0));
            assertTrue(refused.getMessage().contains("expected records of at most"), refused.getMessage());
        }
        assertEquals(1, lastSequence());
    }

    @Test
    @DisplayName("forces nothing where durability is left to the system, and says which sizes it takes")
    void options() throws IOException {
        try (SegmentLog log = SegmentLog.open(owned, SMALL.withDurability(Durability.OS))) {
            purchases.append(log, 1, 2 * PER_SEGMENT);
            log.barrier().force();
        }
        assertEquals(2 * PER_SEGMENT, readAll());

        for (final int bytes : new int[] {0, 4_096, (64 << 10) + 1, Integer.MAX_VALUE}) {
            final IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> SMALL.withSegmentBytes(bytes));
            assertTrue(refused.getMessage().startsWith("segmentBytes: found " + bytes), refused.getMessage());
        }
    }

    private void assertEndsBeforeLast(final Path file, final byte[] bytes, final int last, final String what)
            throws IOException {
        Files.write(file, bytes);
        assertEquals(last - 1, readAll(), what);
        try (SegmentLog log = SegmentLog.open(owned, SMALL.withDurability(Durability.OS))) {
            assertEquals(last - 1, log.sequence(), what);
            purchases.append(log, last, last + 1);
        }
        assertEquals(last + 1, readAll(), what);
    }

    private long readAll() throws IOException {
        try (SegmentLogReader reader = SegmentLogReader.open(folder)) {
            return purchases.readAll(reader);
        }
    }

    private long lastSequence() throws IOException {
        try (SegmentLogReader reader = SegmentLogReader.open(folder)) {
            boolean hasMore = true;
            while (hasMore) {
                hasMore = reader.next();
            }
            return reader.sequence();
        }
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(Segment.FILE_SUFFIX))
                    .collect(Collectors.toList());
        }
    }
}
