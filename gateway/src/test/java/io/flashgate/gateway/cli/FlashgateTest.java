package io.flashgate.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayName("The command line: help, complaints, exit status")
class FlashgateTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @AfterEach
    void quietAgain() {
        Logs.apply(Logs.Format.TEXT, Logs.Verbosity.WARN);
    }

    @Test
    void everyCommandHasHelp() {
        final List<List<String>> commands = new ArrayList<>();
        collect(Flashgate.commandLine(new StopSignal()), List.of(), commands);

        assertTrue(commands.size() >= 8, commands::toString);
        for (final List<String> command : commands) {
            final List<String> args = new ArrayList<>(command);
            args.add("--help");
            assertEquals(ExitStatus.DONE, run(args.toArray(String[]::new)), args::toString);
            assertTrue(out.toString().contains("Usage: flashgate"), out::toString);
            assertEquals("", err.toString());
        }
    }

    @Test
    void helpDoesNotCareAboutSettings() {
        assertEquals(ExitStatus.DONE, run(Map.of("FLASHGATE_LISTN", "x"), "serve", "--help"));
    }

    @Test
    void tellsItsVersion() {
        assertEquals(ExitStatus.DONE, run("--version"));
        assertTrue(out.toString().startsWith("flashgate "), out::toString);
    }

    @Test
    void complainsAboutWrongUsage() {
        assertUsage("Missing command", new String[0]);
        assertUsage("Did you mean: flashgate serve?", "serv");
        assertUsage("--data=DIR", "serve");
        assertUsage("found \"1000\", expected a power of two", "serve", "--ring-size", "1000");
        assertUsage("Unknown option", "demo", "--prot", "80");
        assertUsage("Missing command", "sale");
    }

    @Test
    void refusesKeyFilesForTickets() throws IOException {
        assertUsage("--tickets off lets anybody buy", serve(token("0123456789abcdef"), "keys.json"));
    }

    @Test
    void refusesABadToken() throws IOException {
        assertUsage("found 5 characters", serve(token("short\n"), "off"));
        assertUsage("visible ASCII", serve(token("0123456789 abcdef"), "off"));
        assertUsage("no such file", serve(folder.resolve("none"), "off"));
        assertFalse(err.toString().contains("short\n"), "a token is never shown");
    }

    @Test
    void suggestsAnotherPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertUsage("say --port N", "demo", "--port", Integer.toString(taken.getLocalPort()), "--for", "1s");
        }
    }

    @Test
    void saysThatNoGatewayAnswers() throws IOException {
        final int unused;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            unused = socket.getLocalPort();
        }
        final String admin = "http://127.0.0.1:" + unused;

        final int exitStatus = run(
                Map.of(
                        "FLASHGATE_ADMIN",
                        admin,
                        "FLASHGATE_ADMIN_TOKEN_FILE",
                        token("0123456789abcdef").toString()),
                "sale",
                "list");

        assertEquals(ExitStatus.DIFFERENCE, exitStatus);
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().contains("no gateway answers at " + admin), err::toString);
    }

    @Test
    void refusesASaleIdThatIsNone() throws IOException {
        assertUsage(
                "found \"no/id\"",
                "sale",
                "show",
                "no/id",
                "--admin-token-file",
                token("0123456789abcdef").toString());
    }

    private static void collect(final CommandLine command, final List<String> path, final List<List<String>> found) {
        found.add(path);
        command.getSubcommands().forEach((name, sub) -> {
            final List<String> below = new ArrayList<>(path);
            below.add(name);
            collect(sub, below, found);
        });
    }

    private String[] serve(final Path token, final String tickets) {
        return new String[] {
            "serve", "--data", folder.toString(), "--admin-token-file", token.toString(), "--tickets", tickets
        };
    }

    private Path token(final String text) throws IOException {
        return Files.writeString(folder.resolve("admin.token"), text);
    }

    private void assertUsage(final String part, final String... args) {
        assertEquals(ExitStatus.USAGE, run(args));
        assertTrue(err.toString().contains(part), () -> err + " lacks " + part);
        assertEquals("", out.toString());
    }

    private int run(final String... args) {
        return run(Map.of(), args);
    }

    private int run(final Map<String, String> environment, final String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Flashgate.run(args, environment, new StopSignal(), new PrintWriter(out), new PrintWriter(err));
    }
}
