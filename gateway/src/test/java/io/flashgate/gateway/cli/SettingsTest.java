package io.flashgate.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayName("Settings: command line over environment over file over default")
class SettingsTest {

    @TempDir
    private Path folder;

    @Test
    void fallsBackToTheDefault() throws Exception {
        final Object listen = serve(Map.of(), required()).get("--listen");

        assertEquals(new InetSocketAddress("0.0.0.0", 8080), listen);
    }

    @Test
    void readsTheFile() throws Exception {
        final Path file = file("listen: 127.0.0.1:9001\nrequest-deadline: PT3S\nmin-free: 1G\nmetrics-open: true\n");

        final Parsed parsed = serve(Map.of(), required("--config", file.toString()));

        assertEquals(new InetSocketAddress("127.0.0.1", 9001), parsed.get("--listen"));
        assertEquals(Duration.ofSeconds(3), parsed.get("--request-deadline"));
        assertEquals(1L << 30, parsed.<Long>get("--min-free"));
        assertEquals(true, parsed.get("--metrics-open"));
    }

    @Test
    void prefersTheVariableToTheFile() throws Exception {
        final Path file = file("listen: 127.0.0.1:9001\nring-size: 512\n");

        final Parsed parsed = serve(Map.of("FLASHGATE_LISTEN", "127.0.0.1:9002"), required("--config=" + file));

        assertEquals(new InetSocketAddress("127.0.0.1", 9002), parsed.get("--listen"));
        assertEquals(512, parsed.<Integer>get("--ring-size"));
    }

    @Test
    void prefersTheCommandLineToAll() throws Exception {
        final Path file = file("listen: 127.0.0.1:9001\n");

        final Parsed parsed = serve(
                Map.of("FLASHGATE_LISTEN", "127.0.0.1:9002", "FLASHGATE_CONFIG", file.toString()),
                required("--listen", "127.0.0.1:9003"));

        assertEquals(new InetSocketAddress("127.0.0.1", 9003), parsed.get("--listen"));
    }

    @Test
    void takesRequiredOptionsFromAnywhere() throws Exception {
        final Path file = file("data: journal\ntickets: off\n");

        final Parsed parsed =
                serve(Map.of("FLASHGATE_ADMIN_TOKEN_FILE", "token"), "serve", "--config", file.toString());

        assertEquals(Path.of("journal"), parsed.get("--data"));
        assertEquals(Path.of("token"), parsed.get("--admin-token-file"));
        assertEquals("off", parsed.get("--tickets"), "YAML's idea of off is not ours");
    }

    @Test
    void namesAnUnknownKeyItsFileAndItsLine() throws Exception {
        final Path file = file("# sizes\nring-siz: 512\n");

        assertComplaint(
                Map.of(),
                required("--config", file.toString()),
                "ring-siz",
                file + ", line 2",
                "expected",
                "ring-size");
    }

    @Test
    void refusesAKeyThatStandsTwice() throws Exception {
        final Path file = file("ring-size: 512\nlog-level: info\nring-size: 512\n");

        assertComplaint(
                Map.of(), required("--config", file.toString()), "ring-size", "line 3", "a second time", "line 1");
    }

    @Test
    void refusesAnythingButPlainValues() throws Exception {
        assertComplaint(
                Map.of(), required("--config", file("listen: [a, b]\n").toString()), "listen", "line 1", "a list");
        assertComplaint(Map.of(), required("--config", file("listen:\n").toString()), "listen", "line 1", "nothing");
        assertComplaint(Map.of(), required("--config", file("- listen\n").toString()), "line 1", "key: value");
        assertComplaint(Map.of(), required("--config", file("listen: \"a\n").toString()), "line 1", "key: value");
        assertComplaint(
                Map.of(),
                required("--config", file("log-level: info\n---\na: b\n").toString()),
                "second document");
    }

    @Test
    void acceptsAnEmptyFile() throws Exception {
        assertEquals(
                4_096,
                serve(Map.of(), required("--config", file("# nothing\n").toString()))
                        .<Integer>get("--ring-size"));
    }

    @Test
    void snapshotsComeAfterSoManyRecordsOrAreOff() throws Exception {
        final String name = "--snapshot-every";
        assertEquals(5_000_000L, serve(Map.of(), required()).<Long>get(name));
        assertEquals(0L, serve(Map.of(), required(name, "off")).<Long>get(name));
        assertEquals(
                0L, serve(Map.of("FLASHGATE_SNAPSHOT_EVERY", "0"), required()).<Long>get(name));
        assertEquals(
                0L,
                serve(
                                Map.of(),
                                required(
                                        "--config",
                                        file("snapshot-every: off\n").toString()))
                        .<Long>get(name));
        assertEquals(
                7L,
                serve(Map.of(), required("--config", file("snapshot-every: 7\n").toString()))
                        .<Long>get(name));
        for (final String bad : List.of("-1", "often", "1M", "")) {
            assertComplaint(
                    Map.of("FLASHGATE_SNAPSHOT_EVERY", bad), required(), "snapshot-every", '"' + bad + '"', "0 or off");
        }
    }

    @Test
    void namesABadValueWhereItStands() throws Exception {
        final Path file = file("tickets: off\nlisten: 8080\n");

        assertComplaint(
                Map.of(),
                required("--config", file.toString()),
                "listen",
                file + ", line 2",
                "found \"8080\"",
                "expected HOST:PORT");
        assertComplaint(
                Map.of("FLASHGATE_IDLE_TIMEOUT", "60"),
                required(),
                "idle-timeout",
                "FLASHGATE_IDLE_TIMEOUT",
                "found \"60\"",
                "expected a length of time");
        assertComplaint(
                Map.of("FLASHGATE_ANSWER_RETENTION", "0s"),
                required(),
                "answer-retention",
                "FLASHGATE_ANSWER_RETENTION",
                "found \"0s\"",
                "more than nothing and at most 365 days");
        assertComplaint(
                Map.of("FLASHGATE_METRICS_OPEN", "yes"), required(), "metrics-open", "\"yes\"", "true or false");
    }

    @Test
    void refusesABadValueEvenWhereTheCommandLineHidesIt() {
        assertComplaint(
                Map.of("FLASHGATE_RING_SIZE", "1000"), required("--ring-size", "1024"), "ring-size", "power of two");
    }

    @Test
    void refusesVariablesThatNoCommandKnows() {
        assertComplaint(
                Map.of("FLASHGATE_LISTN", "x"), required(), "FLASHGATE_LISTN", "environment", "FLASHGATE_LISTEN");
    }

    @Test
    void leavesAloneWhatIsForOthers() throws Exception {
        final Map<String, String> environment = Map.of(
                "FLASHGATE_JAVA_OPTS", "-Xmx2g",
                "FLASHGATE_CROWD", "for demo",
                "FLASHGATE_SERVICE_HOST", "10.0.0.7",
                "FLASHGATE_PORT", "tcp://10.0.0.7:8080",
                "FLASHGATE_PORT_8080_TCP_ADDR", "10.0.0.7",
                "PATH", "/bin");

        assertEquals(4_096, serve(environment, required()).<Integer>get("--ring-size"));
    }

    @Test
    void namesAFileThatIsNotThere() {
        assertComplaint(Map.of(), required("--config", "no-such.yaml"), "config", "no-such.yaml", "no such file");
    }

    /** What an option holds after parsing. */
    private record Parsed(CommandLine serve) {
        @SuppressWarnings("unchecked")
        <T> T get(final String option) {
            return (T) serve.getCommandSpec().findOption(option).getValue();
        }
    }

    private static Parsed serve(final Map<String, String> environment, final String... args) throws Complaint {
        final CommandLine root = Flashgate.commandLine(new StopSignal());
        Settings.offer(root, args, environment);
        root.parseArgs(args);
        return new Parsed(root.getSubcommands().get("serve"));
    }

    private static String[] required(final String... more) {
        final String[] args = new String[7 + more.length];
        System.arraycopy(
                new String[] {"serve", "--data", "d", "--admin-token-file", "t", "--tickets", "off"}, 0, args, 0, 7);
        System.arraycopy(more, 0, args, 7, more.length);
        return args;
    }

    private static void assertComplaint(
            final Map<String, String> environment, final String[] args, final String... parts) {
        final Complaint complaint = assertThrows(Complaint.class, () -> serve(environment, args));
        assertEquals(ExitStatus.USAGE, complaint.exitStatus());
        for (final String part : parts) {
            assertTrue(complaint.getMessage().contains(part), () -> complaint.getMessage() + " lacks " + part);
        }
    }

    private Path file(final String text) throws IOException {
        return Files.writeString(folder.resolve("flashgate.yaml"), text);
    }
}
