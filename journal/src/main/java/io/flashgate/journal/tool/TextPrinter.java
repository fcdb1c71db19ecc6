package io.flashgate.journal.tool;

import io.flashgate.journal.JournalReader;
import io.flashgate.journal.Stamp;
import java.io.PrintWriter;
import java.util.Map;

/** A line for people: {@code 3 2026-11-27T12:00:00.000000001Z Purchase sale=summer buyer=alice … ACCEPTED order=summer-1}. */
final class TextPrinter implements RecordPrinter {

    private final PrintWriter out;
    private final StringBuilder line = new StringBuilder();

    TextPrinter(final PrintWriter out) {
        this.out = out;
    }

    @Override
    public void print(final JournalReader record, final CommandFacts facts) {
        line.setLength(0);
        line.append(record.sequence()).append(' ');
        line.append(Stamp.format(record.timestampNanos())).append(' ').append(facts.kind());
        add("sale", facts.sale());
        add("buyer", facts.buyer());
        facts.values().forEach(this::add);
        line.append(' ').append(record.outcome());
        add("order", facts.orderId(record));
        add("units", record.units() == 0 ? null : record.units());
        out.append(line).append('\n');
    }

    private void add(final String name, final Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, number) -> add(name + "." + key, number));
        } else if (value != null) {
            line.append(' ').append(name).append('=').append(value);
        }
    }
}
