package io.flashgate.core.order;

import io.flashgate.core.protocol.PurchaseDecoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A {@code Purchase} command, read in place. SBE's variable fields must be read in their order, so their places are all
 * found in one go; after that the parts can be asked for in any order. Reused; allocates nothing.
 *
 * <p>A part is a place in {@link #command()}: the desk reads it from there. The methods that answer a buffer wrap it first;
 * they are for whoever has time.
 */
public final class PurchaseView {

    private final PurchaseDecoder decoder = new PurchaseDecoder();
    private final UnsafeBuffer part = new UnsafeBuffer(0, 0);

    private DirectBuffer command;
    private int lineCount;
    private int quantity;
    private int skuOffset;
    private int skuLength;
    private int saleIdOffset;
    private int saleIdLength;
    private int groupOffset;
    private int groupLength;
    private int keyOffset;
    private int keyLength;
    private int buyerIdOffset;
    private int buyerIdLength;

    /**
     * @param offset where the message's block starts, behind its header
     * @throws IndexOutOfBoundsException if the command ends before its last part does
     */
    public PurchaseView wrap(final DirectBuffer buffer, final int offset, final int blockLength, final int version) {
        command = buffer;
        decoder.wrap(buffer, offset, blockLength, version);
        final PurchaseDecoder.LinesDecoder lines = decoder.lines();
        lineCount = lines.count();
        quantity = 0;
        while (lines.hasNext()) {
            quantity = lines.next().quantity();
            skuLength = lines.skuLength();
            skuOffset = decoder.limit() + PurchaseDecoder.LinesDecoder.skuHeaderLength();
            decoder.limit(skuOffset + skuLength);
        }
        saleIdLength = decoder.saleIdLength();
        saleIdOffset = decoder.limit() + PurchaseDecoder.saleIdHeaderLength();
        decoder.limit(saleIdOffset + saleIdLength);
        groupLength = decoder.groupLength();
        groupOffset = decoder.limit() + PurchaseDecoder.groupHeaderLength();
        decoder.limit(groupOffset + groupLength);
        keyLength = decoder.keyLength();
        keyOffset = decoder.limit() + PurchaseDecoder.keyHeaderLength();
        decoder.limit(keyOffset + keyLength);
        buyerIdLength = decoder.buyerIdLength();
        buyerIdOffset = decoder.limit() + PurchaseDecoder.buyerIdHeaderLength();
        decoder.limit(buyerIdOffset + buyerIdLength);
        // Each part begins where the one before ends, so the last end bounds them all.
        buffer.boundsCheck(decoder.limit(), 0);
        return this;
    }

    public PurchaseDecoder decoder() {
        return decoder;
    }

    /** What {@link #wrap} was given. */
    public DirectBuffer command() {
        return command;
    }

    public int lineCount() {
        return lineCount;
    }

    /** Units of the last line. */
    public int quantity() {
        return quantity;
    }

    /** Where the last line's item begins in the command. */
    public int skuOffset() {
        return skuOffset;
    }

    public int skuLength() {
        return skuLength;
    }

    /** Where the sale's id begins in the command. */
    public int saleIdOffset() {
        return saleIdOffset;
    }

    public int saleIdLength() {
        return saleIdLength;
    }

    /** Where the group's name begins in the command. */
    public int groupOffset() {
        return groupOffset;
    }

    /** 0: no group. */
    public int groupLength() {
        return groupLength;
    }

    /** Item of the last line; valid until another part is asked for. */
    public DirectBuffer sku() {
        return part(skuOffset, skuLength);
    }

    /** Valid until another part is asked for. */
    public DirectBuffer saleId() {
        return part(saleIdOffset, saleIdLength);
    }

    /** Capacity 0: no group. Valid until another part is asked for. */
    public DirectBuffer group() {
        return part(groupOffset, groupLength);
    }

    /** The idempotency key; valid until another part is asked for. */
    public DirectBuffer key() {
        return part(keyOffset, keyLength);
    }

    /** Valid until another part is asked for. */
    public DirectBuffer buyerId() {
        return part(buyerIdOffset, buyerIdLength);
    }

    private DirectBuffer part(final int offset, final int length) {
        part.wrap(command, offset, length);
        return part;
    }
}
