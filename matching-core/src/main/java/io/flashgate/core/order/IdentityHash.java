package io.flashgate.core.order;

import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Names buyers and requests by 128 bits: SipHash-2-4 with 128-bit output, keyed by a secret of the log.
 *
 * <p>Who does not know the key cannot make two names meet, and by chance they do so with probability n²/2¹²⁹. Every input
 * starts with a tag and carries the length of each part, so no two different inputs are the same bytes.
 *
 * <p>Algorithm: Jean-Philippe Aumasson and Daniel J. Bernstein, "SipHash: a fast short-input PRF", 2012; the 128-bit
 * variant is that of their reference implementation. Reused and not thread-safe; it allocates nothing.
 */
public final class IdentityHash {

    private static final byte TAG_REQUEST = 1;
    private static final byte TAG_CONTENT = 2;
    private static final byte TAG_BUYER = 3;
    private static final byte TAG_BASKET = 4;

    private final MutableDirectBuffer input =
            new UnsafeBuffer(new byte[64 + Text.BUYER_MAX_BYTES + 3 * Text.ID_MAX_BYTES]);
    private final int[] lines = new int[PurchaseRequest.MAX_LINES];

    /** What a request asks for, hashed last: in a rush everybody asks for the same. */
    private final Text lastGroup = new Text(Text.ID_MAX_BYTES);

    private final Text lastSku = new Text(Text.ID_MAX_BYTES);
    private int lastQuantity = -1;
    private long lastLow;
    private long lastHigh;

    private final long key0;
    private final long key1;

    private int length;
    private long low;
    private long high;

    /**
     * @param key0 low word of the log's secret key
     * @param key1 high word of it
     */
    public IdentityHash(final long key0, final long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    /** Low word of the hash made last. */
    public long low() {
        return low;
    }

    /** High word of the hash made last. */
    public long high() {
        return high;
    }

    /** Names a request: an idempotency key belongs to its sale and buyer. */
    public void hashRequest(final Text saleId, final Text buyerId, final Text key) {
        begin(TAG_REQUEST);
        append(saleId);
        append(buyerId);
        append(key);
        finish();
    }

    /** Tells a retry from a reused key: what, how many, and out of which group. */
    public void hashContent(final PurchaseRequest request) {
        if (request.lineCount() == 1) {
            hashContent(request.group(), request.sku(), request.quantity());
        } else {
            hashBasket(request);
        }
    }

    void hashContent(final Text group, final Text sku, final int quantity) {
        if (quantity == lastQuantity && sku.hasSameBytes(lastSku) && group.hasSameBytes(lastGroup)) {
            low = lastLow;
            high = lastHigh;
            return;
        }
        begin(TAG_CONTENT);
        append(group);
        append(sku);
        append(quantity);
        finish();
        lastGroup.copyFrom(group);
        lastSku.copyFrom(sku);
        lastQuantity = quantity;
        lastLow = low;
        lastHigh = high;
    }

    /** A basket is the same in whatever order its lines come: they are hashed by their items' names. */
    private void hashBasket(final PurchaseRequest request) {
        for (int line = 0; line < request.lineCount(); line++) {
            int place = line;
            while (place > 0 && request.sku(line).compareTo(request.sku(lines[place - 1])) < 0) {
                lines[place] = lines[place - 1];
                place--;
            }
            lines[place] = line;
        }
        begin(TAG_BASKET);
        append(request.group());
        for (int i = 0; i < request.lineCount(); i++) {
            append(request.sku(lines[i]));
            append(request.quantityOf(lines[i]));
        }
        finish();
    }

    /** Names a buyer. */
    public void hashBuyer(final Text buyerId) {
        begin(TAG_BUYER);
        append(buyerId);
        finish();
    }

    private void begin(final byte tag) {
        input.putByte(0, tag);
        length = 1;
    }

    private void append(final Text part) {
        input.putShort(length, (short) part.length(), ByteOrder.LITTLE_ENDIAN);
        input.putBytes(length + Short.BYTES, part.bytes(), 0, part.length());
        length += Short.BYTES + part.length();
    }

    private void append(final int number) {
        input.putInt(length, number, ByteOrder.LITTLE_ENDIAN);
        length += Integer.BYTES;
    }

    private void finish() {
        hash(input, length);
    }

    /** SipHash-2-4-128 over the first bytes of a buffer, which goes on for at least a word behind the last whole one. */
    void hash(final MutableDirectBuffer bytes, final int count) {
        long v0 = key0 ^ 0x736f6d6570736575L;
        long v1 = key1 ^ 0x646f72616e646f6dL ^ 0xee;
        long v2 = key0 ^ 0x6c7967656e657261L;
        long v3 = key1 ^ 0x7465646279746573L;

        final int wholeWords = count & ~7;
        for (int i = 0; i <= wholeWords; i += Long.BYTES) {
            final long word = i < wholeWords ? bytes.getLong(i, ByteOrder.LITTLE_ENDIAN) : lastWord(bytes, i, count);
            v3 ^= word;
            for (int round = 0; round < 2; round++) {
                v0 += v1;
                v1 = Long.rotateLeft(v1, 13) ^ v0;
                v0 = Long.rotateLeft(v0, 32);
                v2 += v3;
                v3 = Long.rotateLeft(v3, 16) ^ v2;
                v0 += v3;
                v3 = Long.rotateLeft(v3, 21) ^ v0;
                v2 += v1;
                v1 = Long.rotateLeft(v1, 17) ^ v2;
                v2 = Long.rotateLeft(v2, 32);
            }
            v0 ^= word;
        }

        v2 ^= 0xee;
        for (int half = 0; half < 2; half++) {
            for (int round = 0; round < 4; round++) {
                v0 += v1;
                v1 = Long.rotateLeft(v1, 13) ^ v0;
                v0 = Long.rotateLeft(v0, 32);
                v2 += v3;
                v3 = Long.rotateLeft(v3, 16) ^ v2;
                v0 += v3;
                v3 = Long.rotateLeft(v3, 21) ^ v0;
                v2 += v1;
                v1 = Long.rotateLeft(v1, 17) ^ v2;
                v2 = Long.rotateLeft(v2, 32);
            }
            if (half == 0) {
                low = v0 ^ v1 ^ v2 ^ v3;
                v1 ^= 0xdd;
            } else {
                high = v0 ^ v1 ^ v2 ^ v3;
            }
        }
    }

    private static long lastWord(final MutableDirectBuffer bytes, final int from, final int count) {
        final long rest = (1L << (count - from) * Byte.SIZE) - 1;
        return (long) count << 56 | bytes.getLong(from, ByteOrder.LITTLE_ENDIAN) & rest;
    }
}
