package io.flashgate.core.snapshot;

import static io.flashgate.core.snapshot.MessageWriter.PREFIX_BYTES;

import io.flashgate.core.order.DeskImage;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.Text;
import io.flashgate.core.protocol.snapshot.AnswersEncoder;
import io.flashgate.core.protocol.snapshot.BuyerUnitsEncoder;
import io.flashgate.core.protocol.snapshot.GroupNameEncoder;
import io.flashgate.core.protocol.snapshot.OrderRowsEncoder;
import io.flashgate.core.protocol.snapshot.SaleStateEncoder;
import io.flashgate.core.protocol.snapshot.SnapshotEndEncoder;
import io.flashgate.core.protocol.snapshot.SnapshotHeadEncoder;
import io.flashgate.core.sale.Sale;
import io.flashgate.core.sale.SaleTable;
import io.flashgate.core.sale.Stock;
import org.agrona.ExpandableArrayBuffer;

/** Writes one snapshot. The state must not change meanwhile. */
public final class SnapshotWriter {

    private static final int ENTRIES_PER_MESSAGE = 512;

    private final MessageWriter out;

    public SnapshotWriter(final SnapshotSink sink) {
        out = new MessageWriter(sink);
    }

    /**
     * Writes everything.
     *
     * @param digest of the whole state
     */
    public void write(final SnapshotHead head, final SaleTable sales, final DeskImage desks, final long digest) {
        writeHead(head);
        for (int i = 0; i < sales.size(); i++) {
            writeSale(sales.get(i));
        }
        writeGroups(desks);
        final OrderRowsEncoder rows = new OrderRowsEncoder();
        for (int from = 0; from < desks.rows(); from += ENTRIES_PER_MESSAGE) {
            rows.wrapAndApplyHeader(out.buffer(), PREFIX_BYTES, out.header());
            desks.writeRows(from, atMost(desks.rows() - from), rows);
            out.write(rows.encodedLength());
        }
        final BuyerUnitsEncoder buyers = new BuyerUnitsEncoder();
        for (int from = 0; from < desks.buyers(); from += ENTRIES_PER_MESSAGE) {
            buyers.wrapAndApplyHeader(out.buffer(), PREFIX_BYTES, out.header());
            desks.writeBuyers(from, atMost(desks.buyers() - from), buyers);
            out.write(buyers.encodedLength());
        }
        final AnswersEncoder answers = new AnswersEncoder();
        for (int from = 0; from < desks.answers(); from += ENTRIES_PER_MESSAGE) {
            answers.wrapAndApplyHeader(out.buffer(), PREFIX_BYTES, out.header());
            desks.writeAnswers(atMost(desks.answers() - from), answers);
            out.write(answers.encodedLength());
        }
        out.write(new SnapshotEndEncoder()
                .wrapAndApplyHeader(out.buffer(), PREFIX_BYTES, out.header())
                .stateDigest(digest)
                .messages(out.messages())
                .entries(head.entries())
                .encodedLength());
    }

    private void writeHead(final SnapshotHead head) {
        out.write(new SnapshotHeadEncoder()
                .wrapAndApplyHeader(out.buffer(), PREFIX_BYTES, out.header())
                .sequence(head.sequence())
                .timestampNanos(head.timestampNanos())
                .hashKey0(head.hashKey0())
                .hashKey1(head.hashKey1())
                .rulesVersion(head.rulesVersion())
                .sales(head.sales())
                .groups(head.groups())
                .orderRows(head.orderRows())
                .buyers(head.buyers())
                .answers(head.answers())
                .encodedLength());
    }

    private void writeSale(final Sale sale) {
        final SaleStateEncoder message = new SaleStateEncoder()
                .wrapAndApplyHeader(out.buffer(), PREFIX_BYTES, out.header())
                .definedAtSequence(sale.definedAtSequence())
                .orders(sale.orders())
                .sealedAtNanos(sale.sealedAtNanos())
                .answersForgotten(sale.answersForgotten())
                .phase((short) sale.phase().code())
                .isForgotten((short) (sale.isForgotten() ? 1 : 0));
        final int items = sale.definition().items().size();
        int tiers = 0;
        for (int item = 0; item < items; item++) {
            tiers += sale.stock(item).tiers();
        }
        final SaleStateEncoder.TiersEncoder units = message.tiersCount(tiers);
        for (int item = 0; item < items; item++) {
            final Stock stock = sale.stock(item);
            for (int tier = 0; tier < stock.tiers(); tier++) {
                units.next()
                        .item(item)
                        .tier(tier)
                        .available(stock.available(tier))
                        .held(stock.held(tier));
            }
        }
        final SaleStateEncoder.GoalsEncoder goals = message.goalsCount(sale.goalsReached());
        for (int goal = 0; goal < sale.goalsReached(); goal++) {
            goals.next().orderNumber(sale.goalReachedBy(goal));
        }
        writeRefusals(sale, message);
        final ExpandableArrayBuffer definition = new ExpandableArrayBuffer();
        message.putDefinition(definition, 0, sale.definition().encode(definition, 0));
        out.write(message.encodedLength());
    }

    private static void writeRefusals(final Sale sale, final SaleStateEncoder message) {
        int reasons = 0;
        for (int code = 0; code < Outcome.CODE_LIMIT; code++) {
            reasons += refusals(sale, code) == 0 ? 0 : 1;
        }
        final SaleStateEncoder.RefusalsEncoder refused = message.refusalsCount(reasons);
        for (int code = 0; code < Outcome.CODE_LIMIT; code++) {
            if (refusals(sale, code) != 0) {
                refused.next().outcome((short) code).requests(refusals(sale, code));
            }
        }
    }

    private static long refusals(final Sale sale, final int code) {
        final Outcome reason = Outcome.findByCode(code);
        return reason == null ? 0 : sale.refusals(reason);
    }

    private void writeGroups(final DeskImage desks) {
        final byte[] name = new byte[Text.ID_MAX_BYTES];
        for (int group = 0; group < desks.groups(); group++) {
            final int length = desks.copyGroup(group, name);
            out.write(new GroupNameEncoder()
                    .wrapAndApplyHeader(out.buffer(), PREFIX_BYTES, out.header())
                    .putName(name, 0, length)
                    .encodedLength());
        }
    }

    private static int atMost(final int left) {
        return Math.min(left, ENTRIES_PER_MESSAGE);
    }
}
