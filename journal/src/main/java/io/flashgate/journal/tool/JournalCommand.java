package io.flashgate.journal.tool;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flashgate journal}: looks into a journal, a live gateway's too, and changes nothing. */
@Command(
        name = "journal",
        description = "Looks into a journal, a live gateway's too, and changes nothing.",
        subcommands = {InspectCommand.class, VerifyCommand.class, ReportCommand.class})
public final class JournalCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Says what the command does.")
    private boolean help;

    /** Without a subcommand: wrong usage. */
    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), "expected one of: inspect, verify, report");
    }
}
