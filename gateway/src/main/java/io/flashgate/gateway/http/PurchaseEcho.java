package io.flashgate.gateway.http;

import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.order.Text;

/**
 * What an answer repeats of a purchase: item, group, buyer and units, side by side in one array.
 *
 * <p>Thousands of purchases may wait for their decision. Each whole request would lie in a dozen cache lines, and most of them
 * would have left the cache when its answer is written; this is two. Event loop only; allocates only for a longer name than
 * it has met before.
 */
final class PurchaseEcho {

    private static final int FIRST_BYTES = 64;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int skuLength;
    private int groupLength;
    private int buyerLength;
    private int quantity;

    void keep(final PurchaseRequest purchase) {
        final int length = purchase.sku().length()
                + purchase.group().length()
                + purchase.buyerId().length();
        if (length > bytes.length) {
            bytes = new byte[length];
        }
        skuLength = put(purchase.sku(), 0);
        groupLength = put(purchase.group(), skuLength);
        buyerLength = put(purchase.buyerId(), skuLength + groupLength);
        quantity = purchase.quantity();
    }

    /** Fills in what was kept, and nothing else. */
    void restoreTo(final PurchaseRequest purchase) {
        purchase.clear();
        purchase.sku().set(bytes, 0, skuLength);
        purchase.group().set(bytes, skuLength, groupLength);
        purchase.buyerId().set(bytes, skuLength + groupLength, buyerLength);
        purchase.quantity(quantity);
    }

    private int put(final Text text, final int at) {
        System.arraycopy(text.bytes(), 0, bytes, at, text.length());
        return text.length();
    }
}
