package io.flashgate.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.gateway.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("serve, as a process of its own")
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ServeProcessTest {

    private static final Pattern READY = Pattern.compile(
            "ready public=(http://127\\.0\\.0\\.1:\\d+) admin=http://127\\.0\\.0\\.1:\\d+ pid=(\\d+) sequence=\\d+");

    /** Less than the warm-up would take by itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Process process;

    @AfterEach
    void leaveNothingRunning() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void saysWhenItIsReadyAndDrainsOnSigterm() throws Exception {
        final BufferedReader out = serve();

        final String line = out.readLine();

        final Matcher ready = READY.matcher(line);
        assertTrue(ready.matches(), line);
        assertEquals(Long.toString(process.pid()), ready.group(2));
        assertEquals(404, statusOf(ready.group(1) + "/v1/sales/none"));
        await("word to the service manager", () -> Files.exists(notified()));
        assertEquals("--ready\n", Files.readString(notified()));

        // By its handle: Process.destroy() would close its output unread.
        process.toHandle().destroy();

        assertEquals(ExitStatus.DONE, process.waitFor());
        assertEquals(null, out.readLine(), "one line on standard output, no more");
        final List<String> log = Files.readAllLines(folder.resolve("log"));
        assertTrue(log.stream().allMatch(entry -> entry.startsWith("{\"time\":")), log::toString);
    }

    @Test
    void leavesNothingOfAWarmUpThatSigtermEndsAtItsStart() throws Exception {
        final BufferedReader out = serve("--warm-up=100s");
        await("a folder of the warm-up", () -> !warmUpFolders().isEmpty());

        endsWithoutATrace(out);
    }

    @Test
    void leavesNothingOfAWarmUpThatSigtermEndsWhileItSells() throws Exception {
        final BufferedReader out = serve("--warm-up=100s");
        await(
                "a gateway that listens",
                () -> Files.readString(folder.resolve("log")).contains("listening on"));

        endsWithoutATrace(out);
    }

    private void endsWithoutATrace(final BufferedReader out) throws Exception {

        process.toHandle().destroy();

        assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), "expected the process to end early");
        assertEquals(ExitStatus.DONE, process.exitValue());
        assertEquals(List.of(), warmUpFolders());
        assertEquals(null, out.readLine(), "nothing on standard output: it was never ready");
    }

    private void await(final String what, final Callable<Boolean> isThere) {
        Eventually.holds("there is " + what, () -> {
            assertTrue(process.isAlive(), () -> "expected " + what + ", found that the process ended");
            try {
                return isThere.call();
            } catch (final Exception unreadable) {
                throw new AssertionError(unreadable);
            }
        });
    }

    private List<Path> warmUpFolders() throws IOException {
        try (Stream<Path> all = Files.list(temporary())) {
            return all.filter(path -> path.getFileName().toString().startsWith("flashgate-warm-up-"))
                    .toList();
        }
    }

    private Path temporary() throws IOException {
        return Files.createDirectories(folder.resolve("tmp"));
    }

    private BufferedReader serve(final String... moreOptions) throws IOException {
        final Path token = Files.writeString(folder.resolve("admin.token"), "0123456789abcdef");
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + System.getProperty("jvm.options"),
                "-Xmx512m",
                "-Djava.io.tmpdir=" + temporary(),
                "-cp",
                System.getProperty("java.class.path"),
                Flashgate.class.getName(),
                "serve",
                "--data=" + folder.resolve("journal"),
                "--listen=127.0.0.1:0",
                "--admin-listen=127.0.0.1:0",
                "--admin-token-file=" + token,
                "--tickets=off",
                "--max-answers=10000",
                "--max-orders=10000",
                "--min-free=1M",
                "--log-format=json"));
        command.addAll(List.of(moreOptions));
        final ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(folder.resolve("log").toFile());
        // The JVM would mention it on standard error.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        stubServiceManager(builder.environment());
        process = builder.start();
        return process.inputReader();
    }

    /** As under systemd, but for a command of the same name that only notes what it was told. */
    private void stubServiceManager(final Map<String, String> environment) throws IOException {
        final Path bin = Files.createDirectories(folder.resolve("bin"));
        final Path command = Files.writeString(
                bin.resolve("systemd-notify"),
                "#!/bin/sh\necho \"$@\" >'" + notified() + ".new'; mv '" + notified() + ".new' '" + notified() + "'\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
        environment.put("PATH", bin + ":" + environment.get("PATH"));
        environment.put("NOTIFY_SOCKET", folder.resolve("notify.socket").toString());
    }

    private Path notified() {
        return folder.resolve("notified");
    }

    private static int statusOf(final String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
