package io.flashgate.journal.tool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.flashgate.journal.QueueHead;
import io.flashgate.journal.replay.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code flashgate journal verify DIR}: checks every frame, replays every command, compares every decision and digest. */
@Command(
        name = "verify",
        description =
                "Checks every record's sequence and checksum, replays the commands and compares each decision and "
                        + "each state digest, and each snapshot with the state at its sequence. Exit status 1: the first bad place is named.")
public final class VerifyCommand extends JournalTask {

    @Override
    int run(final Path journal, final PrintWriter out) throws IOException {
        final Verification found = Verification.of(journal);
        QueueHead.check(journal);
        out.println(isJson() ? json(found) : found.toString());
        return CommandLine.ExitCode.OK;
    }

    /** That it is damaged is a result as well. */
    @Override
    void complain(final Exception bad, final PrintWriter out) {
        if (isJson()) {
            out.println(Trouble.json(bad).put("verified", false));
        }
        super.complain(bad, out);
    }

    private static String json(final Verification found) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("verified", true)
                .put("records", found.records())
                .put("firstSequence", found.firstSequence())
                .put("lastSequence", found.lastSequence())
                .put("decisions", found.decisions())
                .put("accepted", found.accepted())
                .put("digest", String.format("%016x", found.digest()))
                .put("snapshots", found.snapshots())
                .toString();
    }
}
