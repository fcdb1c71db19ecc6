package io.flashgate.journal.tool;

import io.flashgate.journal.JournalDamagedException;
import io.flashgate.journal.JournalException;
import io.flashgate.journal.JournalReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flashgate journal inspect DIR}: a line a record. What is good in a damaged journal is shown, then the damage. */
@Command(
        name = "inspect",
        description = "Shows records, a line each. Exit status 1: what is good was shown, then the first bad place.")
public final class InspectCommand implements Callable<Integer> {

    private static final int LINES_PER_CHECK = 256;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Says what the command does.")
    private boolean help;

    @Parameters(paramLabel = "DIR", description = "The journal's folder.")
    private Path directory;

    @Option(names = "--json", description = "A JSON object a record instead of text.")
    private boolean json;

    @Option(
            names = "--from",
            paramLabel = "SEQUENCE|TIME",
            converter = Bound.Converter.class,
            description = "The first record: its sequence, or an RFC 3339 time.")
    private Bound from;

    @Option(
            names = "--to",
            paramLabel = "SEQUENCE|TIME",
            converter = Bound.Converter.class,
            description = "The last record: its sequence, or an RFC 3339 time.")
    private Bound to;

    @Option(names = "--sale", paramLabel = "ID", description = "Only records of this sale.")
    private String sale;

    @Option(names = "--buyer", paramLabel = "ID", description = "Only purchases of this buyer.")
    private String buyer;

    @Override
    public Integer call() {
        VerifyCommand.requireFolder(spec, directory);
        final PrintWriter out = spec.commandLine().getOut();
        try (JournalReader reader = JournalReader.open(directory)) {
            if (from != null && !from.isTime()) {
                reader.moveTo(from.value());
            }
            show(reader, out);
            return CommandLine.ExitCode.OK;
        } catch (final JournalDamagedException | JournalException | IOException bad) {
            out.flush();
            final PrintWriter err = spec.commandLine().getErr();
            err.println(bad.getMessage());
            err.flush();
            return CommandLine.ExitCode.SOFTWARE;
        } finally {
            out.flush();
        }
    }

    private void show(final JournalReader reader, final PrintWriter out) throws IOException {
        final RecordPrinter printer = json ? new JsonPrinter(out) : new TextPrinter(out);
        int lines = 0;
        while (reader.next() && !(to != null && to.isBefore(reader))) {
            if (from != null && from.isAfter(reader)) {
                continue;
            }
            final CommandFacts facts = CommandFacts.of(reader);
            if (sale != null && !sale.equals(facts.sale()) || buyer != null && !buyer.equals(facts.buyer())) {
                continue;
            }
            printer.print(reader, facts);
            lines++;
            // Nobody reads on: "| head" has seen enough.
            if (lines % LINES_PER_CHECK == 0 && out.checkError()) {
                return;
            }
        }
    }
}
