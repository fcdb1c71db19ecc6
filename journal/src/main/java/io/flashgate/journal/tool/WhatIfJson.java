package io.flashgate.journal.tool;

import com.fasterxml.jackson.core.JsonGenerator;
import io.flashgate.core.order.Outcome;
import io.flashgate.journal.Stamp;
import io.flashgate.journal.whatif.ChangedAnswer;
import io.flashgate.journal.whatif.ItemOutlook;
import io.flashgate.journal.whatif.Outlook;
import io.flashgate.journal.whatif.RuleChange;
import io.flashgate.journal.whatif.WhatIf;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The answer to a what-if as one JSON object. */
final class WhatIfJson {

    private final JsonGenerator json;

    WhatIfJson(final JsonGenerator json) {
        this.json = json;
    }

    void write(final WhatIf result, final List<RuleChange> changes, final boolean isPaid) throws IOException {
        json.writeStartObject();
        json.writeStringField("saleId", result.was().saleId());
        json.writeArrayFieldStart("set");
        for (final RuleChange change : changes) {
            json.writeString(change.toString());
        }
        json.writeEndArray();
        json.writeNumberField("lastSequence", result.lastSequence());
        json.writeNumberField("decided", result.decided());
        json.writeStringField("currency", result.was().currency());
        json.writeFieldName("before");
        write(result.before());
        json.writeFieldName("after");
        write(result.after());
        json.writeNumberField("gained", result.gained());
        json.writeNumberField("lost", result.lost());
        json.writeNumberField("otherwise", result.otherwise());
        json.writeNumberField("latePayments", result.latePayments());
        json.writeArrayFieldStart("changes");
        for (final ChangedAnswer change : result.changes()) {
            json.writeStartObject();
            json.writeNumberField("sequence", change.sequence());
            json.writeStringField("time", Stamp.format(change.timestampNanos()));
            json.writeStringField("buyerId", change.buyerId());
            json.writeStringField("key", change.key());
            json.writeStringField("wish", change.wish());
            json.writeStringField("was", change.was().name());
            json.writeStringField("would", change.would().name());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("unsequenced");
        for (final Map.Entry<Outcome, Long> reason : result.unsequenced().entrySet()) {
            json.writeNumberField(reason.getKey().name(), reason.getValue());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("unknown");
        for (final String note : WhatIfNotes.of(result, isPaid)) {
            json.writeString(note);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(final Outlook outlook) throws IOException {
        json.writeStartObject();
        json.writeStringField("phase", outlook.phase());
        json.writeNumberField("orders", outlook.orders());
        json.writeNumberField("expired", outlook.expired());
        json.writeNumberField("revenue", outlook.revenue());
        if (outlook.goneAtNanos() > 0) {
            json.writeStringField("lastUnitAt", Stamp.format(outlook.goneAtNanos()));
            json.writeNumberField("lastUnitAfterNanos", outlook.goneAtNanos() - outlook.opensAtNanos());
        }
        json.writeArrayFieldStart("items");
        for (final ItemOutlook item : outlook.items()) {
            json.writeStartObject();
            json.writeStringField("sku", item.sku());
            json.writeNumberField("stock", item.stock());
            json.writeNumberField("available", item.available());
            json.writeNumberField("held", item.held());
            json.writeNumberField("sold", item.sold());
            if (item.goneSequence() > 0) {
                json.writeNumberField("lastUnitSequence", item.goneSequence());
                json.writeStringField("lastUnitAt", Stamp.format(item.goneAtNanos()));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
