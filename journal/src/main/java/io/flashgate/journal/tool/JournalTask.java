package io.flashgate.journal.tool;

import io.flashgate.journal.JournalArchivedException;
import io.flashgate.journal.JournalDamagedException;
import io.flashgate.journal.JournalException;
import io.flashgate.journal.JournalReader;
import io.flashgate.journal.replay.ReplayDifferenceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * What all commands on a journal have in common: the folder, {@code --json}, and what happens when the journal is damaged: what
 * has been written so far stays, the first bad place goes to standard error, and the exit status is 1.
 */
abstract class JournalTask implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Says what the command does.")
    private boolean help;

    @Parameters(index = "0", paramLabel = "DIR", description = "The journal's folder.")
    private Path directory;

    @Option(names = "--json", description = "JSON instead of text.")
    private boolean json;

    /**
     * Does the work.
     *
     * @return the exit status: 0 done, 1 a difference was found
     */
    abstract int run(Path journal, PrintWriter out) throws IOException;

    @Override
    public final Integer call() {
        requireFolder("DIR", directory);
        final PrintWriter out = spec.commandLine().getOut();
        try {
            return run(directory, out);
        } catch (final JournalArchivedException elsewhere) {
            throw wrong(elsewhere.getMessage());
        } catch (final JournalDamagedException | ReplayDifferenceException | JournalException | IOException bad) {
            out.flush();
            complain(bad, out);
            return CommandLine.ExitCode.SOFTWARE;
        } finally {
            out.flush();
        }
    }

    /** Says what stopped the work: on standard error, one line. */
    void complain(final Exception bad, final PrintWriter out) {
        final PrintWriter err = spec.commandLine().getErr();
        err.println(json ? Trouble.asJson(bad) : Trouble.asText(bad));
        err.flush();
    }

    final boolean isJson() {
        return json;
    }

    /** Where it is shown how much of a journal has been read, if anywhere. */
    final Progress progress(final String task, final Path journal) throws IOException {
        try (JournalReader reader = JournalReader.open(journal)) {
            return Progress.of(
                    task, reader.lastSequenceHint(), spec.commandLine().getErr());
        }
    }

    /** An argument that is wrong for this journal: exit status 2. */
    final ParameterException wrong(final String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /**
     * @throws ParameterException if it is none
     */
    final void requireFolder(final String name, final Path folder) {
        if (!Files.isDirectory(folder)) {
            throw wrong(name + ": expected a folder, found " + (Files.exists(folder) ? "a file" : "nothing") + ": "
                    + folder);
        }
    }
}
