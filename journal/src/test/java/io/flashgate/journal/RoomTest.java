package io.flashgate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A disk that fills up")
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class RoomTest {

    private static final long MEBIBYTE = 1 << 20;
    private static final JournalOptions OPTIONS =
            JournalOptions.DEFAULT.withAllocateAheadBytes(MEBIBYTE).withMinFreeBytes(10 * MEBIBYTE);

    @TempDir
    private Path folder;

    private final FakeDisk disk = new FakeDisk();
    private Path file;

    @Test
    void doesNotOpenAJournalWithoutRoom() {
        disk.usableBytes = 10 * MEBIBYTE - 1;
        final IOException full = assertThrows(IOException.class, () -> new Till(folder, OPTIONS, disk));
        assertTrue(full.getMessage().contains(folder.toString()), full.getMessage());
        assertTrue(full.getMessage().contains("at least " + 10 * MEBIBYTE + " bytes"), full.getMessage());
        assertTrue(full.getMessage().contains("found " + (10 * MEBIBYTE - 1)), full.getMessage());
    }

    @Test
    void givesRoomOnlyWhereBlocksAre() throws IOException {
        final Room room = room();
        assertTrue(room.has(2 * MEBIBYTE - 1));
        assertTrue(disk.allocatedBytes >= 2 * MEBIBYTE - 4_096, "found " + disk.allocatedBytes);

        disk.isFull = true;
        assertTrue(room.has(2 * MEBIBYTE));
        assertFalse(room.has(5 * MEBIBYTE));

        disk.isFull = false;
        assertTrue(room.has(5 * MEBIBYTE));
    }

    @Test
    void doesNotWaitForTheDiskWhileThereAreBlocks() throws Exception {
        final Room room = room();
        room.open();
        while (disk.allocatedBytes < MEBIBYTE) {
            Thread.onSpinWait();
        }
        disk.held = new CountDownLatch(1);
        try {
            // More than half of what was ahead is used: the keeper allocates, and its disk takes its time.
            assertTrue(room.has(600_000));
            while (!disk.isWaitedFor) {
                Thread.onSpinWait();
            }
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertTrue(room.has(900_000)));
        } finally {
            disk.held.countDown();
            room.close();
        }
    }

    @Test
    void leavesAloneWhatItWasToldTo() throws IOException {
        final Room room = room();
        assertTrue(room.has(MEBIBYTE));
        disk.usableBytes = 10 * MEBIBYTE - 1;
        room.check();
        assertFalse(room.has(1));

        disk.usableBytes = 10 * MEBIBYTE;
        room.check();
        assertTrue(room.has(MEBIBYTE));
        assertFalse(room.has(100 * MEBIBYTE));

        disk.usableBytes = 200 * MEBIBYTE;
        assertTrue(room.has(100 * MEBIBYTE));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void allocatesRealBlocksInFrontOfTheRecords() throws IOException {
        try (Till till = new Till(folder)) {
            till.found();
            assertTrue(till.writer().hasRoom(1_000));
            final Path records = JournalFiles.list(folder).get(0);
            while (allocatedBytes(records) < MEBIBYTE) {
                // The keeper is at it, step by step.
                Thread.onSpinWait();
            }
            till.writer().close();
            assertTrue(allocatedBytes(records) < MEBIBYTE, "found " + allocatedBytes(records));
            till.leave();
        }
    }

    @Test
    void sellsAgainOnceThereIsRoomAgain() throws IOException {
        disk.usableBytes = 100 * MEBIBYTE;
        try (Till till = new Till(folder, OPTIONS, disk)) {
            till.found();
            assertTrue(till.writer().hasRoom(200));
            disk.isFull = true;
            int sold = 0;
            while (till.writer().hasRoom(200)) {
                till.tick();
                sold++;
                assertTrue(sold < 100_000, "expected the blocks to come to an end");
            }
            assertTrue(sold > 100, "found " + sold);
            assertEquals(till.told(), Till.read(folder));

            disk.isFull = false;
            assertTrue(till.writer().hasRoom(200));
            till.tick();
            assertEquals(till.told(), Till.read(folder));
        }
    }

    private Room room() throws IOException {
        file = Files.createFile(folder.resolve("file"));
        final Room room = new Room(disk, folder, OPTIONS);
        room.moveTo(file, 0);
        return room;
    }

    private static long allocatedBytes(final Path file) throws IOException {
        final Process stat = new ProcessBuilder("stat", "-c", "%b %B", file.toString()).start();
        final String[] blocks = stat.inputReader().readLine().split(" ");
        return Long.parseLong(blocks[0]) * Long.parseLong(blocks[1]);
    }
}
