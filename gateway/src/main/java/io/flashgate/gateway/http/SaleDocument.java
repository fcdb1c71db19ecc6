package io.flashgate.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.Phase;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.SaleDefinition.HoldDefinition;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import io.flashgate.core.sale.SaleDefinition.PriceTier;
import io.flashgate.core.sale.SaleDefinition.StageGoal;
import io.flashgate.gateway.live.SaleView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** A sale as JSON: what everybody sees, and for the merchant the rules and refusals beside it. */
public final class SaleDocument {

    private static final JsonFactory JSON = new JsonFactory();

    private SaleDocument() {}

    /** What the public sees. */
    public static byte[] ofPublic(final SaleView sale, final long nowNanos) {
        return write(json -> writeSale(json, sale, nowNanos, false));
    }

    /** What the merchant sees. */
    public static byte[] ofAdmin(final SaleView sale, final long nowNanos) {
        return write(json -> writeSale(json, sale, nowNanos, true));
    }

    /** All sales, for the merchant. */
    public static byte[] ofAdmin(final List<SaleView> sales, final long nowNanos) {
        return write(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("sales");
            for (final SaleView sale : sales) {
                writeSale(json, sale, nowNanos, true);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void writeSale(
            final JsonGenerator json, final SaleView sale, final long nowNanos, final boolean forMerchant)
            throws IOException {
        final SaleDefinition definition = sale.definition();
        json.writeStartObject();
        json.writeStringField("saleId", definition.saleId());
        json.writeStringField("title", definition.title());
        final Phase phase = sale.phase();
        json.writeStringField("phase", phase.name());
        json.writeBooleanField("sealed", sale.isSealed(phase));
        json.writeStringField("serverTime", Rfc3339.format(nowNanos));
        json.writeStringField("opensAt", sale.opensAtText());
        json.writeStringField("closesAt", sale.closesAtText());
        json.writeStringField("currency", definition.currency());
        if (forMerchant) {
            writeRules(json, sale);
        }
        json.writeArrayFieldStart("items");
        for (int i = 0; i < definition.items().size(); i++) {
            writeItem(json, sale, i, forMerchant);
        }
        json.writeEndArray();
        writeGoals(json, sale);
        if (definition.rehearsal()) {
            json.writeBooleanField("rehearsal", true);
        }
        json.writeEndObject();
    }

    private static void writeGoals(final JsonGenerator json, final SaleView sale) throws IOException {
        json.writeArrayFieldStart("stageGoals");
        for (int i = 0; i < sale.definition().stageGoals().size(); i++) {
            final StageGoal goal = sale.definition().stageGoals().get(i);
            json.writeStartObject();
            json.writeNumberField("units", goal.units());
            json.writeStringField("reward", goal.reward());
            if (sale.goalReachedBy(i) > 0) {
                json.writeStringField("reachedBy", sale.definition().saleId() + '-' + sale.goalReachedBy(i));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeRules(final JsonGenerator json, final SaleView sale) throws IOException {
        final SaleDefinition definition = sale.definition();
        if (definition.buyerLimit() > 0) {
            json.writeNumberField("buyerLimit", definition.buyerLimit());
        }
        if (!definition.groups().isEmpty()) {
            json.writeArrayFieldStart("groups");
            for (final String group : definition.groups()) {
                json.writeString(group);
            }
            json.writeEndArray();
        }
        final HoldDefinition hold = definition.hold();
        if (hold != null) {
            json.writeObjectFieldStart("hold");
            json.writeStringField("ttl", Duration.ofNanos(hold.ttlNanos()).toString());
            if (hold.extensionNanos() > 0) {
                json.writeStringField(
                        "extension", Duration.ofNanos(hold.extensionNanos()).toString());
            }
            json.writeNumberField("attempts", hold.attempts());
            json.writeEndObject();
        }
        json.writeNumberField("orders", sale.orders());
        json.writeObjectFieldStart("unsequenced");
        for (final Outcome reason : Outcome.values()) {
            if (sale.journaledRefusals(reason) > 0) {
                json.writeNumberField(reason.name(), sale.journaledRefusals(reason));
            }
        }
        json.writeEndObject();
    }

    private static void writeItem(
            final JsonGenerator json, final SaleView sale, final int index, final boolean forMerchant)
            throws IOException {
        final ItemDefinition item = sale.definition().items().get(index);
        json.writeStartObject();
        json.writeStringField("sku", item.sku());
        json.writeStringField("title", item.title());
        // What the next unit costs.
        json.writeNumberField("price", sale.price(index));
        if (item.listPrice() != SaleDefinition.NO_LIST_PRICE) {
            json.writeNumberField("listPrice", item.listPrice());
        }
        if (!item.priceTiers().isEmpty()) {
            json.writeArrayFieldStart("priceTiers");
            for (final PriceTier tier : item.priceTiers()) {
                json.writeStartObject();
                json.writeNumberField("fromUnit", tier.fromUnit());
                json.writeNumberField("price", tier.price());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        // One read: the three numbers must add up to the stock whatever is sold meanwhile.
        final SaleView.Units units = sale.units(index);
        json.writeNumberField("stock", item.stock());
        json.writeNumberField("available", units.available());
        json.writeNumberField("held", units.held());
        json.writeNumberField("sold", units.sold());
        if (forMerchant && item.buyerLimit() > 0) {
            json.writeNumberField("buyerLimit", item.buyerLimit());
        }
        json.writeEndObject();
    }

    private static byte[] write(final Body body) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            body.write(json);
        } catch (final IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    @FunctionalInterface
    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }
}
