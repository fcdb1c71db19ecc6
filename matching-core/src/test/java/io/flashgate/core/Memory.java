package io.flashgate.core;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.flashgate.core.Sightings.Rarity;
import io.flashgate.core.order.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a {@link Storm} knows of remembered and forgotten answers, from acts and answers alone. */
final class Memory {

    private final NaiveShop naive;
    private final MatchingCore core;
    private final Sightings sightings;
    private final Map<List<String>, First> firsts = new HashMap<>();
    private int mostAnswers;
    private int mostRefusals;
    private long freePlaces;

    private record First(Wish wish, Outcome outcome) {}

    Memory(final NaiveShop naive, final MatchingCore core, final Sightings sightings) {
        this.naive = naive;
        this.core = core;
        this.sightings = sightings;
    }

    /** As many answers as a core must have room for that is to go the same way; refusals may take half of them. */
    int answersNeeded() {
        return Math.max(1, Math.max(mostAnswers, 2 * mostRefusals - 1));
    }

    void note(final Act act, final Answer answer) {
        mostAnswers = Math.max(mostAnswers, naive.answerCount());
        mostRefusals = Math.max(mostRefusals, naive.refusalCount());
        if (act instanceof Act.Buy buy) {
            notePurchase(buy.wish(), answer);
        } else if (act instanceof Act.Forget forgetting && answer.isSequenced()) {
            noteForgetting(forgetting, answer);
        } else if (act instanceof Act.FindOrder question && answer.outcome() == Outcome.ORDER_FOUND) {
            final NaiveSale sale = naive.sale(answer.saleIndex());
            final Wish bought = sale.orders.get((int) question.orderNumber() - 1).wish;
            saw(!naive.remembers(bought), Rarity.FOUND_AN_ORDER_WHOSE_ANSWER_WAS_FORGOTTEN);
        }
    }

    private void notePurchase(final Wish wish, final Answer answer) {
        final List<String> key = List.of(wish.saleId(), wish.buyer(), wish.key());
        if (answer.isSequenced()) {
            firsts.put(key, new First(wish, answer.outcome()));
            saw(freePlaces > 0, Rarity.REMEMBERED_WHERE_ANOTHER_WAS_FORGOTTEN);
            saw(firsts.size() > core.limits().answers(), Rarity.ROOM_MADE_BY_FORGETTING);
            freePlaces = Math.max(0, freePlaces - 1);
            return;
        }
        final First first = firsts.get(key);
        if (first == null) {
            return;
        }
        final NaiveSale sale = naive.sale(core.sales().find(wish.saleId()).index());
        saw(answer.isRepeated() && sale.forgotten > 0, Rarity.REPEATED_WHILE_ITS_SALE_WAS_BEING_FORGOTTEN);
        if (naive.remembers(wish)) {
            return;
        }
        assertFalse(answer.isRepeated(), "repeated although it was forgotten");
        saw(first.outcome.isOrder(), Rarity.WINNER_ASKED_AGAIN_AND_WAS_FORGOTTEN);
        saw(!first.outcome.isOrder(), Rarity.LOSER_ASKED_AGAIN_AND_WAS_FORGOTTEN);
        saw(!first.wish.isSameAs(wish), Rarity.REUSED_A_KEY_THAT_WAS_FORGOTTEN);
    }

    private void noteForgetting(final Act.Forget act, final Answer answer) {
        final NaiveSale sale = naive.sale(answer.saleIndex());
        freePlaces += answer.units();
        saw(
                act.timestampNanos() == sale.sealedAtNanos + act.retentionNanos(),
                Rarity.FORGOTTEN_AT_THE_FIRST_NANOSECOND);
        saw(sale.isForgotten && sale.forgotten > answer.units(), Rarity.FORGOTTEN_IN_STEPS);
        saw(sale.isForgotten && sale.forgotten == 0, Rarity.FORGOTTEN_WITHOUT_AN_ANSWER);
    }

    private void saw(final boolean happened, final Rarity rarity) {
        if (happened) {
            sightings.saw(rarity);
        }
    }
}
