package io.flashgate.journal.whatif;

import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * What would have become of the requests of a sale under other rules.
 *
 * @param was          the rules as they were, when they were last defined
 * @param would        the rules as they would have been
 * @param before       what came of it
 * @param after        what would have come of it
 * @param decided      requests that were decided, whatever the answer
 * @param gained       refused, and would have got an order
 * @param lost         got an order, and would have been refused
 * @param otherwise    refused, and would have been refused for another reason
 * @param latePayments payments that came in time, and would have come too late or for an order that is none
 * @param changes      the first of the changed answers, in the order of the sequence
 * @param unsequenced  requests that were answered without being sequenced, by reason: only their number is known
 * @param lastSequence of the journal, as far as it was read
 */
public record WhatIf(
        SaleDefinition was,
        SaleDefinition would,
        Outlook before,
        Outlook after,
        long decided,
        long gained,
        long lost,
        long otherwise,
        long latePayments,
        List<ChangedAnswer> changes,
        Map<Outcome, Long> unsequenced,
        long lastSequence) {

    /**
     * Decides the recorded requests of a sale again. Reads the journal twice: first to see how large the core must be.
     *
     * <p>Requests come at their recorded times. What is due in between is due by the other rules, at its moment. What the merchant and buyers did to
     * orders they do to the orders that the same requests make.
     *
     * @param assumption what is done about orders of which nobody knows whether they would be paid for
     * @param most       how many changed answers are kept
     * @param progress   hears the sequence of each record that is read; from the first on again in the second pass
     * @throws IllegalArgumentException                     if there is no such sale, or a change does not fit it
     * @throws IOException                                  if it is no folder, or cannot be read
     * @throws io.flashgate.journal.JournalDamagedException at the first bad record
     * @throws io.flashgate.journal.JournalException        if a file cannot be read
     */
    public static WhatIf of(
            final Path journal,
            final String saleId,
            final List<RuleChange> changes,
            final Assumption assumption,
            final int most,
            final LongConsumer progress)
            throws IOException {
        try (JournalReader reader = JournalReader.open(journal)) {
            final SaleSize size = SaleSize.count(reader, saleId, changes, progress);
            reader.moveTo(1);
            final Rerun rerun = new Rerun(saleId, changes, assumption, most, size.limits());
            while (reader.sequence() < size.lastSequence() && reader.next()) {
                progress.accept(reader.sequence());
                rerun.onRecord(reader);
            }
            return rerun.result(reader.sequence(), reader.timestampNanos());
        }
    }

    /** What is done about held orders that were none, or were confirmed at once: nobody knows whether they would be paid for. */
    public enum Assumption {
        /** They are not paid for, and expire. */
        NEW_HOLDS_EXPIRE,
        /** They are paid for at once. */
        NEW_HOLDS_ARE_PAID
    }
}
