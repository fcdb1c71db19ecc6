package io.flashgate.core;

import io.flashgate.core.order.Decision;
import io.flashgate.core.order.DeskImage;
import io.flashgate.core.order.DeskTables;
import io.flashgate.core.order.ForgetDesk;
import io.flashgate.core.order.HoldDesk;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseDesk;
import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.order.PurchaseView;
import io.flashgate.core.order.Text;
import io.flashgate.core.protocol.CancelOrderDecoder;
import io.flashgate.core.protocol.CloseSaleDecoder;
import io.flashgate.core.protocol.ConfirmOrderDecoder;
import io.flashgate.core.protocol.CountGateRefusalsDecoder;
import io.flashgate.core.protocol.DefineSaleDecoder;
import io.flashgate.core.protocol.ExpireHoldDecoder;
import io.flashgate.core.protocol.ExpireHoldEncoder;
import io.flashgate.core.protocol.ExtendHoldDecoder;
import io.flashgate.core.protocol.FindOrderDecoder;
import io.flashgate.core.protocol.ForgetAnswersDecoder;
import io.flashgate.core.protocol.FoundLogDecoder;
import io.flashgate.core.protocol.MessageHeaderDecoder;
import io.flashgate.core.protocol.MessageHeaderEncoder;
import io.flashgate.core.protocol.PurchaseDecoder;
import io.flashgate.core.protocol.TickDecoder;
import io.flashgate.core.sale.Phase;
import io.flashgate.core.sale.Sale;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.SaleTable;
import io.flashgate.core.snapshot.SnapshotException;
import io.flashgate.core.snapshot.SnapshotHead;
import io.flashgate.core.snapshot.SnapshotReader;
import io.flashgate.core.snapshot.SnapshotSink;
import io.flashgate.core.snapshot.SnapshotSource;
import io.flashgate.core.snapshot.SnapshotWriter;
import io.flashgate.core.table.Digest;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A deterministic state machine over sales: stamped command in, decision out.
 *
 * <p>Not thread-safe: one thread calls it, live or replaying. The same commands with the same sequences and times lead to
 * the same decisions and the same {@link #digest()}, on any machine. Deciding a purchase allocates nothing.
 *
 * <p>A caller offers each command with the next sequence number, {@link #nextSequence()}. If the outcome
 * {@linkplain Outcome#isSequenced() is sequenced}, the number is taken and the command belongs in the log; if not, the state
 * is as it was and the number goes to the next command.
 */
public final class MatchingCore {

    /** Version of these rules; journaled with every command, so that a log says who decided it. */
    public static final int RULES_VERSION = 2;

    /** The oldest rules that these include: what they decided, these decide alike. */
    public static final int OLDEST_RULES_VERSION = 1;

    /** More bytes than {@link #due} writes, and than its record takes beside another one. */
    public static final int MAX_DUE_BYTES = 256;

    /** How long answers are remembered after their sale is sealed, unless told otherwise: 24 hours. */
    public static final long DEFAULT_ANSWER_RETENTION_NANOS = 24 * 3_600_000_000_000L;

    private static final int BODY = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int KIND_LOG = 7;
    private static final int KIND_POSITION = 8;

    /** A purchase's message header, as {@link Commands} writes it, as one number: without a trace, and with one. */
    private static final long UNTRACED_HEADER = purchaseHeader(false);

    private static final long TRACED_HEADER = purchaseHeader(true);

    /** Of a {@code DefineSale} of the protocol's first version. */
    private static final int FIRST_DEFINE_SALE_BYTES = DefineSaleDecoder.holdTtlNanosEncodingOffset();

    private static final int PURCHASE_MIN_BYTES = BODY + PurchaseView.MIN_BLOCK_BYTES;
    private static final int BUYER_HASH_0 = BODY + PurchaseDecoder.buyerHash0EncodingOffset();

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PurchaseView purchase = new PurchaseView();
    private final FoundLogDecoder foundLog = new FoundLogDecoder();
    private final DefineSaleDecoder defineSale = new DefineSaleDecoder();
    private final CloseSaleDecoder closeSale = new CloseSaleDecoder();
    private final CountGateRefusalsDecoder countGateRefusals = new CountGateRefusalsDecoder();
    private final FindOrderDecoder findOrder = new FindOrderDecoder();
    private final ConfirmOrderDecoder confirmOrder = new ConfirmOrderDecoder();
    private final CancelOrderDecoder cancelOrder = new CancelOrderDecoder();
    private final ExtendHoldDecoder extendHold = new ExtendHoldDecoder();
    private final ExpireHoldDecoder expireHold = new ExpireHoldDecoder();
    private final ForgetAnswersDecoder forgetAnswers = new ForgetAnswersDecoder();
    private final ExpireHoldEncoder dueHold = new ExpireHoldEncoder();
    private final MessageHeaderEncoder dueHeader = new MessageHeaderEncoder();
    private final UnsafeBuffer command = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer saleId = new UnsafeBuffer(0, 0);

    private final Digest digest = new Digest();
    private final CoreLimits limits;
    private final SaleTable sales;
    private final DeskTables tables;
    private final PurchaseDesk purchases;
    private final HoldDesk holds;
    private final ForgetDesk forgetting;

    private long sequence;
    private long timestampNanos;
    private long hashKey0;
    private long hashKey1;

    /** What {@link #expect} has loaded, added up: written, so that it is loaded, and read by nobody. */
    @SuppressWarnings("unused")
    private long loaded;

    /**
     * @param limits how much it can hold; all of it is allocated now
     */
    public MatchingCore(final CoreLimits limits) {
        this(limits, DEFAULT_ANSWER_RETENTION_NANOS);
    }

    /**
     * @param limits               how much it can hold; all of it is allocated now
     * @param answerRetentionNanos how long after a sale is sealed {@link #due} asks for its answers to be forgotten, 1 to
     *                             {@link ForgetDesk#MAX_RETENTION_NANOS}; it changes no decision, live or replayed
     */
    public MatchingCore(final CoreLimits limits, final long answerRetentionNanos) {
        this.limits = limits;
        sales = new SaleTable(limits.sales(), digest);
        tables = new DeskTables(limits.answers(), limits.orders(), limits.sales(), limits.groups(), digest);
        purchases = new PurchaseDesk(sales, tables);
        holds = new HoldDesk(sales, tables);
        forgetting = new ForgetDesk(sales, tables, answerRetentionNanos);
    }

    public CoreLimits limits() {
        return limits;
    }

    /**
     * Restores a core from a snapshot: it goes on as the one that wrote it would have, also where its limits are others.
     *
     * @param limits of the new core
     * @throws SnapshotException        if the snapshot is damaged, or these rules cannot go on where it stops
     * @throws IllegalArgumentException if it holds more than the limits; see {@link CoreLimits#requireRoomFor}
     */
    public static MatchingCore restore(final SnapshotSource source, final CoreLimits limits) {
        return restore(source, limits, DEFAULT_ANSWER_RETENTION_NANOS);
    }

    /**
     * As {@link #restore(SnapshotSource, CoreLimits)}, of a core that keeps answers for another time: that is no part of the
     * state.
     *
     * @param answerRetentionNanos as in {@link #MatchingCore(CoreLimits, long)}
     */
    public static MatchingCore restore(
            final SnapshotSource source, final CoreLimits limits, final long answerRetentionNanos) {
        final MatchingCore core = new MatchingCore(limits, answerRetentionNanos);
        core.restoreFrom(source);
        return core;
    }

    /**
     * Takes a snapshot's state over. Behind an exception this core is of no use any more.
     *
     * @throws IllegalStateException    if it has a state already
     * @throws SnapshotException        if the snapshot is damaged, or these rules cannot go on where it stops
     * @throws IllegalArgumentException if it holds more than the limits; see {@link CoreLimits#requireRoomFor}
     */
    public void restoreFrom(final SnapshotSource source) {
        if (sequence != 0) {
            throw new IllegalStateException("expected an empty core, found one at sequence=" + sequence);
        }
        final SnapshotReader reader = new SnapshotReader(source);
        final SnapshotHead head = reader.readHead();
        if (head.rulesVersion() < OLDEST_RULES_VERSION || head.rulesVersion() > RULES_VERSION || head.sequence() < 1) {
            throw new SnapshotException("expected rulesVersion=" + OLDEST_RULES_VERSION + "–" + RULES_VERSION
                    + " and a sequence from 1, found " + head);
        }
        limits.requireRoomFor(head);
        sequence = head.sequence();
        timestampNanos = head.timestampNanos();
        hashKey0 = head.hashKey0();
        hashKey1 = head.hashKey1();
        digest.add(logTerm());
        final long expected = reader.readInto(sales, new DeskImage(tables));
        if (digest() != expected) {
            throw new SnapshotException(
                    String.format("sequence=%d: expected digest=%016x, found=%016x", sequence, expected, digest()));
        }
    }

    /**
     * Writes the whole state. Equal states give equal bytes.
     *
     * @throws IllegalStateException if there is none yet: the log has not been founded
     */
    public void writeSnapshot(final SnapshotSink sink) {
        if (!isFounded()) {
            throw new IllegalStateException("the log has not been founded; there is nothing to write");
        }
        final DeskImage desks = new DeskImage(tables);
        final SnapshotHead head = new SnapshotHead(
                sequence,
                timestampNanos,
                hashKey0,
                hashKey1,
                RULES_VERSION,
                sales.size(),
                desks.groups(),
                desks.rows(),
                desks.buyers(),
                desks.answers());
        new SnapshotWriter(sink).write(head, sales, desks, digest());
    }

    /** Tells of every remembered answer, sale by sale. */
    public void forEachAnswer(final DeskTables.AnswerObserver observer) {
        for (int i = 0; i < sales.size(); i++) {
            tables.forEachAnswer(i, observer);
        }
    }

    /** The sequence of the last sequenced command; 0: none yet. */
    public long sequence() {
        return sequence;
    }

    /** The sequence that the next sequenced command must bear. */
    public long nextSequence() {
        return sequence + 1;
    }

    /** The stamp of the last sequenced command, nanoseconds since the epoch. */
    public long timestampNanos() {
        return timestampNanos;
    }

    /** The earliest time at which {@link #due} has something to say; {@link Long#MAX_VALUE}: never. */
    public long nextDeadlineNanos() {
        return Math.min(nextPromptDeadlineNanos(), forgetting.nextDeadlineNanos());
    }

    /**
     * The earliest time at which a sale opens or closes by the clock, or a hold ends; {@link Long#MAX_VALUE}: never. Nothing may
     * be sequenced before what is due by it. To forget answers may wait for a quiet moment.
     */
    public long nextPromptDeadlineNanos() {
        return Math.min(sales.nextDeadlineNanos(), holds.nextDeadlineNanos());
    }

    /**
     * Writes the command that the passing of time calls for next, and changes nothing: whoever leads the log sequences it before
     * anything else, and asks again. (Replay finds it in the log.) What can wait comes last.
     *
     * @param buffer at least {@value #MAX_DUE_BYTES} bytes
     * @return the command's length in bytes, from 0 on; 0: nothing is due at that time
     */
    public int due(final long timestampNanos, final MutableDirectBuffer buffer) {
        if (nextPromptDeadlineNanos() > timestampNanos) {
            return forgetting.nextDeadlineNanos() > timestampNanos ? 0 : forgetting.due(buffer);
        }
        if (sales.nextDeadlineNanos() <= holds.nextDeadlineNanos()) {
            return Commands.tick(buffer, 0, dueHeader);
        }
        final byte[] saleIdBytes = holds.nextDueSale().idBytes();
        dueHold.wrapAndApplyHeader(buffer, 0, dueHeader)
                .orderNumber(holds.nextDueOrderNumber())
                .putSaleId(saleIdBytes, 0, saleIdBytes.length);
        return MessageHeaderEncoder.ENCODED_LENGTH + dueHold.encodedLength();
    }

    /** Whether the log has its hash key: its first command has been decided. */
    public boolean isFounded() {
        return sequence > 0;
    }

    /** Low word of the log's secret hash key. */
    public long hashKey0() {
        return hashKey0;
    }

    /** High word of the log's secret hash key. */
    public long hashKey1() {
        return hashKey1;
    }

    /** The sales, to look at only. */
    public SaleTable sales() {
        return sales;
    }

    /** Remembered answers. */
    public int answerCount() {
        return tables.answerCount();
    }

    /** Remembered answers that made no order; they may take half of {@link CoreLimits#answers()}. */
    public int refusalCount() {
        return tables.refusalCount();
    }

    /** Orders, whatever became of them. */
    public int orderCount() {
        return tables.orderCount();
    }

    /** Parts of all orders, which {@link CoreLimits#orders()} bounds. */
    public int partCount() {
        return tables.partCount();
    }

    /** Orders that are held. */
    public int holdCount() {
        return tables.holdCount();
    }

    /** A digest of the whole state: kept up with each change, the same whatever the order of anything in memory. */
    public long digest() {
        return digest.value() + Digest.term(KIND_POSITION, sequence, timestampNanos, 0, 0);
    }

    /** The same digest, worked out afresh from everything in memory: for checks, in time that grows with the state. */
    public long recomputeDigest() {
        final Digest fresh = new Digest();
        sales.addTermsTo(fresh);
        tables.addTermsTo(fresh);
        if (isFounded()) {
            fresh.add(logTerm());
        }
        return fresh.value() + Digest.term(KIND_POSITION, sequence, timestampNanos, 0, 0);
    }

    /**
     * Decides one command.
     *
     * @param offeredSequence {@link #nextSequence()}
     * @param stampNanos      its time, nanoseconds since the epoch, never earlier than the last one's
     * @param buffer          where the command lies; it is not kept
     * @param offset          of its message header
     * @param length          of the command in bytes, header and all
     * @param decision        filled with the outcome
     * @throws IllegalStateException if sequence or time are not the next ones: a broken promise of the caller
     */
    public void onCommand(
            final long offeredSequence,
            final long stampNanos,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final Decision decision) {
        if (offeredSequence != sequence + 1) {
            throw new IllegalStateException("expected sequence=" + (sequence + 1) + ", found=" + offeredSequence);
        }
        if (stampNanos < timestampNanos) {
            throw new IllegalStateException("time went back: expected timestampNanos>=" + timestampNanos + ", found="
                    + stampNanos + " at sequence=" + offeredSequence);
        }
        decision.reset();
        if (length < MessageHeaderDecoder.ENCODED_LENGTH) {
            decision.outcome(Outcome.MALFORMED);
            return;
        }
        command.wrap(buffer, offset, length);
        if (isPlainPurchase(command, 0, length)) {
            if (isFounded() && isWhole(PurchaseDecoder.TEMPLATE_ID, plainBlockBytes(command), 0)) {
                onPurchase(offeredSequence, stampNanos, decision);
            } else {
                decision.outcome(Outcome.MALFORMED);
            }
        } else {
            onAnyCommand(offeredSequence, stampNanos, decision);
        }
        if (decision.outcome().isSequenced()) {
            sequence = offeredSequence;
            timestampNanos = stampNanos;
            decision.stamp(offeredSequence, stampNanos);
        }
    }

    /**
     * Says that a command will come before long: what it will be looked for in is loaded into the cache meanwhile. A caller
     * that knows several commands says so of all of them and then decides one after the other; their loads overlap, where
     * otherwise each decision would wait for its own.
     *
     * <p>It changes no state and no decision, whatever is in the command and whether or not it comes; without it everything
     * is the same, only later.
     *
     * @param buffer where the command lies; it is not kept
     * @param offset of its message header
     * @param length of the command in bytes, header and all
     */
    public void expect(final DirectBuffer buffer, final int offset, final int length) {
        if (isPlainPurchase(buffer, offset, length)) {
            // Nothing waits for the sum: the processor goes on while the words are on their way.
            loaded += tables.touch(buffer.getLong(offset + BUYER_HASH_0, ByteOrder.LITTLE_ENDIAN));
        }
    }

    /**
     * Whether a command is certain to change nothing, whatever the time: a question for an order, or a purchase that has been
     * answered before. For a caller that can log nothing just now.
     *
     * @param buffer where the command lies; it is not kept
     * @param offset of its message header
     * @param length of the command in bytes, header and all
     */
    public boolean changesNothing(final DirectBuffer buffer, final int offset, final int length) {
        if (length < MessageHeaderDecoder.ENCODED_LENGTH) {
            return false;
        }
        command.wrap(buffer, offset, length);
        header.wrap(command, 0);
        if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID
                || !isWhole(header.templateId(), header.blockLength(), header.version())) {
            return false;
        }
        return header.templateId() == FindOrderDecoder.TEMPLATE_ID
                || header.templateId() == PurchaseDecoder.TEMPLATE_ID && tables.remembers(purchase);
    }

    /**
     * Whether the rules know the command and all of its parts end within it. Wraps the decoder of the command.
     *
     * <p>A torn command is found out here, before anything has changed by its first half.
     */
    private boolean isWhole(final int template, final int blockLength, final int version) {
        if (BODY + blockLength > command.capacity()) {
            return false;
        }
        try {
            switch (template) {
                case PurchaseDecoder.TEMPLATE_ID:
                    purchase.wrap(command, BODY, blockLength, version);
                    return blockLength >= PurchaseView.MIN_BLOCK_BYTES;
                case FoundLogDecoder.TEMPLATE_ID:
                    foundLog.wrap(command, BODY, blockLength, version);
                    return blockLength >= FoundLogDecoder.BLOCK_LENGTH;
                case TickDecoder.TEMPLATE_ID:
                    return true;
                case DefineSaleDecoder.TEMPLATE_ID:
                    defineSale.wrap(command, BODY, blockLength, version).sbeSkip();
                    defineSale.sbeRewind();
                    return blockLength >= (version == 0 ? FIRST_DEFINE_SALE_BYTES : DefineSaleDecoder.BLOCK_LENGTH);
                case CloseSaleDecoder.TEMPLATE_ID:
                    closeSale.wrap(command, BODY, blockLength, version).wrapSaleId(saleId);
                    return true;
                case CountGateRefusalsDecoder.TEMPLATE_ID:
                    return wrapCounts(blockLength, version);
                case FindOrderDecoder.TEMPLATE_ID:
                    findOrder.wrap(command, BODY, blockLength, version).wrapSaleId(saleId);
                    return blockLength >= FindOrderDecoder.BLOCK_LENGTH;
                case ConfirmOrderDecoder.TEMPLATE_ID:
                    confirmOrder.wrap(command, BODY, blockLength, version).wrapSaleId(saleId);
                    return blockLength >= ConfirmOrderDecoder.BLOCK_LENGTH;
                case CancelOrderDecoder.TEMPLATE_ID:
                    cancelOrder.wrap(command, BODY, blockLength, version).wrapSaleId(saleId);
                    return blockLength >= CancelOrderDecoder.BLOCK_LENGTH;
                case ExtendHoldDecoder.TEMPLATE_ID:
                    extendHold.wrap(command, BODY, blockLength, version).wrapSaleId(saleId);
                    return blockLength >= ExtendHoldDecoder.BLOCK_LENGTH;
                case ExpireHoldDecoder.TEMPLATE_ID:
                    expireHold.wrap(command, BODY, blockLength, version).wrapSaleId(saleId);
                    return blockLength >= ExpireHoldDecoder.BLOCK_LENGTH;
                case ForgetAnswersDecoder.TEMPLATE_ID:
                    forgetAnswers.wrap(command, BODY, blockLength, version).wrapSaleId(saleId);
                    return blockLength >= ForgetAnswersDecoder.BLOCK_LENGTH;
                default:
                    return false;
            }
        } catch (final IndexOutOfBoundsException endsTooEarly) {
            return false;
        }
    }

    /** The sale's id lies behind the counts. */
    private boolean wrapCounts(final int blockLength, final int version) {
        countGateRefusals.wrap(command, BODY, blockLength, version);
        final CountGateRefusalsDecoder.CountsDecoder counts = countGateRefusals.counts();
        while (counts.hasNext()) {
            counts.next();
        }
        countGateRefusals.wrapSaleId(saleId);
        return counts.actingBlockLength() >= CountGateRefusalsDecoder.CountsDecoder.sbeBlockLength();
    }

    private static boolean isPlainPurchase(final DirectBuffer buffer, final int offset, final int length) {
        if (length < PURCHASE_MIN_BYTES) {
            return false;
        }
        final long header = buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN);
        return header == UNTRACED_HEADER || header == TRACED_HEADER;
    }

    /** Of a plain purchase. */
    private static int plainBlockBytes(final DirectBuffer buffer) {
        return buffer.getLong(0, ByteOrder.LITTLE_ENDIAN) == UNTRACED_HEADER
                ? PurchaseView.MIN_BLOCK_BYTES
                : PurchaseDecoder.BLOCK_LENGTH;
    }

    private static long purchaseHeader(final boolean isTraced) {
        final PurchaseRequest request = new PurchaseRequest();
        if (isTraced) {
            request.trace().set(1, 1, 1, 0);
        }
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[Commands.MAX_PURCHASE_BYTES]);
        new Commands(0, 0).purchase(bytes, 0, request);
        return bytes.getLong(0, ByteOrder.LITTLE_ENDIAN);
    }

    private void onAnyCommand(final long offeredSequence, final long stampNanos, final Decision decision) {
        header.wrap(command, 0);
        if (header.schemaId() == MessageHeaderDecoder.SCHEMA_ID
                && isWhole(header.templateId(), header.blockLength(), header.version())) {
            dispatch(header.templateId(), offeredSequence, stampNanos, decision);
        } else {
            decision.outcome(Outcome.MALFORMED);
        }
    }

    private void onPurchase(final long offeredSequence, final long stampNanos, final Decision decision) {
        if (purchase.lineCount() < 1
                || purchase.lineCount() > PurchaseRequest.MAX_LINES
                || !purchase.hasSoundLines()
                || purchase.promise() > Decision.MAX_PROMISE
                || purchase.groupLength() > Text.ID_MAX_BYTES) {
            decision.outcome(Outcome.MALFORMED);
        } else {
            purchases.onPurchase(offeredSequence, stampNanos, purchase, decision);
        }
    }

    private void dispatch(
            final int template, final long offeredSequence, final long stampNanos, final Decision decision) {
        if (template == FoundLogDecoder.TEMPLATE_ID) {
            onFoundLog(decision);
        } else if (!isFounded()) {
            // Nothing can be named before there is a key to hash names with.
            decision.outcome(Outcome.MALFORMED);
        } else if (template == PurchaseDecoder.TEMPLATE_ID) {
            onPurchase(offeredSequence, stampNanos, decision);
        } else if (template == TickDecoder.TEMPLATE_ID) {
            sales.advanceTo(stampNanos);
            decision.outcome(Outcome.TICKED);
        } else if (template == DefineSaleDecoder.TEMPLATE_ID) {
            onDefineSale(offeredSequence, stampNanos, decision);
        } else if (template == CloseSaleDecoder.TEMPLATE_ID) {
            onCloseSale(stampNanos, decision);
        } else if (template == CountGateRefusalsDecoder.TEMPLATE_ID) {
            onCountGateRefusals(decision);
        } else if (template == ForgetAnswersDecoder.TEMPLATE_ID) {
            forgetting.forget(
                    saleId, forgetAnswers.retentionNanos(), forgetAnswers.mostAnswers(), stampNanos, decision);
        } else {
            dispatchOrder(template, stampNanos, decision);
        }
    }

    private void dispatchOrder(final int template, final long stampNanos, final Decision decision) {
        if (template == ConfirmOrderDecoder.TEMPLATE_ID) {
            holds.confirm(saleId, confirmOrder.orderNumber(), stampNanos, decision);
        } else if (template == CancelOrderDecoder.TEMPLATE_ID) {
            holds.cancel(
                    saleId,
                    cancelOrder.orderNumber(),
                    cancelOrder.byBuyer() != 0,
                    cancelOrder.buyerHash0(),
                    cancelOrder.buyerHash1(),
                    stampNanos,
                    decision);
        } else if (template == ExtendHoldDecoder.TEMPLATE_ID) {
            holds.extend(saleId, extendHold.orderNumber(), stampNanos, decision);
        } else if (template == ExpireHoldDecoder.TEMPLATE_ID) {
            holds.expire(saleId, expireHold.orderNumber(), stampNanos, decision);
        } else {
            holds.findOrder(saleId, findOrder.orderNumber(), findOrder.buyerHash0(), findOrder.buyerHash1(), decision);
        }
    }

    private void onFoundLog(final Decision decision) {
        if (isFounded()) {
            decision.outcome(Outcome.MALFORMED);
            return;
        }
        hashKey0 = foundLog.hashKey0();
        hashKey1 = foundLog.hashKey1();
        digest.add(logTerm());
        decision.outcome(Outcome.LOG_FOUNDED);
    }

    private void onDefineSale(final long offeredSequence, final long stampNanos, final Decision decision) {
        final SaleDefinition definition;
        try {
            definition = SaleDefinition.decode(defineSale);
        } catch (final IllegalArgumentException | IndexOutOfBoundsException invalid) {
            // Whoever sent it has checked it before, with the same rules and a better message.
            decision.outcome(Outcome.MALFORMED);
            return;
        }
        final Sale existing = sales.find(definition.saleId());
        if (existing == null && sales.isFull()) {
            decision.outcome(Outcome.OVERLOADED);
        } else if (existing == null) {
            final Sale sale = sales.add(definition, offeredSequence);
            open(sale, stampNanos);
            decision.outcome(Outcome.SALE_CREATED).sale(sale.index(), sale.phase());
        } else if (existing.phase() == Phase.SCHEDULED
                && stampNanos < existing.definition().opensAtNanos()) {
            final Sale sale = sales.replace(existing, definition, offeredSequence);
            open(sale, stampNanos);
            decision.outcome(Outcome.SALE_REPLACED).sale(sale.index(), sale.phase());
        } else {
            decision.outcome(Outcome.SALE_ALREADY_OPEN).sale(existing.index(), existing.phase());
        }
    }

    /** A sale whose time has come already does not wait for the next tick. */
    private void open(final Sale sale, final long stampNanos) {
        sale.advanceTo(stampNanos);
        sales.refreshDeadline();
    }

    private void onCloseSale(final long stampNanos, final Decision decision) {
        final Sale sale = sales.find(saleId, 0, saleId.capacity());
        if (sale == null) {
            decision.outcome(Outcome.UNKNOWN_SALE);
            return;
        }
        if (sale.isOverAt(stampNanos)) {
            decision.outcome(Outcome.SALE_ALREADY_OVER);
        } else {
            sale.close(stampNanos);
            sales.refreshDeadline();
            decision.outcome(Outcome.SALE_CLOSED_EARLY);
        }
        decision.sale(sale.index(), sale.phase());
    }

    private void onCountGateRefusals(final Decision decision) {
        final Sale sale = sales.find(saleId, 0, saleId.capacity());
        if (sale == null) {
            decision.outcome(Outcome.UNKNOWN_SALE);
            return;
        }
        countGateRefusals.sbeRewind();
        final CountGateRefusalsDecoder.CountsDecoder counts = countGateRefusals.counts();
        while (counts.hasNext()) {
            counts.next();
            final Outcome reason = Outcome.findByCode(counts.outcome());
            if (reason != null && !reason.isSequenced() && counts.requests() > 0) {
                sale.countRefusals(reason, counts.requests());
            }
        }
        decision.outcome(Outcome.REFUSALS_COUNTED).sale(sale.index(), sale.phase());
    }

    private long logTerm() {
        return Digest.term(KIND_LOG, hashKey0, hashKey1, 0, 0);
    }
}
