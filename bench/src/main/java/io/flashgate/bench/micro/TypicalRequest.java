package io.flashgate.bench.micro;

import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.order.Text;

/**
 * A request with names as long as real ones: a buyer of 28 characters, a key as long as a UUID, a group. Buyers and keys are
 * numbered; numbers have a fixed width, so all commands of one kind have the same length. Reused; allocates only for another sale or item.
 */
final class TypicalRequest {

    static final String SALE = "friday-flash-0042";
    static final String SNEAKERS = "sneaker-42";

    private static final int DIGITS = 12;

    private final PurchaseRequest request = new PurchaseRequest();
    private String saleId = "";
    private String sku = "";

    TypicalRequest() {
        request.clear();
        in(SALE).item(SNEAKERS);
        request.group().set("group-07");
        request.buyerId().set("oUpF8uMuAJO_M2px000000000000");
        request.key().set("7c9e6679-7425-40de-944b-000000000000");
    }

    /** One unit of what was named last. */
    PurchaseRequest of(final long buyer, final long key) {
        number(request.buyerId(), buyer);
        number(request.key(), key);
        return request.quantity(1);
    }

    TypicalRequest in(final String newSaleId) {
        // The same one again costs no copy on the heap, which would be counted for the benchmark's.
        if (!saleId.equals(newSaleId)) {
            saleId = newSaleId;
            request.saleId().set(newSaleId);
        }
        return this;
    }

    TypicalRequest item(final String newSku) {
        if (!sku.equals(newSku)) {
            sku = newSku;
            request.sku().set(newSku);
        }
        return this;
    }

    /** Puts a number in the place of a text's last characters. */
    private static void number(final Text text, final long number) {
        long rest = number;
        for (int i = text.length() - 1; i >= text.length() - DIGITS; i--) {
            text.bytes()[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
