package io.flashgate.gateway.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * What a command's options are where the command line does not say.
 *
 * <pre>
 *   command line  &gt;  FLASHGATE_ADMIN_LISTEN  &gt;  admin-listen: in the file of --config  &gt;  default
 * </pre>
 *
 * All of it is checked before the command runs, also what a stronger source hides: a misspelt key or a bad value is
 * never silently without effect.
 */
final class Settings implements IDefaultValueProvider {

    private static final String PREFIX = "FLASHGATE_";
    private static final Set<String> LAUNCHER = Set.of("FLASHGATE_JAVA_OPTS");
    private static final Set<String> NO_SETTINGS = Set.of("help", "version");

    /** Put into every container by Kubernetes where a service is named flashgate: not meant for us. */
    private static final Pattern KUBERNETES = Pattern.compile(
            "FLASHGATE_([A-Z0-9_]+_)?(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_[0-9]+_(TCP|UDP|SCTP)(_.*)?)");

    private static final String KUBERNETES_LINK = "tcp://";

    /** A value and where it stands, for complaints. */
    record Given(String value, String place) {}

    private final Map<String, Given> given = new HashMap<>();

    private Settings() {}

    /**
     * Hands the command that these arguments name its settings.
     *
     * @throws Complaint on an unknown key or variable, or a bad value
     */
    static void offer(final CommandLine root, final String[] args, final Map<String, String> environment)
            throws Complaint {
        CommandLine command = root;
        for (final String word : args) {
            if (!command.getSubcommands().containsKey(word)) {
                break;
            }
            command = command.getSubcommands().get(word);
        }
        final Map<String, OptionSpec> options = settingsOf(command);
        if (options.isEmpty() || asksForHelp(args)) {
            return;
        }
        final Settings settings = new Settings();
        final Map<String, Given> variables = variables(environment, knownTo(root), options);
        final String file = configFile(args, variables);
        if (file != null && options.containsKey("config")) {
            // A file does not name another one.
            final Map<String, OptionSpec> inFile = new TreeMap<>(options);
            inFile.remove("config");
            settings.take(SettingsFile.read(Path.of(file)), inFile, command.getCommandName());
        }
        settings.take(variables, options, command.getCommandName());
        command.setDefaultValueProvider(settings);
    }

    @Override
    public String defaultValue(final ArgSpec argument) {
        if (!argument.isOption()) {
            return null;
        }
        final Given value = given.get(nameOf((OptionSpec) argument));
        return value == null ? null : value.value;
    }

    private void take(final Map<String, Given> source, final Map<String, OptionSpec> options, final String command)
            throws Complaint {
        for (final Map.Entry<String, Given> entry : source.entrySet()) {
            final OptionSpec option = options.get(entry.getKey());
            final Given value = entry.getValue();
            if (option == null) {
                throw Complaint.usage(entry.getKey() + " (" + value.place + "): found a key that " + command
                        + " does not know, expected one of " + String.join(", ", options.keySet()));
            }
            check(entry.getKey(), value, option);
            given.put(entry.getKey(), value);
        }
    }

    private static void check(final String key, final Given value, final OptionSpec option) throws Complaint {
        try {
            if (option.type() == boolean.class && !value.value.matches("true|false")) {
                throw new TypeConversionException("found \"" + value.value + "\", expected true or false");
            }
            for (final ITypeConverter<?> converter : option.converters()) {
                converter.convert(value.value);
            }
        } catch (final Exception e) {
            throw Complaint.usage(key + " (" + value.place + "): " + e.getMessage());
        }
    }

    /** The variables that this command listens to. Those that only other commands know are left alone. */
    private static Map<String, Given> variables(
            final Map<String, String> environment,
            final Collection<String> known,
            final Map<String, OptionSpec> options)
            throws Complaint {
        final Map<String, Given> found = new TreeMap<>();
        for (final String variable : new TreeSet<>(environment.keySet())) {
            if (!variable.startsWith(PREFIX) || LAUNCHER.contains(variable)) {
                continue;
            }
            final String value = environment.get(variable);
            if (KUBERNETES.matcher(variable).matches()
                    || variable.endsWith("_PORT") && value.startsWith(KUBERNETES_LINK)) {
                continue;
            }
            final String name =
                    variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
            if (!known.contains(name) || !variable.equals(variableOf(name))) {
                throw Complaint.usage(
                        variable + " (environment): found a variable that no command knows, expected one of "
                                + known.stream().map(Settings::variableOf).toList());
            }
            if (options.containsKey(name)) {
                found.put(name, new Given(value, "environment, " + variable));
            }
        }
        return found;
    }

    private static String variableOf(final String name) {
        return PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** The file that {@code --config} names; found by hand, since it must be read before the options are. */
    private static String configFile(final String[] args, final Map<String, Given> variables) throws Complaint {
        String file = variables.containsKey("config") ? variables.get("config").value : null;
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--config") && i + 1 < args.length) {
                file = args[i + 1];
            } else if (args[i].startsWith("--config=")) {
                file = args[i].substring("--config=".length());
            }
        }
        if (file != null && file.isBlank()) {
            throw Complaint.usage("config: found \"" + file + "\", expected the name of a YAML file");
        }
        return file;
    }

    private static boolean asksForHelp(final String[] args) {
        final List<String> words = Arrays.asList(args);
        return words.contains("--help") || words.contains("-h") || words.contains("--version") || words.contains("-V");
    }

    private static Set<String> knownTo(final CommandLine command) {
        final Set<String> known = new TreeSet<>(settingsOf(command).keySet());
        command.getSubcommands().values().forEach(sub -> known.addAll(knownTo(sub)));
        return known;
    }

    /** The options of a command that may be given elsewhere, by their long names without the dashes. */
    private static Map<String, OptionSpec> settingsOf(final CommandLine command) {
        final Object target = command.getCommand();
        final Map<String, OptionSpec> settings = new TreeMap<>();
        for (final OptionSpec option : command.getCommandSpec().options()) {
            final String name = nameOf(option);
            if (target instanceof ServeCommand || target instanceof DemoCommand) {
                if (!NO_SETTINGS.contains(name)) {
                    settings.put(name, option);
                }
            } else if (target instanceof SaleCommand.Talking && AdminOptions.SETTINGS.contains(name)) {
                settings.put(name, option);
            }
        }
        return settings;
    }

    private static String nameOf(final OptionSpec option) {
        return option.longestName().substring(2);
    }
}
