package io.flashgate.gateway.crash;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.flashgate.gateway.Eventually;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A disk whose power can be cut while somebody writes to it, again and again: what was handed to it is there, what was still in
 * the page cache is not.
 *
 * <pre>
 *   ext4 on a loop device ──▶ image ─ cp --reflink, at once ─▶ image as of then ──▶ ext4 on another loop device
 *                             └──────────── both in a btrfs, on a loop device ────┘
 * </pre>
 */
final class CuttableDisk implements AutoCloseable {

    private static final long OUTER_BYTES = 1L << 30;
    private static final long DISK_BYTES = 300L << 20;

    private final Path outer;
    private final Path disk;
    private final Path cut;

    private CuttableDisk(final Path folder) {
        outer = folder.resolve("outer");
        disk = folder.resolve("disk");
        cut = folder.resolve("cut");
    }

    /** Skips the test where there cannot be one. */
    static CuttableDisk make(final Path folder) throws IOException {
        final CuttableDisk made = new CuttableDisk(folder);
        for (final Path point : new Path[] {made.outer, made.disk, made.cut}) {
            Files.createDirectories(point);
        }
        final Path image = folder.resolve("outer.img");
        sparse(image, OUTER_BYTES);
        final boolean isThere = TinyDisk.runs("mkfs.btrfs", "-q", image.toString())
                && TinyDisk.runs("mount", "-o", "loop", image.toString(), made.outer.toString());
        assumeTrue(isThere, "a power cut needs root, loop devices and btrfs (apt-get install btrfs-progs)");
        sparse(made.image(), DISK_BYTES);
        if (!TinyDisk.runs("mkfs.ext4", "-q", made.image().toString())
                || !TinyDisk.runs("mount", "-o", "loop", made.image().toString(), made.disk.toString())) {
            made.close();
            assumeTrue(false, "a power cut needs ext4");
        }
        return made;
    }

    /** Where to write. */
    Path path() {
        return disk;
    }

    /** The disk as it would be found if the power went off now; until the next cut. */
    Path cutNow() throws IOException {
        // A second cut of the same disk has the same file system's id; ext4 does not mind.
        final Path copy = outer.resolve("cut.img");
        require("cp", "--reflink=always", image().toString(), copy.toString());
        require("mount", "-o", "loop", copy.toString(), cut.toString());
        return cut;
    }

    void forgetCut() throws IOException {
        // Whoever had its files mapped lets them go a moment later.
        Eventually.holds("the cut disk can be unmounted", () -> {
            try {
                return TinyDisk.runs("umount", cut.toString());
            } catch (final IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
        Files.delete(outer.resolve("cut.img"));
    }

    @Override
    public void close() throws IOException {
        for (final Path point : new Path[] {cut, disk, outer}) {
            if (TinyDisk.runs("mountpoint", "-q", point.toString()) && !TinyDisk.runs("umount", point.toString())) {
                TinyDisk.runs("umount", "-l", point.toString());
            }
        }
    }

    private Path image() {
        return outer.resolve("disk.img");
    }

    private static void sparse(final Path file, final long bytes) throws IOException {
        try (RandomAccessFile made = new RandomAccessFile(file.toFile(), "rw")) {
            made.setLength(bytes);
        }
    }

    private static void require(final String... command) throws IOException {
        if (!TinyDisk.runs(command)) {
            throw new IOException("expected this to succeed: " + String.join(" ", command));
        }
    }
}
