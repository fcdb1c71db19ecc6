package io.flashgate.gateway.http;

import io.flashgate.core.order.Text;
import io.flashgate.core.sale.SaleDefinition;

/** The public name of an order: its sale's id, a dash, and its number in the sale, from 1. */
final class OrderId {

    private static final int MAX_DIGITS = 18;

    private OrderId() {}

    /**
     * Takes a name apart.
     *
     * @param saleId filled with the sale's id
     * @return the order's number; 0: no order can have such a name
     */
    static long read(final String orderId, final Text saleId) {
        final int dash = orderId.lastIndexOf('-');
        final long number = dash < 1 ? 0 : number(orderId, dash + 1);
        if (number == 0 || !SaleDefinition.isId(orderId.substring(0, dash))) {
            return 0;
        }
        saleId.setAscii(orderId, 0, dash);
        return number;
    }

    private static long number(final String orderId, final int from) {
        final int digits = orderId.length() - from;
        if (digits < 1 || digits > MAX_DIGITS || orderId.charAt(from) == '0') {
            return 0;
        }
        long number = 0;
        for (int i = from; i < orderId.length(); i++) {
            final int digit = orderId.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
