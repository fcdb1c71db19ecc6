package io.flashgate.gateway.live;

import io.flashgate.core.MatchingCore;
import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseView;
import io.flashgate.core.order.Text;
import io.flashgate.core.protocol.CountGateRefusalsDecoder;
import io.flashgate.core.protocol.DefineSaleDecoder;
import io.flashgate.core.protocol.MessageHeaderDecoder;
import io.flashgate.core.protocol.PurchaseDecoder;
import io.flashgate.core.sale.Phase;
import io.flashgate.core.sale.SaleDefinition;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;

/** All sales as they durably stand, kept up command by command, live and in recovery alike. */
public final class SaleBoard {

    private static final int PURCHASE_MIN_BYTES = MessageHeaderDecoder.ENCODED_LENGTH + PurchaseView.MIN_BLOCK_BYTES;

    private final SaleIndex byId = new SaleIndex();
    private final List<SaleView> byIndex = new CopyOnWriteArrayList<>();
    private final AnsweredRequests answered;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DefineSaleDecoder defineSale = new DefineSaleDecoder();
    private final CountGateRefusalsDecoder countRefusals = new CountGateRefusalsDecoder();

    /** Never read: only so that the loads of {@link #expect} are not left out. */
    @SuppressWarnings("unused")
    private long expected;

    private final AtomicLong sequence = new AtomicLong();

    /**
     * @param answerCapacity as many requests as the core remembers
     */
    public SaleBoard(final int answerCapacity) {
        answered = new AnsweredRequests(answerCapacity);
    }

    /**
     * A board that shows what a core holds, as if it had been told of every command. One thread, before anybody looks.
     *
     * @param core whose whole state is durable
     */
    public static SaleBoard restored(final MatchingCore core) {
        final SaleBoard board = new SaleBoard(core.limits().answers());
        for (int i = 0; i < core.sales().size(); i++) {
            final SaleView view = SaleView.restored(core.sales().get(i), core.sequence());
            board.byIndex.add(view);
            board.byId.put(view);
        }
        final Restoration restoration = board.new Restoration();
        core.forEachAnswer(restoration::take);
        restoration.flush();
        board.sequence.set(core.sequence());
        return board;
    }

    /** The sale with this id, or null. Allocates nothing. */
    public SaleView find(final Text saleId) {
        return byId.find(saleId);
    }

    /** The sale with this id, or null; null as well for what is no id. */
    public SaleView find(final String saleId) {
        return SaleDefinition.isId(saleId)
                ? byId.find(new Text(Text.ID_MAX_BYTES).setAscii(saleId, 0, saleId.length()))
                : null;
    }

    /** The sale as it is now: the same, or the one that has replaced it. */
    public SaleView newest(final SaleView sale) {
        return byIndex.get(sale.index());
    }

    /** All sales in the order of their creation. */
    public List<SaleView> sales() {
        return byIndex;
    }

    /** The newest durable sequence. */
    public long sequence() {
        return sequence.get();
    }

    /**
     * Whether a request to a sale may have a first answer; false is certain, as of the newest durable decision. True may be wrong,
     * also of a request whose answer is forgotten while others of its sale are not: the core knows.
     */
    public boolean mayHaveAnswered(final SaleView sale, final long requestId0) {
        // The sale's own is small and near at hand; only where it is crowded does it take many strangers for somebody.
        return !sale.isForgotten() && sale.answered().mayContain(requestId0) && answered.mayContain(requestId0);
    }

    /** Requests whose first answer is remembered. */
    public int answered() {
        return answered.size();
    }

    /**
     * Starts to load what {@link #onDecided} will want for a command: its place is a random one in a large table, and several
     * such loads take hardly longer than one. Changes nothing. One thread.
     *
     * @param command null where there is none
     */
    public void expect(final DirectBuffer command, final int offset, final Decision decision) {
        // What was refused, because the journal could not take it, has no outcome.
        final Outcome outcome = decision.outcome();
        if (command != null && outcome != null && outcome.isRemembered()) {
            expected += answered.look(requestId0(command, offset));
        }
    }

    /**
     * As the other, for a command that has yet to be decided: so the replay, which knows what comes.
     *
     * @param length of the command in bytes, header and all
     */
    public void expect(final DirectBuffer command, final int offset, final int length) {
        if (length >= PURCHASE_MIN_BYTES && header.wrap(command, offset).templateId() == PurchaseDecoder.TEMPLATE_ID) {
            expected += answered.look(requestId0(command, offset));
        }
    }

    /** Takes over what a durable command did. One thread. */
    public void onDecided(final DirectBuffer command, final int offset, final Decision decision) {
        answered.tidy();
        switch (decision.outcome()) {
            case ACCEPTED:
            case HELD:
                // Remembered first: the last unit ends the sale, and from then on the gate asks who has an answer. The
                // other way round a retry in between would be told "sold out" although its first attempt has won.
                remember(command, offset, decision);
                byIndex.get(decision.saleIndex()).changed(decision);
                break;
            case SOLD_OUT:
            case INSUFFICIENT_STOCK:
            case BUYER_LIMIT:
            case HOLD_ATTEMPTS:
                remember(command, offset, decision);
                byIndex.get(decision.saleIndex()).noticed(decision);
                break;
            case ORDER_CONFIRMED:
            case ORDER_CANCELLED:
            case HOLD_EXPIRED:
            case HOLD_EXTENDED:
                byIndex.get(decision.saleIndex()).changed(decision);
                break;
            case SALE_CREATED:
            case SALE_REPLACED:
                put(command, offset, decision);
                break;
            case SALE_CLOSED_EARLY:
                byIndex.get(decision.saleIndex()).moveTo(Phase.CLOSED, decision.sequence());
                break;
            case SALE_FORGOTTEN:
                // Asked no more, before it could say something wrong.
                byIndex.get(decision.saleIndex()).forget();
                answered.forget((int) decision.units());
                break;
            case ANSWERS_FORGOTTEN:
                answered.forget((int) decision.units());
                break;
            case REFUSALS_COUNTED:
                count(command, offset, byIndex.get(decision.saleIndex()));
                break;
            case TICKED:
                onTicked(decision.sequence(), decision.timestampNanos());
                break;
            default:
                break;
        }
        if (decision.outcome().isSequenced()) {
            sequence.lazySet(decision.sequence());
        }
    }

    /** Time has durably passed: opens and closes what is due. One thread. */
    public void onTicked(final long tickSequence, final long timestampNanos) {
        for (final SaleView sale : byIndex) {
            if (sale.phase() == Phase.SCHEDULED
                    && timestampNanos >= sale.definition().opensAtNanos()) {
                sale.moveTo(Phase.OPEN, tickSequence);
            }
            if (!sale.phase().isOver() && timestampNanos >= sale.definition().closesAtNanos()) {
                sale.moveTo(Phase.CLOSED, tickSequence);
            }
        }
        sequence.lazySet(tickSequence);
    }

    /** Takes back what a command was to do that the journal did not take: refusals in it are reported again. One thread. */
    public void onRefused(final DirectBuffer command, final int offset) {
        header.wrap(command, offset);
        if (header.templateId() != CountGateRefusalsDecoder.TEMPLATE_ID) {
            return;
        }
        countRefusals.wrapAndApplyHeader(command, offset, header);
        // The sale's id lies behind the counts.
        countRefusals.counts().forEach(CountGateRefusalsDecoder.CountsDecoder::requests);
        final SaleView sale = find(countRefusals.saleId());
        if (sale == null) {
            return;
        }
        countRefusals.sbeRewind();
        for (final CountGateRefusalsDecoder.CountsDecoder count : countRefusals.counts()) {
            final Outcome reason = Outcome.findByCode(count.outcome());
            if (reason != null) {
                sale.unreport(reason, count.requests());
            }
        }
    }

    private void put(final DirectBuffer command, final int offset, final Decision decision) {
        final SaleDefinition definition = SaleDefinition.decode(defineSale.wrapAndApplyHeader(command, offset, header));
        final boolean isNew = decision.saleIndex() == byIndex.size();
        final SaleView view = new SaleView(
                definition,
                decision.saleIndex(),
                decision.phaseAfter(),
                decision.sequence(),
                isNew ? null : byIndex.get(decision.saleIndex()));
        if (isNew) {
            byIndex.add(view);
        } else {
            byIndex.set(decision.saleIndex(), view);
        }
        byId.put(view);
    }

    private void count(final DirectBuffer command, final int offset, final SaleView sale) {
        for (final CountGateRefusalsDecoder.CountsDecoder count :
                countRefusals.wrapAndApplyHeader(command, offset, header).counts()) {
            final Outcome reason = Outcome.findByCode(count.outcome());
            if (reason != null) {
                sale.refusalsCounted(reason, count.requests());
            }
        }
    }

    private void remember(final DirectBuffer command, final int offset, final Decision decision) {
        final long requestId0 = requestId0(command, offset);
        answered.add(requestId0);
        byIndex.get(decision.saleIndex()).answered().add(requestId0);
    }

    private static long requestId0(final DirectBuffer command, final int offset) {
        return command.getLong(
                offset + MessageHeaderDecoder.ENCODED_LENGTH + PurchaseDecoder.requestId0EncodingOffset(),
                ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Answers of a restored core on their way into the filters, some at a time: their places are random ones in large tables, and
     * loads that are begun together take hardly longer than one.
     */
    private final class Restoration {

        private static final int TOGETHER = 64;

        private final long[] requestIds = new long[TOGETHER];
        private final int[] saleIndexes = new int[TOGETHER];
        private int waiting;

        void take(final int saleIndex, final long requestId0) {
            requestIds[waiting] = requestId0;
            saleIndexes[waiting] = saleIndex;
            waiting++;
            if (waiting == TOGETHER) {
                flush();
            }
        }

        void flush() {
            for (int i = 0; i < waiting; i++) {
                expected += answered.look(requestIds[i])
                        + byIndex.get(saleIndexes[i]).answered().look(requestIds[i]);
            }
            for (int i = 0; i < waiting; i++) {
                answered.add(requestIds[i]);
                byIndex.get(saleIndexes[i]).answered().add(requestIds[i]);
            }
            waiting = 0;
        }
    }
}
