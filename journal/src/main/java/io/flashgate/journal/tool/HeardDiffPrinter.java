package io.flashgate.journal.tool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flashgate.journal.diff.Difference.Kind;
import io.flashgate.journal.diff.HeardDiff;
import java.io.PrintWriter;
import java.nio.file.Path;

/** What a journal and the clients do not agree on. */
final class HeardDiffPrinter {

    private final Path journal;
    private final Path heard;
    private final PrintWriter out;

    HeardDiffPrinter(final Path journal, final Path heard, final PrintWriter out) {
        this.journal = journal;
        this.heard = heard;
        this.out = out;
    }

    void print(final HeardDiff diff, final boolean isJson) {
        if (isJson) {
            printJson(diff);
            return;
        }
        out.println("A " + journal + ": " + StoryText.count(diff.lastSequence(), "record") + ", "
                + StoryText.count(diff.decided(), "first answer") + " in sale "
                + (diff.sales().isEmpty() ? "–" : String.join(", ", diff.sales())));
        out.println("B " + heard + ": " + StoryText.count(diff.heard(), "answer") + " to compare, "
                + StoryText.number(diff.unsequenced()) + " that no journal has");
        if (diff.unanswered() > 0) {
            out.println("decided, but no client heard an answer: " + StoryText.number(diff.unanswered()));
        }
        if (diff.isEqual()) {
            out.println("equal");
            return;
        }
        out.println("only in A " + StoryText.number(diff.differences().count(Kind.MISSING_IN_B)) + ", only in B "
                + StoryText.number(diff.differences().count(Kind.MISSING_IN_A)) + ", heard otherwise "
                + StoryText.number(diff.differences().count(Kind.OTHERWISE)));
        DifferenceLines.print(diff.differences(), out);
    }

    private void printJson(final HeardDiff diff) {
        final ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("equal", diff.isEqual()).put("lastSequence", diff.lastSequence());
        diff.sales().forEach(json.putArray("sales")::add);
        json.put("decided", diff.decided())
                .put("heard", diff.heard())
                .put("unsequenced", diff.unsequenced())
                .put("unanswered", diff.unanswered());
        DifferenceLines.add(diff.differences(), json);
        out.println(json);
    }
}
