package io.flashgate.core;

import io.flashgate.core.Answer.AnsweredOrder;
import io.flashgate.core.Answer.Part;
import io.flashgate.core.order.OrderStatus;
import java.util.ArrayList;
import java.util.List;

/** An order of the {@link NaiveShop}: the very units that it has, or had. */
final class NaiveOrder {

    final NaiveSale sale;
    final Wish wish;
    final long number;
    final List<NaiveUnit> units;
    final List<Integer> goals = new ArrayList<>();
    OrderStatus status;
    long holdExpiresAtNanos;
    boolean isExtended;

    /** The answer to its purchase. */
    Answer told;

    NaiveOrder(final NaiveSale sale, final Wish wish, final List<NaiveUnit> units) {
        this.sale = sale;
        this.wish = wish;
        this.units = units;
        number = sale.orders.size() + 1L;
    }

    /** Whether its hold has ended by then, whoever has noticed. */
    boolean isOverAt(final long timestampNanos) {
        return status == OrderStatus.EXPIRED || timestampNanos >= holdExpiresAtNanos;
    }

    /** Neighbours at one price are told together. */
    List<Part> parts() {
        final List<Part> parts = new ArrayList<>();
        NaiveUnit before = null;
        for (final NaiveUnit unit : units) {
            if (before != null && before.item == unit.item && before.tier == unit.tier) {
                final Part last = parts.remove(parts.size() - 1);
                parts.add(new Part(last.item(), last.quantity() + 1, last.price()));
            } else {
                parts.add(new Part(unit.item, 1, unit.price));
            }
            before = unit;
        }
        return parts;
    }

    AnsweredOrder answered(final long sequence, final long timestampNanos, final String group) {
        return new AnsweredOrder(
                number, sequence, timestampNanos, status, holdExpiresAtNanos, parts(), List.copyOf(goals), group);
    }
}
