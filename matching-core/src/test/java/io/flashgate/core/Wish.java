package io.flashgate.core;

import io.flashgate.core.order.PurchaseRequest;

/**
 * What one buyer wants, in plain strings.
 *
 * @param group the community that the buyer came from; empty: none
 */
public record Wish(String saleId, String buyer, String key, String group, String sku, int quantity) {

    /** One unit, out of no group. */
    public static Wish of(final String saleId, final String sku, final String key, final String buyer) {
        return new Wish(saleId, buyer, key, "", sku, 1);
    }

    public Wish inSale(final String other) {
        return new Wish(other, buyer, key, group, sku, quantity);
    }

    public Wish by(final String other) {
        return new Wish(saleId, other, key, group, sku, quantity);
    }

    public Wish withKey(final String other) {
        return new Wish(saleId, buyer, other, group, sku, quantity);
    }

    public Wish outOf(final String other) {
        return new Wish(saleId, buyer, key, other, sku, quantity);
    }

    public Wish item(final String other) {
        return new Wish(saleId, buyer, key, group, other, quantity);
    }

    public Wish units(final int other) {
        return new Wish(saleId, buyer, key, group, sku, other);
    }

    /** Writes the wish into a request. */
    public PurchaseRequest fill(final PurchaseRequest request) {
        request.clear();
        request.saleId().set(saleId);
        request.buyerId().set(buyer);
        request.key().set(key);
        request.group().set(group);
        request.sku().set(sku);
        return request.quantity(quantity);
    }
}
