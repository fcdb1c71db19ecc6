package io.flashgate.core;

import io.flashgate.core.order.Outcome;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a storm has seen, so that it can say if it has blown past the corners it was made for. */
final class Sightings {

    /** States that a storm is worth nothing without. */
    enum Rarity {
        SOLD_OUT_BY_THE_LAST_UNIT,
        OPENED_BY_A_TICK,
        OPENED_BY_A_PURCHASE,
        CLOSED_BY_A_TICK,
        CLOSED_BY_TIME_WITHOUT_A_TICK,
        SOLD_WITHOUT_ANY_TICK,
        CLOSED_BEFORE_IT_OPENED,
        SOLD_EXACTLY_AT_THE_OPENING,
        REFUSED_A_NANOSECOND_BEFORE_THE_OPENING,
        SOLD_A_NANOSECOND_BEFORE_THE_END,
        REFUSED_EXACTLY_AT_THE_END,
        STILL_SOLD_OUT_AFTER_THE_END,
        WINNER_ASKED_AGAIN_AFTER_THE_END,
        LOSER_ASKED_AGAIN_AFTER_THE_END,
        HELD_BACK_BY_THE_LIMIT_OF_A_SALE,
        OVERLOADED_WHILE_THE_NAIVE_SHOP_HAD_ROOM,
        HELD_OUT_THEN_REOPENED,
        SOLD_OUT_BY_A_CONFIRM,
        SEALED_BY_THE_LAST_HOLD,
        CONFIRMED_A_NANOSECOND_BEFORE_THE_DEADLINE,
        CONFIRM_REFUSED_EXACTLY_AT_THE_DEADLINE,
        CONFIRM_TOO_LATE_BEFORE_THE_EXPIRY_RAN,
        CONFIRM_TOO_LATE_AFTER_THE_EXPIRY,
        CONFIRMED_AFTER_THE_CLOSE,
        CANCELLED_AFTER_THE_CLOSE,
        EXPIRED_AFTER_THE_CLOSE,
        SAVED_BY_ITS_EXTENSION,
        EXPIRED_IN_SPITE_OF_ITS_EXTENSION,
        ASKED_TO_EXTEND_TWICE,
        CLOCK_JUMPED_OVER_SEVERAL_DEADLINES,
        REFUSED_FOR_ATTEMPTS_WITHOUT_A_SINGLE_UNIT,
        LIMIT_GIVEN_BACK_AND_USED_AGAIN,
        RELEASED_UNIT_SOLD_AT_ITS_OLD_PRICE,
        ORDER_SPANNED_TIERS,
        GOAL_REACHED_BY_A_BASKET,
        GOAL_REACHED_BY_A_CONFIRM,
        SEVERAL_GOALS_REACHED_BY_ONE_ORDER,
        BASKET_REFUSED_WHOLE_THOUGH_ITS_FIRST_LINE_WAS_THERE,
        BASKET_OVER_A_LIMIT_THAT_NO_LINE_PASSES,
        HELD_TOLD_AGAIN_THOUGH_THE_HOLD_IS_OVER,
        CRASHED_BETWEEN_HOLD_AND_CONFIRM,
        CRASHED_WHILE_HELD_OUT,
        CRASHED_BEFORE_THE_DECISION_WAS_JOURNALED,
        CRASHED_BETWEEN_DEADLINE_AND_EXPIRY,
        FORGOTTEN_AT_THE_FIRST_NANOSECOND,
        FORGOTTEN_IN_STEPS,
        FORGOTTEN_WITHOUT_AN_ANSWER,
        WINNER_ASKED_AGAIN_AND_WAS_FORGOTTEN,
        LOSER_ASKED_AGAIN_AND_WAS_FORGOTTEN,
        REUSED_A_KEY_THAT_WAS_FORGOTTEN,
        FOUND_AN_ORDER_WHOSE_ANSWER_WAS_FORGOTTEN,
        REPEATED_WHILE_ITS_SALE_WAS_BEING_FORGOTTEN,
        REMEMBERED_WHERE_ANOTHER_WAS_FORGOTTEN,
        ROOM_MADE_BY_FORGETTING,
        CRASHED_HALFWAY_THROUGH_FORGETTING,
        RESTORED_WITH_OPEN_HOLDS,
        RESTORED_WITHOUT_HOLDS,
        RESTORED_AND_REPLAYED_ON,
        RESTORED_HALFWAY_THROUGH_FORGETTING
    }

    private static final List<Outcome> ALL = List.of(Outcome.values());

    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    private final Map<Rarity, Integer> rarities = new EnumMap<>(Rarity.class);

    void saw(final Outcome outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }

    void saw(final Rarity rarity) {
        rarities.merge(rarity, 1, Integer::sum);
    }

    long commands() {
        return outcomes.values().stream().mapToLong(Integer::longValue).sum();
    }

    /** Everything that was not seen so often; empty if the storm has been everywhere. */
    String rarerThan(final int times) {
        final StringBuilder text = new StringBuilder();
        for (final Outcome outcome : ALL) {
            if (outcomes.getOrDefault(outcome, 0) < times) {
                text.append(outcome)
                        .append('=')
                        .append(outcomes.getOrDefault(outcome, 0))
                        .append(' ');
            }
        }
        for (final Rarity rarity : Rarity.values()) {
            if (rarities.getOrDefault(rarity, 0) < times) {
                text.append(rarity)
                        .append('=')
                        .append(rarities.getOrDefault(rarity, 0))
                        .append(' ');
            }
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return outcomes + " " + rarities;
    }
}
