package io.flashgate.core.order;

/**
 * What one buyer asks for, in a form that is reused from request to request. Not thread-safe.
 *
 * <p>Nearly everybody asks for one item: {@link #sku} and {@link #quantity} are the first line. A basket has more of them,
 * each for another item.
 */
public final class PurchaseRequest {

    /** Most units that one line may ask for. */
    public static final int QUANTITY_MAX = 10_000_000;

    /** Most lines of a basket. */
    public static final int MAX_LINES = 5;

    private final Text saleId = new Text(Text.ID_MAX_BYTES);
    private final Text buyerId = new Text(Text.BUYER_MAX_BYTES);
    private final Text key = new Text(Text.ID_MAX_BYTES);
    private final Text group = new Text(Text.ID_MAX_BYTES);
    private final TraceParent trace = new TraceParent();
    private final Text[] skus = new Text[MAX_LINES];
    private final int[] quantities = new int[MAX_LINES];
    private int lineCount = 1;
    private int promise;

    public PurchaseRequest() {
        for (int line = 0; line < MAX_LINES; line++) {
            skus[line] = new Text(Text.ID_MAX_BYTES);
        }
    }

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

    /** The caller's trace, if the request is part of one. Not part of what makes two requests the same. */
    public TraceParent trace() {
        return trace;
    }

    /** The first line's item. */
    public Text sku() {
        return skus[0];
    }

    /** The first line's units, 1–{@link #QUANTITY_MAX}. */
    public int quantity() {
        return quantities[0];
    }

    public PurchaseRequest quantity(final int units) {
        quantities[0] = units;
        return this;
    }

    /** How many lines there are, 1–{@link #MAX_LINES}. */
    public int lineCount() {
        return lineCount;
    }

    public PurchaseRequest lineCount(final int count) {
        lineCount = count;
        return this;
    }

    /** A line's item. */
    public Text sku(final int line) {
        return skus[line];
    }

    /** The line, from 0, with this place, from 1, among all lines in the order of their items' names. */
    public int lineByName(final int place) {
        for (int line = 0; line < lineCount; line++) {
            int before = 0;
            for (int other = 0; other < lineCount; other++) {
                before += skus[other].compareTo(skus[line]) < 0 ? 1 : 0;
            }
            if (before == place - 1) {
                return line;
            }
        }
        throw new IllegalArgumentException("expected a place of 1–" + lineCount + ", found " + place);
    }

    /** A line's units, 1–{@link #QUANTITY_MAX}. */
    public int quantityOf(final int line) {
        return quantities[line];
    }

    public PurchaseRequest quantity(final int line, final int units) {
        quantities[line] = units;
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

    /** Forgets the request before: one line, of one unit. */
    public void clear() {
        saleId.clear();
        buyerId.clear();
        key.clear();
        group.clear();
        skus[0].clear();
        quantities[0] = 1;
        lineCount = 1;
        promise = 0;
        trace.clear();
    }
}
