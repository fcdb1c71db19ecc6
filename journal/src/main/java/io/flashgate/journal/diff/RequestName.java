package io.flashgate.journal.diff;

import io.flashgate.core.CommandView;
import io.flashgate.core.order.PurchaseView;

/** A request, as clients and journals name it: an Idempotency-Key belongs to its sale and buyer. */
public record RequestName(String saleId, String buyerId, String key) {

    /**
     * @param command a purchase
     */
    static RequestName of(final CommandView command) {
        final PurchaseView purchase = command.purchase();
        return new RequestName(
                command.saleId(),
                command.text(purchase.buyerIdOffset(), purchase.buyerIdLength()),
                command.text(purchase.keyOffset(), purchase.keyLength()));
    }

    @Override
    public String toString() {
        return "sale=" + saleId + " buyer=" + buyerId + " key=" + key;
    }
}
