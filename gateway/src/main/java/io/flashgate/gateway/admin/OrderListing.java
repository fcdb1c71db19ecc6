package io.flashgate.gateway.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseView;
import io.flashgate.core.order.Text;
import io.flashgate.core.protocol.MessageHeaderDecoder;
import io.flashgate.core.protocol.PurchaseDecoder;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.gateway.http.HttpExchange;
import io.flashgate.gateway.http.Rfc3339;
import io.flashgate.gateway.live.SaleView;
import io.flashgate.journal.JournalReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.agrona.DirectBuffer;

/**
 * A sale's orders out of the journal, a JSON object a line, in sequence order. Ends at what was durable when it was asked
 * for: a reader sees records before they are on the disk, a merchant must not.
 *
 * <p>Used by one thread at a time.
 */
final class OrderListing implements HttpExchange.BodySource {

    private static final int PIECE_BYTES = 64 * 1024;

    private static final JsonFactory JSON = JsonFactory.builder().build();

    private final JournalReader reader;
    private final SaleView sale;
    private final byte[] saleId;
    private final Text sku = new Text(Text.ID_MAX_BYTES);
    private final long lastSequence;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PurchaseView purchase = new PurchaseView();

    /**
     * @param after        the listing starts behind this sequence
     * @param lastSequence and ends with this one
     */
    OrderListing(final Path journal, final SaleView sale, final long after, final long lastSequence)
            throws IOException {
        this.sale = sale;
        this.lastSequence = lastSequence;
        saleId = sale.saleIdBytes();
        reader = JournalReader.open(journal);
        // Not behind the last: the sequence after the largest of all numbers would be a negative one.
        reader.moveTo(Math.max(Math.min(after, lastSequence) + 1, sale.definedAtSequence()));
    }

    @Override
    public byte[] next() throws IOException {
        final ByteArrayOutputStream piece = new ByteArrayOutputStream(PIECE_BYTES + 1024);
        while (piece.size() < PIECE_BYTES && reader.sequence() < lastSequence && reader.next()) {
            if (reader.sequence() > lastSequence) {
                break;
            }
            if (reader.outcome() == Outcome.ACCEPTED && isOfThisSale()) {
                writeOrder(piece);
            }
        }
        return piece.size() == 0 ? null : piece.toByteArray();
    }

    @Override
    public void close() {
        reader.close();
    }

    private boolean isOfThisSale() {
        header.wrap(reader.command(), reader.commandOffset());
        if (header.templateId() != PurchaseDecoder.TEMPLATE_ID) {
            return false;
        }
        purchase.wrap(
                reader.command(),
                reader.commandOffset() + MessageHeaderDecoder.ENCODED_LENGTH,
                header.blockLength(),
                header.version());
        final DirectBuffer id = purchase.saleId();
        if (id.capacity() != saleId.length) {
            return false;
        }
        for (int i = 0; i < saleId.length; i++) {
            if (id.getByte(i) != saleId[i]) {
                return false;
            }
        }
        return true;
    }

    private void writeOrder(final ByteArrayOutputStream target) throws IOException {
        final SaleDefinition definition = sale.definition();
        final DirectBuffer skuBytes = purchase.sku();
        sku.set(skuBytes, 0, skuBytes.capacity());
        final long price = definition.items().get(sale.findItem(sku)).price();
        try (JsonGenerator json = JSON.createGenerator(target)) {
            json.writeStartObject();
            json.writeStringField("orderId", definition.saleId() + '-' + reader.orderNumber());
            json.writeStringField("saleId", definition.saleId());
            json.writeStringField("buyerId", text(purchase.buyerId()));
            if (purchase.group().capacity() > 0) {
                json.writeStringField("group", text(purchase.group()));
            }
            json.writeArrayFieldStart("items");
            json.writeStartObject();
            json.writeStringField("sku", sku.toString());
            json.writeNumberField("quantity", purchase.quantity());
            json.writeNumberField("unitPrice", price);
            json.writeEndObject();
            json.writeEndArray();
            json.writeNumberField("total", price * purchase.quantity());
            json.writeStringField("currency", definition.currency());
            json.writeStringField("status", "CONFIRMED");
            json.writeNumberField("sequence", reader.sequence());
            json.writeStringField("decidedAt", Rfc3339.format(reader.timestampNanos()));
            json.writeEndObject();
        }
        target.write('\n');
    }

    private static String text(final DirectBuffer utf8) {
        final byte[] bytes = new byte[utf8.capacity()];
        utf8.getBytes(0, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
