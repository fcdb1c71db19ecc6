package io.flashgate.core;

import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which orders there probably are by now, from what was asked for alone: a {@link Rush} looks at no answer, but payments and
 * cancellations hit more if they are aimed. What it gets wrong does no harm, and is wanted now and then.
 */
final class RushGuess {

    /** An order that there may be. */
    record Order(String saleId, long number, String buyer, long deadlineNanos) {}

    private static final class Book {
        private final SaleDefinition definition;
        private final List<Order> orders = new ArrayList<>();
        private final Map<String, Integer> units = new HashMap<>();
        private boolean isClosed;

        private Book(final SaleDefinition definition) {
            this.definition = definition;
        }
    }

    private final Dice dice;
    private final Map<String, Book> books = new LinkedHashMap<>();
    private final Set<List<String>> keys = new HashSet<>();

    /** Orders that are probably held. */
    private final List<Order> holds = new ArrayList<>();

    RushGuess(final Dice dice) {
        this.dice = dice;
    }

    void note(final Act act) {
        if (act instanceof Act.Define define) {
            final Book before = books.get(define.definition().saleId());
            if (before == null || act.timestampNanos() < before.definition.opensAtNanos() && !before.isClosed) {
                books.put(define.definition().saleId(), new Book(define.definition()));
            }
        } else if (act instanceof Act.Close close && books.containsKey(close.saleId())) {
            books.get(close.saleId()).isClosed = true;
        } else if (act instanceof Act.Buy buy) {
            noteWish(act.timestampNanos(), buy.wish());
        } else if (act instanceof Act.Extend extend) {
            noteExtension(extend);
        } else if (act instanceof Act.Confirm confirm) {
            noteEnd(confirm.saleId(), confirm.orderNumber());
        } else if (act instanceof Act.Cancel cancel) {
            noteEnd(cancel.saleId(), cancel.orderNumber());
        } else if (act instanceof Act.Expire expiry) {
            noteEnd(expiry.saleId(), expiry.orderNumber());
        }
    }

    boolean hasOrders() {
        return books.values().stream().anyMatch(book -> !book.orders.isEmpty());
    }

    /** A hold that there probably is, mostly a new one; else some order; or null if there is probably none. */
    Order findAny() {
        if (!holds.isEmpty() && !dice.oneIn(4)) {
            return holds.get(dice.oneIn(2) ? holds.size() - 1 : dice.below(holds.size()));
        }
        final List<Book> all =
                books.values().stream().filter(book -> !book.orders.isEmpty()).toList();
        final Book book = all.isEmpty() ? null : dice.pick(all);
        return book == null ? null : dice.pick(book.orders);
    }

    /** The hold that ends next after a time, or null. */
    Order findNextDue(final long nowNanos) {
        Order next = null;
        for (final Order order : holds) {
            if (order.deadlineNanos > nowNanos + 1 && (next == null || order.deadlineNanos < next.deadlineNanos)) {
                next = order;
            }
        }
        return next;
    }

    private void noteWish(final long nowNanos, final Wish wish) {
        final Book book = books.get(wish.saleId());
        if (book == null
                || book.isClosed
                || nowNanos < book.definition.opensAtNanos()
                || nowNanos >= book.definition.closesAtNanos()
                || !keys.add(List.of(wish.saleId(), wish.buyer(), wish.key()))
                || !isProbable(book, wish)) {
            return;
        }
        book.units.merge(wish.buyer(), wish.allUnits(), Integer::sum);
        wish.lines().forEach(line -> {
            book.units.merge("of " + line.sku(), line.quantity(), Integer::sum);
            book.units.merge(wish.buyer() + " of " + line.sku(), line.quantity(), Integer::sum);
        });
        final long deadlineNanos = book.definition.hold() == null
                ? -1
                : nowNanos + book.definition.hold().ttlNanos();
        final Order order = new Order(wish.saleId(), book.orders.size() + 1L, wish.buyer(), deadlineNanos);
        book.orders.add(order);
        if (deadlineNanos >= 0) {
            holds.add(order);
        }
    }

    /** Not always: to come again is half of the fun. */
    private void noteEnd(final String saleId, final long number) {
        if (!dice.oneIn(3)) {
            holds.removeIf(order -> order.number == number && order.saleId.equals(saleId));
        }
    }

    private static boolean isProbable(final Book book, final Wish wish) {
        final SaleDefinition sale = book.definition;
        if (!sale.groups().isEmpty() && !sale.groups().contains(wish.group())) {
            return false;
        }
        if (sale.buyerLimit() > 0 && book.units.getOrDefault(wish.buyer(), 0) + wish.allUnits() > sale.buyerLimit()) {
            return false;
        }
        if (sale.hold() != null
                && book.orders.stream()
                                .filter(order -> order.buyer.equals(wish.buyer()))
                                .count()
                        >= sale.hold().attempts()) {
            return false;
        }
        return wish.lines().stream()
                .allMatch(line -> sale.items().stream()
                        .anyMatch(item -> item.sku().equals(line.sku()) && isProbable(book, wish, line, item)));
    }

    private static boolean isProbable(
            final Book book, final Wish wish, final Wish.Line line, final ItemDefinition item) {
        final int sold = book.units.getOrDefault("of " + item.sku(), 0);
        final int has = book.units.getOrDefault(wish.buyer() + " of " + item.sku(), 0);
        return sold + line.quantity() <= item.stock()
                && (item.buyerLimit() == 0 || has + line.quantity() <= item.buyerLimit());
    }

    private void noteExtension(final Act.Extend extend) {
        final Book book = books.get(extend.saleId());
        if (book == null || extend.orderNumber() < 1 || extend.orderNumber() > book.orders.size()) {
            return;
        }
        final Order order = book.orders.get((int) extend.orderNumber() - 1);
        if (holds.remove(order)) {
            final long laterNanos = order.deadlineNanos + book.definition.hold().extensionNanos();
            final Order later = new Order(order.saleId, order.number, order.buyer, laterNanos);
            book.orders.set((int) order.number - 1, later);
            holds.add(later);
        }
    }
}
