package io.flashgate.journal.tool;

import com.fasterxml.jackson.core.JsonGenerator;
import io.flashgate.journal.explain.BuyerStory;
import io.flashgate.journal.explain.Question;
import io.flashgate.journal.explain.Question.Kind;
import io.flashgate.journal.explain.UnclearQuestionException;
import io.flashgate.journal.sale.OrderName;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code flashgate journal explain DIR ORDER|BUYER|KEY}: the story of one buyer in order, asked, answered, and why. */
@Command(
        name = "explain",
        description = {
            "The story of one buyer in order: asked, answered, why. An order or a key leads to its buyer.",
            "Exit status 1: the journal is damaged; 2: it knows nobody by that name, or several."
        })
public final class ExplainCommand extends JournalTask {

    @Parameters(index = "1", paramLabel = "ORDER|BUYER|KEY", description = "An order, a buyer, or an Idempotency-Key.")
    private String text;

    @Option(
            names = "--as",
            paramLabel = "order|buyer|key",
            converter = KindConverter.class,
            description = "Which of the three it is, where it could be several.")
    private Kind kind = Kind.ANY;

    @Option(names = "--buyer", paramLabel = "ID", description = "Whose key it is, where several buyers used it.")
    private String buyer;

    @Option(names = "--sale", paramLabel = "ID", description = "Only what happened in this sale.")
    private String sale;

    @Override
    int run(final Path journal, final PrintWriter out) throws IOException {
        if (kind == Kind.ORDER && OrderName.find(text) == null) {
            throw wrong("--as order: expected an order such as summer-17, found '" + text + "'");
        }
        if (buyer != null && (kind == Kind.ORDER || kind == Kind.BUYER)) {
            throw wrong("--buyer: says whose key it is, so it goes with --as key only");
        }
        final Question question = new Question(buyer == null ? kind : Kind.KEY, text, sale, buyer);
        final BuyerStory story;
        try (Progress progress = progress("explain", journal)) {
            story = BuyerStory.of(journal, question, progress::at);
        } catch (final UnclearQuestionException unclear) {
            throw wrong(unclear.getMessage());
        }
        if (isJson()) {
            try (JsonGenerator json = Json.generator(out)) {
                new StoryJson(json).write(story);
            }
            out.println();
        } else {
            new StoryText(out).print(story);
        }
        return CommandLine.ExitCode.OK;
    }

    /** Reads the kind of a name. */
    static final class KindConverter implements ITypeConverter<Kind> {

        @Override
        public Kind convert(final String word) {
            for (final Kind candidate : new Kind[] {Kind.ORDER, Kind.BUYER, Kind.KEY}) {
                if (candidate.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return candidate;
                }
            }
            throw new TypeConversionException("expected order, buyer or key, found '" + word + "'");
        }
    }
}
