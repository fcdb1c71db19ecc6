package io.flashgate.core;

import io.flashgate.core.Answer.Part;
import io.flashgate.core.LedgerSale.Place;
import io.flashgate.core.order.OrderStatus;
import java.util.ArrayList;
import java.util.List;

/** An order in the {@link Ledger}. */
final class LedgerOrder {

    final LedgerSale sale;
    final Wish wish;
    final long number;
    final long sequence;
    final long firstDeadlineNanos;
    final List<Place> places = new ArrayList<>();

    /** How often the core had crashed before it was made. */
    final int crashesBefore;

    long deadlineNanos;
    OrderStatus status;

    /** Some unit had been given back before, when others behind it were gone. */
    boolean takesReleasedUnits;

    LedgerOrder(final LedgerSale sale, final Wish wish, final Answer answer, final int crashesBefore) {
        this.sale = sale;
        this.wish = wish;
        this.crashesBefore = crashesBefore;
        number = answer.orderNumber();
        sequence = answer.sequence();
        firstDeadlineNanos = answer.order().holdExpiresAtNanos();
        deadlineNanos = firstDeadlineNanos;
        status = answer.order().status();
    }

    /** Whether its units are its own, now. */
    boolean hasUnits() {
        return status == OrderStatus.HELD || status == OrderStatus.CONFIRMED;
    }

    /** Of an item, or of all (-1). */
    int units(final int item) {
        int units = 0;
        for (final Place place : places) {
            units += item < 0 || place.item() == item ? 1 : 0;
        }
        return units;
    }

    /** Neighbours of one item in one tier. */
    List<Part> parts() {
        final List<Part> parts = new ArrayList<>();
        Place first = null;
        int units = 0;
        for (final Place place : places) {
            if (first != null && (first.item() != place.item() || first.tier() != place.tier())) {
                parts.add(new Part(first.item(), units, first.price()));
                units = 0;
            }
            first = units == 0 ? place : first;
            units++;
        }
        parts.add(new Part(first.item(), units, first.price()));
        return parts;
    }

    /** Whether units of one item cost it different prices. */
    boolean spansTiers() {
        for (int i = 1; i < places.size(); i++) {
            if (places.get(i - 1).item() == places.get(i).item()
                    && places.get(i - 1).price() != places.get(i).price()) {
                return true;
            }
        }
        return false;
    }

    boolean isBasket() {
        return wish.lines().size() > 1;
    }

    @Override
    public String toString() {
        return "order " + number + ' ' + status + " until " + deadlineNanos + " of " + wish;
    }
}
