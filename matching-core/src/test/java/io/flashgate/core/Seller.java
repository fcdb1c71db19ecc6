package io.flashgate.core;

import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.SaleDefinition;
import java.util.Map;

/** Whoever decides commands: the core behind its {@link Till}, or the {@link NaiveShop}. They share every storm. */
public interface Seller {

    Answer define(long timestampNanos, SaleDefinition definition);

    Answer buy(long timestampNanos, Wish wish);

    Answer close(long timestampNanos, String saleId);

    Answer tick(long timestampNanos);

    Answer countRefusals(long timestampNanos, String saleId, Map<Outcome, Integer> counts);

    Answer findOrder(long timestampNanos, String saleId, long orderNumber, String buyer);

    /** The merchant has the payment for a held order. */
    Answer confirm(long timestampNanos, String saleId, long orderNumber);

    /**
     * A held order is given back.
     *
     * @param buyer who does it; null: the merchant
     */
    Answer cancel(long timestampNanos, String saleId, long orderNumber, String buyer);

    /** The payment of a held order has started. */
    Answer extend(long timestampNanos, String saleId, long orderNumber);

    /** The time of a held order is over. */
    Answer expire(long timestampNanos, String saleId, long orderNumber);

    /**
     * Somebody says that a sale has been sealed for long enough, and lets answers of it go.
     *
     * @param retentionNanos how long is long enough
     * @param most           how many answers at most
     */
    Answer forget(long timestampNanos, String saleId, long retentionNanos, int most);

    Answer hear(long timestampNanos, Nonsense nonsense);
}
