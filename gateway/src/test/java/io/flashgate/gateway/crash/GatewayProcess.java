package io.flashgate.gateway.crash;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real {@code flashgate serve}, in a process of its own. Whatever a test does, it does not outlive its closing. */
final class GatewayProcess implements AutoCloseable {

    static final String TOKEN = "crash-test-token-0123456789";

    static final Pattern READY = Pattern.compile(
            "ready public=(http://127\\.0\\.0\\.1:\\d+) admin=(http://127\\.0\\.0\\.1:\\d+) pid=(\\d+) sequence=(\\d+)");

    /** A loaded machine may take its time; only a gateway that hangs takes so long. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Lines out;
    private final Lines log;
    private Matcher ready;

    private GatewayProcess(final Process process) {
        this.process = process;
        out = new Lines("gateway-out", process.getInputStream());
        log = new Lines("gateway-log", process.getErrorStream());
    }

    /** Starts it on a journal's folder, with tickets off and on free ports, and does not wait for anything. */
    static GatewayProcess spawn(final Path data, final String... moreOptions) throws IOException {
        return spawnUnder(List.of(), data, moreOptions);
    }

    /** As {@link #spawn}, under a program that watches it. */
    static GatewayProcess spawnUnder(final List<String> watcher, final Path data, final String... moreOptions)
            throws IOException {
        final List<String> options = new ArrayList<>(List.of("serve", "--data", data.toString()));
        options.addAll(List.of("--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0"));
        options.addAll(List.of("--admin-token-file", tokenFile(data).toString(), "--tickets", "off"));
        options.addAll(List.of("--max-answers", "200000", "--max-orders", "200000", "--max-sales", "4096"));
        options.addAll(List.of(moreOptions));
        return run(watcher, options);
    }

    /** Starts any command of ours. */
    static GatewayProcess run(final List<String> watcher, final List<String> options) throws IOException {
        final List<String> command = new ArrayList<>(watcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + System.getProperty("jvm.options"));
        // A short life: nothing that only pays off later.
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("io.flashgate.gateway.cli.Flashgate");
        command.addAll(options);
        return new GatewayProcess(new ProcessBuilder(command).start());
    }

    /** A token file beside the journal's folder. */
    static Path tokenFile(final Path data) throws IOException {
        final Path file = data.resolveSibling("admin.token");
        if (!Files.exists(file)) {
            Files.writeString(file, TOKEN + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        return file;
    }

    /** Waits until it can sell. */
    GatewayProcess awaitReady() throws InterruptedException {
        final String line = out.findWithin(PATIENCE, text -> text.startsWith("ready "));
        if (line == null) {
            throw new AssertionError("expected a ready line, found a process that "
                    + (process.isAlive() ? "hangs" : "ended with " + process.waitFor()) + "; its log:\n" + log);
        }
        ready = READY.matcher(line);
        if (!ready.matches()) {
            throw new AssertionError("expected a ready line like " + READY + ", found: " + line);
        }
        return this;
    }

    /** Waits until it can sell, or has ended; false: it has ended. */
    boolean isReadyBeforeItsEnd() throws InterruptedException {
        if (out.findWithin(PATIENCE, text -> text.startsWith("ready ")) == null) {
            awaitExit();
            return false;
        }
        awaitReady();
        return true;
    }

    /** Waits until its log says this; false if it ended before. */
    boolean awaitLog(final String words) throws InterruptedException {
        return log.findWithin(PATIENCE, line -> line.contains(words)) != null;
    }

    URI publicUrl() {
        return URI.create(ready.group(1));
    }

    URI adminUrl() {
        return URI.create(ready.group(2));
    }

    /** As it says itself. Its parent may be a program that watches it. */
    long pid() {
        return Long.parseLong(ready.group(3));
    }

    long sequenceAtStart() {
        return Long.parseLong(ready.group(4));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** {@code kill -9}: nothing of it runs after this. Returns when it is gone. */
    void kill() throws InterruptedException {
        handle().destroyForcibly();
        awaitExit();
    }

    /** {@code kill -TERM}: asks it to drain. */
    void terminate() {
        handle().destroy();
    }

    /** Waits for its end. */
    int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("expected the process to end, found it running; its log:\n" + log);
        }
        return process.exitValue();
    }

    /** Whether it ends within this time. */
    boolean endsWithin(final Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What it logged; it must have ended. */
    List<String> log() throws InterruptedException {
        return log.all();
    }

    /** What it printed; it must have ended. */
    List<String> out() throws InterruptedException {
        return out.all();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public String toString() {
        return "its log:\n" + log;
    }

    private ProcessHandle handle() {
        return ready == null ? process.toHandle() : ProcessHandle.of(pid()).orElse(process.toHandle());
    }
}
