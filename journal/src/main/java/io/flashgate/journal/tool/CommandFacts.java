package io.flashgate.journal.tool;

import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseView;
import io.flashgate.core.order.TraceParent;
import io.flashgate.core.protocol.CancelOrderDecoder;
import io.flashgate.core.protocol.CloseSaleDecoder;
import io.flashgate.core.protocol.ConfirmOrderDecoder;
import io.flashgate.core.protocol.CountGateRefusalsDecoder;
import io.flashgate.core.protocol.DefineSaleDecoder;
import io.flashgate.core.protocol.ExpireHoldDecoder;
import io.flashgate.core.protocol.ExtendHoldDecoder;
import io.flashgate.core.protocol.ForgetAnswersDecoder;
import io.flashgate.core.protocol.FoundLogDecoder;
import io.flashgate.core.protocol.MessageHeaderDecoder;
import io.flashgate.core.protocol.PurchaseDecoder;
import io.flashgate.core.protocol.TickDecoder;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.journal.JournalReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * What a command says, in words. The log's secret key is left out.
 *
 * @param kind   the command's name in the schema
 * @param sale   null: it is about none
 * @param buyer  null: it is of nobody
 * @param values everything that it says beside, by name: text, whole numbers, or whole numbers by name
 */
record CommandFacts(String kind, String sale, String buyer, Map<String, Object> values) {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final DateTimeFormatter RFC_3339 =
            new DateTimeFormatterBuilder().appendInstant(9).toFormatter().withZone(ZoneOffset.UTC);

    static CommandFacts of(final JournalReader record) {
        final DirectBuffer buffer = record.command();
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, record.commandOffset());
        final int body = record.commandOffset() + MessageHeaderDecoder.ENCODED_LENGTH;
        final int block = header.blockLength();
        final int version = header.version();
        return switch (header.templateId()) {
            case FoundLogDecoder.TEMPLATE_ID -> new CommandFacts("FoundLog", null, null, Map.of());
            case TickDecoder.TEMPLATE_ID -> new CommandFacts("Tick", null, null, Map.of());
            case PurchaseDecoder.TEMPLATE_ID -> purchase(new PurchaseView().wrap(buffer, body, block, version));
            case DefineSaleDecoder.TEMPLATE_ID ->
                definition(new DefineSaleDecoder().wrap(buffer, body, block, version));
            case CloseSaleDecoder.TEMPLATE_ID ->
                new CommandFacts(
                        "CloseSale",
                        new CloseSaleDecoder()
                                .wrap(buffer, body, block, version)
                                .saleId(),
                        null,
                        Map.of());
            case ConfirmOrderDecoder.TEMPLATE_ID ->
                new CommandFacts(
                        "ConfirmOrder",
                        new ConfirmOrderDecoder()
                                .wrap(buffer, body, block, version)
                                .saleId(),
                        null,
                        Map.of());
            case CancelOrderDecoder.TEMPLATE_ID ->
                cancellation(new CancelOrderDecoder().wrap(buffer, body, block, version));
            case ExtendHoldDecoder.TEMPLATE_ID ->
                new CommandFacts(
                        "ExtendHold",
                        new ExtendHoldDecoder()
                                .wrap(buffer, body, block, version)
                                .saleId(),
                        null,
                        Map.of());
            case ExpireHoldDecoder.TEMPLATE_ID ->
                new CommandFacts(
                        "ExpireHold",
                        new ExpireHoldDecoder()
                                .wrap(buffer, body, block, version)
                                .saleId(),
                        null,
                        Map.of());
            case ForgetAnswersDecoder.TEMPLATE_ID ->
                forgetting(new ForgetAnswersDecoder().wrap(buffer, body, block, version));
            case CountGateRefusalsDecoder.TEMPLATE_ID ->
                refusals(new CountGateRefusalsDecoder().wrap(buffer, body, block, version));
            default -> new CommandFacts("template " + header.templateId(), null, null, Map.of());
        };
    }

    /** A stamp in RFC 3339, UTC, to the nanosecond. */
    static String time(final long nanos) {
        return RFC_3339.format(
                Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND)));
    }

    /** The name of the order that was made or changed; null: none was. */
    String orderId(final JournalReader record) {
        return record.orderNumber() == 0 ? null : sale + "-" + record.orderNumber();
    }

    private static CommandFacts purchase(final PurchaseView purchase) {
        final Map<String, Object> values = new LinkedHashMap<>();
        if (purchase.lineCount() == 1) {
            values.put("sku", text(purchase.sku()));
            values.put("quantity", (long) purchase.quantity());
        } else {
            final Map<String, Long> items = new LinkedHashMap<>();
            for (int line = 0; line < purchase.lineCount(); line++) {
                items.put(text(purchase.sku(line)), (long) purchase.quantity(line));
            }
            values.put("items", items);
        }
        if (purchase.group().capacity() > 0) {
            values.put("group", text(purchase.group()));
        }
        values.put("key", text(purchase.key()));
        final TraceParent trace = new TraceParent();
        purchase.copyTraceTo(trace);
        if (trace.isPresent()) {
            values.put("traceparent", trace.toString());
        }
        return new CommandFacts("Purchase", text(purchase.saleId()), text(purchase.buyerId()), values);
    }

    private static CommandFacts forgetting(final ForgetAnswersDecoder command) {
        final Map<String, Object> values = new LinkedHashMap<>();
        values.put("retention", Duration.ofNanos(command.retentionNanos()).toString());
        values.put("mostAnswers", (long) command.mostAnswers());
        return new CommandFacts("ForgetAnswers", command.saleId(), null, values);
    }

    private static CommandFacts definition(final DefineSaleDecoder command) {
        final SaleDefinition sale = SaleDefinition.decode(command);
        final Map<String, Object> values = new LinkedHashMap<>();
        values.put("opensAt", time(sale.opensAtNanos()));
        values.put("closesAt", time(sale.closesAtNanos()));
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
        return new CommandFacts("DefineSale", sale.saleId(), null, values);
    }

    private static CommandFacts cancellation(final CancelOrderDecoder command) {
        final String by = command.byBuyer() == 0 ? "merchant" : "buyer";
        return new CommandFacts("CancelOrder", command.saleId(), null, Map.of("by", by));
    }

    private static CommandFacts refusals(final CountGateRefusalsDecoder command) {
        final Map<String, Long> counts = new LinkedHashMap<>();
        for (final CountGateRefusalsDecoder.CountsDecoder count : command.counts()) {
            final Outcome reason = Outcome.findByCode(count.outcome());
            counts.put(reason == null ? String.valueOf(count.outcome()) : reason.name(), count.requests());
        }
        return new CommandFacts("CountGateRefusals", command.saleId(), null, Map.of("refusals", counts));
    }

    private static String text(final DirectBuffer buffer) {
        final byte[] utf8 = new byte[buffer.capacity()];
        buffer.getBytes(0, utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
