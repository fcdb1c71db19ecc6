package io.flashgate.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A server that we started and nobody else uses: one process with its descendants, its log in a file, stopped by its handle.
 * What is still running when the comparison ends, or is interrupted, is killed.
 */
final class Server implements AutoCloseable {

    /** A loaded machine may take its time; only a server that hangs takes so long. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 20;
    private static final int TAIL_LINES = 25;
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> RUNNING.forEach(Server::killWithChildren), "stop-servers"));
    }

    private final String name;
    private final Path log;
    private final Process process;

    private Server(final String name, final Path log, final Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts it and waits for nothing.
     *
     * @param folder      where its log goes, as NAME.log; appended to if it is there
     * @param environment what its environment has beside ours
     */
    static Server start(
            final String name, final Path folder, final Map<String, String> environment, final List<String> command) {
        final Path log = folder.resolve(name + ".log");
        final ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            final Process process = builder.start();
            RUNNING.add(process);
            return new Server(name, log, process);
        } catch (final IOException failed) {
            throw new CompareException(name + ": cannot be started: " + failed.getMessage(), failed);
        }
    }

    /** Kills what we started and what still runs, and waits for its end. */
    static void killAll() {
        for (final Process each : RUNNING) {
            killWithChildren(each);
            each.onExit()
                    .orTimeout(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .exceptionally(hangs -> null)
                    .join();
        }
    }

    /** Waits until its log has a line like this, and gives what was found. */
    Matcher awaitLine(final Pattern line) {
        final Matcher[] found = new Matcher[1];
        await("a line like " + line + " in its log", () -> {
            final Matcher matcher = line.matcher(log());
            found[0] = matcher;
            return matcher.find();
        });
        return found[0];
    }

    /** Waits until somebody answers at this port of loopback. */
    Server awaitPort(final int port) {
        await("a listener at port " + port, () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                return true;
            } catch (final IOException notYet) {
                return false;
            }
        });
        return this;
    }

    /**
     * @throws CompareException with the end of its log, if it ends before that, or does not get there in time
     */
    void await(final String what, final BooleanSupplier isThere) {
        final long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isThere.getAsBoolean()) {
            if (!process.isAlive()) {
                throw failure("expected " + what + ", found that it ended with " + process.exitValue());
            }
            if (System.nanoTime() - deadline > 0) {
                throw failure("expected " + what + " within " + PATIENCE + ", found none");
            }
            pause();
        }
    }

    /**
     * Waits until it has ended by itself, as a tool does.
     *
     * @throws CompareException with the end of its log, if it does not end in time, or not with 0
     */
    void awaitEnd(final Duration patience) {
        final long deadline = System.nanoTime() + patience.toNanos();
        while (process.isAlive()) {
            if (System.nanoTime() - deadline > 0) {
                throw failure("expected it to end within " + patience + ", found it running");
            }
            pause();
        }
        if (process.exitValue() != 0) {
            throw failure("expected exit status 0, found " + process.exitValue());
        }
    }

    long pid() {
        return process.pid();
    }

    /** All it wrote. */
    String log() {
        try {
            return Files.readString(log, StandardCharsets.ISO_8859_1);
        } catch (final IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    CompareException failure(final String what) {
        final String text = log();
        final List<String> lines = text.lines().collect(Collectors.toList());
        final String tail = lines.stream()
                .skip(Math.max(0, lines.size() - TAIL_LINES))
                .collect(Collectors.joining("\n    ", "\n    ", ""));
        return new CompareException(name + ": " + what + "; the end of its log " + log + ":" + tail);
    }

    /** Kills it as a crash would: nothing of it runs after this. */
    void kill() {
        killWithChildren(process);
        process.onExit().join();
        RUNNING.remove(process);
    }

    /** Asks it to end, and kills it if it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("compare: " + name + " did not stop when asked, and is killed");
            }
        } catch (final InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        kill();
    }

    /** A port of loopback that nobody listens on now. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (final InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CompareException("interrupted", stopped);
        }
    }

    private static void killWithChildren(final Process process) {
        try (Stream<ProcessHandle> children = process.descendants()) {
            // Listed first: without their parent they would no longer be found.
            final List<ProcessHandle> all = children.collect(Collectors.toList());
            process.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
