package io.flashgate.journal.sale;

import io.flashgate.core.CommandView;
import io.flashgate.core.order.OrderStatus;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseView;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.journal.JournalRecords;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The orders of one sale, one by one as the journal's records make and change them: who has which units at which price, and
 * what became of it.
 *
 * <p>Used by one thread at a time. Keeps the orders that are held.
 */
public final class SaleOrders {

    /** Who has an order. */
    private record Owner(String buyerId, String group) {}

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
        final long number = record.orderNumber();
        return switch (record.outcome()) {
            case ACCEPTED -> change(record, owner(ofRecord.purchase(), ofRecord), OrderStatus.CONFIRMED);
            case HELD -> {
                final Owner owner = owner(ofRecord.purchase(), ofRecord);
                held.put(number, owner);
                yield change(record, owner, OrderStatus.HELD);
            }
            case HOLD_EXTENDED -> change(record, held.get(number), OrderStatus.HELD);
            default -> change(record, held.remove(number), ended(record.outcome()));
        };
    }

    private static OrderStatus ended(final Outcome outcome) {
        return switch (outcome) {
            case ORDER_CONFIRMED -> OrderStatus.CONFIRMED;
            case ORDER_CANCELLED -> OrderStatus.CANCELLED;
            case HOLD_EXPIRED -> OrderStatus.EXPIRED;
            default -> throw new IllegalStateException("no order ends by " + outcome);
        };
    }

    private static Owner owner(final PurchaseView purchase, final CommandView command) {
        return new Owner(
                command.text(purchase.buyerIdOffset(), purchase.buyerIdLength()),
                command.text(purchase.groupOffset(), purchase.groupLength()));
    }

    private OrderChange change(final JournalRecords record, final Owner owner, final OrderStatus status) {
        final List<OrderChange.Part> parts = new ArrayList<>(sale.partCount());
        for (int part = 0; part < sale.partCount(); part++) {
            parts.add(new OrderChange.Part(
                    sale.definition().items().get(sale.partItem(part)).sku(),
                    sale.partQuantity(part),
                    sale.partPrice(part)));
        }
        return new OrderChange(
                sale.definition(),
                record.orderNumber(),
                owner.buyerId(),
                owner.group(),
                parts,
                status,
                sale.holdExpiresAtNanos(),
                record.sequence(),
                record.timestampNanos());
    }
}
