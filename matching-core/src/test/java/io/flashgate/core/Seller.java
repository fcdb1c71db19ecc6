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

    Answer hear(long timestampNanos, Nonsense nonsense);
}
