package io.flashgate.journal.replay;

import io.flashgate.core.order.IdentityHash;
import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.order.PurchaseView;
import io.flashgate.core.order.Text;
import io.flashgate.core.protocol.MessageHeaderDecoder;
import io.flashgate.core.protocol.PurchaseDecoder;
import io.flashgate.journal.ReadAhead;
import org.agrona.DirectBuffer;

/**
 * Works the hashes of a purchase out again from the names in it. The core goes by the hashes alone; so a purchase whose names
 * say something else would be decided for somebody else, and every digest would agree. Reused; allocates nothing.
 */
final class HashCheck {

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PurchaseView purchase = new PurchaseView();
    private final PurchaseRequest request = new PurchaseRequest();
    private final IdentityHash hash;

    /**
     * @param key0 low word of the log's secret key
     * @param key1 high word of it
     */
    HashCheck(final long key0, final long key1) {
        hash = new IdentityHash(key0, key1);
    }

    /**
     * Looks at a purchase; every other command passes.
     *
     * @throws ReplayDifferenceException if a hash is not the one of its names
     */
    void check(final ReadAhead record) {
        final DirectBuffer buffer = record.command();
        header.wrap(buffer, record.commandOffset());
        if (header.templateId() != PurchaseDecoder.TEMPLATE_ID) {
            return;
        }
        purchase.wrap(
                buffer,
                record.commandOffset() + MessageHeaderDecoder.ENCODED_LENGTH,
                header.blockLength(),
                header.version());
        copy(record, "saleId", purchase.saleId(), request.saleId(), Text.ID_MAX_BYTES);
        copy(record, "buyerId", purchase.buyerId(), request.buyerId(), Text.BUYER_MAX_BYTES);
        copy(record, "key", purchase.key(), request.key(), Text.ID_MAX_BYTES);
        copy(record, "group", purchase.group(), request.group(), Text.ID_MAX_BYTES);
        if (purchase.lineCount() < 1 || purchase.lineCount() > PurchaseRequest.MAX_LINES) {
            throw new ReplayDifferenceException(
                    record, "lines", purchase.lineCount(), "1–" + PurchaseRequest.MAX_LINES);
        }
        request.lineCount(purchase.lineCount());
        for (int line = 0; line < purchase.lineCount(); line++) {
            copy(record, "sku", purchase.sku(line), request.sku(line), Text.ID_MAX_BYTES);
            request.quantity(line, purchase.quantity(line));
        }

        final PurchaseView recorded = purchase;
        hash.hashRequest(request.saleId(), request.buyerId(), request.key());
        compare(record, "requestId", recorded.requestId0(), recorded.requestId1());
        hash.hashContent(request);
        compare(record, "contentHash", recorded.contentHash0(), recorded.contentHash1());
        hash.hashBuyer(request.buyerId());
        compare(record, "buyerHash", recorded.buyerHash0(), recorded.buyerHash1());
    }

    private void compare(final ReadAhead record, final String field, final long low, final long high) {
        if (low != hash.low() || high != hash.high()) {
            throw new ReplayDifferenceException(
                    record,
                    field,
                    Replay.hex(high) + Replay.hex(low),
                    Replay.hex(hash.high()) + Replay.hex(hash.low()));
        }
    }

    private static void copy(
            final ReadAhead record, final String field, final DirectBuffer from, final Text to, final int most) {
        if (from.capacity() > most) {
            throw new ReplayDifferenceException(record, field, from.capacity() + " bytes", "at most " + most);
        }
        to.set(from, 0, from.capacity());
    }
}
