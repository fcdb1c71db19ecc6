package io.flashgate.core;

import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.Phase;
import java.nio.charset.StandardCharsets;

/**
 * Everything that a decision says, as a value: two answers are equal if nobody can tell them apart.
 *
 * @param outcome what became of the command
 * @param told    what the buyer hears: the first answer for a repeat, else the outcome
 */
public record Answer(
        Outcome outcome,
        Outcome told,
        long sequence,
        long timestampNanos,
        long orderNumber,
        long units,
        int quantity,
        long unitPrice,
        long availableAfter,
        int saleIndex,
        int itemIndex,
        Phase phaseAfter,
        String group) {

    /** Copies a decision. */
    public static Answer of(final Decision decision) {
        return new Answer(
                decision.outcome(),
                decision.answer(),
                decision.sequence(),
                decision.timestampNanos(),
                decision.orderNumber(),
                decision.units(),
                decision.quantity(),
                decision.unitPrice(),
                decision.availableAfter(),
                decision.saleIndex(),
                decision.itemIndex(),
                decision.phaseAfter(),
                new String(decision.groupBytes(), 0, decision.groupLength(), StandardCharsets.US_ASCII));
    }

    /** An outcome that says nothing else. */
    public static Answer bare(final Outcome outcome) {
        return about(outcome, -1, -1, null, 0);
    }

    /** An outcome that was not sequenced and speaks of a sale, and maybe of an item. */
    public static Answer about(
            final Outcome outcome, final int saleIndex, final int itemIndex, final Phase phase, final long units) {
        return new Answer(outcome, outcome, 0, 0, 0, units, 0, 0, 0, saleIndex, itemIndex, phase, "");
    }

    /** The same answer, sequenced. */
    public Answer stamped(final long sequence, final long timestampNanos) {
        return new Answer(
                outcome,
                told,
                sequence,
                timestampNanos,
                orderNumber,
                units,
                quantity,
                unitPrice,
                availableAfter,
                saleIndex,
                itemIndex,
                phaseAfter,
                group);
    }

    public boolean isSequenced() {
        return outcome.isSequenced();
    }

    public boolean isRepeated() {
        return outcome == Outcome.REPEATED;
    }
}
