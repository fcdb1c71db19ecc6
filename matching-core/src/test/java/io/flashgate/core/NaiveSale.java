package io.flashgate.core;

import io.flashgate.core.Answer.About;
import io.flashgate.core.Answer.Change;
import io.flashgate.core.order.OrderStatus;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.Phase;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import io.flashgate.core.sale.SaleDefinition.PriceTier;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One sale of the {@link NaiveShop}. */
final class NaiveSale {

    final int index;
    final SaleDefinition definition;
    final List<NaiveOrder> orders = new ArrayList<>();
    final Map<Outcome, Integer> refusals = new EnumMap<>(Outcome.class);
    Phase phase = Phase.SCHEDULED;

    /** Null: it is not sealed. */
    Long sealedAtNanos;

    int forgotten;
    boolean isForgotten;

    /** In the order in which they are sold. */
    private final List<NaiveUnit> units = new ArrayList<>();

    NaiveSale(final int index, final SaleDefinition definition) {
        this.index = index;
        this.definition = definition;
        for (int item = 0; item < definition.items().size(); item++) {
            addUnits(item, definition.items().get(item));
        }
    }

    private void addUnits(final int item, final ItemDefinition rules) {
        for (int place = 1; place <= rules.stock(); place++) {
            int tier = 0;
            long price = rules.price();
            for (final PriceTier next : rules.priceTiers()) {
                if (next.fromUnit() <= place) {
                    tier++;
                    price = next.price();
                }
            }
            units.add(new NaiveUnit(item, tier, price));
        }
    }

    Answer decide(final long timestampNanos, final Wish wish) {
        if (isOverAt(timestampNanos)) {
            return says(phase == Phase.SOLD_OUT ? Outcome.SALE_SOLD_OUT : Outcome.SALE_CLOSED);
        }
        if (timestampNanos < definition.opensAtNanos()) {
            return says(Outcome.NOT_OPEN_YET);
        }
        for (final Wish.Line line : wish.lines()) {
            if (place(line.sku()) < 0) {
                return says(Outcome.UNKNOWN_ITEM, wish, line, 0);
            }
        }
        if (!definition.groups().isEmpty() && !definition.groups().contains(wish.group())) {
            return says(Outcome.NOT_ADMITTED, wish);
        }
        for (final Wish.Line line : wish.lines()) {
            final int limit = item(line).buyerLimit();
            if (limit > 0 && has(wish.buyer(), line.sku()) + line.quantity() > limit) {
                return says(Outcome.BUYER_LIMIT, wish, line, limit);
            }
        }
        final int limit = definition.buyerLimit();
        if (limit > 0 && has(wish.buyer()) + wish.allUnits() > limit) {
            return says(Outcome.BUYER_LIMIT, wish, limit);
        }
        if (definition.hold() != null
                && orders.stream()
                                .filter(order -> order.wish.buyer().equals(wish.buyer()))
                                .count()
                        >= definition.hold().attempts()) {
            return says(Outcome.HOLD_ATTEMPTS, wish, definition.hold().attempts());
        }
        for (final Wish.Line line : wish.lines()) {
            final long left = available(place(line.sku()));
            if (left == 0) {
                return says(Outcome.SOLD_OUT, wish, line, held(place(line.sku())));
            }
            if (left < line.quantity()) {
                return says(Outcome.INSUFFICIENT_STOCK, wish, line, left);
            }
        }
        return Answer.bare(definition.hold() == null ? Outcome.ACCEPTED : Outcome.HELD);
    }

    Answer sell(final long sequence, final long timestampNanos, final Outcome outcome, final Wish wish) {
        final List<NaiveUnit> taken = new ArrayList<>();
        for (final Wish.Line line : wish.lines()) {
            final int item = place(line.sku());
            units.stream()
                    .filter(unit -> unit.item == item && unit.owner == null)
                    .limit(line.quantity())
                    .forEach(taken::add);
        }
        final NaiveOrder order = new NaiveOrder(this, wish, taken);
        taken.forEach(unit -> unit.owner = order);
        orders.add(order);
        if (outcome == Outcome.HELD) {
            order.status = OrderStatus.HELD;
            order.holdExpiresAtNanos = timestampNanos + definition.hold().ttlNanos();
        } else {
            order.status = OrderStatus.CONFIRMED;
            reachGoals(order);
        }
        settle();
        order.told = Answer.of(
                        outcome,
                        new About(index, taken.get(0).item, phase, 0, 0),
                        order.answered(sequence, timestampNanos, ""),
                        changes(order))
                .stamped(sequence, timestampNanos);
        return order.told;
    }

    Answer confirm(final long timestampNanos, final NaiveOrder order) {
        noticeTime(timestampNanos);
        order.status = OrderStatus.CONFIRMED;
        reachGoals(order);
        settle();
        return changed(Outcome.ORDER_CONFIRMED, order);
    }

    Answer giveBack(final long timestampNanos, final NaiveOrder order, final OrderStatus end) {
        noticeTime(timestampNanos);
        order.status = end;
        order.units.forEach(unit -> unit.owner = null);
        settle();
        return changed(end == OrderStatus.EXPIRED ? Outcome.HOLD_EXPIRED : Outcome.ORDER_CANCELLED, order);
    }

    void noticeTime(final long timestampNanos) {
        if (phase == Phase.SCHEDULED && timestampNanos >= definition.opensAtNanos()) {
            phase = Phase.OPEN;
        }
        if ((phase == Phase.OPEN || phase == Phase.HELD_OUT) && timestampNanos >= definition.closesAtNanos()) {
            phase = Phase.CLOSED;
        }
    }

    boolean isOverAt(final long timestampNanos) {
        return phase == Phase.CLOSED || phase == Phase.SOLD_OUT || timestampNanos >= definition.closesAtNanos();
    }

    long available(final int item) {
        return units.stream()
                .filter(unit -> unit.item == item && unit.owner == null)
                .count();
    }

    long held(final int item) {
        return count(item, OrderStatus.HELD);
    }

    long sold(final int item) {
        return count(item, OrderStatus.CONFIRMED);
    }

    /** The order that reached a goal; 0: none has. */
    long goalReachedBy(final int goal) {
        return orders.stream()
                .filter(order -> order.goals.contains(goal))
                .mapToLong(order -> order.number)
                .sum();
    }

    /** Over, and nothing is held. */
    boolean isSealed() {
        return phase.isOver() && orders.stream().noneMatch(order -> order.status == OrderStatus.HELD);
    }

    Answer says(final Outcome outcome, final int units) {
        return Answer.of(outcome, new About(index, -1, phase, units, 0), null, List.of());
    }

    Answer says(final Outcome outcome) {
        return Answer.of(outcome, new About(index, -1, phase, 0, 0), null, List.of());
    }

    /** The same again, now that time has been noticed. */
    Answer again(final Answer decided) {
        final About about = decided.about();
        return Answer.of(
                decided.outcome(),
                new About(index, about.itemIndex(), phase, about.units(), about.refusedLine()),
                null,
                List.of());
    }

    /** The order as it stands now. */
    Answer says(final Outcome outcome, final NaiveOrder order) {
        return Answer.of(
                outcome,
                new About(index, order.units.get(0).item, phase, 0, 0),
                order.answered(order.told.sequence(), order.told.timestampNanos(), order.wish.group()),
                List.of());
    }

    private Answer changed(final Outcome outcome, final NaiveOrder order) {
        final Answer said = says(outcome, order);
        return Answer.of(outcome, said.about(), said.order(), changes(order));
    }

    private Answer says(final Outcome outcome, final Wish wish, final Wish.Line line, final long number) {
        final int refused = wish.lines().size() == 1 ? 0 : wish.sorted().indexOf(line) + 1;
        return Answer.of(outcome, new About(index, place(line.sku()), phase, number, refused), null, List.of());
    }

    private Answer says(final Outcome outcome, final Wish wish, final long number) {
        return Answer.of(outcome, new About(index, place(wish.sku()), phase, number, 0), null, List.of());
    }

    private Answer says(final Outcome outcome, final Wish wish) {
        return says(outcome, wish, 0);
    }

    private List<Change> changes(final NaiveOrder order) {
        return order.units.stream()
                .map(unit -> unit.item)
                .distinct()
                .map(item -> new Change(item, available(item), held(item)))
                .toList();
    }

    private void reachGoals(final NaiveOrder order) {
        final long sold = units.stream()
                .filter(unit -> unit.owner != null && unit.owner.status == OrderStatus.CONFIRMED)
                .count();
        for (int goal = 0; goal < definition.stageGoals().size(); goal++) {
            if (sold >= definition.stageGoals().get(goal).units() && goalReachedBy(goal) == 0) {
                order.goals.add(goal);
            }
        }
    }

    private void settle() {
        if (phase != Phase.OPEN && phase != Phase.HELD_OUT) {
            return;
        }
        if (units.stream().anyMatch(unit -> unit.owner == null)) {
            phase = Phase.OPEN;
        } else {
            phase = units.stream().allMatch(unit -> unit.owner.status == OrderStatus.CONFIRMED)
                    ? Phase.SOLD_OUT
                    : Phase.HELD_OUT;
        }
    }

    private long count(final int item, final OrderStatus status) {
        return units.stream()
                .filter(unit -> unit.item == item && unit.owner != null && unit.owner.status == status)
                .count();
    }

    private long has(final String buyer) {
        return units.stream()
                .filter(unit -> unit.owner != null && unit.owner.wish.buyer().equals(buyer))
                .count();
    }

    private long has(final String buyer, final String sku) {
        final int item = place(sku);
        return units.stream()
                .filter(unit -> unit.item == item
                        && unit.owner != null
                        && unit.owner.wish.buyer().equals(buyer))
                .count();
    }

    private ItemDefinition item(final Wish.Line line) {
        return definition.items().get(place(line.sku()));
    }

    private int place(final String sku) {
        for (int i = 0; i < definition.items().size(); i++) {
            if (definition.items().get(i).sku().equals(sku)) {
                return i;
            }
        }
        return -1;
    }
}
