package io.flashgate.journal.sale;

import io.flashgate.core.CommandView;
import io.flashgate.core.order.PurchaseView;
import io.flashgate.core.order.TraceParent;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.journal.JournalRecords;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The orders of one sale, one by one as the journal's records make and change them: who has which units at which price, and
 * what became of it.
 *
 * <p>Used by one thread at a time. Keeps the orders that are held.
 */
public final class SaleOrders {

    /** Who has an order, and the trace of the request that made it, or null. */
    private record Owner(String buyerId, String group, String traceparent) {}

    private final FollowedSale sale;
    private final Long2ObjectHashMap<Owner> held = new Long2ObjectHashMap<>();
    private final CommandView command = new CommandView();

    /**
     * @param sale to which no record has been shown yet; from now on this shows them to it
     */
    public SaleOrders(final FollowedSale sale) {
        this.sale = sale;
    }

    public SaleDefinition definition() {
        return sale.definition();
    }

    /** The order that a record made or changed, as it stands now; null: none of this sale. */
    public OrderChange follow(final JournalRecords record) {
        command.wrap(record.command(), record.commandOffset());
        return command.isOfSale(sale.idBytes()) ? follow(record, command) : null;
    }

    /** As {@link #follow(JournalRecords)}, of a record whose command is about this sale. */
    public OrderChange follow(final JournalRecords record, final CommandView ofRecord) {
        if (!sale.follow(record, ofRecord)) {
            return null;
        }
        final Owner owner = owner(record, ofRecord);
        return OrderChange.of(record, sale, owner.buyerId(), owner.group(), owner.traceparent());
    }

    private Owner owner(final JournalRecords record, final CommandView ofRecord) {
        return switch (record.outcome()) {
            case ACCEPTED -> owner(ofRecord.purchase(), ofRecord);
            case HELD -> {
                final Owner owner = owner(ofRecord.purchase(), ofRecord);
                held.put(record.orderNumber(), owner);
                yield owner;
            }
            case HOLD_EXTENDED -> held.get(record.orderNumber());
            default -> held.remove(record.orderNumber());
        };
    }

    private static Owner owner(final PurchaseView purchase, final CommandView command) {
        final TraceParent trace = new TraceParent();
        purchase.copyTraceTo(trace);
        return new Owner(
                command.text(purchase.buyerIdOffset(), purchase.buyerIdLength()),
                command.text(purchase.groupOffset(), purchase.groupLength()),
                trace.isPresent() ? trace.toString() : null);
    }
}
