package io.flashgate.gateway.crash;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A file system in memory that is full in no time. Only root may have one; a test without it is skipped. */
final class TinyDisk implements AutoCloseable {

    private static final int COMMAND_SECONDS = 20;

    private final Path at;

    private TinyDisk(final Path at) {
        this.at = at;
    }

    static TinyDisk mount(final Path at, final int mebibytes) throws IOException {
        Files.createDirectories(at);
        assumeTrue(
                runs("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "flashgate-test", at.toString()),
                "a small file system cannot be mounted here: only root may");
        return new TinyDisk(at);
    }

    Path path() {
        return at;
    }

    long usableBytes() throws IOException {
        return Files.getFileStore(at).getUsableSpace();
    }

    /** Somebody else's file takes all room but so much. */
    void fillUpTo(final long leftBytes) throws IOException {
        final long taken = usableBytes() - leftBytes;
        if (!runs("fallocate", "-l", Long.toString(taken), ballast().toString())) {
            throw new IOException("expected " + taken + " bytes to be taken");
        }
    }

    void makeRoom() throws IOException {
        Files.delete(ballast());
    }

    void grow(final int mebibytes) throws IOException {
        if (!runs("mount", "-o", "remount,size=" + mebibytes + "m", at.toString())) {
            throw new IOException("expected " + at + " to grow");
        }
    }

    @Override
    public void close() throws IOException {
        if (!runs("umount", at.toString())) {
            runs("umount", "-l", at.toString());
        }
    }

    /** Whether a command is there and succeeds. */
    static boolean runs(final String... command) throws IOException {
        final Process process;
        try {
            process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (final IOException absent) {
            return false;
        }
        boolean isDone = false;
        try {
            isDone = process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS);
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!isDone) {
            process.destroyForcibly();
            throw new IOException(List.of(command) + ": expected it to end within " + COMMAND_SECONDS + " s");
        }
        return process.exitValue() == 0;
    }

    private Path ballast() {
        return at.resolve("somebody-elses.file");
    }
}
