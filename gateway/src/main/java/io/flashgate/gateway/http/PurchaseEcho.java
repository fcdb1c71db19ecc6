package io.flashgate.gateway.http;

import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.order.Text;

/**
 * What an answer repeats of a purchase: items, group, buyer and units, side by side in one array.
 *
 * <p>Thousands of purchases may wait for their decision. Each whole request would lie in a dozen cache lines, and most of them
 * would have left the cache when its answer is written; this is two. Event loop only; allocates only for longer names than
 * it has met before, and for the first basket.
 */
final class PurchaseEcho {

    private static final int FIRST_BYTES = 64;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int skuLength;
    private int groupLength;
    private int buyerLength;
    private int quantity;
    private int lineCount = 1;

    /** Length of the item's name and units, in turn, of the lines behind the first; null: there was no basket yet. */
    private int[] moreLines;

    void keep(final PurchaseRequest purchase) {
        lineCount = purchase.lineCount();
        quantity = purchase.quantity();
        int length = purchase.sku().length()
                + purchase.group().length()
                + purchase.buyerId().length();
        for (int line = 1; line < lineCount; line++) {
            length += purchase.sku(line).length();
        }
        if (length > bytes.length) {
            bytes = new byte[length];
        }
        skuLength = put(purchase.sku(), 0);
        groupLength = put(purchase.group(), skuLength);
        buyerLength = put(purchase.buyerId(), skuLength + groupLength);
        if (lineCount > 1) {
            keepMoreLines(purchase);
        }
    }

    /** Fills in what was kept, and nothing else. */
    void restoreTo(final PurchaseRequest purchase) {
        purchase.clear();
        purchase.sku().set(bytes, 0, skuLength);
        purchase.group().set(bytes, skuLength, groupLength);
        purchase.buyerId().set(bytes, skuLength + groupLength, buyerLength);
        purchase.quantity(quantity);
        if (lineCount > 1) {
            restoreMoreLinesTo(purchase);
        }
    }

    private void keepMoreLines(final PurchaseRequest purchase) {
        if (moreLines == null) {
            moreLines = new int[2 * PurchaseRequest.MAX_LINES];
        }
        int at = skuLength + groupLength + buyerLength;
        for (int line = 1; line < lineCount; line++) {
            moreLines[2 * line] = put(purchase.sku(line), at);
            moreLines[2 * line + 1] = purchase.quantityOf(line);
            at += moreLines[2 * line];
        }
    }

    private void restoreMoreLinesTo(final PurchaseRequest purchase) {
        purchase.lineCount(lineCount);
        int at = skuLength + groupLength + buyerLength;
        for (int line = 1; line < lineCount; line++) {
            purchase.sku(line).set(bytes, at, moreLines[2 * line]);
            purchase.quantity(line, moreLines[2 * line + 1]);
            at += moreLines[2 * line];
        }
    }

    private int put(final Text text, final int at) {
        System.arraycopy(text.bytes(), 0, bytes, at, text.length());
        return text.length();
    }
}
