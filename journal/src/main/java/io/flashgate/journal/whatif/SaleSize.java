package io.flashgate.journal.whatif;

import io.flashgate.core.CommandView;
import io.flashgate.core.CoreLimits;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.journal.JournalException;
import io.flashgate.journal.JournalReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * How much was asked of one sale, and so how large a core must be that decides it again, whatever it answers.
 *
 * @param lastSequence of the journal
 */
record SaleSize(CoreLimits limits, long lastSequence) {

    private static final int MAX_ANSWERS = 100_000_000;
    private static final int MAX_ORDERS = 50_000_000;
    private static final int MAX_GROUPS = 65_536;

    /**
     * Reads to the end.
     *
     * @throws IllegalArgumentException if there is no such sale, or a change does not fit it
     * @throws JournalException         if more was asked of it than a core can hold
     */
    static SaleSize count(
            final JournalReader reader,
            final String saleId,
            final List<RuleChange> changes,
            final LongConsumer progress) {
        final byte[] id = saleId.getBytes(StandardCharsets.UTF_8);
        final CommandView command = new CommandView();
        final List<String> others = new ArrayList<>();
        SaleDefinition sale = null;
        long requests = 0;
        long lines = 0;
        while (reader.next()) {
            progress.accept(reader.sequence());
            command.wrap(reader.command(), reader.commandOffset());
            if (command.isDefinition()) {
                final SaleDefinition defined = command.definition();
                if (defined.saleId().equals(saleId)) {
                    sale = RuleChange.applyAll(changes, defined);
                } else if (!others.contains(defined.saleId())) {
                    others.add(defined.saleId());
                }
            } else if (command.isPurchase() && command.isOfSale(id)) {
                requests++;
                lines += command.purchase().lineCount();
            }
        }
        if (sale == null) {
            throw new IllegalArgumentException("expected a sale of the journal, found \"" + saleId + '"'
                    + (others.isEmpty() ? "; it has none" : "; it has " + names(others)));
        }
        return new SaleSize(limits(sale, requests, lines), reader.sequence());
    }

    private static CoreLimits limits(final SaleDefinition sale, final long requests, final long lines) {
        final long prices = 1
                + sale.items().stream()
                        .mapToInt(item -> item.priceTiers().size())
                        .max()
                        .orElse(0);
        // Without holds a unit is sold once; each part has at least one.
        final long parts = sale.hold() == null ? Math.min(lines * prices, sale.totalStock()) : lines * prices;
        // All of them may be refusals, which may take half of the room.
        final long answers = 2 * requests;
        if (answers > MAX_ANSWERS || parts > MAX_ORDERS) {
            throw new JournalException("more was asked of sale " + sale.saleId() + " than a core can hold: " + requests
                    + " requests, expected at most " + MAX_ANSWERS / 2 + ", and " + parts
                    + " parts of orders, expected at most " + MAX_ORDERS);
        }
        return new CoreLimits(1, (int) Math.max(1, answers), (int) Math.max(1, parts), (int)
                Math.min(MAX_GROUPS, Math.max(1, requests)));
    }

    private static String names(final List<String> sales) {
        final int shown = 10;
        return String.join(", ", sales.subList(0, Math.min(shown, sales.size()))) + (sales.size() > shown ? ", …" : "");
    }
}
