package io.flashgate.journal.diff;

import com.fasterxml.jackson.databind.JsonNode;
import io.flashgate.core.CommandView;
import io.flashgate.core.order.Outcome;
import io.flashgate.journal.JournalReader;
import io.flashgate.journal.diff.Difference.Kind;
import io.flashgate.journal.sale.FollowedSale;
import io.flashgate.journal.sale.FollowedSales;
import io.flashgate.journal.sale.HttpAnswer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * A journal, A, and what clients heard, B: every first answer of the sales in question must have been heard as it was decided, and
 * whatever was heard of a decision must have been decided.
 *
 * <p>Answers of which nobody promised that they are journaled (not open yet, overloaded, unknown item, over when it was over, …) say nothing. But who is
 * told "over" and had a first answer was told two things, unless the sale's answers had been forgotten.
 *
 * @param lastSequence of the journal
 * @param sales        that were compared
 * @param decided      first answers in the journal
 * @param heard        lines that were compared with one of them
 * @param unsequenced  lines that say nothing about the journal
 * @param unanswered   requests to which no client heard anything that was decided, though it asked: no difference
 */
public record HeardDiff(
        long lastSequence,
        Set<String> sales,
        long decided,
        long heard,
        long unsequenced,
        long unanswered,
        Differences differences) {

    /**
     * Compares. Reads the journal once and the file into memory.
     *
     * @param onlySale only this sale; null: those that the file names
     * @param most     how many differences are kept
     * @param progress hears the sequence of each record that is read
     * @throws NothingToCompareException                    if neither side has an answer in those sales: that is not equality
     * @throws MalformedLineException                       if a line of the file is not what was expected
     * @throws IOException                                  if something cannot be read
     * @throws io.flashgate.journal.JournalDamagedException at the first bad record
     * @throws io.flashgate.journal.JournalException        if a file cannot be read
     */
    public static HeardDiff of(
            final Path journal, final Path file, final String onlySale, final int most, final LongConsumer progress)
            throws IOException {
        final HeardAnswers answers = HeardAnswers.read(file);
        final Set<String> sales = onlySale == null ? new TreeSet<>(answers.sales()) : Set.of(onlySale);
        try (JournalReader reader = JournalReader.open(journal)) {
            final Comparison comparison = new Comparison(answers, sales, new Differences(most));
            while (reader.next()) {
                progress.accept(reader.sequence());
                comparison.onRecord(reader);
            }
            comparison.compareUndecided();
            final HeardDiff diff = comparison.result(reader.sequence());
            if (diff.decided() + diff.heard() == 0) {
                throw new NothingToCompareException(
                        sales.isEmpty()
                                ? file + " has no answers"
                                : "neither " + journal + " nor " + file + " has a first answer in sale "
                                        + String.join(", ", sales));
            }
            return diff;
        }
    }

    /** Whether nothing is missing on either side. */
    public boolean isEqual() {
        return differences.count() == 0;
    }

    /** What has been found so far. */
    private static final class Comparison {

        private final HeardAnswers answers;
        private final Set<String> names;
        private final Differences differences;
        private final FollowedSales sales = new FollowedSales();
        private final CommandView command = new CommandView();
        private final Set<RequestName> decided = new HashSet<>();
        private final Set<String> forgotten = new HashSet<>();

        /** Of those who were told that the sale is over, and had a first answer: wrong, unless it was forgotten by then. */
        private final List<Difference> toldOver = new ArrayList<>();

        private long decidedCount;
        private long heardCount;
        private long unsequencedCount;
        private long unansweredCount;

        Comparison(final HeardAnswers answers, final Set<String> names, final Differences differences) {
            this.answers = answers;
            this.names = names;
            this.differences = differences;
        }

        void onRecord(final JournalReader record) {
            command.wrap(record.command(), record.commandOffset());
            final FollowedSale sale = sales.follow(record, command);
            final Outcome outcome = record.outcome();
            if (outcome == Outcome.ANSWERS_FORGOTTEN || outcome == Outcome.SALE_FORGOTTEN) {
                forgotten.add(command.saleId());
            }
            if (!outcome.isRemembered() || !names.contains(sale.definition().saleId())) {
                return;
            }
            decidedCount++;
            final RequestName request = RequestName.of(command);
            final List<HeardAnswer> heard = answers.find(request);
            if (heard == null) {
                differences.add(new Difference(
                        Kind.MISSING_IN_B, record.sequence(), request, null, inWords(record, request), null));
                return;
            }
            decided.add(request);
            final FirstAnswer first = new FirstAnswer(record, sale, request, group());
            final long before = heardCount + toldOver.size();
            heard.forEach(line -> compare(first, line));
            unansweredCount += heardCount + toldOver.size() == before ? 1 : 0;
        }

        /** What was heard of requests that the journal has not decided, or had forgotten. */
        void compareUndecided() {
            for (final Difference told : toldOver) {
                if (forgotten.contains(told.request().saleId())) {
                    unsequencedCount++;
                } else {
                    heardCount++;
                    differences.add(told);
                }
            }
            answers.all().forEach((request, heard) -> {
                if (names.contains(request.saleId()) && !decided.contains(request)) {
                    for (final HeardAnswer line : heard) {
                        if (line.isSequenced() || line.saysReused()) {
                            heardCount++;
                            differences.add(new Difference(
                                    Kind.MISSING_IN_A, line.sequence(), request, null, null, inWords(line)));
                        } else {
                            unsequencedCount++;
                        }
                    }
                }
            });
        }

        HeardDiff result(final long lastSequence) {
            return new HeardDiff(
                    lastSequence, names, decidedCount, heardCount, unsequencedCount, unansweredCount, differences);
        }

        private void compare(final FirstAnswer first, final HeardAnswer heard) {
            final JsonNode body = HeardAnswers.body(heard);
            if (heard.saysOver(body.path("code").asText())) {
                toldOver.add(new Difference(
                        Kind.OTHERWISE, first.sequence(), first.request(), "status", first.inWords(), inWords(heard)));
                return;
            }
            if (!heard.isSequenced()) {
                unsequencedCount++;
                return;
            }
            heardCount++;
            if (heard.status() != first.http().status()) {
                differences.add(new Difference(
                        Kind.OTHERWISE, first.sequence(), first.request(), "status", first.inWords(), inWords(heard)));
                return;
            }
            first.compare(
                    body,
                    (member, inJournal, inAnswer) -> differences.add(new Difference(
                            Kind.OTHERWISE, first.sequence(), first.request(), member, inJournal, inAnswer)));
        }

        private String group() {
            return command.text(
                    command.purchase().groupOffset(), command.purchase().groupLength());
        }

        private static String inWords(final JournalReader record, final RequestName request) {
            final HttpAnswer http = HttpAnswer.of(record.outcome());
            return http + (http.isOrder() ? " order=" + request.saleId() + "-" + record.orderNumber() : "");
        }

        private static String inWords(final HeardAnswer heard) {
            final JsonNode body = HeardAnswers.body(heard);
            return "line " + heard.line() + ": " + heard.status()
                    + (body.path("code").isTextual() ? " " + body.path("code").textValue() : "")
                    + (heard.isOrder() ? " order=" + body.path("orderId").asText() : "");
        }
    }
}
