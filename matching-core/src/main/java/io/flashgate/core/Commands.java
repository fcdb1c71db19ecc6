package io.flashgate.core;

import io.flashgate.core.order.IdentityHash;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.order.PurchaseView;
import io.flashgate.core.order.Text;
import io.flashgate.core.order.TraceParent;
import io.flashgate.core.protocol.CancelOrderEncoder;
import io.flashgate.core.protocol.CloseSaleEncoder;
import io.flashgate.core.protocol.ConfirmOrderEncoder;
import io.flashgate.core.protocol.CountGateRefusalsEncoder;
import io.flashgate.core.protocol.ExpireHoldEncoder;
import io.flashgate.core.protocol.ExtendHoldEncoder;
import io.flashgate.core.protocol.FindOrderEncoder;
import io.flashgate.core.protocol.ForgetAnswersEncoder;
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
    public static final int MAX_PURCHASE_BYTES = 1_024;

    /** Of the schema: the last one without traces. */
    private static final int UNTRACED_VERSION = PurchaseEncoder.traceId0SinceVersion() - 1;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PurchaseEncoder purchase = new PurchaseEncoder();
    private final FindOrderEncoder findOrder = new FindOrderEncoder();
    private final CancelOrderEncoder cancelOrder = new CancelOrderEncoder();
    private final ConfirmOrderEncoder confirmOrder = new ConfirmOrderEncoder();
    private final ExtendHoldEncoder extendHold = new ExtendHoldEncoder();
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
        beginPurchase(buffer, offset, request.trace());
        identity.hashRequest(request.saleId(), request.buyerId(), request.key());
        purchase.requestId0(identity.low()).requestId1(identity.high());
        identity.hashContent(request);
        purchase.contentHash0(identity.low()).contentHash1(identity.high());
        identity.hashBuyer(request.buyerId());
        purchase.buyerHash0(identity.low()).buyerHash1(identity.high());
        purchase.promise((short) request.promise());
        final PurchaseEncoder.LinesEncoder lines = purchase.linesCount(request.lineCount());
        for (int line = 0; line < request.lineCount(); line++) {
            lines.next()
                    .quantity(request.quantityOf(line))
                    .putSku(request.sku(line).bytes(), 0, request.sku(line).length());
        }
        purchase.putSaleId(request.saleId().bytes(), 0, request.saleId().length())
                .putGroup(request.group().bytes(), 0, request.group().length())
                .putKey(request.key().bytes(), 0, request.key().length())
                .putBuyerId(request.buyerId().bytes(), 0, request.buyerId().length());
        return MessageHeaderEncoder.ENCODED_LENGTH + purchase.encodedLength();
    }

    /** A request without a trace is written as the version before traces has it: it is no longer for what others bring along. */
    private void beginPurchase(final MutableDirectBuffer buffer, final int offset, final TraceParent trace) {
        purchase.wrapAndApplyHeader(buffer, offset, header);
        if (trace.isPresent()) {
            purchase.traceId0(trace.traceIdLow())
                    .traceId1(trace.traceIdHigh())
                    .traceParentId(trace.parentId())
                    .traceFlags((short) trace.flags());
        } else {
            header.blockLength(PurchaseView.MIN_BLOCK_BYTES).version(UNTRACED_VERSION);
            purchase.limit(offset + MessageHeaderEncoder.ENCODED_LENGTH + PurchaseView.MIN_BLOCK_BYTES);
        }
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

    /** The buyer gives a held order back. */
    public int cancelOrder(
            final MutableDirectBuffer buffer,
            final int offset,
            final Text saleId,
            final long orderNumber,
            final Text buyerId) {
        identity.hashBuyer(buyerId);
        return cancelOrder(buffer, offset, saleId, orderNumber, 1, identity.low(), identity.high());
    }

    /** The merchant gives a held order back. */
    public int cancelOrder(
            final MutableDirectBuffer buffer, final int offset, final Text saleId, final long orderNumber) {
        return cancelOrder(buffer, offset, saleId, orderNumber, 0, 0, 0);
    }

    /** The merchant has the payment for a held order. */
    public int confirmOrder(
            final MutableDirectBuffer buffer, final int offset, final Text saleId, final long orderNumber) {
        confirmOrder
                .wrapAndApplyHeader(buffer, offset, header)
                .orderNumber(orderNumber)
                .putSaleId(saleId.bytes(), 0, saleId.length());
        return MessageHeaderEncoder.ENCODED_LENGTH + confirmOrder.encodedLength();
    }

    /** The payment of a held order has started. */
    public int extendHold(
            final MutableDirectBuffer buffer, final int offset, final Text saleId, final long orderNumber) {
        extendHold
                .wrapAndApplyHeader(buffer, offset, header)
                .orderNumber(orderNumber)
                .putSaleId(saleId.bytes(), 0, saleId.length());
        return MessageHeaderEncoder.ENCODED_LENGTH + extendHold.encodedLength();
    }

    /** The merchant's early end of a sale. */
    public static int closeSale(final MutableDirectBuffer buffer, final int offset, final String saleId) {
        final CloseSaleEncoder encoder = new CloseSaleEncoder();
        encoder.wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder()).saleId(saleId);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    /** Time has passed. */
    public static int tick(final MutableDirectBuffer buffer, final int offset) {
        return tick(buffer, offset, new MessageHeaderEncoder());
    }

    static int tick(final MutableDirectBuffer buffer, final int offset, final MessageHeaderEncoder header) {
        header.wrap(buffer, offset)
                .blockLength(TickEncoder.BLOCK_LENGTH)
                .templateId(TickEncoder.TEMPLATE_ID)
                .schemaId(TickEncoder.SCHEMA_ID)
                .version(TickEncoder.SCHEMA_VERSION);
        return MessageHeaderEncoder.ENCODED_LENGTH + TickEncoder.BLOCK_LENGTH;
    }

    /** The time of a held order is over. (Whoever leads a log need not write it: {@link MatchingCore#due} does.) */
    public static int expireHold(
            final MutableDirectBuffer buffer, final int offset, final String saleId, final long orderNumber) {
        final ExpireHoldEncoder encoder = new ExpireHoldEncoder();
        encoder.wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder())
                .orderNumber(orderNumber)
                .saleId(saleId);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    /**
     * A sale has been sealed for long enough. (Whoever leads a log need not write it: {@link MatchingCore#due} does.)
     *
     * @param retentionNanos how long is long enough
     * @param most           how many answers are forgotten at most
     */
    public static int forgetAnswers(
            final MutableDirectBuffer buffer,
            final int offset,
            final String saleId,
            final long retentionNanos,
            final int most) {
        final ForgetAnswersEncoder encoder = new ForgetAnswersEncoder();
        encoder.wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder())
                .retentionNanos(retentionNanos)
                .mostAnswers(most)
                .saleId(saleId);
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

    private int cancelOrder(
            final MutableDirectBuffer buffer,
            final int offset,
            final Text saleId,
            final long orderNumber,
            final int byBuyer,
            final long buyer0,
            final long buyer1) {
        cancelOrder
                .wrapAndApplyHeader(buffer, offset, header)
                .orderNumber(orderNumber)
                .byBuyer((short) byBuyer)
                .buyerHash0(buyer0)
                .buyerHash1(buyer1)
                .putSaleId(saleId.bytes(), 0, saleId.length());
        return MessageHeaderEncoder.ENCODED_LENGTH + cancelOrder.encodedLength();
    }
}
