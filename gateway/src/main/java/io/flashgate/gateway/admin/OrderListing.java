package io.flashgate.gateway.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.flashgate.core.order.OrderStatus;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.gateway.http.HttpExchange;
import io.flashgate.gateway.http.Rfc3339;
import io.flashgate.gateway.live.SaleView;
import io.flashgate.journal.JournalReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A sale's orders out of the journal, a JSON object a line, in sequence order. Ends at what was durable when it was asked
 * for: a reader sees records before they are on the disk, a merchant must not.
 *
 * <p>In a sale with holds an order has a line for each change: when it was held, and when it was confirmed, cancelled, extended or
 * had expired. {@code sequence} and {@code decidedAt} are those of the change, so a listing can be resumed behind any line.
 *
 * <p>Used by one thread at a time.
 */
final class OrderListing implements HttpExchange.BodySource {

    private static final int PIECE_BYTES = 64 * 1024;

    private static final JsonFactory JSON = JsonFactory.builder().build();

    private final JournalReader reader;
    private final SaleDefinition definition;
    private final ListedSale sale;
    private final long after;
    private final long lastSequence;
    private final long firstMissing;

    /**
     * @param after        the listing starts behind this sequence
     * @param lastSequence and ends with this one
     */
    OrderListing(final Path journal, final SaleView view, final long after, final long lastSequence)
            throws IOException {
        definition = view.definition();
        sale = new ListedSale(definition);
        this.after = after;
        this.lastSequence = lastSequence;
        reader = JournalReader.open(journal);
        // Where a price or a hold depends on what was before, it is read, too. Not behind the last: the sequence after
        // the
        // largest of all numbers would be a negative one.
        final long from = sale.isPlain() ? Math.min(after, lastSequence) + 1 : 0;
        final long first = Math.max(from, view.definedAtSequence());
        reader.moveTo(first);
        firstMissing = reader.sequence() >= first ? first : 0;
    }

    /** The first record that it would have to read and that is in the folder no more; 0: all are. Nothing may be listed then. */
    long firstMissing() {
        return firstMissing;
    }

    /** The first record that is in the folder. */
    long firstThere() {
        return reader.sequence() + 1;
    }

    @Override
    public byte[] next() throws IOException {
        final ByteArrayOutputStream piece = new ByteArrayOutputStream(PIECE_BYTES + 1024);
        while (piece.size() < PIECE_BYTES && reader.sequence() < lastSequence) {
            final boolean isThere = reader.next();
            if (!isThere && reader.sequence() < lastSequence) {
                throw new IOException(
                        "the journal ends behind sequence=" + reader.sequence() + ", expected " + lastSequence);
            }
            if (!isThere || reader.sequence() > lastSequence) {
                break;
            }
            final ListedSale.Order order = sale.follow(reader);
            if (order != null && reader.sequence() > after) {
                writeOrder(order, piece);
            }
        }
        return piece.size() == 0 ? null : piece.toByteArray();
    }

    @Override
    public void close() {
        reader.close();
    }

    private void writeOrder(final ListedSale.Order order, final ByteArrayOutputStream target) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(target)) {
            json.writeStartObject();
            json.writeStringField("orderId", definition.saleId() + '-' + order.number());
            json.writeStringField("saleId", definition.saleId());
            json.writeStringField("buyerId", order.buyerId());
            if (!order.group().isEmpty()) {
                json.writeStringField("group", order.group());
            }
            json.writeArrayFieldStart("items");
            long total = 0;
            for (final ListedSale.Part part : order.parts()) {
                json.writeStartObject();
                json.writeStringField("sku", definition.items().get(part.item()).sku());
                json.writeNumberField("quantity", part.quantity());
                json.writeNumberField("unitPrice", part.price());
                json.writeEndObject();
                total += part.price() * part.quantity();
            }
            json.writeEndArray();
            json.writeNumberField("total", total);
            json.writeStringField("currency", definition.currency());
            json.writeStringField("status", order.status().name());
            if (order.status() == OrderStatus.HELD) {
                json.writeStringField("holdExpiresAt", Rfc3339.format(order.holdExpiresAtNanos()));
            }
            json.writeNumberField("sequence", reader.sequence());
            json.writeStringField("decidedAt", Rfc3339.format(reader.timestampNanos()));
            if (order.traceparent() != null) {
                json.writeStringField("traceparent", order.traceparent());
            }
            if (definition.rehearsal()) {
                json.writeBooleanField("rehearsal", true);
            }
            json.writeEndObject();
        }
        target.write('\n');
    }
}
