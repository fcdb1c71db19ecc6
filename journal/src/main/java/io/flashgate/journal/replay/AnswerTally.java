package io.flashgate.journal.replay;

import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseView;
import io.flashgate.core.protocol.ForgetAnswersDecoder;
import io.flashgate.core.protocol.MessageHeaderDecoder;
import io.flashgate.core.table.IdTable;
import io.flashgate.journal.JournalReader;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * How many answers a core remembers at once while it goes through a journal, and how many of them are refusals, which may take
 * half of its room.
 *
 * <p>A record says how many answers were forgotten and not which. While a sale is forgotten in steps, its refusals are counted
 * as those that stay longest, so the tally may say a little too much and never too little.
 */
final class AnswerTally {

    private static final int MAX_SALES = 65_536;

    private final IdTable sales = new IdTable(MAX_SALES);
    private final long[] answersOf = new long[MAX_SALES];
    private final long[] refusalsOf = new long[MAX_SALES];
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PurchaseView purchase = new PurchaseView();
    private final ForgetAnswersDecoder forgetting = new ForgetAnswersDecoder();
    private final DirectBuffer saleId = new UnsafeBuffer(0, 0);
    private long answers;
    private long refusals;
    private long needed;

    /** Takes the record into account that a reader stands at. */
    void count(final JournalReader record) {
        final Outcome outcome = record.outcome();
        if (outcome.isRemembered()) {
            remember(saleOfPurchase(record), outcome.isOrder() ? 0 : 1);
        } else if (outcome == Outcome.ANSWERS_FORGOTTEN || outcome == Outcome.SALE_FORGOTTEN) {
            forget(saleOfForgetting(record), record.units());
        }
    }

    /** The most answers that a core must have had room for. */
    long needed() {
        return needed;
    }

    private void remember(final int sale, final int refused) {
        answersOf[sale]++;
        refusalsOf[sale] += refused;
        answers++;
        refusals += refused;
        needed = Math.max(needed, Math.max(answers, 2 * refusals));
    }

    private void forget(final int sale, final long count) {
        answersOf[sale] -= count;
        answers -= count;
        final long refusalsLeft = Math.min(refusalsOf[sale], answersOf[sale]);
        refusals -= refusalsOf[sale] - refusalsLeft;
        refusalsOf[sale] = refusalsLeft;
    }

    private int saleOfPurchase(final JournalReader record) {
        header.wrap(record.command(), record.commandOffset());
        purchase.wrap(record.command(), body(record), header.blockLength(), header.version());
        return number(purchase.command(), purchase.saleIdOffset(), purchase.saleIdLength());
    }

    private int saleOfForgetting(final JournalReader record) {
        forgetting
                .wrapAndApplyHeader(record.command(), record.commandOffset(), header)
                .wrapSaleId(saleId);
        return number(saleId, 0, saleId.capacity());
    }

    private int number(final DirectBuffer buffer, final int offset, final int length) {
        final int number = sales.find(buffer, offset, length);
        return number >= 0 ? number : sales.add(buffer, offset, length);
    }

    private static int body(final JournalReader record) {
        return record.commandOffset() + MessageHeaderDecoder.ENCODED_LENGTH;
    }
}
