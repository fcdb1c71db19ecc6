package io.flashgate.journal.sale;

import io.flashgate.core.order.OrderStatus;
import io.flashgate.core.sale.SaleDefinition;
import java.util.List;

/**
 * An order as it stands behind the record that made it or changed it.
 *
 * @param sale               the rules of its sale
 * @param number             counted from 1 in its sale
 * @param group              empty: none
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

    /** The order's name: {@code summer-17}. */
    public String orderId() {
        return sale.saleId() + '-' + number;
    }

    /** What all of its units cost, minor units. */
    public long total() {
        return parts.stream().mapToLong(Part::amount).sum();
    }
}
