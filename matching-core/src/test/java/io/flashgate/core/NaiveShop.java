package io.flashgate.core;

import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.Phase;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The contract once more, slow and obvious: strings, lists and sums over all orders; room for everything.
 *
 * <p>It shares nothing with the core but the words for outcomes and phases and the definition of a sale.
 */
public final class NaiveShop implements Seller {

    private final List<NaiveSale> sales = new ArrayList<>();
    private final Map<List<String>, FirstAnswer> firstAnswers = new HashMap<>();
    private long sequence;

    /** A shop whose log has been founded. */
    public NaiveShop() {
        sequence = 1;
    }

    public long sequence() {
        return sequence;
    }

    /** Accepted orders over all sales. */
    public int orderCount() {
        return sales.stream().mapToInt(sale -> sale.orders.size()).sum();
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

    /** Units sold of an item, by the places of sale and item. */
    public long sold(final int saleIndex, final String sku) {
        return sales.get(saleIndex).sold(sku);
    }

    public Phase phase(final int saleIndex) {
        return sales.get(saleIndex).phase;
    }

    public int refusals(final int saleIndex, final Outcome reason) {
        return sales.get(saleIndex).refusals.getOrDefault(reason, 0);
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
        final NaiveSale sale = find(saleId);
        if (sale == null || orderNumber < 1 || orderNumber > sale.orders.size()) {
            return Answer.bare(Outcome.UNKNOWN_ORDER);
        }
        final NaiveOrder order = sale.orders.get((int) orderNumber - 1);
        if (!order.wish.buyer().equals(buyer)) {
            return Answer.bare(Outcome.UNKNOWN_ORDER);
        }
        return new Answer(
                Outcome.ORDER_FOUND,
                Outcome.ORDER_FOUND,
                order.sequence,
                order.timestampNanos,
                orderNumber,
                0,
                order.wish.quantity(),
                sale.item(order.wish.sku()).price(),
                0,
                sale.index,
                sale.place(order.wish.sku()),
                sale.phase,
                order.wish.group());
    }

    @Override
    public Answer hear(final long timestampNanos, final Nonsense nonsense) {
        return Answer.bare(Outcome.MALFORMED);
    }

    @Override
    public Answer buy(final long timestampNanos, final Wish wish) {
        final FirstAnswer first = firstAnswers.get(keyOf(wish));
        if (first != null) {
            return first.wish.equals(wish) ? first.again() : Answer.bare(Outcome.KEY_REUSED);
        }
        final NaiveSale sale = find(wish.saleId());
        if (sale == null) {
            return Answer.bare(Outcome.UNKNOWN_SALE);
        }
        final Answer answer = sale.decide(timestampNanos, wish);
        if (!answer.isSequenced()) {
            return answer;
        }
        sale.noticeTime(timestampNanos);
        Answer told = sequenced(timestampNanos, sale.says(answer, wish));
        if (told.outcome() == Outcome.ACCEPTED) {
            told = sale.sell(told, wish);
        }
        firstAnswers.put(keyOf(wish), new FirstAnswer(wish, told));
        return told;
    }

    private Answer sequenced(final long timestampNanos, final Answer answer) {
        sequence++;
        return answer.stamped(sequence, timestampNanos);
    }

    private NaiveSale find(final String saleId) {
        return sales.stream()
                .filter(sale -> sale.definition.saleId().equals(saleId))
                .findFirst()
                .orElse(null);
    }

    private static List<String> keyOf(final Wish wish) {
        return List.of(wish.saleId(), wish.buyer(), wish.key());
    }

    private record NaiveOrder(Wish wish, long sequence, long timestampNanos) {}

    private record FirstAnswer(Wish wish, Answer answer) {

        Answer again() {
            return new Answer(
                    Outcome.REPEATED,
                    answer.outcome(),
                    answer.sequence(),
                    answer.timestampNanos(),
                    answer.orderNumber(),
                    answer.units(),
                    0,
                    0,
                    0,
                    -1,
                    -1,
                    null,
                    "");
        }
    }

    private static final class NaiveSale {

        final int index;
        final SaleDefinition definition;
        final List<NaiveOrder> orders = new ArrayList<>();
        final Map<Outcome, Integer> refusals = new EnumMap<>(Outcome.class);
        Phase phase = Phase.SCHEDULED;

        NaiveSale(final int index, final SaleDefinition definition) {
            this.index = index;
            this.definition = definition;
        }

        Answer decide(final long timestampNanos, final Wish wish) {
            if (isOverAt(timestampNanos)) {
                return says(isSoldOut() ? Outcome.SALE_SOLD_OUT : Outcome.SALE_CLOSED);
            }
            if (timestampNanos < definition.opensAtNanos()) {
                return says(Outcome.NOT_OPEN_YET);
            }
            final ItemDefinition item = item(wish.sku());
            if (item == null) {
                return says(Outcome.UNKNOWN_ITEM);
            }
            if (!definition.groups().isEmpty() && !definition.groups().contains(wish.group())) {
                return says(Outcome.NOT_ADMITTED, wish, 0);
            }
            final int wanted = wish.quantity();
            if (item.buyerLimit() > 0 && bought(wish.buyer(), item.sku()) + wanted > item.buyerLimit()) {
                return says(Outcome.BUYER_LIMIT, wish, item.buyerLimit());
            }
            if (definition.buyerLimit() > 0 && bought(wish.buyer()) + wanted > definition.buyerLimit()) {
                return says(Outcome.BUYER_LIMIT, wish, definition.buyerLimit());
            }
            final long left = item.stock() - sold(item.sku());
            if (left == 0) {
                return says(Outcome.SOLD_OUT, wish, 0);
            }
            return left < wanted ? says(Outcome.INSUFFICIENT_STOCK, wish, left) : says(Outcome.ACCEPTED, wish, 0);
        }

        Answer sell(final Answer accepted, final Wish wish) {
            orders.add(new NaiveOrder(wish, accepted.sequence(), accepted.timestampNanos()));
            if (isSoldOut()) {
                phase = Phase.SOLD_OUT;
            }
            final ItemDefinition item = item(wish.sku());
            return new Answer(
                    Outcome.ACCEPTED,
                    Outcome.ACCEPTED,
                    accepted.sequence(),
                    accepted.timestampNanos(),
                    orders.size(),
                    0,
                    wish.quantity(),
                    item.price(),
                    item.stock() - sold(item.sku()),
                    index,
                    place(item.sku()),
                    phase,
                    "");
        }

        void noticeTime(final long timestampNanos) {
            if (phase == Phase.SCHEDULED && timestampNanos >= definition.opensAtNanos()) {
                phase = Phase.OPEN;
            }
            if (phase == Phase.OPEN && timestampNanos >= definition.closesAtNanos()) {
                phase = Phase.CLOSED;
            }
        }

        boolean isOverAt(final long timestampNanos) {
            return phase == Phase.CLOSED || isSoldOut() || timestampNanos >= definition.closesAtNanos();
        }

        boolean isSoldOut() {
            return definition.items().stream().allMatch(item -> sold(item.sku()) == item.stock());
        }

        long sold(final String sku) {
            return orders.stream()
                    .filter(order -> order.wish.sku().equals(sku))
                    .mapToLong(order -> order.wish.quantity())
                    .sum();
        }

        long bought(final String buyer) {
            return orders.stream()
                    .filter(order -> order.wish.buyer().equals(buyer))
                    .mapToLong(order -> order.wish.quantity())
                    .sum();
        }

        long bought(final String buyer, final String sku) {
            return orders.stream()
                    .filter(order ->
                            order.wish.buyer().equals(buyer) && order.wish.sku().equals(sku))
                    .mapToLong(order -> order.wish.quantity())
                    .sum();
        }

        ItemDefinition item(final String sku) {
            final int place = place(sku);
            return place < 0 ? null : definition.items().get(place);
        }

        int place(final String sku) {
            for (int i = 0; i < definition.items().size(); i++) {
                if (definition.items().get(i).sku().equals(sku)) {
                    return i;
                }
            }
            return -1;
        }

        Answer says(final Outcome outcome) {
            return Answer.about(outcome, index, -1, phase, 0);
        }

        Answer says(final Outcome outcome, final Wish wish, final long units) {
            return Answer.about(outcome, index, place(wish.sku()), phase, units);
        }

        /** The same again, now that time has been noticed. */
        Answer says(final Answer decided, final Wish wish) {
            return says(decided.outcome(), wish, decided.units());
        }
    }
}
