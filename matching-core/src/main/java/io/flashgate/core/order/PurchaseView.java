package io.flashgate.core.order;

import io.flashgate.core.protocol.PurchaseDecoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A {@code Purchase} command, read in place. SBE's variable fields must be read in their order, so their places are all
 * found in one go; after that the parts can be asked for in any order. Reused; allocates nothing.
 *
 * <p>The places are found without SBE's flyweight, which keeps its place in memory from step to step: here every step waits
 * for the length before it, so the walk is done in registers. Where each field lies is still the generated
 * decoder's word.
 *
 * <p>A part is a place in {@link #command()}: the desk reads it from there. The methods that answer a buffer wrap it first;
 * they are for whoever has time.
 */
public final class PurchaseView {

    /** Shortest block: that of a purchase without a trace, which is written as the version before traces has it. */
    public static final int MIN_BLOCK_BYTES = PurchaseDecoder.traceId0EncodingOffset();

    private static final int REQUEST_ID_0 = PurchaseDecoder.requestId0EncodingOffset();
    private static final int REQUEST_ID_1 = PurchaseDecoder.requestId1EncodingOffset();
    private static final int CONTENT_HASH_0 = PurchaseDecoder.contentHash0EncodingOffset();
    private static final int CONTENT_HASH_1 = PurchaseDecoder.contentHash1EncodingOffset();
    private static final int BUYER_HASH_0 = PurchaseDecoder.buyerHash0EncodingOffset();
    private static final int BUYER_HASH_1 = PurchaseDecoder.buyerHash1EncodingOffset();
    private static final int PROMISE = PurchaseDecoder.promiseEncodingOffset();
    private static final int LINES_HEADER = PurchaseDecoder.LinesDecoder.sbeHeaderSize();
    private static final int TRACE_ID_0 = PurchaseDecoder.traceId0EncodingOffset();
    private static final int TRACE_ID_1 = PurchaseDecoder.traceId1EncodingOffset();
    private static final int TRACE_PARENT_ID = PurchaseDecoder.traceParentIdEncodingOffset();
    private static final int TRACE_FLAGS = PurchaseDecoder.traceFlagsEncodingOffset();
    private static final int QUANTITY = PurchaseDecoder.LinesDecoder.quantityEncodingOffset();
    private static final int SHORT_TEXT_HEADER = PurchaseDecoder.saleIdHeaderLength();
    private static final int TEXT_HEADER = PurchaseDecoder.buyerIdHeaderLength();

    private final PurchaseDecoder decoder = new PurchaseDecoder();
    private final UnsafeBuffer part = new UnsafeBuffer(0, 0);

    private DirectBuffer command;
    private int offset;
    private int blockLength;
    private int version;
    private int lineCount;
    private int quantity;
    private int skuOffset;
    private int skuLength;
    private final int[] moreQuantities = new int[PurchaseRequest.MAX_LINES];
    private final int[] moreSkuOffsets = new int[PurchaseRequest.MAX_LINES];
    private final int[] moreSkuLengths = new int[PurchaseRequest.MAX_LINES];
    private int saleIdOffset;
    private int saleIdLength;
    private int groupOffset;
    private int groupLength;
    private int keyOffset;
    private int keyLength;
    private int buyerIdOffset;
    private int buyerIdLength;

    /**
     * @param messageOffset where the message's block starts, behind its header
     * @throws IndexOutOfBoundsException if the command ends before its last part does
     */
    public PurchaseView wrap(
            final DirectBuffer buffer,
            final int messageOffset,
            final int messageBlockLength,
            final int messageVersion) {
        if (command != buffer) {
            command = buffer;
        }
        offset = messageOffset;
        blockLength = messageBlockLength;
        version = messageVersion;

        int at = messageOffset + messageBlockLength;
        final int lineBytes = uint16(buffer, at);
        final int lines = uint16(buffer, at + Short.BYTES);
        at += LINES_HEADER;
        lineCount = lines;
        quantity = 0;
        if (lines > 0) {
            quantity = buffer.getInt(at + QUANTITY, ByteOrder.LITTLE_ENDIAN);
            at += lineBytes;
            skuLength = uint8(buffer, at);
            skuOffset = at + SHORT_TEXT_HEADER;
            at = skuOffset + skuLength;
        }
        if (lines > 1) {
            at = findMoreLines(buffer, at, lines, lineBytes);
        }
        final int saleId = at + SHORT_TEXT_HEADER;
        final int group = saleId + uint8(buffer, at) + SHORT_TEXT_HEADER;
        final int key = group + uint8(buffer, group - SHORT_TEXT_HEADER) + SHORT_TEXT_HEADER;
        final int buyerId = key + uint8(buffer, key - SHORT_TEXT_HEADER) + TEXT_HEADER;
        final int end = buyerId + uint16(buffer, buyerId - TEXT_HEADER);
        saleIdOffset = saleId;
        saleIdLength = group - SHORT_TEXT_HEADER - saleId;
        groupOffset = group;
        groupLength = key - SHORT_TEXT_HEADER - group;
        keyOffset = key;
        keyLength = buyerId - TEXT_HEADER - key;
        buyerIdOffset = buyerId;
        buyerIdLength = end - buyerId;
        // Each part begins where the one before ends, so the last end bounds them all.
        buffer.boundsCheck(end, 0);
        return this;
    }

    /** SBE's own view of the command, for whoever has time. */
    public PurchaseDecoder decoder() {
        return decoder.wrap(command, offset, blockLength, version);
    }

    /** What {@link #wrap} was given. */
    public DirectBuffer command() {
        return command;
    }

    public long requestId0() {
        return word(REQUEST_ID_0);
    }

    public long requestId1() {
        return word(REQUEST_ID_1);
    }

    public long contentHash0() {
        return word(CONTENT_HASH_0);
    }

    public long contentHash1() {
        return word(CONTENT_HASH_1);
    }

    public long buyerHash0() {
        return word(BUYER_HASH_0);
    }

    public long buyerHash1() {
        return word(BUYER_HASH_1);
    }

    /** How durable the answer is said to be: 0 for fsync, 1 for os. */
    public int promise() {
        return uint8(command, offset + PROMISE);
    }

    /** The caller's trace, copied out; cleared if there is none. */
    public void copyTraceTo(final TraceParent trace) {
        if (hasTrace()) {
            trace.set(word(TRACE_ID_1), word(TRACE_ID_0), word(TRACE_PARENT_ID), uint8(command, offset + TRACE_FLAGS));
        } else {
            trace.clear();
        }
    }

    private boolean hasTrace() {
        return blockLength >= PurchaseDecoder.BLOCK_LENGTH
                && word(TRACE_PARENT_ID) != PurchaseDecoder.traceParentIdNullValue();
    }

    public int lineCount() {
        return lineCount;
    }

    /** Units of the first line. */
    public int quantity() {
        return quantity;
    }

    /** Units of a line, of which there are {@link #lineCount()}, at most {@link PurchaseRequest#MAX_LINES}. */
    public int quantity(final int line) {
        return line == 0 ? quantity : moreQuantities[line];
    }

    /** Where a line's item begins in the command. */
    public int skuOffset(final int line) {
        return line == 0 ? skuOffset : moreSkuOffsets[line];
    }

    public int skuLength(final int line) {
        return line == 0 ? skuLength : moreSkuLengths[line];
    }

    /** Whether all quantities are in their range and no item comes twice. Of up to {@link PurchaseRequest#MAX_LINES} lines. */
    public boolean hasSoundLines() {
        for (int line = 0; line < lineCount; line++) {
            if (quantity(line) < 1 || quantity(line) > PurchaseRequest.QUANTITY_MAX) {
                return false;
            }
            for (int other = 0; other < line; other++) {
                if (isSameItem(line, other)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A line's place, from 1, among all lines in the order of their items' names: the same in whatever order they came. */
    int placeByName(final int line) {
        int place = 1;
        for (int other = 0; other < lineCount; other++) {
            if (other != line && isNamedBefore(other, line)) {
                place++;
            }
        }
        return place;
    }

    /** Where the first line's item begins in the command. */
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

    /** Where the idempotency key begins in the command. */
    public int keyOffset() {
        return keyOffset;
    }

    public int keyLength() {
        return keyLength;
    }

    /** Where the buyer's id begins in the command. */
    public int buyerIdOffset() {
        return buyerIdOffset;
    }

    public int buyerIdLength() {
        return buyerIdLength;
    }

    /** Item of a line; valid until another part is asked for. */
    public DirectBuffer sku(final int line) {
        return part(skuOffset(line), skuLength(line));
    }

    /** Item of the first line; valid until another part is asked for. */
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

    /** Lines of more than anybody may have are walked over. Returns where the last one ends. */
    private int findMoreLines(final DirectBuffer buffer, final int from, final int lines, final int lineBytes) {
        int at = from;
        for (int line = 1; line < lines; line++) {
            final int sku = at + lineBytes;
            final int length = uint8(buffer, sku);
            if (line < PurchaseRequest.MAX_LINES) {
                moreQuantities[line] = buffer.getInt(at + QUANTITY, ByteOrder.LITTLE_ENDIAN);
                moreSkuOffsets[line] = sku + SHORT_TEXT_HEADER;
                moreSkuLengths[line] = length;
            }
            at = sku + SHORT_TEXT_HEADER + length;
        }
        return at;
    }

    private boolean isSameItem(final int line, final int other) {
        if (skuLength(line) != skuLength(other)) {
            return false;
        }
        for (int i = 0; i < skuLength(line); i++) {
            if (command.getByte(skuOffset(line) + i) != command.getByte(skuOffset(other) + i)) {
                return false;
            }
        }
        return true;
    }

    /** By unsigned bytes, as {@link Text#compareTo} has it. */
    private boolean isNamedBefore(final int line, final int other) {
        final int length = Math.min(skuLength(line), skuLength(other));
        for (int i = 0; i < length; i++) {
            final int difference = uint8(command, skuOffset(line) + i) - uint8(command, skuOffset(other) + i);
            if (difference != 0) {
                return difference < 0;
            }
        }
        return skuLength(line) < skuLength(other);
    }

    private DirectBuffer part(final int partOffset, final int length) {
        part.wrap(command, partOffset, length);
        return part;
    }

    private long word(final int fieldOffset) {
        return command.getLong(offset + fieldOffset, ByteOrder.LITTLE_ENDIAN);
    }

    private static int uint8(final DirectBuffer buffer, final int at) {
        return buffer.getByte(at) & 0xff;
    }

    private static int uint16(final DirectBuffer buffer, final int at) {
        return buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xffff;
    }
}
