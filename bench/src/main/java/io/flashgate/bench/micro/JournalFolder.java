package io.flashgate.bench.micro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder for one journal, deleted at the end with all that is in it. */
final class JournalFolder implements AutoCloseable {

    /** The folder that this code lies in: {@code bench/target}, on the disk that the project is on. */
    static final String BESIDE_THE_CODE = "";

    private final Path path;

    /**
     * @param parent where to make it, or {@link #BESIDE_THE_CODE}
     */
    JournalFolder(final String parent) throws IOException {
        final Path place = parent.equals(BESIDE_THE_CODE) ? besideTheCode() : Path.of(parent);
        path = Files.createTempDirectory(place, "journal-");
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        final List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(path)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
        }
        for (final Path each : deepestFirst) {
            Files.delete(each);
        }
    }

    /** The folder that {@link #BESIDE_THE_CODE} stands for. */
    static Path besideTheCode() {
        try {
            return Path.of(JournalFolder.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .getParent();
        } catch (final URISyntaxException impossible) {
            throw new UncheckedIOException(new IOException(impossible));
        }
    }
}
