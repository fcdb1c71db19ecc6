package io.flashgate.core;

import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.SaleDefinition;
import java.util.Map;

/** One thing that somebody does at some time; any {@link Seller} can be asked for it. */
public sealed interface Act {

    long timestampNanos();

    /** Puts the act to a seller. */
    Answer askOf(Seller seller);

    /** The merchant creates or replaces a sale. */
    record Define(long timestampNanos, SaleDefinition definition) implements Act {
        @Override
        public Answer askOf(final Seller seller) {
            return seller.define(timestampNanos, definition);
        }
    }

    /** A buyer buys, or tries again. */
    record Buy(long timestampNanos, Wish wish) implements Act {
        @Override
        public Answer askOf(final Seller seller) {
            return seller.buy(timestampNanos, wish);
        }
    }

    /** The merchant ends a sale early. */
    record Close(long timestampNanos, String saleId) implements Act {
        @Override
        public Answer askOf(final Seller seller) {
            return seller.close(timestampNanos, saleId);
        }
    }

    /** Time has passed. */
    record Tick(long timestampNanos) implements Act {
        @Override
        public Answer askOf(final Seller seller) {
            return seller.tick(timestampNanos);
        }
    }

    /** The gate reports what it refused by itself. */
    record CountRefusals(long timestampNanos, String saleId, Map<Outcome, Integer> counts) implements Act {
        @Override
        public Answer askOf(final Seller seller) {
            return seller.countRefusals(timestampNanos, saleId, counts);
        }
    }

    /** Somebody asks for an order. */
    record FindOrder(long timestampNanos, String saleId, long orderNumber, String buyer) implements Act {
        @Override
        public Answer askOf(final Seller seller) {
            return seller.findOrder(timestampNanos, saleId, orderNumber, buyer);
        }
    }

    /** The payment for an order has come. */
    record Confirm(long timestampNanos, String saleId, long orderNumber) implements Act {
        @Override
        public Answer askOf(final Seller seller) {
            return seller.confirm(timestampNanos, saleId, orderNumber);
        }
    }

    /**
     * Somebody gives an order back.
     *
     * @param buyer null: the merchant
     */
    record Cancel(long timestampNanos, String saleId, long orderNumber, String buyer) implements Act {
        @Override
        public Answer askOf(final Seller seller) {
            return seller.cancel(timestampNanos, saleId, orderNumber, buyer);
        }
    }

    /** The payment for an order has started. */
    record Extend(long timestampNanos, String saleId, long orderNumber) implements Act {
        @Override
        public Answer askOf(final Seller seller) {
            return seller.extend(timestampNanos, saleId, orderNumber);
        }
    }

    /** Somebody says that the time of an order is over. */
    record Expire(long timestampNanos, String saleId, long orderNumber) implements Act {
        @Override
        public Answer askOf(final Seller seller) {
            return seller.expire(timestampNanos, saleId, orderNumber);
        }
    }

    /** Somebody says that a sale's answers need be remembered no longer. */
    record Forget(long timestampNanos, String saleId, long retentionNanos, int most) implements Act {
        @Override
        public Answer askOf(final Seller seller) {
            return seller.forget(timestampNanos, saleId, retentionNanos, most);
        }
    }

    /** Something that is no command. */
    record Mumble(long timestampNanos, Nonsense nonsense) implements Act {
        @Override
        public Answer askOf(final Seller seller) {
            return seller.hear(timestampNanos, nonsense);
        }
    }
}
