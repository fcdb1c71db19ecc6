package io.flashgate.journal.sale;

import io.flashgate.core.CommandView;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.journal.JournalRecords;
import java.util.HashMap;
import java.util.Map;

/** The orders of all sales of a journal, one by one as its records make and change them. One thread. */
public final class JournalOrders {

    private final CommandView command = new CommandView();
    private final Map<String, SaleOrders> sales = new HashMap<>();

    /** The order that a record made or changed, as it stands now; null: none. To be shown every record from the first on. */
    public OrderChange follow(final JournalRecords record) {
        final Outcome outcome = record.outcome();
        switch (outcome) {
            case SALE_CREATED:
            case SALE_REPLACED:
                final SaleDefinition definition = command(record).definition();
                sales.put(definition.saleId(), new SaleOrders(new FollowedSale(definition, true)));
                return null;
            case ACCEPTED:
            case HELD:
            case ORDER_CONFIRMED:
            case ORDER_CANCELLED:
            case HOLD_EXPIRED:
            case HOLD_EXTENDED:
                return sales.get(command(record).saleId()).follow(record, command);
            default:
                return null;
        }
    }

    /** Whether a sale of this name has been defined. */
    public boolean knows(final String saleId) {
        return sales.containsKey(saleId);
    }

    private CommandView command(final JournalRecords record) {
        return command.wrap(record.command(), record.commandOffset());
    }
}
