package io.flashgate.gateway.http;

import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.order.Text;
import io.flashgate.core.sale.SaleDefinition;
import java.util.Arrays;

/**
 * Recognises the plain form of a purchase's JSON: one object of {@code sku}, {@code buyerId} and perhaps {@code quantity}
 * and {@code group}, each once, in printable ASCII without escapes.
 *
 * <p>Whatever is not exactly that, right or wrong, it leaves to {@link PurchaseBody}; whatever it takes, that would take
 * with the same meaning. Bodies that differ from the one before in the buyer's name only are not parsed again. Grammar: RFC 8259. One per event loop; not thread-safe; allocates nothing.
 */
final class PlainBody {

    private static final int MAX_QUANTITY_DIGITS = 8;

    private static final byte[] SKU = Ascii.bytes("sku");
    private static final byte[] QUANTITY = Ascii.bytes("quantity");
    private static final byte[] BUYER_ID = Ascii.bytes("buyerId");
    private static final byte[] GROUP = Ascii.bytes("group");

    private byte[] bytes;
    private int at;
    private int end;

    /** Where the string read last begins, and behind its last character. */
    private int textFrom;

    private int textTo;

    private int skuFrom;
    private int skuTo;
    private int buyerFrom;
    private int buyerTo;
    private int groupFrom;
    private int groupTo;
    private int quantity;

    /** The body before, as offsets from its first byte; nothing if {@link #rememberedTo} is 0. */
    private final byte[] remembered = new byte[256];

    private int rememberedTo;
    private int rememberedBuyerFrom;
    private int rememberedBuyerTo;
    private int rememberedSkuFrom;
    private int rememberedSkuLength;
    private int rememberedGroupFrom;
    private int rememberedGroupLength;

    /** Whether the bytes are a plain purchase. They must stay as they are until {@link #copyTo}. */
    boolean read(final byte[] source, final int from, final int to) {
        bytes = source;
        at = from;
        end = to;
        if (isLikeTheOneBefore(from)) {
            return true;
        }
        rememberedTo = 0;
        if (!parse()) {
            return false;
        }
        remember(from);
        return true;
    }

    /**
     * Whether the bytes are those of the body before, but for the buyer's name: then everything else in them is as it was.
     */
    private boolean isLikeTheOneBefore(final int from) {
        final int head = rememberedBuyerFrom;
        final int tail = rememberedTo - rememberedBuyerTo;
        if (rememberedTo == 0
                || end - from < head + tail
                || !Arrays.equals(remembered, 0, head, bytes, from, from + head)) {
            return false;
        }
        // The opening quote is the last byte of the head.
        at = from + head - 1;
        if (!readString() || !isBuyer() || end - textTo != tail) {
            return false;
        }
        if (!Arrays.equals(remembered, rememberedBuyerTo, rememberedTo, bytes, textTo, end)) {
            return false;
        }
        final int moved = textTo - from - rememberedBuyerTo;
        skuFrom = from + rememberedSkuFrom + (rememberedSkuFrom > head ? moved : 0);
        skuTo = skuFrom + rememberedSkuLength;
        groupFrom = from + rememberedGroupFrom + (rememberedGroupFrom > head ? moved : 0);
        groupTo = rememberedGroupLength == 0 ? 0 : groupFrom + rememberedGroupLength;
        buyerFrom = textFrom;
        buyerTo = textTo;
        return true;
    }

    private void remember(final int from) {
        if (end - from > remembered.length) {
            return;
        }
        System.arraycopy(bytes, from, remembered, 0, end - from);
        rememberedTo = end - from;
        rememberedBuyerFrom = buyerFrom - from;
        rememberedBuyerTo = buyerTo - from;
        rememberedSkuFrom = skuFrom - from;
        rememberedSkuLength = skuTo - skuFrom;
        rememberedGroupFrom = groupFrom - from;
        rememberedGroupLength = groupTo - groupFrom;
    }

    private boolean parse() {
        skuTo = 0;
        buyerTo = 0;
        groupFrom = 0;
        groupTo = 0;
        quantity = 0;
        return readObject() && skuTo > 0 && buyerTo > 0;
    }

    /** What was recognised last. */
    void copyTo(final PurchaseRequest purchase) {
        purchase.lineCount(1);
        purchase.sku().set(bytes, skuFrom, skuTo - skuFrom);
        purchase.buyerId().set(bytes, buyerFrom, buyerTo - buyerFrom);
        if (groupTo > 0) {
            purchase.group().set(bytes, groupFrom, groupTo - groupFrom);
        }
        purchase.quantity(Math.max(1, quantity));
    }

    private boolean readObject() {
        if (!takes('{')) {
            return false;
        }
        do {
            if (!readMember()) {
                return false;
            }
        } while (takes(','));
        if (!takes('}')) {
            return false;
        }
        skipSpace();
        return at == end;
    }

    private boolean readMember() {
        if (!readString()) {
            return false;
        }
        final int nameFrom = textFrom;
        final int nameTo = textTo;
        if (!takes(':')) {
            return false;
        }
        if (isName(nameFrom, nameTo, SKU)) {
            if (skuTo > 0 || !readString() || !isId()) {
                return false;
            }
            skuFrom = textFrom;
            skuTo = textTo;
            return true;
        }
        if (isName(nameFrom, nameTo, BUYER_ID)) {
            if (buyerTo > 0 || !readString() || !isBuyer()) {
                return false;
            }
            buyerFrom = textFrom;
            buyerTo = textTo;
            return true;
        }
        if (isName(nameFrom, nameTo, QUANTITY)) {
            return quantity == 0 && readQuantity();
        }
        if (isName(nameFrom, nameTo, GROUP)) {
            if (groupTo > 0 || !readString() || !isId()) {
                return false;
            }
            groupFrom = textFrom;
            groupTo = textTo;
            return true;
        }
        return false;
    }

    /** A string of printable ASCII without escapes. */
    private boolean readString() {
        if (!takes('"')) {
            return false;
        }
        textFrom = at;
        while (at < end && isPlainCharacter(bytes[at])) {
            at++;
        }
        textTo = at;
        if (at == end || bytes[at] != '"') {
            return false;
        }
        at++;
        return true;
    }

    private boolean readQuantity() {
        skipSpace();
        final int from = at;
        int value = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9' && at - from < MAX_QUANTITY_DIGITS) {
            value = value * 10 + bytes[at] - '0';
            at++;
        }
        if (at == from || bytes[from] == '0' || value > PurchaseRequest.QUANTITY_MAX) {
            return false;
        }
        quantity = value;
        return true;
    }

    private boolean takes(final char expected) {
        skipSpace();
        if (at == end || bytes[at] != expected) {
            return false;
        }
        at++;
        return true;
    }

    private void skipSpace() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
    }

    private boolean isName(final int from, final int to, final byte[] name) {
        if (to - from != name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (bytes[from + i] != name[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean isId() {
        if (textTo == textFrom || textTo - textFrom > Text.ID_MAX_BYTES) {
            return false;
        }
        for (int i = textFrom; i < textTo; i++) {
            if (!SaleDefinition.isIdCharacter(bytes[i])) {
                return false;
            }
        }
        return true;
    }

    /** The rule of {@link BuyerId}, for ASCII: not too long, and something to be seen in it. */
    private boolean isBuyer() {
        if (textTo - textFrom > BuyerId.MAX_CHARACTERS) {
            return false;
        }
        for (int i = textFrom; i < textTo; i++) {
            if (bytes[i] != ' ') {
                return true;
            }
        }
        return false;
    }

    private static boolean isPlainCharacter(final byte b) {
        return b >= ' ' && b != '"' && b != '\\' && b != 0x7f;
    }
}
