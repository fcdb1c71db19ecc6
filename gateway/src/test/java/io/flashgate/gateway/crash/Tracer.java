package io.flashgate.gateway.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code strace}, put upon one thread of a gateway that runs. Closing it leaves the gateway to itself. */
final class Tracer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process strace;
    private final Path stat;

    private Tracer(final Process strace, final Path stat) {
        this.strace = strace;
        this.stat = stat;
    }

    /** Before a program that it starts. Not with --seccomp-bpf: signals that are injected do not arrive then. */
    static List<String> starting(final List<String> options) {
        final List<String> command = new ArrayList<>(List.of("strace", "-f", "-o", "/dev/null"));
        command.addAll(options);
        return command;
    }

    /** Returns when it is there. */
    static Tracer attach(final GatewayProcess gateway, final KillPoint point, final List<String> options)
            throws IOException, InterruptedException {
        final Path thread = thread(gateway, point.thread);
        final List<String> command = new ArrayList<>(List.of("strace", "-o", "/dev/null"));
        command.addAll(options);
        command.addAll(List.of("-p", thread.getFileName().toString()));
        final Process strace = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        final Lines said = new Lines("strace", strace.getErrorStream());
        if (said.findWithin(PATIENCE, line -> line.contains(" attached")) == null) {
            strace.destroyForcibly();
            throw new IOException(command + ": expected it to attach, found: " + said);
        }
        return new Tracer(strace, thread.resolve("stat"));
    }

    /** Whether the thread stands still just now because of this. */
    boolean isHolding() {
        try {
            final String state = Files.readString(stat, StandardCharsets.ISO_8859_1);
            return state.charAt(state.lastIndexOf(')') + 2) == 't';
        } catch (final IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void close() {
        // Its handle's: the process's own would close the stream that is still read.
        strace.toHandle().destroy();
        try {
            if (!strace.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                strace.destroyForcibly();
            }
        } catch (final InterruptedException interrupted) {
            strace.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static Path thread(final GatewayProcess gateway, final String name) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + gateway.pid() + "/task"))) {
            for (final Path thread : threads.toList()) {
                if (Files.readString(thread.resolve("comm")).startsWith(name)) {
                    return thread;
                }
            }
        }
        throw new IOException("expected a thread " + name + " in the gateway, found none");
    }
}
