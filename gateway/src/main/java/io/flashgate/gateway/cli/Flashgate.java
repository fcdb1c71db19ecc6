package io.flashgate.gateway.cli;

import io.flashgate.journal.tool.JournalCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The {@code flashgate} command: finds the subcommand, its settings, and turns what happened into an exit status.
 * Beside its own it takes the subcommands of every {@link CommandSource} on the class path.
 */
@Command(
        name = "flashgate",
        description = "A flash-sale order gateway: decided in one order, on disk before the buyer hears it.",
        footer = {
            "",
            "Exit status: 0 done; 1 a check found damage or a difference, or the gateway refused;",
            "2 wrong usage or configuration; 70 a broken promise (the reason is the last line of the log).",
            "",
            "The JVM takes more flags from FLASHGATE_JAVA_OPTS, for example -Xmx4g."
        },
        subcommands = {DemoCommand.class, ServeCommand.class, SaleCommand.class, JournalCommand.class})
public final class Flashgate implements Runnable {

    private final StopSignal stop;

    @Spec
    private CommandSpec spec;

    Flashgate(final StopSignal stop) {
        this.stop = stop;
    }

    /** Runs the command line and ends the process with its exit status. */
    public static void main(final String[] args) {
        final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        final PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        final StopSignal stop = new StopSignal();
        stop.install();
        final int exitStatus = run(args, System.getenv(), stop, out, err);
        out.flush();
        err.flush();
        stop.finish(exitStatus);
        if (exitStatus == ExitStatus.BROKEN_PROMISE) {
            // Nothing may run after the reason was logged: not on a disk that fails, not on a state that is wrong.
            Runtime.getRuntime().halt(exitStatus);
        }
        System.exit(exitStatus);
    }

    /** As {@link #main}, without ending the process. */
    public static int run(
            final String[] args,
            final Map<String, String> environment,
            final StopSignal stop,
            final PrintWriter out,
            final PrintWriter err) {
        final CommandLine root = commandLine(stop).setOut(out).setErr(err);
        try {
            Settings.offer(root, args, environment);
        } catch (final Complaint e) {
            err.println("flashgate: " + e.getMessage());
            return e.exitStatus();
        }
        try {
            return root.execute(args);
        } catch (final Error e) {
            return Failures.onError(e, err);
        }
    }

    /** The whole command line, ready to execute. */
    static CommandLine commandLine(final StopSignal stop) {
        final CommandLine root = new CommandLine(new Flashgate(stop));
        for (final CommandSource source : ServiceLoader.load(CommandSource.class, Flashgate.class.getClassLoader())) {
            root.addSubcommand(source.command(stop));
        }
        makeHelpful(root);
        return root.setParameterExceptionHandler(Failures::onWrongUsage)
                .setExecutionExceptionHandler(Failures::onException)
                .setUsageHelpWidth(110);
    }

    /** Every command answers {@code --help} and {@code --version}, whoever wrote it. */
    private static void makeHelpful(final CommandLine command) {
        final CommandSpec spec = command.getCommandSpec();
        if (!spec.optionsMap().containsKey("--help")) {
            spec.mixinStandardHelpOptions(true);
        }
        spec.versionProvider(new Version());
        command.getSubcommands().values().forEach(Flashgate::makeHelpful);
    }

    /** What the process's signals ask of a command that runs until it is stopped. */
    StopSignal stop() {
        return stop;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Missing command: " + String.join(", ", spec.subcommands().keySet()));
    }
}
