package io.flashgate.journal.sale;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.flashgate.core.order.OrderStatus;
import io.flashgate.journal.Stamp;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;

/**
 * Orders as CSV for a merchant's books: a row for each part of an order, with the names of the HTTP contract.
 *
 * <p>{@code line} of {@code lines} says whether a row is the last one of its record: a file that ends with another was torn, and is to be
 * resumed behind the sequence before. {@code amount} is what all units of the row cost; money is in minor units. An order of a sale with
 * holds has rows for each change; those with {@code CONFIRMED} are what was sold.
 *
 * <p>Names are the buyers' own, and a spreadsheet takes a text for a formula that begins with one of {@code = + - @} (the wide forms
 * too) or a tab or a carriage return. Such a text gets an apostrophe in front, as OWASP advises: the spreadsheet then takes it for text. Whoever reads names by program reads
 * the NDJSON, where they are as they are.
 */
public final class OrderCsv implements Closeable {

    private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";

    private static final CsvSchema SCHEMA = CsvSchema.builder()
            .addNumberColumn("sequence")
            .addColumn("decidedAt")
            .addColumn("saleId")
            .addColumn("orderId")
            .addColumn("status")
            .addColumn("buyerId")
            .addColumn("group")
            .addNumberColumn("line")
            .addNumberColumn("lines")
            .addColumn("sku")
            .addNumberColumn("quantity")
            .addNumberColumn("unitPrice")
            .addNumberColumn("amount")
            .addColumn("currency")
            .addColumn("holdExpiresAt")
            .addBooleanColumn("rehearsal")
            .build();

    private final CsvGenerator csv;

    /**
     * @param out      stays open behind this
     * @param isHeaded whether a row with the columns' names comes first
     */
    public OrderCsv(final Writer out, final boolean isHeaded) throws IOException {
        csv = (CsvGenerator) new CsvFactory()
                .createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
        csv.setSchema(isHeaded ? SCHEMA.withHeader() : SCHEMA.withoutHeader());
    }

    /** Writes the rows of one order. */
    public void write(final OrderChange order) throws IOException {
        for (int part = 0; part < order.parts().size(); part++) {
            final OrderChange.Part row = order.parts().get(part);
            csv.writeStartObject();
            csv.writeNumberField("sequence", order.sequence());
            csv.writeStringField("decidedAt", Stamp.format(order.decidedAtNanos()));
            csv.writeStringField("saleId", text(order.sale().saleId()));
            csv.writeStringField("orderId", text(order.orderId()));
            csv.writeStringField("status", order.status().name());
            csv.writeStringField("buyerId", text(order.buyerId()));
            csv.writeStringField("group", text(order.group()));
            csv.writeNumberField("line", part + 1);
            csv.writeNumberField("lines", order.parts().size());
            csv.writeStringField("sku", text(row.sku()));
            csv.writeNumberField("quantity", row.quantity());
            csv.writeNumberField("unitPrice", row.price());
            csv.writeNumberField("amount", row.amount());
            csv.writeStringField("currency", order.sale().currency());
            if (order.status() == OrderStatus.HELD) {
                csv.writeStringField("holdExpiresAt", Stamp.format(order.holdExpiresAtNanos()));
            }
            csv.writeBooleanField("rehearsal", order.sale().rehearsal());
            csv.writeEndObject();
        }
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }

    private static String text(final String name) {
        return !name.isEmpty() && FORMULA_STARTS.indexOf(name.charAt(0)) >= 0 ? '\'' + name : name;
    }
}
