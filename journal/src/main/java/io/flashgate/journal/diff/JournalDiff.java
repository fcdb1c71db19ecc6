package io.flashgate.journal.diff;

import io.flashgate.core.CommandView;
import io.flashgate.core.order.Outcome;
import io.flashgate.journal.JournalReader;
import io.flashgate.journal.diff.Difference.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Two journals, compared record by record up to the first difference. If one of them merely ends there, what is missing is the rest of
 * the other one. Else they tell different stories from there on, and what clients were told is compared: the first answers behind that
 * place, by sale, buyer and key. These lie in memory meanwhile, some 300 bytes each.
 *
 * @param lastSequenceA of the first journal
 * @param lastSequenceB of the second one
 * @param equalUpTo     the last sequence up to which they are equal, byte by byte
 * @param members       in what the records behind that differ; empty: one of the journals has none
 * @param answersA      first answers behind that in the first journal
 * @param answersB      first answers behind that in the second one
 * @param differences   of the first answers
 */
public record JournalDiff(
        long lastSequenceA,
        long lastSequenceB,
        long equalUpTo,
        List<String> members,
        long answersA,
        long answersB,
        Differences differences) {

    private record Answer(long sequence, Outcome outcome, long orderNumber) {

        static Answer of(final JournalReader record) {
            return new Answer(record.sequence(), record.outcome(), record.orderNumber());
        }

        boolean isSame(final Answer other) {
            return outcome == other.outcome && orderNumber == other.orderNumber;
        }

        String text(final RequestName name) {
            return outcome + (orderNumber == 0 ? "" : " order=" + name.saleId() + "-" + orderNumber);
        }
    }

    /** Whether they are the same, to the last record. */
    public boolean isEqual() {
        return lastSequenceA == equalUpTo && lastSequenceB == equalUpTo;
    }

    /**
     * Compares two journals, each up to its last record.
     *
     * @param most     how many differences are kept
     * @param progress hears the sequence of each record that is compared
     * @throws IOException                                  if one is no folder, or cannot be read
     * @throws io.flashgate.journal.JournalDamagedException at the first bad record of either
     * @throws io.flashgate.journal.JournalException        if a file cannot be read
     */
    public static JournalDiff of(final Path a, final Path b, final int most, final LongConsumer progress)
            throws IOException {
        try (JournalReader readerA = JournalReader.open(a);
                JournalReader readerB = JournalReader.open(b)) {
            boolean hasA = readerA.next();
            boolean hasB = readerB.next();
            List<String> members = List.of();
            long equal = 0;
            while (hasA && hasB) {
                members = differing(readerA, readerB);
                if (!members.isEmpty()) {
                    break;
                }
                equal = readerA.sequence();
                progress.accept(equal);
                hasA = readerA.next();
                hasB = readerB.next();
            }
            return compareRest(readerA, hasA, readerB, hasB, equal, members, most, progress);
        }
    }

    private static JournalDiff compareRest(
            final JournalReader a,
            final boolean hasA,
            final JournalReader b,
            final boolean hasB,
            final long equal,
            final List<String> members,
            final int most,
            final LongConsumer progress) {
        final Differences differences = new Differences(most);
        final CommandView command = new CommandView();
        final Map<RequestName, Answer> answers = new HashMap<>();
        long answersB = 0;
        for (boolean isThere = hasB; isThere; isThere = b.next()) {
            progress.accept(b.sequence());
            if (b.outcome().isRemembered()) {
                answers.put(RequestName.of(command.wrap(b.command(), b.commandOffset())), Answer.of(b));
                answersB++;
            }
        }
        long answersA = 0;
        for (boolean isThere = hasA; isThere; isThere = a.next()) {
            progress.accept(a.sequence());
            if (!a.outcome().isRemembered()) {
                continue;
            }
            answersA++;
            final RequestName name = RequestName.of(command.wrap(a.command(), a.commandOffset()));
            final Answer inA = Answer.of(a);
            final Answer inB = answers.remove(name);
            if (inB == null) {
                differences.add(new Difference(Kind.MISSING_IN_B, inA.sequence, name, null, inA.text(name), null));
            } else if (!inA.isSame(inB)) {
                differences.add(
                        new Difference(Kind.OTHERWISE, inA.sequence, name, "answer", inA.text(name), inB.text(name)));
            }
        }
        answers.forEach((name, inB) ->
                differences.add(new Difference(Kind.MISSING_IN_A, inB.sequence, name, null, null, inB.text(name))));
        return new JournalDiff(a.sequence(), b.sequence(), equal, members, answersA, answersB, differences);
    }

    /** In what two records of the same sequence differ. */
    private static List<String> differing(final JournalReader a, final JournalReader b) {
        final List<String> members = new ArrayList<>();
        add("time", a.timestampNanos() == b.timestampNanos(), members);
        add("rulesVersion", a.rulesVersion() == b.rulesVersion(), members);
        add("command", hasSameCommand(a, b), members);
        add("outcome", a.outcome() == b.outcome(), members);
        add("orderNumber", a.orderNumber() == b.orderNumber(), members);
        add("units", a.units() == b.units(), members);
        add("stateDigest", a.stateDigest() == b.stateDigest(), members);
        return members;
    }

    private static void add(final String member, final boolean isSame, final List<String> differing) {
        if (!isSame) {
            differing.add(member);
        }
    }

    private static boolean hasSameCommand(final JournalReader a, final JournalReader b) {
        if (a.commandLength() != b.commandLength()) {
            return false;
        }
        for (int i = 0; i < a.commandLength(); i++) {
            if (a.command().getByte(a.commandOffset() + i) != b.command().getByte(b.commandOffset() + i)) {
                return false;
            }
        }
        return true;
    }
}
