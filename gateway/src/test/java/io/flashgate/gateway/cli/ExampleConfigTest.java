package io.flashgate.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

@DisplayName("conf/flashgate.yaml: every setting of serve, with its default")
class ExampleConfigTest {

    private static final Path EXAMPLE = Path.of(System.getProperty("project.root"), "conf", "flashgate.yaml");

    /** A setting that is switched off. Prose has a blank behind its "#". */
    private static final Pattern SETTING = Pattern.compile("#([a-z-]+): (.+)");

    /** The command line's alone: a file does not name another file. */
    private static final List<String> NOT_IN_A_FILE = List.of("config", "help", "version");

    @TempDir
    private Path folder;

    private List<String> lines;

    @BeforeEach
    void readTheExample() throws IOException {
        lines = Files.readAllLines(EXAMPLE);
    }

    @Test
    void namesEachSettingOnceWithTheDefaultThatTheOptionHas() {
        final Map<String, String> written = settings();
        final List<String> expected = new ArrayList<>();
        for (final OptionSpec option : serve().getCommandSpec().options()) {
            final String name = option.longestName().substring(2);
            if (!NOT_IN_A_FILE.contains(name)) {
                expected.add("#" + name + ": " + defaultOf(option, written.get(name)));
            }
        }
        final List<String> found = new ArrayList<>();
        written.forEach((name, value) -> found.add("#" + name + ": " + value));

        assertEquals(List.of(), without(expected, found), () -> "lines that " + EXAMPLE + " lacks");
        assertEquals(List.of(), without(found, expected), () -> "lines that are wrong in " + EXAMPLE);
    }

    @Test
    void changesNothingAsItIsShipped() {
        final List<String> live = lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();

        assertEquals(List.of(), live);
    }

    @Test
    void isAcceptedWithEverySettingSwitchedOn() throws Exception {
        final List<String> all = new ArrayList<>();
        for (final String line : lines) {
            all.add(SETTING.matcher(line).matches() ? line.substring(1) : line);
        }
        final Path file = Files.write(folder.resolve("all.yaml"), all);
        final CommandLine root = Flashgate.commandLine(new StopSignal());
        final String[] args = {"serve", "--config=" + file};

        Settings.offer(root, args, Map.of());
        root.parseArgs(args);

        final CommandLine serve = root.getSubcommands().get("serve");
        assertEquals(
                Path.of("/var/lib/flashgate/journal"),
                serve.getCommandSpec().findOption("--data").getValue());
    }

    private Map<String, String> settings() {
        final Map<String, String> found = new TreeMap<>();
        for (final String line : lines) {
            final Matcher setting = SETTING.matcher(line);
            if (setting.matches()) {
                assertEquals(null, found.put(setting.group(1), setting.group(2)), setting.group(1) + " stands twice");
            }
        }
        return found;
    }

    /** What must stand there; where an option has no default, whatever stands there already is an example. */
    private static String defaultOf(final OptionSpec option, final String written) {
        if (option.defaultValue() != null) {
            return option.defaultValue();
        }
        if (option.type() == boolean.class) {
            return "false";
        }
        return written == null ? "(an example)" : written;
    }

    private static List<String> without(final List<String> all, final List<String> these) {
        return all.stream().filter(line -> !these.contains(line)).toList();
    }

    private static CommandLine serve() {
        return Flashgate.commandLine(new StopSignal()).getSubcommands().get("serve");
    }
}
