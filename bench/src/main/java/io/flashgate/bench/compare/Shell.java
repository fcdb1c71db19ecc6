package io.flashgate.bench.compare;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Small programs that are run to their end, within a bound. */
final class Shell {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Shell() {}

    /**
     * What it wrote to standard output and standard error.
     *
     * @throws CompareException if it cannot be run, does not end with 0 or takes longer than a minute
     */
    static String output(final List<String> command) {
        return output(command, "");
    }

    /** As {@link #output(List)}, with something to read on standard input. */
    static String output(final List<String> command, final String input) {
        Path out = null;
        Process process = null;
        try {
            // A file, not a pipe: nobody has to read while it runs.
            out = Files.createTempFile("compare-", ".out");
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new CompareException(
                        String.join(" ", command) + ": expected it to end, found it running after " + PATIENCE);
            }
            final String text = Files.readString(out);
            if (process.exitValue() != 0) {
                throw new CompareException(String.join(" ", command) + ": expected exit status 0, found "
                        + process.exitValue() + "; it said:\n" + text.strip());
            }
            return text;
        } catch (final IOException failed) {
            throw new CompareException(command.get(0) + ": cannot be run: " + failed.getMessage(), failed);
        } catch (final InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CompareException("interrupted in " + command.get(0), stopped);
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
            delete(out);
        }
    }

    /** Where a program is, on the PATH or in the folders for administrators. Null: nowhere. */
    static Path find(final String program) {
        final String path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin" + File.pathSeparator + "/sbin";
        for (final String folder : path.split(File.pathSeparator)) {
            final Path file = Path.of(folder, program);
            if (Files.isExecutable(file)) {
                return file;
            }
        }
        return null;
    }

    private static void delete(final Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (final IOException left) {
            // A few bytes in the folder for temporary files.
        }
    }
}
