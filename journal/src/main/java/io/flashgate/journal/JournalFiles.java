package io.flashgate.journal;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.ParsePosition;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.RollingResourcesCache;

/** The files of a journal, oldest first: their names are times, so the order of names is the order of records. */
final class JournalFiles {

    private static final int METADATA_MAX_BYTES = 4_096;

    private JournalFiles() {}

    /** All files with records, oldest first. */
    static List<Path> list(final Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> name(file).endsWith(Queues.SUFFIX))
                    .sorted((a, b) -> name(a).compareTo(name(b)))
                    .toList();
        }
    }

    static String name(final Path file) {
        return file.getFileName().toString();
    }

    /**
     * The roll cycle whose files bear such names.
     *
     * @throws JournalException if there is none
     */
    static RollCycle rollCycle(final Path file) {
        final String name = stem(file);
        for (final RollCycle candidate : RollCycles.all()) {
            final ParsePosition end = new ParsePosition(0);
            final DateTimeFormatter format =
                    DateTimeFormatter.ofPattern(candidate.format()).withZone(ZoneOffset.UTC);
            if (format.parseUnresolved(name, end) != null
                    && end.getErrorIndex() < 0
                    && end.getIndex() == name.length()) {
                return candidate;
            }
        }
        throw new JournalException(file + ": expected the name of a journal's file, such as 20261127F" + Queues.SUFFIX);
    }

    /** The number of a file's cycle: half of the index of its records. */
    static int cycle(final RollCycle rollCycle, final Path file) {
        return new RollingResourcesCache(rollCycle, rollCycle.defaultEpoch(), File::new, File::getName)
                .parseCount(stem(file));
    }

    /** The number of the newest file's cycle, as Chronicle's metadata have it; negative: they do not say. */
    static long newestCycle(final Path directory) throws IOException {
        final Path metadata = directory.resolve(Queues.METADATA_FILE);
        if (!Files.exists(metadata)) {
            return -1;
        }
        try (FileChannel channel = FileChannel.open(metadata, StandardOpenOption.READ)) {
            final FileHead head = new FileHead(
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(channel.size(), METADATA_MAX_BYTES)));
            try {
                return head.value("listing.highestCycle");
            } finally {
                head.close();
            }
        }
    }

    private static String stem(final Path file) {
        return name(file).substring(0, name(file).length() - Queues.SUFFIX.length());
    }
}
