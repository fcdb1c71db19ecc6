package io.flashgate.gateway.crash;

import io.flashgate.journal.tool.JournalCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** A journal's folder, looked at from outside. */
final class Journals {

    private Journals() {}

    /** {@code flashgate journal verify}: its last line, or an error with all that it says. */
    static String verify(final Path folder) {
        final StringWriter said = new StringWriter();
        final PrintWriter words = new PrintWriter(said);
        final int status = new CommandLine(new JournalCommand())
                .setOut(words)
                .setErr(words)
                .execute("verify", folder.toString());
        if (status != 0) {
            throw new AssertionError("journal verify: expected 0, found " + status + ":\n" + said);
        }
        return said.toString().strip();
    }

    /** The snapshots, the oldest first. */
    static List<Path> snapshots(final Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".fgs"))
                    .sorted()
                    .toList();
        }
    }

    /** The file with the records; the journal must be less than a day old. */
    static Path file(final Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        } catch (final UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }
}
