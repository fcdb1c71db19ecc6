package io.flashgate.journal.sale;

import io.flashgate.core.order.OrderStatus;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.journal.JournalRecords;
import java.util.ArrayList;
import java.util.List;

/**
 * An order as it stands behind the record that made it or changed it.
 *
 * @param sale               the rules of its sale
 * @param number             counted from 1 in its sale
 * @param group              empty: none
 * @param traceparent        of the request that made it (W3C Trace Context); null: it had none
 * @param parts              units of one item at one price each
 * @param holdExpiresAtNanos nanoseconds since the epoch; 0: it never was held
 * @param sequence           of the record
 * @param decidedAtNanos     the record's stamp, nanoseconds since the epoch
 */
public record OrderChange(
        SaleDefinition sale,
        long number,
        String buyerId,
        String group,
        String traceparent,
        List<Part> parts,
        OrderStatus status,
        long holdExpiresAtNanos,
        long sequence,
        long decidedAtNanos) {

    /**
     * @param sku   of the item
     * @param price minor units of the sale's currency, for each unit
     */
    public record Part(String sku, int quantity, long price) {

        /** Minor units for all of them. */
        public long amount() {
            return price * quantity;
        }
    }

    /**
     * The order that a sale's last record made or changed.
     *
     * @param record      to which {@link FollowedSale#follow} has just said that there is one
     * @param traceparent null: there was none, or nobody asks
     */
    public static OrderChange of(
            final JournalRecords record,
            final FollowedSale sale,
            final String buyerId,
            final String group,
            final String traceparent) {
        final List<Part> parts = new ArrayList<>(sale.partCount());
        for (int part = 0; part < sale.partCount(); part++) {
            parts.add(new Part(
                    sale.definition().items().get(sale.partItem(part)).sku(),
                    sale.partQuantity(part),
                    sale.partPrice(part)));
        }
        return new OrderChange(
                sale.definition(),
                record.orderNumber(),
                buyerId,
                group,
                traceparent,
                parts,
                status(record.outcome()),
                sale.holdExpiresAtNanos(),
                record.sequence(),
                record.timestampNanos());
    }

    private static OrderStatus status(final Outcome outcome) {
        return switch (outcome) {
            case ACCEPTED, ORDER_CONFIRMED -> OrderStatus.CONFIRMED;
            case HELD, HOLD_EXTENDED -> OrderStatus.HELD;
            case ORDER_CANCELLED -> OrderStatus.CANCELLED;
            case HOLD_EXPIRED -> OrderStatus.EXPIRED;
            default -> throw new IllegalArgumentException("no order is made or changed by " + outcome);
        };
    }

    /** The order's name: {@code summer-17}. */
    public String orderId() {
        return sale.saleId() + '-' + number;
    }

    /** What all of its units cost, minor units. */
    public long total() {
        return parts.stream().mapToLong(Part::amount).sum();
    }
}
