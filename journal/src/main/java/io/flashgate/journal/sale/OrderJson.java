package io.flashgate.journal.sale;

import com.fasterxml.jackson.core.JsonGenerator;
import io.flashgate.core.order.OrderStatus;
import io.flashgate.journal.Stamp;
import java.io.IOException;

/** An order as a JSON object, with the names that it has in the HTTP contract. */
public final class OrderJson {

    private OrderJson() {}

    /** Writes one object. */
    public static void write(final OrderChange order, final JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeMembers(order, json);
        json.writeEndObject();
    }

    /** Writes what stands between the object's braces. */
    public static void writeMembers(final OrderChange order, final JsonGenerator json) throws IOException {
        json.writeStringField("orderId", order.orderId());
        json.writeStringField("saleId", order.sale().saleId());
        json.writeStringField("buyerId", order.buyerId());
        if (!order.group().isEmpty()) {
            json.writeStringField("group", order.group());
        }
        json.writeArrayFieldStart("items");
        for (final OrderChange.Part part : order.parts()) {
            json.writeStartObject();
            json.writeStringField("sku", part.sku());
            json.writeNumberField("quantity", part.quantity());
            json.writeNumberField("unitPrice", part.price());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("total", order.total());
        json.writeStringField("currency", order.sale().currency());
        json.writeStringField("status", order.status().name());
        if (order.status() == OrderStatus.HELD) {
            json.writeStringField("holdExpiresAt", Stamp.format(order.holdExpiresAtNanos()));
        }
        json.writeNumberField("sequence", order.sequence());
        json.writeStringField("decidedAt", Stamp.format(order.decidedAtNanos()));
        if (order.traceparent() != null) {
            json.writeStringField("traceparent", order.traceparent());
        }
        if (order.sale().rehearsal()) {
            json.writeBooleanField("rehearsal", true);
        }
    }
}
