package io.flashgate.journal.tool;

import io.flashgate.core.CommandView;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseView;
import io.flashgate.journal.JournalRecords;
import io.flashgate.journal.sale.OrderName;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Which records are wanted. Bytes are compared with bytes: only what is shown is ever decoded.
 *
 * <p>A buyer, a key and an item stand in purchases alone. What becomes of a held order is wanted if its purchase was, so the
 * held orders that were wanted are remembered; for that the filter has to see the journal from its first record on.
 */
final class RecordFilter {

    private byte[] sale;
    private byte[] sku;
    private byte[] buyer;
    private byte[] key;
    private byte[] orderSale;
    private long orderNumber;
    private Set<Outcome> outcomes = Set.of();

    private final Set<OrderName> held = new HashSet<>();

    RecordFilter sale(final String id) {
        sale = utf8(id);
        return this;
    }

    RecordFilter sku(final String id) {
        sku = utf8(id);
        return this;
    }

    RecordFilter buyer(final String id) {
        buyer = utf8(id);
        return this;
    }

    RecordFilter key(final String text) {
        key = utf8(text);
        return this;
    }

    RecordFilter order(final OrderName name) {
        orderSale = name == null ? null : utf8(name.saleId());
        orderNumber = name == null ? 0 : name.number();
        return this;
    }

    /** Empty: any. */
    RecordFilter outcomes(final Set<Outcome> wanted) {
        outcomes = wanted;
        return this;
    }

    /** Whether records before the first that is to be shown have to be seen too. */
    boolean looksBack() {
        return buyer != null || key != null || sku != null;
    }

    /**
     * Whether a record is wanted. To be asked of each in turn.
     *
     * @param command of the record
     */
    boolean wants(final JournalRecords record, final CommandView command) {
        if (sale != null && !command.isOfSale(sale)) {
            return false;
        }
        if (orderSale != null && !(record.orderNumber() == orderNumber && command.isOfSale(orderSale))) {
            return false;
        }
        return (!looksBack() || isAskedFor(record, command))
                && (outcomes.isEmpty() || outcomes.contains(record.outcome()));
    }

    private boolean isAskedFor(final JournalRecords record, final CommandView command) {
        if (command.isPurchase()) {
            final boolean isWanted = isPurchaseWanted(command);
            if (isWanted && record.outcome() == Outcome.HELD) {
                held.add(new OrderName(command.saleId(), record.orderNumber()));
            }
            return isWanted;
        }
        if (command.isAboutOrder()) {
            return !held.isEmpty() && held.contains(new OrderName(command.saleId(), record.orderNumber()));
        }
        return buyer == null
                && key == null
                && command.isDefinition()
                && command.definition().items().stream()
                        .anyMatch(item -> item.sku().equals(new String(sku, StandardCharsets.UTF_8)));
    }

    private boolean isPurchaseWanted(final CommandView command) {
        final PurchaseView purchase = command.purchase();
        return (buyer == null || command.isText(purchase.buyerIdOffset(), purchase.buyerIdLength(), buyer))
                && (key == null || command.isText(purchase.keyOffset(), purchase.keyLength(), key))
                && (sku == null || hasSku(command, purchase));
    }

    private boolean hasSku(final CommandView command, final PurchaseView purchase) {
        for (int line = 0; line < purchase.lineCount(); line++) {
            if (command.isText(purchase.skuOffset(line), purchase.skuLength(line), sku)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] utf8(final String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
