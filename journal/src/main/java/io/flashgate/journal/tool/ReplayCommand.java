package io.flashgate.journal.tool;

import com.fasterxml.jackson.core.JsonGenerator;
import io.flashgate.journal.replay.StateThen;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code flashgate journal replay DIR --until SEQ|TIME}: the state as it was then. */
@Command(
        name = "replay",
        description = {
            "Prints the state as it was behind a record: sales, phases, units, orders, goals, digest.",
            "The journal is replayed up to there, and every decision and digest compared on the way. A time means: behind the",
            "last record that is stamped no later. Exit status 1: the journal is damaged, or replays otherwise than it was",
            "decided."
        })
public final class ReplayCommand extends JournalTask {

    /** What the state looks like. */
    enum Form {
        text,
        json
    }

    @Option(
            names = "--until",
            paramLabel = "SEQUENCE|TIME",
            converter = Bound.Converter.class,
            description = "The last record that counts; all of them unless it is given.")
    private Bound until;

    @Option(names = "--state", paramLabel = "text|json", description = "How the state is printed: text, or json.")
    private Form form;

    @Override
    int run(final Path journal, final PrintWriter out) throws IOException {
        if (isJson() && form == Form.text) {
            throw wrong("--json: expected --state json beside it, found text");
        }
        final StateThen state;
        try (Progress progress = progress("replay", journal)) {
            state = StateThen.of(journal, lastSequence(journal), progress::at);
        }
        if (isJson() || form == Form.json) {
            try (JsonGenerator json = Json.generator(out)) {
                new StateJson(json).write(state);
            }
            out.println();
        } else {
            new StateText(out).print(state);
        }
        return CommandLine.ExitCode.OK;
    }

    private long lastSequence(final Path journal) throws IOException {
        if (until == null) {
            return Long.MAX_VALUE;
        }
        return until.isTime() ? StateThen.sequenceAt(journal, until.value()) : until.value();
    }
}
