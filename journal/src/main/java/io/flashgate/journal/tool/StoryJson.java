package io.flashgate.journal.tool;

import com.fasterxml.jackson.core.JsonGenerator;
import io.flashgate.core.order.Outcome;
import io.flashgate.journal.Stamp;
import io.flashgate.journal.explain.BuyerStory;
import io.flashgate.journal.explain.Episode;
import io.flashgate.journal.explain.SaleFacts;
import io.flashgate.journal.sale.FollowedSale;
import io.flashgate.journal.sale.HttpAnswer;
import io.flashgate.journal.sale.OrderJson;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** A buyer's story as one JSON object. */
final class StoryJson {

    private final JsonGenerator json;

    StoryJson(final JsonGenerator json) {
        this.json = json;
    }

    void write(final BuyerStory story) throws IOException {
        json.writeStartObject();
        json.writeStringField("askedBy", story.subject().kind().name().toLowerCase(Locale.ROOT));
        json.writeStringField("buyerId", story.subject().buyerId());
        if (story.subject().saleId() != null) {
            json.writeStringField("saleId", story.subject().saleId());
        }
        json.writeNumberField("lastSequence", story.lastSequence());
        json.writeArrayFieldStart("episodes");
        for (final Episode episode : story.episodes()) {
            write(episode);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("sales");
        for (final SaleFacts facts : story.sales()) {
            write(facts);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("unknown");
        for (final String unknown : StoryText.UNKNOWN) {
            json.writeString(unknown);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(final Episode episode) throws IOException {
        json.writeStartObject();
        json.writeNumberField("sequence", episode.sequence());
        json.writeStringField("time", Stamp.format(episode.timestampNanos()));
        json.writeStringField("saleId", episode.saleId());
        json.writeStringField("outcome", episode.outcome().name());
        if (episode.outcome() == Outcome.ORDER_CANCELLED) {
            json.writeStringField("by", episode.isByBuyer() ? "buyer" : "merchant");
        }
        if (episode.request() != null) {
            write(episode.request());
            final HttpAnswer answer = HttpAnswer.of(episode.outcome());
            json.writeNumberField("status", answer.status());
            if (!answer.code().isEmpty()) {
                json.writeStringField("code", answer.code());
            }
            if (episode.refusal() != null) {
                write(episode.refusal(), episode.request());
            }
            json.writeStringField("why", StoryText.why(episode));
        }
        if (episode.order() != null) {
            json.writeFieldName("order");
            OrderJson.write(episode.order(), json);
        }
        json.writeEndObject();
    }

    private void write(final Episode.Request request) throws IOException {
        json.writeStringField("key", request.key());
        if (!request.group().isEmpty()) {
            json.writeStringField("group", request.group());
        }
        json.writeNumberField("placeInSale", request.place());
        json.writeArrayFieldStart("items");
        for (final Episode.Line line : request.lines()) {
            json.writeStartObject();
            json.writeStringField("sku", line.sku());
            json.writeNumberField("quantity", line.quantity());
            json.writeNumberField("placeForItem", line.place());
            json.writeNumberField("availableBefore", line.available());
            json.writeNumberField("heldBefore", line.held());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void write(final Episode.Refusal refusal, final Episode.Request request) throws IOException {
        json.writeObjectFieldStart("refusal");
        if (refusal.line() >= 0) {
            json.writeStringField("sku", request.lines().get(refusal.line()).sku());
        }
        if (refusal.limit() > 0) {
            json.writeNumberField("limit", refusal.limit());
            json.writeNumberField("has", refusal.has());
        }
        if (refusal.lastUnitSequence() > 0) {
            json.writeNumberField("lastUnitSequence", refusal.lastUnitSequence());
            json.writeStringField("lastUnitAt", Stamp.format(refusal.lastUnitAtNanos()));
        }
        json.writeEndObject();
    }

    private void write(final SaleFacts facts) throws IOException {
        final FollowedSale sale = facts.sale();
        json.writeStartObject();
        json.writeStringField("saleId", sale.definition().saleId());
        json.writeStringField("opensAt", Stamp.format(sale.definition().opensAtNanos()));
        json.writeStringField("closesAt", Stamp.format(sale.definition().closesAtNanos()));
        json.writeNumberField("decided", sale.decided());
        json.writeNumberField("orders", sale.orders());
        if (sale.soldOutSequence() > 0) {
            json.writeNumberField("soldOutSequence", sale.soldOutSequence());
            json.writeStringField("soldOutAt", Stamp.format(sale.soldOutAtNanos()));
        }
        if (sale.closedEarlySequence() > 0) {
            json.writeNumberField("closedEarlySequence", sale.closedEarlySequence());
            json.writeStringField("closedEarlyAt", Stamp.format(sale.closedEarlyAtNanos()));
        }
        if (sale.definition().rehearsal()) {
            json.writeBooleanField("rehearsal", true);
        }
        json.writeArrayFieldStart("items");
        for (int item = 0; item < sale.definition().items().size(); item++) {
            json.writeStartObject();
            json.writeStringField("sku", sale.stock(item).item().sku());
            json.writeNumberField("stock", sale.stock(item).item().stock());
            json.writeNumberField("available", sale.stock(item).available());
            json.writeNumberField("held", sale.stock(item).held());
            json.writeNumberField("sold", sale.stock(item).sold());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("unsequenced");
        for (final Map.Entry<Outcome, Long> refused : facts.unsequenced().entrySet()) {
            json.writeNumberField(refused.getKey().name(), refused.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
