package io.flashgate.core.order;

import io.flashgate.core.protocol.PurchaseDecoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A {@code Purchase} command, read in place. SBE's variable fields must be read in their order, so they are all found in
 * one go; after that the parts can be asked for in any order. Reused; allocates nothing.
 */
public final class PurchaseView {

    private final PurchaseDecoder decoder = new PurchaseDecoder();
    private final UnsafeBuffer sku = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer saleId = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer group = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer key = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer buyerId = new UnsafeBuffer(0, 0);
    private int lineCount;
    private int quantity;

    /**
     * @param offset where the message's block starts, behind its header
     */
    public PurchaseView wrap(final DirectBuffer buffer, final int offset, final int blockLength, final int version) {
        decoder.wrap(buffer, offset, blockLength, version);
        final PurchaseDecoder.LinesDecoder lines = decoder.lines();
        lineCount = lines.count();
        quantity = 0;
        while (lines.hasNext()) {
            quantity = lines.next().quantity();
            lines.wrapSku(sku);
        }
        decoder.wrapSaleId(saleId);
        decoder.wrapGroup(group);
        decoder.wrapKey(key);
        decoder.wrapBuyerId(buyerId);
        return this;
    }

    public PurchaseDecoder decoder() {
        return decoder;
    }

    public int lineCount() {
        return lineCount;
    }

    /** Units of the last line. */
    public int quantity() {
        return quantity;
    }

    /** Item of the last line. */
    public DirectBuffer sku() {
        return sku;
    }

    public DirectBuffer saleId() {
        return saleId;
    }

    /** Capacity 0: no group. */
    public DirectBuffer group() {
        return group;
    }

    public DirectBuffer key() {
        return key;
    }

    public DirectBuffer buyerId() {
        return buyerId;
    }
}
