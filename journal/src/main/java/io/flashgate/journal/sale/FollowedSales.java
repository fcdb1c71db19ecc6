package io.flashgate.journal.sale;

import io.flashgate.core.CommandView;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.table.IdTable;
import io.flashgate.journal.JournalRecords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * All sales of a journal, followed from its first record on without a core.
 *
 * <pre>
 *   record ──▶ CommandView ──▶ the sale that it names ──▶ FollowedSale: units, prices, orders that are held
 * </pre>
 *
 * One thread.
 */
public final class FollowedSales {

    /** As many as a core can hold. */
    private static final int MAX_SALES = 65_536;

    private final IdTable ids = new IdTable(MAX_SALES);
    private final List<FollowedSale> sales = new ArrayList<>();
    private FollowedSale last;

    /**
     * Takes in a record, which comes right behind the one before.
     *
     * @param command of the record
     * @return the sale that it is about; null: none
     */
    public FollowedSale follow(final JournalRecords record, final CommandView command) {
        if (!command.namesSale()) {
            return null;
        }
        final Outcome outcome = record.outcome();
        if (outcome == Outcome.SALE_CREATED || outcome == Outcome.SALE_REPLACED) {
            return define(command.definition());
        }
        final FollowedSale sale = find(command);
        if (sale != null) {
            sale.follow(record, command);
        }
        return sale;
    }

    /** The sale with this id; null: none has been defined. */
    public FollowedSale find(final String saleId) {
        final byte[] ascii = saleId.getBytes(StandardCharsets.US_ASCII);
        final int number = ascii.length > IdTable.MAX_BYTES ? -1 : ids.find(new UnsafeBuffer(ascii), 0, ascii.length);
        return number < 0 ? null : sales.get(number);
    }

    /** In the order in which they were created. */
    public List<FollowedSale> all() {
        return sales;
    }

    private FollowedSale find(final CommandView command) {
        // Of a rush nearly every record is about the same sale as the one before.
        if (last == null || !command.isOfSale(last.idBytes())) {
            final int number = ids.find(command.buffer(), command.saleIdOffset(), command.saleIdLength());
            last = number < 0 ? null : sales.get(number);
        }
        return last;
    }

    private FollowedSale define(final SaleDefinition definition) {
        final byte[] ascii = definition.saleId().getBytes(StandardCharsets.US_ASCII);
        final UnsafeBuffer id = new UnsafeBuffer(ascii);
        final FollowedSale sale = new FollowedSale(definition, true);
        final int number = ids.find(id, 0, ascii.length);
        if (number < 0) {
            ids.add(id, 0, ascii.length);
            sales.add(sale);
        } else {
            sales.set(number, sale);
        }
        last = sale;
        return sale;
    }
}
