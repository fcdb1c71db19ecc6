package io.flashgate.journal.tool;

import com.fasterxml.jackson.core.JsonGenerator;
import io.flashgate.journal.JournalReader;
import io.flashgate.journal.Stamp;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;

/** An object a line (NDJSON), with what the text says and where the record lies. */
final class JsonPrinter implements RecordPrinter {

    private final PrintWriter out;
    private final JsonGenerator generator;

    JsonPrinter(final PrintWriter out) throws IOException {
        this.out = out;
        generator = Json.generator(out);
    }

    @Override
    public void print(final JournalReader record, final CommandFacts facts) throws IOException {
        generator.writeStartObject();
        generator.writeNumberField("sequence", record.sequence());
        generator.writeStringField("time", Stamp.format(record.timestampNanos()));
        generator.writeStringField("command", facts.kind());
        add("saleId", facts.sale());
        add("buyerId", facts.buyer());
        for (final Map.Entry<String, Object> value : facts.values().entrySet()) {
            add(value.getKey(), value.getValue());
        }
        generator.writeStringField("outcome", record.outcome().name());
        add("orderId", facts.orderId(record));
        add("units", record.units() == 0 ? null : record.units());
        generator.writeNumberField("rulesVersion", record.rulesVersion());
        generator.writeStringField("stateDigest", String.format("%016x", record.stateDigest()));
        generator.writeStringField("file", record.file());
        generator.writeStringField("index", "0x" + Long.toHexString(record.index()));
        generator.writeEndObject();
        generator.flush();
        out.append('\n');
    }

    private void add(final String name, final Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            generator.writeObjectFieldStart(name);
            for (final Map.Entry<?, ?> entry : map.entrySet()) {
                add(String.valueOf(entry.getKey()), entry.getValue());
            }
            generator.writeEndObject();
        } else if (value instanceof Long number) {
            generator.writeNumberField(name, number);
        } else if (value != null) {
            generator.writeStringField(name, value.toString());
        }
    }
}
