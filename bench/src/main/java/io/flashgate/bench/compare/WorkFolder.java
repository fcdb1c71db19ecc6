package io.flashgate.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folder that every peer's data is in, one inside for each life of each of them; gone when it is closed. */
final class WorkFolder implements AutoCloseable {

    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");

    private final Path path;
    private final Thread onInterrupt = new Thread(this::clearUp, "clear-up");

    /**
     * @param parent on a real disk, and open to other users: PostgreSQL does not run as root
     * @throws CompareException if it is in memory, where a barrier costs nothing
     */
    WorkFolder(final Path parent) {
        try {
            path = Files.createTempDirectory(parent, "flashgate-compare-");
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            final String type = fileSystem();
            if (IN_MEMORY.contains(type)) {
                Files.delete(path);
                throw new CompareException("--data " + parent + ": expected a folder on a disk, found " + type
                        + ", where forcing costs nothing and proves nothing");
            }
        } catch (final IOException failed) {
            throw new CompareException("--data " + parent + ": no folder can be made there: " + failed, failed);
        }
        Runtime.getRuntime().addShutdownHook(onInterrupt);
    }

    Path path() {
        return path;
    }

    /** Its file system, such as {@code ext4}. */
    String fileSystem() {
        try {
            return Files.getFileStore(path).type();
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** An empty folder. */
    Path fresh(final String name) {
        try {
            return Files.createDirectory(path.resolve(name));
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Deletes a folder with all that is in it. */
    void delete(final Path folder) {
        try {
            final List<Path> deepestFirst;
            try (Stream<Path> all = Files.walk(folder)) {
                deepestFirst = all.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
            }
            for (final Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
            delete(path);
        } catch (final IllegalStateException interrupted) {
            // It is being cleared up already.
        }
    }

    /** Ctrl-C: gigabytes would be left behind. */
    private void clearUp() {
        Server.killAll();
        try {
            delete(path);
        } catch (final UncheckedIOException left) {
            System.err.println("compare: " + path + " could not be deleted: " + left.getMessage());
        }
    }
}
