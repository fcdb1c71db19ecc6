package io.flashgate.journal.explain;

import io.flashgate.core.CommandView;
import io.flashgate.journal.JournalReader;
import io.flashgate.journal.explain.Question.Kind;
import io.flashgate.journal.sale.OrderName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Everything that happened to one buyer, in order.
 *
 * <p>Made in one pass over the journal, or in two where an order or a key has to lead to its buyer first; without a core. A pass checks every
 * record, compares a few bytes of it and adds up units; so the time grows with the journal, and the memory only with the orders that are
 * held at a time and with the story itself.
 *
 * @param subject      whose it is
 * @param episodes     in the order of the sequence
 * @param sales        those that the story names, in the order in which they were created
 * @param lastSequence of the journal, as far as it was read
 */
public record BuyerStory(Subject subject, List<Episode> episodes, List<SaleFacts> sales, long lastSequence) {

    /**
     * Reads a journal from its first record to the one that is its last then.
     *
     * @param progress hears the sequence of each record that is read; from the first on again in a second pass
     * @throws UnclearQuestionException                     if the journal knows nobody by that name, or several
     * @throws IOException                                  if it is no folder, or cannot be read
     * @throws io.flashgate.journal.JournalDamagedException at the first bad record
     * @throws io.flashgate.journal.JournalException        if a file cannot be read
     */
    public static BuyerStory of(final Path journal, final Question question, final LongConsumer progress)
            throws IOException, UnclearQuestionException {
        try (JournalReader reader = JournalReader.open(journal)) {
            // Who is asked for by a name is mostly a buyer, so that story is told at once, and thrown away if it is not
            // wanted.
            final boolean isGuess = question.kind() == Kind.ANY && OrderName.find(question.text()) == null;
            final Subject guess = new Subject(Kind.BUYER, question.text(), question.saleId());
            final StoryTeller guessed = isGuess || question.kind() == Kind.BUYER ? new StoryTeller(guess) : null;
            final SubjectSearch search = new SubjectSearch(question);
            final CommandView command = new CommandView();
            while (!search.isDone() && reader.next()) {
                progress.accept(reader.sequence());
                command.wrap(reader.command(), reader.commandOffset());
                search.onRecord(reader, command);
                if (guessed != null) {
                    guessed.onRecord(reader, command);
                }
            }
            final Subject subject = search.decide(reader.sequence());
            return subject.equals(guess) && guessed != null
                    ? story(subject, guessed, reader)
                    : tell(reader, subject, progress);
        }
    }

    private static BuyerStory tell(final JournalReader reader, final Subject subject, final LongConsumer progress) {
        final StoryTeller teller = new StoryTeller(subject);
        final CommandView command = new CommandView();
        reader.moveTo(1);
        while (reader.next()) {
            progress.accept(reader.sequence());
            teller.onRecord(reader, command.wrap(reader.command(), reader.commandOffset()));
        }
        return story(subject, teller, reader);
    }

    private static BuyerStory story(final Subject subject, final StoryTeller teller, final JournalReader reader) {
        return new BuyerStory(subject, teller.episodes(), teller.sales(), reader.sequence());
    }
}
