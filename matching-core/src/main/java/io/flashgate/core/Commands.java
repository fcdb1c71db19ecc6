package io.flashgate.core;

import io.flashgate.core.order.IdentityHash;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.order.Text;
import io.flashgate.core.protocol.CloseSaleEncoder;
import io.flashgate.core.protocol.CountGateRefusalsEncoder;
import io.flashgate.core.protocol.FindOrderEncoder;
import io.flashgate.core.protocol.FoundLogEncoder;
import io.flashgate.core.protocol.MessageHeaderEncoder;
import io.flashgate.core.protocol.PurchaseEncoder;
import io.flashgate.core.protocol.TickEncoder;
import org.agrona.MutableDirectBuffer;

/**
 * Writes the core's commands, message header and all: the one place that knows how a request becomes bytes.
 *
 * <p>Each method returns the command's length in bytes. Reused, not thread-safe; {@link #purchase} allocates nothing.
 * (A sale's definition encodes itself: {@link io.flashgate.core.sale.SaleDefinition#encode}.)
 */
public final class Commands {

    /** Most bytes that an encoded purchase takes. */
    public static final int MAX_PURCHASE_BYTES = 768;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PurchaseEncoder purchase = new PurchaseEncoder();
    private final FindOrderEncoder findOrder = new FindOrderEncoder();
    private final IdentityHash identity;

    /**
     * @param hashKey0 low word of the log's secret key
     * @param hashKey1 high word of it
     */
    public Commands(final long hashKey0, final long hashKey1) {
        identity = new IdentityHash(hashKey0, hashKey1);
    }

    /** The first command of every log. */
    public static int foundLog(
            final MutableDirectBuffer buffer, final int offset, final long hashKey0, final long hashKey1) {
        final FoundLogEncoder encoder = new FoundLogEncoder();
        encoder.wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder())
                .hashKey0(hashKey0)
                .hashKey1(hashKey1);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    /** A purchase of a well-formed request, with the hashes that name the buyer and the request. */
    public int purchase(final MutableDirectBuffer buffer, final int offset, final PurchaseRequest request) {
        purchase.wrapAndApplyHeader(buffer, offset, header);
        identity.hashRequest(request.saleId(), request.buyerId(), request.key());
        purchase.requestId0(identity.low()).requestId1(identity.high());
        identity.hashContent(request.group(), request.sku(), request.quantity());
        purchase.contentHash0(identity.low()).contentHash1(identity.high());
        identity.hashBuyer(request.buyerId());
        purchase.buyerHash0(identity.low()).buyerHash1(identity.high());
        purchase.promise((short) request.promise());
        purchase.linesCount(1)
                .next()
                .quantity(request.quantity())
                .putSku(request.sku().bytes(), 0, request.sku().length());
        purchase.putSaleId(request.saleId().bytes(), 0, request.saleId().length())
                .putGroup(request.group().bytes(), 0, request.group().length())
                .putKey(request.key().bytes(), 0, request.key().length())
                .putBuyerId(request.buyerId().bytes(), 0, request.buyerId().length());
        return MessageHeaderEncoder.ENCODED_LENGTH + purchase.encodedLength();
    }

    /** The low word of the request's id, equal for a retry: what a gate asks by, without encoding the rest. */
    public long requestId0(final PurchaseRequest request) {
        identity.hashRequest(request.saleId(), request.buyerId(), request.key());
        return identity.low();
    }

    /** The question for a buyer's own order. */
    public int findOrder(
            final MutableDirectBuffer buffer,
            final int offset,
            final Text saleId,
            final long orderNumber,
            final Text buyerId) {
        identity.hashBuyer(buyerId);
        findOrder
                .wrapAndApplyHeader(buffer, offset, header)
                .orderNumber(orderNumber)
                .buyerHash0(identity.low())
                .buyerHash1(identity.high())
                .putSaleId(saleId.bytes(), 0, saleId.length());
        return MessageHeaderEncoder.ENCODED_LENGTH + findOrder.encodedLength();
    }

    /** The merchant's early end of a sale. */
    public static int closeSale(final MutableDirectBuffer buffer, final int offset, final String saleId) {
        final CloseSaleEncoder encoder = new CloseSaleEncoder();
        encoder.wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder()).saleId(saleId);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    /** Time has passed. */
    public static int tick(final MutableDirectBuffer buffer, final int offset) {
        final TickEncoder encoder = new TickEncoder();
        encoder.wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    /**
     * What was refused for one sale without being sequenced.
     *
     * @param counts by {@link Outcome#code()}; zeros are left out
     */
    public static int countGateRefusals(
            final MutableDirectBuffer buffer, final int offset, final String saleId, final long[] counts) {
        int reasons = 0;
        for (final long count : counts) {
            reasons += count > 0 ? 1 : 0;
        }
        final CountGateRefusalsEncoder encoder = new CountGateRefusalsEncoder();
        encoder.wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        final CountGateRefusalsEncoder.CountsEncoder group = encoder.countsCount(reasons);
        for (int code = 0; code < counts.length; code++) {
            if (counts[code] > 0) {
                group.next().outcome((short) code).requests(counts[code]);
            }
        }
        encoder.saleId(saleId);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
