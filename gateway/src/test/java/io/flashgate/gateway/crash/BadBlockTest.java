package io.flashgate.gateway.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.flashgate.gateway.Eventually;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A block of the journal that the disk cannot give back: a btrfs on a loop device, whose image is changed behind its back, so
 * that the block's checksum is wrong. Reading a mapped page of it is a signal (SIGBUS), not an error.
 */
@DisplayName("A journal with a block that cannot be read")
class BadBlockTest {

    /** By SIGABRT, as a shell has it: how a JVM ends that cannot go on. */
    private static final int ABORTED = 128 + 6;

    private static final long DISK_BYTES = 512L << 20;

    @TempDir
    private Path folder;

    @Test
    @DisplayName("is not served: exit 70 and the reason in words, or the JVM ends over it")
    void isNotServed() throws Exception {
        assumeTrue("all".equals(System.getProperty("faults")), "a file system is made for it: -Pfaults");
        final Path image = folder.resolve("disk.img");
        final Path disk = Files.createDirectory(folder.resolve("disk"));
        try (RandomAccessFile made = new RandomAccessFile(image.toFile(), "rw")) {
            made.setLength(DISK_BYTES);
        }
        assumeTrue(
                TinyDisk.runs("mkfs.btrfs", "-q", "-d", "single", image.toString()) && mounts(image, disk),
                "it needs root, loop devices and btrfs (apt-get install btrfs-progs)");
        final Path data = disk.resolve("data");
        final Ledger ledger = new Ledger();
        try {
            try (GatewayProcess gateway = spawn(data).awaitReady();
                    Wire admin = Wire.to(gateway.adminUrl());
                    Wire buyers = Wire.to(gateway.publicUrl())) {
                Merchant.define(admin, SalePlan.openNow("friday", 1_000, 10), ledger);
                for (int i = 0; i < 100; i++) {
                    final String buyer = i == 50 ? "somebody-in-the-middle" : "buyer-" + i;
                    final Heard answer = buyers.ask(new Purchase("friday", "mug", buyer, 1, "k-" + i).request());
                    assertEquals(201, answer.status(), answer::toString);
                }
                gateway.kill();
            }
            unmount(disk);
            assertTrue(changes(image, "somebody-in-the-middle") > 0, "expected the buyer's name in the image");
            assertTrue(mounts(image, disk));
            try (GatewayProcess refused = spawn(data)) {
                final int status = refused.awaitExit();
                // The checksum's intrinsic is not ready for the signal: there the JVM itself ends, and says so.
                if (status != ABORTED) {
                    assertEquals(70, status, refused::toString);
                    final String reason = refused.log().get(refused.log().size() - 1);
                    assertTrue(reason.contains("a page of a file could not be read"), reason);
                }
            }
        } finally {
            TinyDisk.runs("umount", disk.toString());
        }
    }

    private static GatewayProcess spawn(final Path data) throws IOException {
        return GatewayProcess.spawn(data, "--min-free", "1M", "--snapshot-every", "off");
    }

    private static boolean mounts(final Path image, final Path disk) throws IOException {
        return TinyDisk.runs("mount", "-o", "loop", image.toString(), disk.toString());
    }

    private static void unmount(final Path disk) {
        Eventually.holds("the disk can be unmounted", () -> {
            try {
                return TinyDisk.runs("umount", disk.toString());
            } catch (final IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    /** Changes a bit of these words wherever they stand; answers how often. */
    private static int changes(final Path image, final String words) throws IOException {
        final byte[] wanted = words.getBytes(StandardCharsets.US_ASCII);
        int changes = 0;
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            final MappedByteBuffer bytes = file.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, file.length());
            for (int at = 0; at < bytes.capacity() - wanted.length; at++) {
                if (bytes.get(at) == wanted[0] && isAt(bytes, at, wanted)) {
                    bytes.put(at, (byte) (wanted[0] ^ 1));
                    changes++;
                }
            }
            bytes.force();
        }
        return changes;
    }

    private static boolean isAt(final MappedByteBuffer bytes, final int at, final byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (bytes.get(at + i) != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
