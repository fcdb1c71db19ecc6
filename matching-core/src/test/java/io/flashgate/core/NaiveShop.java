package io.flashgate.core;

import io.flashgate.core.Answer.AnsweredOrder;
import io.flashgate.core.order.OrderStatus;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.Phase;
import io.flashgate.core.sale.SaleDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The contract once more, slow and obvious: strings, lists, and every unit a thing of its own; room for everything.
 *
 * <p>It shares nothing with the core but the words for outcomes, phases and statuses and the definition of a sale.
 */
public final class NaiveShop implements Seller {

    private final List<NaiveSale> sales = new ArrayList<>();
    private final Map<List<String>, FirstAnswer> firstAnswers = new LinkedHashMap<>();
    private long sequence;

    /** A shop whose log has been founded. */
    public NaiveShop() {
        sequence = 1;
    }

    public long sequence() {
        return sequence;
    }

    /** Requests whose first answer is told again. */
    public int answerCount() {
        return firstAnswers.size();
    }

    /** Those of them that made no order. */
    public int refusalCount() {
        return (int) firstAnswers.values().stream()
                .filter(first -> !first.answer.outcome().isOrder())
                .count();
    }

    /** Whether the answer to a request is told again. */
    boolean remembers(final Wish wish) {
        return firstAnswers.containsKey(keyOf(wish));
    }

    /** The sale whose answers are to be forgotten next: it is sealed longest; null: there is none. */
    NaiveSale findLongestSealed() {
        return sales.stream()
                .filter(sale -> sale.sealedAtNanos != null && !sale.isForgotten)
                .min(Comparator.<NaiveSale>comparingLong(sale -> sale.sealedAtNanos)
                        .thenComparingInt(sale -> sale.index))
                .orElse(null);
    }

    /** Orders over all sales. */
    public int orderCount() {
        return sales.stream().mapToInt(sale -> sale.orders.size()).sum();
    }

    /** Orders that are held. */
    public long holdCount() {
        return sales.stream()
                .flatMap(sale -> sale.orders.stream())
                .filter(order -> order.status == OrderStatus.HELD)
                .count();
    }

    /** Distinct groups that orders came out of. */
    public long groupCount() {
        return sales.stream()
                .flatMap(sale -> sale.orders.stream())
                .map(order -> order.wish.group())
                .filter(group -> !group.isEmpty())
                .distinct()
                .count();
    }

    /** A sale by its place. */
    NaiveSale sale(final int saleIndex) {
        return sales.get(saleIndex);
    }

    @Override
    public Answer define(final long timestampNanos, final SaleDefinition definition) {
        final NaiveSale sale = find(definition.saleId());
        if (sale == null) {
            final NaiveSale created = new NaiveSale(sales.size(), definition);
            sales.add(created);
            created.noticeTime(timestampNanos);
            return sequenced(timestampNanos, created.says(Outcome.SALE_CREATED));
        }
        if (sale.phase == Phase.SCHEDULED && timestampNanos < sale.definition.opensAtNanos()) {
            final NaiveSale replaced = new NaiveSale(sale.index, definition);
            sales.set(sale.index, replaced);
            replaced.noticeTime(timestampNanos);
            return sequenced(timestampNanos, replaced.says(Outcome.SALE_REPLACED));
        }
        return sale.says(Outcome.SALE_ALREADY_OPEN);
    }

    @Override
    public Answer close(final long timestampNanos, final String saleId) {
        final NaiveSale sale = find(saleId);
        if (sale == null) {
            return Answer.bare(Outcome.UNKNOWN_SALE);
        }
        if (sale.isOverAt(timestampNanos)) {
            return sale.says(Outcome.SALE_ALREADY_OVER);
        }
        sale.phase = Phase.CLOSED;
        return sequenced(timestampNanos, sale.says(Outcome.SALE_CLOSED_EARLY));
    }

    @Override
    public Answer tick(final long timestampNanos) {
        sales.forEach(sale -> sale.noticeTime(timestampNanos));
        return sequenced(timestampNanos, Answer.bare(Outcome.TICKED));
    }

    @Override
    public Answer countRefusals(final long timestampNanos, final String saleId, final Map<Outcome, Integer> counts) {
        final NaiveSale sale = find(saleId);
        if (sale == null) {
            return Answer.bare(Outcome.UNKNOWN_SALE);
        }
        counts.forEach((reason, count) -> {
            if (!reason.isSequenced()) {
                sale.refusals.merge(reason, count, Integer::sum);
            }
        });
        return sequenced(timestampNanos, sale.says(Outcome.REFUSALS_COUNTED));
    }

    @Override
    public Answer findOrder(
            final long timestampNanos, final String saleId, final long orderNumber, final String buyer) {
        final NaiveOrder order = find(saleId, orderNumber);
        if (order == null || !order.wish.buyer().equals(buyer)) {
            return Answer.bare(Outcome.UNKNOWN_ORDER);
        }
        return order.sale.says(Outcome.ORDER_FOUND, order).stamped(order.told.sequence(), order.told.timestampNanos());
    }

    @Override
    public Answer confirm(final long timestampNanos, final String saleId, final long orderNumber) {
        final NaiveOrder order = find(saleId, orderNumber);
        if (order == null) {
            return Answer.bare(Outcome.UNKNOWN_ORDER);
        }
        if (order.status == OrderStatus.CONFIRMED) {
            return unchanged(Outcome.ORDER_UNCHANGED, order);
        }
        if (order.status == OrderStatus.CANCELLED) {
            return unchanged(Outcome.ORDER_IS_CANCELLED, order);
        }
        if (order.isOverAt(timestampNanos)) {
            return unchanged(Outcome.HOLD_OVER, order);
        }
        return sequenced(timestampNanos, order.sale.confirm(timestampNanos, order));
    }

    @Override
    public Answer cancel(final long timestampNanos, final String saleId, final long orderNumber, final String buyer) {
        final NaiveOrder order = find(saleId, orderNumber);
        if (order == null || buyer != null && !order.wish.buyer().equals(buyer)) {
            return Answer.bare(Outcome.UNKNOWN_ORDER);
        }
        if (order.status == OrderStatus.CONFIRMED) {
            return unchanged(Outcome.ORDER_IS_CONFIRMED, order);
        }
        if (order.status == OrderStatus.CANCELLED) {
            return unchanged(Outcome.ORDER_UNCHANGED, order);
        }
        if (order.isOverAt(timestampNanos)) {
            return unchanged(Outcome.HOLD_OVER, order);
        }
        return sequenced(timestampNanos, order.sale.giveBack(timestampNanos, order, OrderStatus.CANCELLED));
    }

    @Override
    public Answer extend(final long timestampNanos, final String saleId, final long orderNumber) {
        final NaiveOrder order = find(saleId, orderNumber);
        if (order == null) {
            return Answer.bare(Outcome.UNKNOWN_ORDER);
        }
        if (order.status == OrderStatus.CONFIRMED) {
            return unchanged(Outcome.ORDER_UNCHANGED, order);
        }
        if (order.status == OrderStatus.CANCELLED) {
            return unchanged(Outcome.ORDER_IS_CANCELLED, order);
        }
        if (order.isOverAt(timestampNanos)) {
            return unchanged(Outcome.HOLD_OVER, order);
        }
        final long extension = order.sale.definition.hold().extensionNanos();
        if (extension == 0) {
            return unchanged(Outcome.NO_EXTENSION, order);
        }
        if (order.isExtended) {
            return unchanged(Outcome.ORDER_UNCHANGED, order);
        }
        order.sale.noticeTime(timestampNanos);
        order.isExtended = true;
        order.holdExpiresAtNanos += extension;
        return sequenced(timestampNanos, order.sale.says(Outcome.HOLD_EXTENDED, order));
    }

    @Override
    public Answer expire(final long timestampNanos, final String saleId, final long orderNumber) {
        final NaiveOrder order = find(saleId, orderNumber);
        if (order == null) {
            return Answer.bare(Outcome.UNKNOWN_ORDER);
        }
        if (order.status != OrderStatus.HELD || !order.isOverAt(timestampNanos)) {
            return Answer.bare(Outcome.NOT_DUE);
        }
        return sequenced(timestampNanos, order.sale.giveBack(timestampNanos, order, OrderStatus.EXPIRED));
    }

    @Override
    public Answer forget(final long timestampNanos, final String saleId, final long retentionNanos, final int most) {
        final NaiveSale sale = find(saleId);
        if (sale == null) {
            return Answer.bare(Outcome.UNKNOWN_SALE);
        }
        if (sale.sealedAtNanos == null || timestampNanos < sale.sealedAtNanos + retentionNanos || sale.isForgotten) {
            return Answer.bare(Outcome.NOT_DUE);
        }
        final List<List<String>> keys = new ArrayList<>();
        firstAnswers.keySet().stream().filter(key -> key.get(0).equals(saleId)).forEach(keys::add);
        final List<List<String>> gone = keys.subList(Math.max(0, keys.size() - most), keys.size());
        firstAnswers.keySet().removeAll(gone);
        sale.forgotten += gone.size();
        sale.isForgotten = gone.size() == keys.size();
        return sequenced(
                timestampNanos,
                sale.says(sale.isForgotten ? Outcome.SALE_FORGOTTEN : Outcome.ANSWERS_FORGOTTEN, gone.size()));
    }

    @Override
    public Answer hear(final long timestampNanos, final Nonsense nonsense) {
        return Answer.bare(Outcome.MALFORMED);
    }

    @Override
    public Answer buy(final long timestampNanos, final Wish wish) {
        final FirstAnswer first = firstAnswers.get(keyOf(wish));
        if (first != null) {
            return first.wish.isSameAs(wish) ? first.again() : Answer.bare(Outcome.KEY_REUSED);
        }
        final NaiveSale sale = find(wish.saleId());
        if (sale == null) {
            return Answer.bare(Outcome.UNKNOWN_SALE);
        }
        final Answer decided = sale.decide(timestampNanos, wish);
        if (!decided.isSequenced()) {
            return decided;
        }
        sale.noticeTime(timestampNanos);
        final Answer told;
        if (decided.outcome().isOrder()) {
            told = sale.sell(sequence + 1, timestampNanos, decided.outcome(), wish);
            sequence++;
            noticeSeals(timestampNanos);
        } else {
            told = sequenced(timestampNanos, sale.again(decided));
        }
        firstAnswers.put(keyOf(wish), new FirstAnswer(wish, told));
        return told;
    }

    /** What is not sequenced says nothing of when. But an order says when it was made. */
    private static Answer unchanged(final Outcome outcome, final NaiveOrder order) {
        return order.sale.says(outcome, order).stamped(order.told.sequence(), order.told.timestampNanos());
    }

    private Answer sequenced(final long timestampNanos, final Answer answer) {
        sequence++;
        noticeSeals(timestampNanos);
        return answer.stamped(sequence, timestampNanos);
    }

    private void noticeSeals(final long timestampNanos) {
        for (final NaiveSale sale : sales) {
            if (sale.sealedAtNanos == null && sale.isSealed()) {
                sale.sealedAtNanos = timestampNanos;
            }
        }
    }

    private NaiveSale find(final String saleId) {
        return sales.stream()
                .filter(sale -> sale.definition.saleId().equals(saleId))
                .findFirst()
                .orElse(null);
    }

    private NaiveOrder find(final String saleId, final long orderNumber) {
        final NaiveSale sale = find(saleId);
        return sale == null || orderNumber < 1 || orderNumber > sale.orders.size()
                ? null
                : sale.orders.get((int) orderNumber - 1);
    }

    private static List<String> keyOf(final Wish wish) {
        return List.of(wish.saleId(), wish.buyer(), wish.key());
    }

    private record FirstAnswer(Wish wish, Answer answer) {

        /** Word for word as it was, but that it does not say where the sale stands now. */
        Answer again() {
            final AnsweredOrder order = answer.order();
            return new Answer(
                    Outcome.REPEATED,
                    answer.outcome(),
                    answer.sequence(),
                    answer.timestampNanos(),
                    new Answer.About(
                            -1,
                            order == null ? -1 : order.parts().get(0).item(),
                            null,
                            answer.units(),
                            answer.about().refusedLine()),
                    order,
                    List.of());
        }
    }
}
