package io.flashgate.core;

import io.flashgate.core.order.Decision;
import io.flashgate.core.order.OrderStatus;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.Phase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that a decision says, as a value: two answers are equal if nobody can tell them apart.
 *
 * @param outcome what became of the command
 * @param told    what the buyer hears: the first answer for a repeat, else the outcome
 * @param about   what is said of sale, item and units
 * @param order   the order that it is about; null: none
 * @param changes items whose stock has changed
 */
public record Answer(
        Outcome outcome,
        Outcome told,
        long sequence,
        long timestampNanos,
        About about,
        AnsweredOrder order,
        List<Change> changes) {

    /** What is said beside the order. */
    public record About(int saleIndex, int itemIndex, Phase phaseAfter, long units, int refusedLine) {
        static final About NOTHING = new About(-1, -1, null, 0, 0);
    }

    /** What an answer says of an order. */
    public record AnsweredOrder(
            long number,
            long sequence,
            long timestampNanos,
            OrderStatus status,
            long holdExpiresAtNanos,
            List<Part> parts,
            List<Integer> goals,
            String group) {}

    /** Units of one item at one price. */
    public record Part(int item, int quantity, long price) {}

    /** What is left of an item after the command. */
    public record Change(int item, long available, long held) {}

    /** Copies a decision. */
    public static Answer of(final Decision decision) {
        final List<Change> changes = new ArrayList<>();
        for (int i = 0; i < decision.changeCount(); i++) {
            changes.add(new Change(decision.changedItem(i), decision.availableAfter(i), decision.heldAfter(i)));
        }
        return new Answer(
                decision.outcome(),
                decision.answer(),
                decision.sequence(),
                decision.timestampNanos(),
                new About(
                        decision.saleIndex(),
                        decision.itemIndex(),
                        decision.phaseAfter(),
                        decision.units(),
                        decision.refusedLine()),
                decision.orderNumber() == 0 ? null : orderOf(decision),
                changes);
    }

    private static AnsweredOrder orderOf(final Decision decision) {
        final List<Part> parts = new ArrayList<>();
        for (int i = 0; i < decision.partCount(); i++) {
            parts.add(new Part(decision.partItem(i), decision.partQuantity(i), decision.partPrice(i)));
        }
        final List<Integer> goals = new ArrayList<>();
        for (int i = 0; i < decision.goals(); i++) {
            goals.add(decision.firstGoal() + i);
        }
        return new AnsweredOrder(
                decision.orderNumber(),
                decision.orderSequence(),
                decision.orderedAtNanos(),
                decision.status(),
                decision.holdExpiresAtNanos(),
                parts,
                goals,
                new String(decision.groupBytes(), 0, decision.groupLength(), StandardCharsets.US_ASCII));
    }

    /** An outcome that says nothing else. */
    public static Answer bare(final Outcome outcome) {
        return of(outcome, About.NOTHING, null, List.of());
    }

    /** An outcome that has not been sequenced, not yet at least. */
    public static Answer of(
            final Outcome outcome, final About about, final AnsweredOrder order, final List<Change> changes) {
        return new Answer(outcome, outcome, 0, 0, about, order, changes);
    }

    /** The same answer, sequenced. */
    public Answer stamped(final long byNumber, final long atNanos) {
        return new Answer(outcome, told, byNumber, atNanos, about, order, changes);
    }

    public boolean isSequenced() {
        return outcome.isSequenced();
    }

    public boolean isRepeated() {
        return outcome == Outcome.REPEATED;
    }

    /** Units available, held, or the limit, as the outcome has it. */
    public long units() {
        return about.units();
    }

    public int saleIndex() {
        return about.saleIndex();
    }

    /** 0: no order. */
    public long orderNumber() {
        return order == null ? 0 : order.number();
    }
}
