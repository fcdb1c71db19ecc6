package io.flashgate.gateway.admin;

import io.flashgate.core.order.OrderStatus;
import io.flashgate.core.order.PurchaseView;
import io.flashgate.core.order.TraceParent;
import io.flashgate.core.protocol.CancelOrderDecoder;
import io.flashgate.core.protocol.ConfirmOrderDecoder;
import io.flashgate.core.protocol.ExpireHoldDecoder;
import io.flashgate.core.protocol.ExtendHoldDecoder;
import io.flashgate.core.protocol.MessageHeaderDecoder;
import io.flashgate.core.protocol.PurchaseDecoder;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.Stock;
import io.flashgate.journal.JournalReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * The orders of one sale, followed through the journal from the sale's definition on: who has which units at which price, and
 * what became of it. Every record has been decided already; here only what follows from it is put together again.
 *
 * <p>Used by one thread at a time. Keeps the orders that are held.
 */
final class ListedSale {

    /**
     * An order as it stands behind a record.
     *
     * @param traceparent        of the purchase; null: it had none
     * @param holdExpiresAtNanos 0: it never was held
     */
    record Order(
            long number,
            String buyerId,
            String group,
            String traceparent,
            List<Part> parts,
            OrderStatus status,
            long holdExpiresAtNanos) {

        Order with(final OrderStatus now) {
            return new Order(number, buyerId, group, traceparent, parts, now, holdExpiresAtNanos);
        }

        Order until(final long nanos) {
            return new Order(number, buyerId, group, traceparent, parts, status, nanos);
        }
    }

    /** Units of one item at one price. */
    record Part(int item, int tier, int quantity, long price) {}

    private final SaleDefinition definition;
    private final byte[] saleId;
    private final List<Stock> stocks = new ArrayList<>();
    private final Map<String, Integer> items = new HashMap<>();
    private final Map<Long, Order> held = new HashMap<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PurchaseView purchase = new PurchaseView();
    private final TraceParent trace = new TraceParent();

    ListedSale(final SaleDefinition definition) {
        this.definition = definition;
        saleId = definition.saleId().getBytes(StandardCharsets.US_ASCII);
        definition.items().forEach(item -> {
            items.put(item.sku(), items.size());
            stocks.add(new Stock(item));
        });
    }

    /** Whether a record can be understood without those before it: nothing that was taken ever comes back or costs more. */
    boolean isPlain() {
        return definition.hold() == null
                && definition.items().stream()
                        .allMatch(item -> item.priceTiers().isEmpty());
    }

    /** The order that a record made or changed, as it stands now; null: none of this sale. */
    Order follow(final JournalReader record) {
        switch (record.outcome()) {
            case ACCEPTED:
                return isPurchaseHere(record) ? order(record, OrderStatus.CONFIRMED) : null;
            case HELD:
                return isPurchaseHere(record) ? keep(order(record, OrderStatus.HELD)) : null;
            case ORDER_CONFIRMED:
                return isOrderHere(record) ? confirm(held.remove(record.orderNumber())) : null;
            case ORDER_CANCELLED:
                return isOrderHere(record) ? release(held.remove(record.orderNumber()), OrderStatus.CANCELLED) : null;
            case HOLD_EXPIRED:
                return isOrderHere(record) ? release(held.remove(record.orderNumber()), OrderStatus.EXPIRED) : null;
            case HOLD_EXTENDED:
                return isOrderHere(record) ? extend(held.get(record.orderNumber())) : null;
            default:
                return null;
        }
    }

    private Order order(final JournalReader record, final OrderStatus status) {
        final List<Part> parts = new ArrayList<>();
        for (int line = 0; line < purchase.lineCount(); line++) {
            final int item = items.get(text(purchase.sku(line)));
            take(item, purchase.quantity(line), status, parts);
        }
        final long deadline = status == OrderStatus.HELD
                ? record.timestampNanos() + definition.hold().ttlNanos()
                : 0;
        purchase.copyTraceTo(trace);
        return new Order(
                record.orderNumber(),
                text(purchase.buyerId()),
                text(purchase.group()),
                trace.isPresent() ? trace.toString() : null,
                parts,
                status,
                deadline);
    }

    private void take(final int item, final int quantity, final OrderStatus status, final List<Part> parts) {
        final Stock stock = stocks.get(item);
        if (isPlain()) {
            // The listing may have begun in the midst of the sale, so what is left is not known; nor does it matter.
            parts.add(new Part(item, 0, quantity, stock.price(0)));
            return;
        }
        for (int left = quantity; left > 0; ) {
            final int tier = stock.nextTier();
            final int taken = (int) Math.min(left, stock.available(tier));
            if (status == OrderStatus.HELD) {
                stock.hold(tier, taken);
            } else {
                stock.sell(tier, taken);
            }
            parts.add(new Part(item, tier, taken, stock.price(tier)));
            left -= taken;
        }
    }

    private Order keep(final Order order) {
        held.put(order.number(), order);
        return order;
    }

    private Order confirm(final Order order) {
        order.parts().forEach(part -> stocks.get(part.item()).confirm(part.tier(), part.quantity()));
        return order.with(OrderStatus.CONFIRMED);
    }

    private Order release(final Order order, final OrderStatus end) {
        order.parts().forEach(part -> stocks.get(part.item()).release(part.tier(), part.quantity()));
        return order.with(end);
    }

    private Order extend(final Order order) {
        return keep(order.until(order.holdExpiresAtNanos() + definition.hold().extensionNanos()));
    }

    private boolean isPurchaseHere(final JournalReader record) {
        header.wrap(record.command(), record.commandOffset());
        if (header.templateId() != PurchaseDecoder.TEMPLATE_ID) {
            return false;
        }
        purchase.wrap(
                record.command(),
                record.commandOffset() + MessageHeaderDecoder.ENCODED_LENGTH,
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

    private boolean isOrderHere(final JournalReader record) {
        final DirectBuffer command = record.command();
        final int at = record.commandOffset();
        header.wrap(command, at);
        final String id = switch (header.templateId()) {
            case ConfirmOrderDecoder.TEMPLATE_ID ->
                new ConfirmOrderDecoder()
                        .wrapAndApplyHeader(command, at, header)
                        .saleId();
            case CancelOrderDecoder.TEMPLATE_ID ->
                new CancelOrderDecoder().wrapAndApplyHeader(command, at, header).saleId();
            case ExtendHoldDecoder.TEMPLATE_ID ->
                new ExtendHoldDecoder().wrapAndApplyHeader(command, at, header).saleId();
            case ExpireHoldDecoder.TEMPLATE_ID ->
                new ExpireHoldDecoder().wrapAndApplyHeader(command, at, header).saleId();
            default -> "";
        };
        return id.equals(definition.saleId());
    }

    private static String text(final DirectBuffer utf8) {
        final byte[] bytes = new byte[utf8.capacity()];
        utf8.getBytes(0, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
