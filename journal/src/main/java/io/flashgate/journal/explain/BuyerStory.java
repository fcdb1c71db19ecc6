package io.flashgate.journal.explain;

import io.flashgate.core.CommandView;
import io.flashgate.journal.JournalReader;
import io.flashgate.journal.explain.Question.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Everything that happened to one buyer, in order.
 *
 * <p>Made in one pass over the journal, two if it first has to be found out whose story it is; without a core. A pass checks every
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
            final Subject subject;
            if (question.kind() == Kind.BUYER) {
                subject = new Subject(Kind.BUYER, question.text(), question.saleId());
            } else {
                subject = new SubjectSearch(question).find(reader, progress);
                reader.moveTo(1);
            }
            final StoryTeller teller = new StoryTeller(subject);
            final CommandView command = new CommandView();
            while (reader.next()) {
                progress.accept(reader.sequence());
                teller.onRecord(reader, command.wrap(reader.command(), reader.commandOffset()));
            }
            final BuyerStory story = new BuyerStory(subject, teller.episodes(), teller.sales(), reader.sequence());
            if (story.episodes.isEmpty()) {
                // Says so in the words of the search.
                reader.moveTo(1);
                new SubjectSearch(question).find(reader, progress);
            }
            return story;
        }
    }
}
