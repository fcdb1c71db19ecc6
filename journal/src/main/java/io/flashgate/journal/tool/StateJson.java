package io.flashgate.journal.tool;

import com.fasterxml.jackson.core.JsonGenerator;
import io.flashgate.core.MatchingCore;
import io.flashgate.core.order.OrderStatus;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.Sale;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.Stock;
import io.flashgate.journal.Stamp;
import io.flashgate.journal.replay.StateThen;
import java.io.IOException;

/** A state as one JSON object; a sale has the members that it has on the public plane, as far as a journal knows them. */
final class StateJson {

    private final JsonGenerator json;

    StateJson(final JsonGenerator json) {
        this.json = json;
    }

    void write(final StateThen state) throws IOException {
        final MatchingCore core = state.core();
        json.writeStartObject();
        json.writeNumberField("sequence", core.sequence());
        json.writeStringField("time", Stamp.format(core.timestampNanos()));
        json.writeStringField("digest", String.format("%016x", core.digest()));
        json.writeNumberField("records", state.records());
        json.writeNumberField("answers", core.answerCount());
        json.writeNumberField("orders", core.orderCount());
        json.writeNumberField("holds", core.holdCount());
        json.writeArrayFieldStart("sales");
        for (int i = 0; i < core.sales().size(); i++) {
            write(core.sales().get(i), state);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(final Sale sale, final StateThen state) throws IOException {
        final SaleDefinition definition = sale.definition();
        json.writeStartObject();
        json.writeStringField("saleId", definition.saleId());
        json.writeStringField("title", definition.title());
        json.writeStringField("phase", sale.phase().name());
        json.writeBooleanField("sealed", sale.isSealed());
        json.writeStringField("opensAt", Stamp.format(definition.opensAtNanos()));
        json.writeStringField("closesAt", Stamp.format(definition.closesAtNanos()));
        json.writeStringField("currency", definition.currency());
        if (definition.rehearsal()) {
            json.writeBooleanField("rehearsal", true);
        }
        json.writeObjectFieldStart("orders");
        for (final OrderStatus status : OrderStatus.values()) {
            json.writeNumberField(status.name(), state.orders(sale.index(), status));
        }
        json.writeEndObject();
        json.writeArrayFieldStart("items");
        for (int item = 0; item < definition.items().size(); item++) {
            final Stock stock = sale.stock(item);
            json.writeStartObject();
            json.writeStringField("sku", stock.item().sku());
            json.writeNumberField("price", stock.nextPrice());
            json.writeNumberField("stock", stock.item().stock());
            json.writeNumberField("available", stock.available());
            json.writeNumberField("held", stock.held());
            json.writeNumberField("sold", stock.sold());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("stageGoals");
        for (int goal = 0; goal < definition.stageGoals().size(); goal++) {
            json.writeStartObject();
            json.writeNumberField("units", definition.stageGoals().get(goal).units());
            json.writeStringField("reward", definition.stageGoals().get(goal).reward());
            if (goal < sale.goalsReached()) {
                json.writeStringField("reachedBy", definition.saleId() + '-' + sale.goalReachedBy(goal));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("unsequenced");
        for (final Outcome reason : Outcome.values()) {
            if (sale.refusals(reason) > 0) {
                json.writeNumberField(reason.name(), sale.refusals(reason));
            }
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
