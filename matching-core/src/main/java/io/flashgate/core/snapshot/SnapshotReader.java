package io.flashgate.core.snapshot;

import io.flashgate.core.order.DeskImage;
import io.flashgate.core.protocol.DefineSaleDecoder;
import io.flashgate.core.protocol.snapshot.AnswersDecoder;
import io.flashgate.core.protocol.snapshot.BuyerUnitsDecoder;
import io.flashgate.core.protocol.snapshot.GroupNameDecoder;
import io.flashgate.core.protocol.snapshot.MessageHeaderDecoder;
import io.flashgate.core.protocol.snapshot.OrderRowsDecoder;
import io.flashgate.core.protocol.snapshot.SaleStateDecoder;
import io.flashgate.core.protocol.snapshot.SnapshotEndDecoder;
import io.flashgate.core.protocol.snapshot.SnapshotHeadDecoder;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.SaleTable;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads one snapshot: first its head, then everything else into empty tables. */
public final class SnapshotReader {

    private static final int BODY = MessageHeaderDecoder.ENCODED_LENGTH;

    private final MessageReader in;
    private final UnsafeBuffer bytes = new UnsafeBuffer(0, 0);
    private final SaleStateDecoder saleState = new SaleStateDecoder();
    private final GroupNameDecoder groupName = new GroupNameDecoder();
    private final OrderRowsDecoder orderRows = new OrderRowsDecoder();
    private final BuyerUnitsDecoder buyerUnits = new BuyerUnitsDecoder();
    private final AnswersDecoder answers = new AnswersDecoder();
    private SnapshotHead head;

    public SnapshotReader(final SnapshotSource source) {
        in = new MessageReader(source);
    }

    /**
     * Reads the head; to be called first, and once.
     *
     * @throws SnapshotException if there is none, or it is damaged
     */
    public SnapshotHead readHead() {
        if (in.next() != SnapshotHeadDecoder.TEMPLATE_ID) {
            throw new SnapshotException(
                    "expected a snapshot's head, found template=" + in.header().templateId());
        }
        final SnapshotHeadDecoder found = new SnapshotHeadDecoder().wrapAndApplyHeader(in.buffer(), 0, in.header());
        head = new SnapshotHead(
                found.sequence(),
                found.timestampNanos(),
                found.hashKey0(),
                found.hashKey1(),
                found.rulesVersion(),
                found.sales(),
                found.groups(),
                found.orderRows(),
                found.buyers(),
                found.answers());
        return head;
    }

    /**
     * Reads all that comes behind the head.
     *
     * @param sales empty, with room for what the head says
     * @param desks empty, with room for what the head says
     * @return the digest of the state that was written
     * @throws SnapshotException if it is damaged, or ends too early or too late
     */
    public long readInto(final SaleTable sales, final DeskImage desks) {
        try {
            int template = in.next();
            while (template != SnapshotEndDecoder.TEMPLATE_ID) {
                restore(template, sales, desks);
                template = in.next();
            }
            sales.refreshDeadline();
            final SnapshotEndDecoder end = new SnapshotEndDecoder().wrapAndApplyHeader(in.buffer(), 0, in.header());
            final long digest = end.stateDigest();
            requireCounts(end, sales, desks);
            in.end();
            return digest;
        } catch (final IllegalStateException | IllegalArgumentException | IndexOutOfBoundsException contradiction) {
            throw new SnapshotException(in.at() + "the one before it contradicts what is there", contradiction);
        }
    }

    private void restore(final int template, final SaleTable sales, final DeskImage desks) {
        final DirectBuffer buffer = in.buffer();
        final int length = in.header().blockLength();
        final int version = in.header().version();
        switch (template) {
            case SaleStateDecoder.TEMPLATE_ID:
                saleState.wrap(buffer, BODY, length, version).sbeSkip();
                saleState.sbeRewind();
                sales.restore(definition(), saleState);
                break;
            case GroupNameDecoder.TEMPLATE_ID:
                groupName.wrap(buffer, BODY, length, version).wrapName(bytes);
                desks.restoreGroup(bytes);
                break;
            case OrderRowsDecoder.TEMPLATE_ID:
                desks.restoreRows(orderRows.wrap(buffer, BODY, length, version));
                break;
            case BuyerUnitsDecoder.TEMPLATE_ID:
                desks.restoreBuyers(buyerUnits.wrap(buffer, BODY, length, version));
                break;
            case AnswersDecoder.TEMPLATE_ID:
                desks.restoreAnswers(answers.wrap(buffer, BODY, length, version));
                break;
            default:
                throw new SnapshotException(
                        in.at() + "expected a message of a snapshot before it, found template=" + template);
        }
    }

    /** It lies behind the sale's groups. */
    private SaleDefinition definition() {
        saleState.tiers().forEach(tier -> {});
        saleState.goals().forEach(goal -> {});
        saleState.refusals().forEach(refused -> {});
        saleState.wrapDefinition(bytes);
        final SaleDefinition definition = SaleDefinition.decode(new DefineSaleDecoder()
                .wrapAndApplyHeader(bytes, 0, new io.flashgate.core.protocol.MessageHeaderDecoder()));
        saleState.sbeRewind();
        return definition;
    }

    private void requireCounts(final SnapshotEndDecoder end, final SaleTable sales, final DeskImage desks) {
        require("messages", in.messages() - 1, end.messages());
        require("entries", head.entries(), end.entries());
        require("sales", sales.size(), head.sales());
        require("groups", desks.groups(), head.groups());
        require("order rows", desks.rows(), head.orderRows());
        require("buyers", desks.buyers(), head.buyers());
        require("answers", desks.answers(), head.answers());
    }

    private static void require(final String what, final long found, final long expected) {
        if (found != expected) {
            throw new SnapshotException(what + ": expected=" + expected + ", found=" + found);
        }
    }
}
