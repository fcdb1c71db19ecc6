package io.flashgate.journal.replay;

import io.flashgate.core.CoreLimits;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseView;
import io.flashgate.core.protocol.DefineSaleDecoder;
import io.flashgate.core.protocol.MessageHeaderDecoder;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import io.flashgate.core.snapshot.SnapshotHead;
import io.flashgate.journal.JournalReader;

/**
 * How much a journal holds, and so how large a core must be that replays it.
 *
 * @param records      all of them
 * @param lastSequence 0: there are none
 * @param sales        sales that were created
 * @param decisions    purchases that were decided, whatever the answer
 * @param orders       purchases that were sold or held
 * @param parts        of all orders, units of one item at one price each; or more, where items have several prices
 * @param answers      as many as a core must be able to remember: sales that are forgotten make room for others; only where the
 *                     count began with the first record
 */
public record JournalSize(
        long records, long lastSequence, long sales, long decisions, long orders, long parts, long answers) {

    private static final int MAX_GROUPS = 65_536;

    /** Reads to the end and checks every record on the way. */
    public static JournalSize count(final JournalReader reader) {
        long records = 0;
        long last = reader.sequence();
        long sales = 0;
        long decisions = 0;
        long orders = 0;
        long parts = 0;
        long mostPrices = 1;
        final AnswerTally answers = new AnswerTally();
        final PurchaseView purchase = new PurchaseView();
        while (reader.next()) {
            final Outcome outcome = reader.outcome();
            records++;
            last = reader.sequence();
            sales += outcome == Outcome.SALE_CREATED ? 1 : 0;
            decisions += outcome.isRemembered() ? 1 : 0;
            answers.count(reader);
            if (outcome.isOrder()) {
                orders++;
                parts += parts(reader, purchase, mostPrices);
            } else if (outcome == Outcome.SALE_CREATED || outcome == Outcome.SALE_REPLACED) {
                mostPrices = Math.max(mostPrices, prices(reader));
            }
        }
        return new JournalSize(records, last, sales, decisions, orders, parts, answers.needed());
    }

    /**
     * The limits of a core that has room for this journal; hardly more, unless items have several prices.
     *
     * @throws IllegalArgumentException if no core is that large
     */
    public CoreLimits limits() {
        return new CoreLimits(
                atLeastOne(sales),
                atLeastOne(answers),
                atLeastOne(parts),
                // Each order may have come out of a group of its own.
                Math.min(MAX_GROUPS, atLeastOne(orders)));
    }

    /**
     * As {@link #limits}, where the count began behind a snapshot.
     *
     * @param head of the snapshot; null: there is none
     */
    public CoreLimits limitsBehind(final SnapshotHead head) {
        if (head == null) {
            return limits();
        }
        return new CoreLimits(
                atLeastOne(head.sales() + sales),
                // Refusals may take half of a core's answers.
                atLeastOne(2 * (head.answers() + decisions)),
                // The sales in the snapshot are not known yet, and their items may have several prices.
                atLeastOne(head.orderRows() + parts * (1 + SaleDefinition.MAX_PRICE_TIERS)),
                Math.min(MAX_GROUPS, atLeastOne(head.groups() + orders)));
    }

    /** Of how many parts an order is at most: a line has no more prices than units. */
    private static long parts(final JournalReader reader, final PurchaseView purchase, final long mostPrices) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(reader.command(), reader.commandOffset());
        purchase.wrap(
                reader.command(),
                reader.commandOffset() + MessageHeaderDecoder.ENCODED_LENGTH,
                header.blockLength(),
                header.version());
        long parts = 0;
        for (int line = 0; line < purchase.lineCount(); line++) {
            parts += Math.min(purchase.quantity(line), mostPrices);
        }
        return parts;
    }

    /** Most prices that one item of a sale has. */
    private static int prices(final JournalReader reader) {
        final SaleDefinition sale = SaleDefinition.decode(new DefineSaleDecoder()
                .wrapAndApplyHeader(reader.command(), reader.commandOffset(), new MessageHeaderDecoder()));
        int most = 1;
        for (final ItemDefinition item : sale.items()) {
            most = Math.max(most, 1 + item.priceTiers().size());
        }
        return most;
    }

    private static int atLeastOne(final long count) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, count));
    }
}
