package io.flashgate.core;

import io.flashgate.core.Sightings.Rarity;
import io.flashgate.core.order.OrderStatus;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.Phase;
import io.flashgate.core.sale.Sale;
import io.flashgate.core.sale.SaleTable;
import java.util.List;

/** Stands in a {@link Storm} and notes the rare states that it blows past. */
final class Lookout {

    private final Sightings sightings;
    private final Ledger ledger;
    private final Memory memory;
    private boolean hasTicked;

    Lookout(final Sightings sightings, final Ledger ledger, final Memory memory) {
        this.sightings = sightings;
        this.ledger = ledger;
        this.memory = memory;
    }

    /** Before what is due by then is sequenced. */
    void noteDue(final long timestampNanos) {
        saw(ledger.countDue(timestampNanos) > 1, Rarity.CLOCK_JUMPED_OVER_SEVERAL_DEADLINES);
    }

    void noteOverload() {
        sightings.saw(Rarity.OVERLOADED_WHILE_THE_NAIVE_SHOP_HAD_ROOM);
    }

    void noteCrash(final boolean isBeforeTheJournal, final long timestampNanos, final SaleTable sales) {
        saw(isBeforeTheJournal, Rarity.CRASHED_BEFORE_THE_DECISION_WAS_JOURNALED);
        saw(ledger.countDue(timestampNanos) > 0, Rarity.CRASHED_BETWEEN_DEADLINE_AND_EXPIRY);
        for (int i = 0; i < sales.size(); i++) {
            saw(sales.get(i).phase() == Phase.HELD_OUT, Rarity.CRASHED_WHILE_HELD_OUT);
            final LedgerSale told = ledger.sales().get(i);
            saw(told.forgotten > 0 && !told.isForgotten, Rarity.CRASHED_HALFWAY_THROUGH_FORGETTING);
        }
    }

    /** After a crash there is a core again that began with a snapshot. */
    void noteRestored(final long recordsBehind) {
        final boolean isHeld = ledger.findNextDue() != null;
        sightings.saw(isHeld ? Rarity.RESTORED_WITH_OPEN_HOLDS : Rarity.RESTORED_WITHOUT_HOLDS);
        saw(recordsBehind > 0, Rarity.RESTORED_AND_REPLAYED_ON);
        saw(
                ledger.sales().stream().anyMatch(sale -> sale.forgotten > 0 && !sale.isForgotten),
                Rarity.RESTORED_HALFWAY_THROUGH_FORGETTING);
    }

    /** After a command, and after the ledger has entered it. */
    void note(final Act act, final Answer answer, final List<Phase> before, final SaleTable sales) {
        sightings.saw(answer.outcome());
        if (act instanceof Act.Tick) {
            noteTick(before, sales);
        } else if (act instanceof Act.Buy buy) {
            final Sale sale = sales.find(buy.wish().saleId());
            if (sale != null) {
                notePurchase(buy, answer, before, sale);
                noteBasket(buy.wish(), answer);
                noteMemory(buy.wish(), answer);
            }
        } else if (act instanceof Act.Forget forgetting && answer.isSequenced()) {
            noteForgetting(forgetting, answer);
        } else if (act instanceof Act.Close && answer.outcome() == Outcome.SALE_CLOSED_EARLY) {
            final long opensAt = ledger.findSale(answer).definition.opensAtNanos();
            saw(act.timestampNanos() < opensAt, Rarity.CLOSED_BEFORE_IT_OPENED);
        } else if (answer.order() != null) {
            noteHold(act, answer, before, sales);
        }
        if (answer.outcome().isOrder() || answer.outcome() == Outcome.ORDER_CONFIRMED) {
            noteGoals(answer);
        }
    }

    private void noteTick(final List<Phase> before, final SaleTable sales) {
        hasTicked = true;
        for (int i = 0; i < before.size(); i++) {
            final Phase now = sales.get(i).phase();
            saw(before.get(i) != now && now == Phase.OPEN, Rarity.OPENED_BY_A_TICK);
            saw(before.get(i) != now && now != Phase.OPEN, Rarity.CLOSED_BY_A_TICK);
        }
    }

    private void notePurchase(final Act.Buy buy, final Answer answer, final List<Phase> before, final Sale sale) {
        final long time = buy.timestampNanos();
        final long opensAt = sale.definition().opensAtNanos();
        final long closesAt = sale.definition().closesAtNanos();
        final Outcome outcome = answer.outcome();
        final boolean isSold = outcome.isOrder();
        saw(isSold && sale.phase() == Phase.SOLD_OUT, Rarity.SOLD_OUT_BY_THE_LAST_UNIT);
        saw(isSold && before.get(sale.index()) == Phase.SCHEDULED, Rarity.OPENED_BY_A_PURCHASE);
        saw(isSold && !hasTicked, Rarity.SOLD_WITHOUT_ANY_TICK);
        saw(isSold && time == opensAt, Rarity.SOLD_EXACTLY_AT_THE_OPENING);
        saw(isSold && time == closesAt - 1, Rarity.SOLD_A_NANOSECOND_BEFORE_THE_END);
        saw(outcome == Outcome.NOT_OPEN_YET && time == opensAt - 1, Rarity.REFUSED_A_NANOSECOND_BEFORE_THE_OPENING);
        saw(outcome == Outcome.SALE_CLOSED && time == closesAt, Rarity.REFUSED_EXACTLY_AT_THE_END);
        saw(outcome == Outcome.SALE_CLOSED && !sale.phase().isOver(), Rarity.CLOSED_BY_TIME_WITHOUT_A_TICK);
        saw(outcome == Outcome.SALE_SOLD_OUT && time >= closesAt, Rarity.STILL_SOLD_OUT_AFTER_THE_END);
        saw(outcome == Outcome.BUYER_LIMIT && isLimitOfSale(answer, sale), Rarity.HELD_BACK_BY_THE_LIMIT_OF_A_SALE);
        if (answer.isRepeated()) {
            noteRepeat(answer, sale, time);
        }
        if (isSold) {
            final LedgerOrder order = ledger.findOrder(answer);
            saw(order.spansTiers(), Rarity.ORDER_SPANNED_TIERS);
            saw(isAtItsOldPrice(order), Rarity.RELEASED_UNIT_SOLD_AT_ITS_OLD_PRICE);
            saw(isWithinALimitGivenBack(order), Rarity.LIMIT_GIVEN_BACK_AND_USED_AGAIN);
        }
        saw(
                outcome == Outcome.HOLD_ATTEMPTS
                        && ledger.findSale(answer).units(buy.wish().buyer(), -1) == 0,
                Rarity.REFUSED_FOR_ATTEMPTS_WITHOUT_A_SINGLE_UNIT);
    }

    private void noteRepeat(final Answer answer, final Sale sale, final long time) {
        final boolean isOrder = answer.told().isOrder();
        saw(isOrder && sale.isOverAt(time), Rarity.WINNER_ASKED_AGAIN_AFTER_THE_END);
        saw(!isOrder && sale.isOverAt(time), Rarity.LOSER_ASKED_AGAIN_AFTER_THE_END);
        if (answer.told() == Outcome.HELD) {
            final LedgerOrder order = ledger.sales().get(sale.index()).orders.get((int) answer.orderNumber() - 1);
            saw(order.status != OrderStatus.HELD, Rarity.HELD_TOLD_AGAIN_THOUGH_THE_HOLD_IS_OVER);
        }
    }

    private void noteBasket(final Wish wish, final Answer answer) {
        if (wish.lines().size() == 1) {
            return;
        }
        final Outcome outcome = answer.outcome();
        saw(
                (outcome == Outcome.SOLD_OUT || outcome == Outcome.INSUFFICIENT_STOCK)
                        && answer.about().refusedLine() > 1,
                Rarity.BASKET_REFUSED_WHOLE_THOUGH_ITS_FIRST_LINE_WAS_THERE);
        if (outcome == Outcome.BUYER_LIMIT && answer.about().refusedLine() == 0) {
            final int has = ledger.findSale(answer).units(wish.buyer(), -1);
            saw(
                    wish.lines().stream().allMatch(line -> has + line.quantity() <= answer.units()),
                    Rarity.BASKET_OVER_A_LIMIT_THAT_NO_LINE_PASSES);
        }
    }

    private void noteMemory(final Wish wish, final Answer answer) {
        if (answer.isSequenced()) {
            saw(memory.hasFilledAFreePlace(), Rarity.REMEMBERED_WHERE_ANOTHER_WAS_FORGOTTEN);
            saw(memory.hasMadeRoom(), Rarity.ROOM_MADE_BY_FORGETTING);
        } else if (memory.hasForgotten(wish)) {
            final Memory.First first = memory.findFirst(wish);
            saw(first.answer().outcome().isOrder(), Rarity.WINNER_ASKED_AGAIN_AND_WAS_FORGOTTEN);
            saw(!first.answer().outcome().isOrder(), Rarity.LOSER_ASKED_AGAIN_AND_WAS_FORGOTTEN);
            saw(!first.wish().isSameAs(wish), Rarity.REUSED_A_KEY_THAT_WAS_FORGOTTEN);
        } else if (answer.isRepeated()) {
            final LedgerSale sale = memory.findFirst(wish).sale();
            saw(sale.forgotten > 0, Rarity.REPEATED_WHILE_ITS_SALE_WAS_BEING_FORGOTTEN);
        }
    }

    private void noteForgetting(final Act.Forget act, final Answer answer) {
        final LedgerSale sale = ledger.findSale(answer);
        saw(
                act.timestampNanos() == sale.sealedAtNanos + act.retentionNanos(),
                Rarity.FORGOTTEN_AT_THE_FIRST_NANOSECOND);
        saw(sale.isForgotten && sale.forgotten > answer.units(), Rarity.FORGOTTEN_IN_STEPS);
        saw(sale.isForgotten && sale.forgotten == 0, Rarity.FORGOTTEN_WITHOUT_AN_ANSWER);
    }

    private void noteHold(final Act act, final Answer answer, final List<Phase> before, final SaleTable sales) {
        final LedgerOrder order = ledger.findOrder(answer);
        final Phase was = before.get(answer.saleIndex());
        final Sale sale = sales.get(answer.saleIndex());
        final long time = act.timestampNanos();
        final boolean isOver = was.isOver() || time >= sale.definition().closesAtNanos();
        switch (answer.outcome()) {
            case ORDER_CONFIRMED:
                saw(sale.phase() == Phase.SOLD_OUT && !was.isOver(), Rarity.SOLD_OUT_BY_A_CONFIRM);
                saw(time == order.deadlineNanos - 1, Rarity.CONFIRMED_A_NANOSECOND_BEFORE_THE_DEADLINE);
                saw(isOver, Rarity.CONFIRMED_AFTER_THE_CLOSE);
                saw(time >= order.firstDeadlineNanos, Rarity.SAVED_BY_ITS_EXTENSION);
                saw(order.crashesBefore < ledger.crashes(), Rarity.CRASHED_BETWEEN_HOLD_AND_CONFIRM);
                break;
            case ORDER_CANCELLED:
                saw(isOver, Rarity.CANCELLED_AFTER_THE_CLOSE);
                break;
            case HOLD_EXPIRED:
                saw(isOver, Rarity.EXPIRED_AFTER_THE_CLOSE);
                saw(order.deadlineNanos > order.firstDeadlineNanos, Rarity.EXPIRED_IN_SPITE_OF_ITS_EXTENSION);
                break;
            case HOLD_OVER:
                noteTooLate(act, order);
                break;
            case ORDER_UNCHANGED:
                saw(act instanceof Act.Extend && order.status == OrderStatus.HELD, Rarity.ASKED_TO_EXTEND_TWICE);
                break;
            default:
        }
        if (answer.outcome() == Outcome.ORDER_FOUND) {
            saw(memory.hasForgotten(order.wish), Rarity.FOUND_AN_ORDER_WHOSE_ANSWER_WAS_FORGOTTEN);
        }
        saw(was == Phase.HELD_OUT && sale.phase() == Phase.OPEN, Rarity.HELD_OUT_THEN_REOPENED);
        saw(was.isOver() && answer.isSequenced() && sale.isSealed(), Rarity.SEALED_BY_THE_LAST_HOLD);
    }

    private void noteTooLate(final Act act, final LedgerOrder order) {
        if (act instanceof Act.Confirm) {
            final boolean isStillHeld = order.status == OrderStatus.HELD;
            saw(act.timestampNanos() == order.deadlineNanos, Rarity.CONFIRM_REFUSED_EXACTLY_AT_THE_DEADLINE);
            saw(isStillHeld, Rarity.CONFIRM_TOO_LATE_BEFORE_THE_EXPIRY_RAN);
            saw(!isStillHeld, Rarity.CONFIRM_TOO_LATE_AFTER_THE_EXPIRY);
        }
    }

    private void noteGoals(final Answer answer) {
        final int goals = answer.order().goals().size();
        saw(goals > 1, Rarity.SEVERAL_GOALS_REACHED_BY_ONE_ORDER);
        saw(goals > 0 && ledger.findOrder(answer).isBasket(), Rarity.GOAL_REACHED_BY_A_BASKET);
        saw(goals > 0 && answer.outcome() == Outcome.ORDER_CONFIRMED, Rarity.GOAL_REACHED_BY_A_CONFIRM);
    }

    /** Some of its units are of a tier that had been left already. */
    private static boolean isAtItsOldPrice(final LedgerOrder order) {
        return order.takesReleasedUnits
                && !order.spansTiers()
                && order.places.stream().anyMatch(place -> place.tier() < order.sale.frontTier(place.item()));
    }

    /** What the buyer cancelled and what it has now are more together than it may have. */
    private static boolean isWithinALimitGivenBack(final LedgerOrder order) {
        final LedgerSale sale = order.sale;
        final String buyer = order.wish.buyer();
        final int limit = sale.definition.buyerLimit();
        return limit > 0 && sale.units(buyer, -1) + sale.unitsGivenBack(buyer, -1) > limit;
    }

    private static boolean isLimitOfSale(final Answer answer, final Sale sale) {
        return answer.units() != sale.stock(answer.about().itemIndex()).item().buyerLimit();
    }

    private void saw(final boolean happened, final Rarity rarity) {
        if (happened) {
            sightings.saw(rarity);
        }
    }
}
