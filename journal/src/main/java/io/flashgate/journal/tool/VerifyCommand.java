package io.flashgate.journal.tool;

import io.flashgate.journal.JournalDamagedException;
import io.flashgate.journal.JournalException;
import io.flashgate.journal.QueueHead;
import io.flashgate.journal.replay.ReplayDifferenceException;
import io.flashgate.journal.replay.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flashgate journal verify DIR}: checks every frame, replays every command, compares every decision and digest. */
@Command(
        name = "verify",
        description =
                "Checks every record's sequence and checksum, replays the commands and compares each decision and "
                        + "each state digest, and each snapshot with the state at its sequence. Exit status 1: the first bad place is named.")
public final class VerifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Says what the command does.")
    private boolean help;

    @Parameters(paramLabel = "DIR", description = "The journal's folder.")
    private Path directory;

    @Override
    public Integer call() {
        requireFolder(spec, directory);
        try {
            final PrintWriter out = spec.commandLine().getOut();
            final Verification verified = Verification.of(directory);
            QueueHead.check(directory);
            out.println(verified);
            out.flush();
            return CommandLine.ExitCode.OK;
        } catch (final JournalDamagedException | ReplayDifferenceException | JournalException | IOException bad) {
            final PrintWriter err = spec.commandLine().getErr();
            err.println(bad.getMessage());
            err.flush();
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    /**
     * @throws CommandLine.ParameterException if it is none
     */
    static void requireFolder(final CommandSpec spec, final Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "DIR: expected a folder, found " + (Files.exists(directory) ? "a file" : "nothing") + ": "
                            + directory);
        }
    }
}
