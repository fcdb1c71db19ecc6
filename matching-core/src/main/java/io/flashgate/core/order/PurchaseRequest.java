package io.flashgate.core.order;

/** What one buyer asks for, in a form that is reused from request to request. Not thread-safe. */
public final class PurchaseRequest {

    /** Most units one order may ask for. */
    public static final int QUANTITY_MAX = 10_000_000;

    private final Text saleId = new Text(Text.ID_MAX_BYTES);
    private final Text buyerId = new Text(Text.BUYER_MAX_BYTES);
    private final Text key = new Text(Text.ID_MAX_BYTES);
    private final Text group = new Text(Text.ID_MAX_BYTES);
    private final Text sku = new Text(Text.ID_MAX_BYTES);
    private int quantity;
    private int promise;

    public Text saleId() {
        return saleId;
    }

    public Text buyerId() {
        return buyerId;
    }

    /** The idempotency key. */
    public Text key() {
        return key;
    }

    /** The community that the buyer came from; empty: none. */
    public Text group() {
        return group;
    }

    public Text sku() {
        return sku;
    }

    /** Units, 1–{@link #QUANTITY_MAX}. */
    public int quantity() {
        return quantity;
    }

    public PurchaseRequest quantity(final int units) {
        quantity = units;
        return this;
    }

    /** How durable the answer will be said to be: 0 for fsync, 1 for os. Not part of what makes two requests the same. */
    public int promise() {
        return promise;
    }

    public PurchaseRequest promise(final int durability) {
        promise = durability;
        return this;
    }

    /** Forgets the request before. */
    public void clear() {
        saleId.clear();
        buyerId.clear();
        key.clear();
        group.clear();
        sku.clear();
        quantity = 1;
        promise = 0;
    }
}
