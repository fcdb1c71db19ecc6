package io.flashgate.journal.report;

import io.flashgate.core.MatchingCore;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseView;
import io.flashgate.core.protocol.CancelOrderDecoder;
import io.flashgate.core.protocol.CloseSaleDecoder;
import io.flashgate.core.protocol.ConfirmOrderDecoder;
import io.flashgate.core.protocol.CountGateRefusalsDecoder;
import io.flashgate.core.protocol.DefineSaleDecoder;
import io.flashgate.core.protocol.ExpireHoldDecoder;
import io.flashgate.core.protocol.ExtendHoldDecoder;
import io.flashgate.core.protocol.FoundLogDecoder;
import io.flashgate.core.protocol.MessageHeaderDecoder;
import io.flashgate.core.protocol.PurchaseDecoder;
import io.flashgate.core.protocol.TickDecoder;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.journal.JournalException;
import io.flashgate.journal.JournalReader;
import io.flashgate.journal.JournalRecords;
import io.flashgate.journal.ReadAhead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The reports of all sales of a journal, added up in one pass over its records. A record costs no allocation but for an order (its
 * units) and a new sale.
 *
 * <p>Memory: 21–27 bytes for each buyer in the journal; beside them for each buyer in a sale that is not sealed 12–25, for each open
 * hold about 100, and for each sale some kilobytes and its numbers over time, at most a quarter of a MiB. One thread.
 */
public final class SalesReports {

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PurchaseView purchase = new PurchaseView();
    private final DefineSaleDecoder defineSale = new DefineSaleDecoder();
    private final CloseSaleDecoder closeSale = new CloseSaleDecoder();
    private final ConfirmOrderDecoder confirmOrder = new ConfirmOrderDecoder();
    private final CancelOrderDecoder cancelOrder = new CancelOrderDecoder();
    private final ExtendHoldDecoder extendHold = new ExtendHoldDecoder();
    private final ExpireHoldDecoder expireHold = new ExpireHoldDecoder();
    private final CountGateRefusalsDecoder countRefusals = new CountGateRefusalsDecoder();
    private final UnsafeBuffer saleId = new UnsafeBuffer(0, 0);

    private final BuyerIndex buyers;
    private final Names names = new Names();
    private final List<SaleTally> sales = new ArrayList<>();
    private SaleReport.Journal journal;
    private long sequence;

    public SalesReports() {
        this(Integer.MAX_VALUE);
    }

    /**
     * @param mostBuyers different buyers at most in the whole journal, 1 or more: what bounds the memory
     */
    public SalesReports(final int mostBuyers) {
        buyers = new BuyerIndex(mostBuyers);
    }

    /**
     * Reads a whole journal.
     *
     * @throws IOException                                  if it is no folder
     * @throws io.flashgate.journal.JournalDamagedException at the first bad record
     * @throws JournalException                             if a file cannot be read, or a record contradicts those before it
     */
    public static SalesReports of(final Path directory) throws IOException {
        final SalesReports reports = new SalesReports();
        try (JournalReader reader = JournalReader.open(directory);
                ReadAhead records = ReadAhead.of(reader, Long.MAX_VALUE, (command, offset, length) -> {})) {
            while (records.next()) {
                reports.onRecord(records);
            }
        }
        return reports;
    }

    /** Of the last record that was added; 0: none. */
    public long sequence() {
        return sequence;
    }

    /** All sales, in the order of their creation. */
    public List<String> saleIds() {
        final List<String> ids = new ArrayList<>();
        for (int number = 0; number < sales.size(); number++) {
            ids.add(names.name(number));
        }
        return ids;
    }

    /** The report of a sale as it stands behind the last record; null: there is no such sale. */
    public SaleReport find(final String id) {
        if (!SaleDefinition.isId(id)) {
            return null;
        }
        final UnsafeBuffer ascii = new UnsafeBuffer(id.getBytes(StandardCharsets.US_ASCII));
        final int number = names.find(ascii, 0, ascii.capacity());
        return number < 0 ? null : sales.get(number).report(journal);
    }

    /** The reports of all sales, in the order of their creation. */
    public List<SaleReport> all() {
        return sales.stream().map(sale -> sale.report(journal)).toList();
    }

    /**
     * Adds the next record.
     *
     * @throws JournalException if it cannot follow those before it, or was decided by rules that this build does not know
     */
    public void onRecord(final JournalRecords record) {
        if (record.sequence() != sequence + 1) {
            throw new JournalException("a report needs every record: expected sequence=" + (sequence + 1) + ", found="
                    + record.sequence());
        }
        if (record.rulesVersion() < MatchingCore.OLDEST_RULES_VERSION
                || record.rulesVersion() > MatchingCore.RULES_VERSION) {
            throw new JournalException("sequence=" + record.sequence() + ": expected rulesVersion="
                    + MatchingCore.OLDEST_RULES_VERSION + "–" + MatchingCore.RULES_VERSION + ", found="
                    + record.rulesVersion());
        }
        final int at = record.commandOffset();
        header.wrap(record.command(), at);
        switch (header.templateId()) {
            case PurchaseDecoder.TEMPLATE_ID -> onPurchase(record);
            case FoundLogDecoder.TEMPLATE_ID ->
                journal = new SaleReport.Journal(record.timestampNanos(), record.stateDigest());
            case DefineSaleDecoder.TEMPLATE_ID -> onDefinition(record);
            case CountGateRefusalsDecoder.TEMPLATE_ID -> onCount(record);
            case TickDecoder.TEMPLATE_ID -> {
                for (int number = 0; number < sales.size(); number++) {
                    sales.get(number).onTicked(record);
                }
            }
            case CloseSaleDecoder.TEMPLATE_ID -> {
                closeSale.wrapAndApplyHeader(record.command(), at, header).wrapSaleId(saleId);
                sale(record).onClosed(record);
            }
            case ConfirmOrderDecoder.TEMPLATE_ID -> {
                confirmOrder.wrapAndApplyHeader(record.command(), at, header).wrapSaleId(saleId);
                sale(record).onConfirmed(record);
            }
            case CancelOrderDecoder.TEMPLATE_ID -> {
                cancelOrder.wrapAndApplyHeader(record.command(), at, header).wrapSaleId(saleId);
                sale(record).onCancelled(record, cancelOrder.byBuyer() != 0);
            }
            case ExtendHoldDecoder.TEMPLATE_ID -> {
                extendHold.wrapAndApplyHeader(record.command(), at, header).wrapSaleId(saleId);
                sale(record).onExtended(record);
            }
            case ExpireHoldDecoder.TEMPLATE_ID -> {
                expireHold.wrapAndApplyHeader(record.command(), at, header).wrapSaleId(saleId);
                sale(record).onExpired(record);
            }
            default -> {
                // What is forgotten, and whatever else there may be, says nothing of sales.
            }
        }
        sequence = record.sequence();
    }

    private void onPurchase(final JournalRecords record) {
        purchase.wrap(
                record.command(),
                record.commandOffset() + MessageHeaderDecoder.ENCODED_LENGTH,
                header.blockLength(),
                header.version());
        sale(record, record.command(), purchase.saleIdOffset(), purchase.saleIdLength())
                .onPurchase(record, purchase);
    }

    private void onDefinition(final JournalRecords record) {
        final SaleDefinition definition;
        try {
            definition = SaleDefinition.decode(
                    defineSale.wrapAndApplyHeader(record.command(), record.commandOffset(), header));
        } catch (final IllegalArgumentException invalid) {
            throw new JournalException("sequence=" + record.sequence() + ": " + invalid.getMessage());
        }
        final UnsafeBuffer id = new UnsafeBuffer(definition.saleId().getBytes(StandardCharsets.US_ASCII));
        final int number = names.find(id, 0, id.capacity());
        final SaleTally sale = new SaleTally(definition, buyers, record);
        if (number < 0) {
            names.add(id, 0, id.capacity());
            sales.add(sale);
        } else if (sales.get(number).isScheduled()) {
            sales.set(number, sale);
        } else {
            throw new JournalException(
                    "sequence=" + record.sequence() + " sale=" + definition.saleId()
                            + ": found another definition, expected none: the sale has opened (journal verify says what is wrong)");
        }
    }

    private void onCount(final JournalRecords record) {
        countRefusals.wrapAndApplyHeader(record.command(), record.commandOffset(), header);
        // The sale's id lies behind the counts.
        for (final CountGateRefusalsDecoder.CountsDecoder count : countRefusals.counts()) {
            count.requests();
        }
        countRefusals.wrapSaleId(saleId);
        final SaleTally sale = sale(record);
        countRefusals.sbeRewind();
        for (final CountGateRefusalsDecoder.CountsDecoder count : countRefusals.counts()) {
            final Outcome reason = Outcome.findByCode(count.outcome());
            if (reason != null && !reason.isSequenced() && count.requests() > 0) {
                sale.count(reason, count.requests(), record.timestampNanos());
            }
        }
        sale.onCounted(record);
    }

    private SaleTally sale(final JournalRecords record) {
        return sale(record, saleId, 0, saleId.capacity());
    }

    private SaleTally sale(final JournalRecords record, final DirectBuffer buffer, final int offset, final int length) {
        final int number = names.find(buffer, offset, length);
        if (number < 0) {
            throw new JournalException("sequence=" + record.sequence() + ": found " + record.outcome()
                    + " of a sale that was not defined before (journal verify says what is wrong)");
        }
        return sales.get(number);
    }
}
