package io.flashgate.journal.tool;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flashgate.core.CommandView;
import io.flashgate.journal.JournalReader;
import io.flashgate.journal.diff.Difference.Kind;
import io.flashgate.journal.diff.JournalDiff;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/** What two journals do not agree on: the first records that differ, as {@code inspect} shows them, then the answers behind. */
final class JournalDiffPrinter {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path a;
    private final Path b;
    private final PrintWriter out;

    JournalDiffPrinter(final Path a, final Path b, final PrintWriter out) {
        this.a = a;
        this.b = b;
        this.out = out;
    }

    void print(final JournalDiff diff, final boolean isJson) throws IOException {
        if (isJson) {
            printJson(diff);
            return;
        }
        out.println("A " + a + ": " + StoryText.count(diff.lastSequenceA(), "record"));
        out.println("B " + b + ": " + StoryText.count(diff.lastSequenceB(), "record"));
        if (diff.isEqual()) {
            out.println("equal");
            return;
        }
        final long first = diff.equalUpTo() + 1;
        out.println("equal up to sequence " + StoryText.number(diff.equalUpTo()));
        out.println("first difference: sequence " + StoryText.number(first) + ", "
                + (diff.members().isEmpty()
                        ? (diff.lastSequenceA() < first ? "A" : "B") + " has no such record"
                        : String.join(", ", diff.members())));
        printRecord("A", a, first, diff.lastSequenceA());
        printRecord("B", b, first, diff.lastSequenceB());
        out.println("first answers behind sequence " + StoryText.number(diff.equalUpTo()) + ": "
                + StoryText.number(diff.answersA()) + " in A, " + StoryText.number(diff.answersB()) + " in B; "
                + StoryText.number(diff.differences().count(Kind.MISSING_IN_B)) + " only in A, "
                + StoryText.number(diff.differences().count(Kind.MISSING_IN_A)) + " only in B, "
                + StoryText.number(diff.differences().count(Kind.OTHERWISE)) + " answered otherwise");
        DifferenceLines.print(diff.differences(), out);
    }

    private void printJson(final JournalDiff diff) throws IOException {
        final long first = diff.equalUpTo() + 1;
        final ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("equal", diff.isEqual()).put("equalUpTo", diff.equalUpTo());
        json.put("lastSequenceA", diff.lastSequenceA()).put("lastSequenceB", diff.lastSequenceB());
        if (!diff.isEqual()) {
            final ObjectNode difference = json.putObject("firstDifference").put("sequence", first);
            diff.members().forEach(difference.putArray("members")::add);
            addRecord(difference, "a", a, first, diff.lastSequenceA());
            addRecord(difference, "b", b, first, diff.lastSequenceB());
            json.put("answersA", diff.answersA()).put("answersB", diff.answersB());
        }
        DifferenceLines.add(diff.differences(), json);
        out.println(json);
    }

    private void printRecord(final String name, final Path journal, final long sequence, final long last)
            throws IOException {
        if (sequence <= last) {
            out.print("  " + name + "  ");
            show(journal, sequence, new TextPrinter(out));
        }
    }

    private void addRecord(
            final ObjectNode json, final String name, final Path journal, final long sequence, final long last)
            throws IOException {
        if (sequence <= last) {
            final StringWriter record = new StringWriter();
            show(journal, sequence, new JsonPrinter(new PrintWriter(record)));
            json.set(name, JSON.readTree(record.toString()));
        }
    }

    private static void show(final Path journal, final long sequence, final RecordPrinter printer) throws IOException {
        try (JournalReader reader = JournalReader.open(journal)) {
            reader.moveTo(sequence);
            if (reader.next()) {
                printer.print(
                        reader, CommandFacts.of(new CommandView().wrap(reader.command(), reader.commandOffset())));
            }
        }
    }
}
