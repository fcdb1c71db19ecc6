package io.flashgate.journal.tool;

import io.flashgate.core.CommandView;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseView;
import io.flashgate.core.order.TraceParent;
import io.flashgate.core.protocol.CancelOrderDecoder;
import io.flashgate.core.protocol.CountGateRefusalsDecoder;
import io.flashgate.core.protocol.DefineSaleDecoder;
import io.flashgate.core.protocol.ForgetAnswersDecoder;
import io.flashgate.core.protocol.PurchaseDecoder;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.journal.JournalRecords;
import io.flashgate.journal.Stamp;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a command says, in words. The log's secret key is left out.
 *
 * @param kind   the command's name in the schema
 * @param sale   null: it is about none
 * @param buyer  null: it is of nobody
 * @param values everything that it says beside, by name: text, whole numbers, or whole numbers by name
 */
record CommandFacts(String kind, String sale, String buyer, Map<String, Object> values) {

    static CommandFacts of(final CommandView command) {
        final Map<String, Object> values = new LinkedHashMap<>();
        String buyer = null;
        switch (command.templateId()) {
            case PurchaseDecoder.TEMPLATE_ID -> {
                addPurchase(command, values);
                buyer = command.text(
                        command.purchase().buyerIdOffset(), command.purchase().buyerIdLength());
            }
            case DefineSaleDecoder.TEMPLATE_ID -> addDefinition(command.definition(), values);
            case CancelOrderDecoder.TEMPLATE_ID -> values.put("by", command.isByBuyer() ? "buyer" : "merchant");
            case ForgetAnswersDecoder.TEMPLATE_ID -> {
                values.put(
                        "retention", Duration.ofNanos(command.retentionNanos()).toString());
                values.put("mostAnswers", (long) command.mostAnswers());
            }
            case CountGateRefusalsDecoder.TEMPLATE_ID -> values.put("refusals", refusals(command));
            default -> {
                // It says nothing beside its sale and order.
            }
        }
        return new CommandFacts(command.name(), command.saleId(), buyer, values);
    }

    /** The name of the order that was made or changed; null: none was. */
    String orderId(final JournalRecords record) {
        return record.orderNumber() == 0 ? null : sale + "-" + record.orderNumber();
    }

    private static void addPurchase(final CommandView command, final Map<String, Object> values) {
        final PurchaseView purchase = command.purchase();
        if (purchase.lineCount() == 1) {
            values.put("sku", command.text(purchase.skuOffset(), purchase.skuLength()));
            values.put("quantity", (long) purchase.quantity());
        } else {
            final Map<String, Long> items = new LinkedHashMap<>();
            for (int line = 0; line < purchase.lineCount(); line++) {
                items.put(command.text(purchase.skuOffset(line), purchase.skuLength(line)), (long)
                        purchase.quantity(line));
            }
            values.put("items", items);
        }
        if (purchase.groupLength() > 0) {
            values.put("group", command.text(purchase.groupOffset(), purchase.groupLength()));
        }
        values.put("key", command.text(purchase.keyOffset(), purchase.keyLength()));
        final TraceParent trace = new TraceParent();
        purchase.copyTraceTo(trace);
        if (trace.isPresent()) {
            values.put("traceparent", trace.toString());
        }
    }

    private static void addDefinition(final SaleDefinition sale, final Map<String, Object> values) {
        values.put("opensAt", Stamp.format(sale.opensAtNanos()));
        values.put("closesAt", Stamp.format(sale.closesAtNanos()));
        values.put("currency", sale.currency());
        values.put("buyerLimit", (long) sale.buyerLimit());
        final Map<String, Long> stock = new LinkedHashMap<>();
        sale.items().forEach(item -> stock.put(item.sku(), (long) item.stock()));
        values.put("stock", stock);
        values.put("groups", (long) sale.groups().size());
        if (sale.hold() != null) {
            values.put("holdTtl", Duration.ofNanos(sale.hold().ttlNanos()).toString());
            values.put(
                    "holdExtension",
                    Duration.ofNanos(sale.hold().extensionNanos()).toString());
            values.put("holdAttempts", (long) sale.hold().attempts());
        }
        if (!sale.stageGoals().isEmpty()) {
            values.put("stageGoals", (long) sale.stageGoals().size());
        }
        if (sale.rehearsal()) {
            values.put("rehearsal", "true");
        }
    }

    private static Map<String, Long> refusals(final CommandView command) {
        final Map<String, Long> counts = new LinkedHashMap<>();
        for (final CountGateRefusalsDecoder.CountsDecoder count :
                command.refusals().counts()) {
            final Outcome reason = Outcome.findByCode(count.outcome());
            counts.put(reason == null ? String.valueOf(count.outcome()) : reason.name(), count.requests());
        }
        return counts;
    }
}
