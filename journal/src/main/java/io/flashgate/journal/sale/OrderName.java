package io.flashgate.journal.sale;

import io.flashgate.core.sale.SaleDefinition;

/**
 * An order's name, {@code summer-17}: its sale, and its number in it.
 *
 * @param number from 1 on
 */
public record OrderName(String saleId, long number) {

    /** Reads a name; null: it is none. */
    public static OrderName find(final String text) {
        final int dash = text.lastIndexOf('-');
        if (dash < 1 || !SaleDefinition.isId(text.substring(0, dash))) {
            return null;
        }
        final String number = text.substring(dash + 1);
        if (!number.matches("[1-9][0-9]{0,17}")) {
            return null;
        }
        return new OrderName(text.substring(0, dash), Long.parseLong(number));
    }

    @Override
    public String toString() {
        return saleId + '-' + number;
    }
}
