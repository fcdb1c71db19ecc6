package io.flashgate.gateway.http;

import io.flashgate.core.Commands;
import io.flashgate.core.order.Text;
import org.agrona.MutableDirectBuffer;

/** What can be asked of one order. */
public enum OrderAction {
    /** Only to see it. */
    SHOW,
    /** The merchant has the payment. */
    CONFIRM,
    /** The order is given back. */
    CANCEL,
    /** The payment has started, so the hold gets its extension. */
    PAYMENT_STARTED;

    /** Writes the command of an order's own buyer, who is named in the exchange's request; returns its length. */
    int encodeForBuyer(final HttpExchange exchange, final long number) {
        final Commands commands = exchange.loop().commands();
        final MutableDirectBuffer command = exchange.loop().command();
        final Text saleId = exchange.purchase().saleId();
        final Text buyerId = exchange.purchase().buyerId();
        return switch (this) {
            case SHOW -> commands.findOrder(command, 0, saleId, number, buyerId);
            case CANCEL -> commands.cancelOrder(command, 0, saleId, number, buyerId);
            default -> throw new IllegalArgumentException(this + " is not for buyers");
        };
    }

    /** Writes the merchant's command; returns its length. */
    int encodeForMerchant(final HttpExchange exchange, final long number) {
        final Commands commands = exchange.loop().commands();
        final MutableDirectBuffer command = exchange.loop().command();
        final Text saleId = exchange.purchase().saleId();
        return switch (this) {
            case CONFIRM -> commands.confirmOrder(command, 0, saleId, number);
            case CANCEL -> commands.cancelOrder(command, 0, saleId, number);
            case PAYMENT_STARTED -> commands.extendHold(command, 0, saleId, number);
            default -> throw new IllegalArgumentException(this + " is not for merchants");
        };
    }
}
