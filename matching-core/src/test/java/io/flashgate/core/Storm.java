package io.flashgate.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.Sightings.Rarity;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.Phase;
import io.flashgate.core.sale.Sale;
import java.util.ArrayList;
import java.util.List;

/**
 * One rush, put to the core and to the naive shop side by side, and replayed at the end.
 *
 * <p>One core in five is far too small. What it refuses for want of room the naive shop is not asked: a refusal must leave
 * no trace, so the two have to agree on everything else.
 *
 * <p>In every other storm the core is told of commands before they come. Its replay is not: both must be the same.
 */
final class Storm {

    private static final CoreLimits ROOMY = new CoreLimits(8, 384, 192, 8);
    private static final int LAST_ACTS = 12;

    private final Rush rush;
    private final Dice dice;
    private final Sightings sightings;
    private final Till till;
    private final NaiveShop naive = new NaiveShop();
    private final Invariants invariants;
    private final List<Answer> answers = new ArrayList<>();
    private final Memory memory;
    private boolean hasTicked;
    private int step;

    private Storm(final long seed, final Sightings sightings) {
        this.sightings = sightings;
        rush = Rush.of(seed);
        dice = new Dice(~seed);
        till = Till.unfounded(limits(), rush.answerRetentionNanos())
                .found(Rush.BEGINS_NANOS - 1_000, dice.word(), dice.word());
        if (dice.oneIn(2)) {
            till.heralding(dice);
        }
        answers.add(Answer.of(till.lastDecision()));
        sightings.saw(Outcome.LOG_FOUNDED);
        invariants = new Invariants(till.core());
        memory = new Memory(naive, till.core(), sightings);
    }

    /** Blows once; throws {@link AssertionError} with all that is needed to see it again. */
    static void blow(final long seed, final Sightings sightings) {
        final Storm storm = new Storm(seed, sightings);
        try {
            storm.blow();
            storm.replay();
        } catch (final AssertionError | RuntimeException failure) {
            throw new AssertionError(storm.story(failure), failure);
        }
    }

    private void blow() {
        for (; step < rush.acts().size(); step++) {
            final Act act = rush.acts().get(step);
            if (rush.isPunctual()) {
                putWhatIsDue(act.timestampNanos());
            }
            put(act);
        }
        assertEquals(till.core().recomputeDigest(), till.core().digest(), "digest, worked out afresh");
        statesAreTheSame();
    }

    private void putWhatIsDue(final long timestampNanos) {
        for (Act due = till.findDue(timestampNanos); due != null; due = till.findDue(timestampNanos)) {
            if (due instanceof Act.Expire expiry) {
                final NaiveOrder next = naive.findNextDue();
                assertEquals(next.wish.saleId(), expiry.saleId(), "sale of the hold that is due first");
                assertEquals(next.number, expiry.orderNumber(), "hold that is due first");
                assertTrue(next.holdExpiresAtNanos <= timestampNanos, "expired before its time");
            }
            if (due instanceof Act.Forget forgetting) {
                assertEquals(
                        naive.findLongestSealed().definition.saleId(), forgetting.saleId(), "sale to be forgotten");
                assertTrue(forgetDeadlineNanos() <= timestampNanos, "forgotten before its time");
            }
            assertTrue(put(due).isSequenced(), "what was said to be due is not");
        }
        assertTrue(forgetDeadlineNanos() > timestampNanos, "not forgotten in time");
    }

    /** When the next answers are to be forgotten. */
    private long forgetDeadlineNanos() {
        final NaiveSale next = naive.findLongestSealed();
        return next == null ? Long.MAX_VALUE : next.sealedAtNanos + rush.answerRetentionNanos();
    }

    private Answer put(final Act act) {
        final List<Phase> before = phases();
        final Answer answer = act.askOf(till);
        if (answer.outcome() == Outcome.OVERLOADED) {
            isReallyFull(act);
        } else {
            assertEquals(act.askOf(naive), answer, "the naive shop's answer and the core's");
        }
        final NaiveOrder nextDue = naive.findNextDue();
        invariants.holdAfter(
                act, answer, nextDue == null ? Long.MAX_VALUE : nextDue.holdExpiresAtNanos, forgetDeadlineNanos());
        memory.note(act, answer);
        if (answer.isSequenced()) {
            answers.add(answer);
        }
        if (dice.oneIn(16)) {
            assertEquals(till.core().recomputeDigest(), till.core().digest(), "digest, worked out afresh");
        }
        note(act, answer, before);
        return answer;
    }

    private void statesAreTheSame() {
        final MatchingCore core = till.core();
        assertEquals(naive.sequence(), core.sequence(), "sequence");
        assertEquals(naive.answerCount(), core.answerCount(), "answers");
        assertEquals(naive.refusalCount(), core.refusalCount(), "refusals");
        assertEquals(naive.orderCount(), core.orderCount(), "orders");
        assertEquals(naive.holdCount(), core.holdCount(), "holds");
        for (int i = 0; i < core.sales().size(); i++) {
            final Sale sale = core.sales().get(i);
            final NaiveSale expected = naive.sale(i);
            assertEquals(expected.phase, sale.phase(), "phase");
            assertEquals(expected.forgotten, sale.answersForgotten(), "forgotten answers");
            assertEquals(expected.isForgotten, sale.isForgotten(), "forgotten");
            for (int item = 0; item < sale.definition().items().size(); item++) {
                assertEquals(expected.sold(item), sale.stock(item).sold(), "sold");
                assertEquals(expected.held(item), sale.stock(item).held(), "held");
            }
            for (int goal = 0; goal < sale.definition().stageGoals().size(); goal++) {
                assertEquals(expected.goalReachedBy(goal), sale.goalReachedBy(goal), "reached a goal");
            }
            for (final Outcome reason : Outcome.values()) {
                assertEquals(expected.refusals.getOrDefault(reason, 0), (int) sale.refusals(reason), reason.name());
            }
        }
    }

    /**
     * A fresh core with tables of another size, so that nothing in memory lies where it lay before. How long its own clockwork
     * would keep answers is nothing to what is in the log.
     */
    private void replay() {
        final MatchingCore live = till.core();
        final CoreLimits justEnough = new CoreLimits(
                Math.max(1, live.sales().size()),
                memory.answersNeeded(),
                Math.max(1, live.partCount()),
                live.limits().groups());
        final boolean isSetAnew = dice.oneIn(2);
        final Till restarted = Till.unfounded(
                dice.oneIn(2) ? justEnough : new CoreLimits(21, 1_000, 1_000, 33),
                isSetAnew ? dice.between(1, 500) : rush.answerRetentionNanos());
        for (int i = 0; i < answers.size(); i++) {
            assertEquals(answers.get(i), restarted.replay(till.commands().get(i)), "the live answer and its replay");
        }
        assertEquals(live.digest(), restarted.core().digest(), "digests of the live core and its replay");
        assertEquals(live.sequence(), restarted.core().sequence(), "sequences of the live core and its replay");
        assertEquals(
                live.nextPromptDeadlineNanos(), restarted.core().nextPromptDeadlineNanos(), "next prompt deadline");
        if (!isSetAnew) {
            assertEquals(live.nextDeadlineNanos(), restarted.core().nextDeadlineNanos(), "next deadline");
        }
        assertEquals(restarted.core().recomputeDigest(), restarted.core().digest(), "digest, worked out afresh");
    }

    private CoreLimits limits() {
        return dice.oneIn(5)
                ? new CoreLimits(
                        dice.between(1, 3),
                        dice.between(1, dice.oneIn(2) ? 3 : 20),
                        dice.between(1, 10),
                        dice.between(1, 2))
                : ROOMY;
    }

    private void isReallyFull(final Act act) {
        final CoreLimits limits = till.core().limits();
        assertTrue(
                act instanceof Act.Define && till.core().sales().size() == limits.sales()
                        || act instanceof Act.Buy buy
                                && (till.core().answerCount() == limits.answers()
                                        || naive.refusalCount() == (limits.answers() + 1) / 2
                                        || till.core().partCount() + buy.wish().allUnits() > limits.orders()
                                        || naive.groupCount() == limits.groups()),
                () -> "overloaded while there is room: " + act);
        sightings.saw(Rarity.OVERLOADED_WHILE_THE_NAIVE_SHOP_HAD_ROOM);
    }

    private List<Phase> phases() {
        final List<Phase> phases = new ArrayList<>();
        for (int i = 0; i < till.core().sales().size(); i++) {
            phases.add(till.core().sales().get(i).phase());
        }
        return phases;
    }

    private void note(final Act act, final Answer answer, final List<Phase> before) {
        sightings.saw(answer.outcome());
        if (act instanceof Act.Tick) {
            hasTicked = true;
            for (int i = 0; i < before.size(); i++) {
                final Phase now = till.core().sales().get(i).phase();
                if (before.get(i) != now) {
                    sightings.saw(now == Phase.OPEN ? Rarity.OPENED_BY_A_TICK : Rarity.CLOSED_BY_A_TICK);
                }
            }
        } else if (act instanceof Act.Close) {
            if (answer.outcome() == Outcome.SALE_CLOSED_EARLY
                    && act.timestampNanos()
                            < till.core()
                                    .sales()
                                    .get(answer.saleIndex())
                                    .definition()
                                    .opensAtNanos()) {
                sightings.saw(Rarity.CLOSED_BEFORE_IT_OPENED);
            }
        } else if (act instanceof Act.Buy buy) {
            notePurchase(buy, answer, before);
        }
    }

    private void notePurchase(final Act.Buy buy, final Answer answer, final List<Phase> before) {
        final Sale sale = till.core().sales().find(buy.wish().saleId());
        if (sale == null) {
            return;
        }
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
        saw(
                outcome == Outcome.BUYER_LIMIT
                        && answer.units()
                                != sale.stock(answer.about().itemIndex()).item().buyerLimit(),
                Rarity.HELD_BACK_BY_THE_LIMIT_OF_A_SALE);
        if (answer.isRepeated() && sale.isOverAt(time)) {
            sightings.saw(
                    answer.told().isOrder()
                            ? Rarity.WINNER_ASKED_AGAIN_AFTER_THE_END
                            : Rarity.LOSER_ASKED_AGAIN_AFTER_THE_END);
        }
    }

    private void saw(final boolean happened, final Rarity rarity) {
        if (happened) {
            sightings.saw(rarity);
        }
    }

    private String story(final Throwable failure) {
        final StringBuilder text = new StringBuilder()
                .append("seed ")
                .append(rush.seed())
                .append(", step ")
                .append(step)
                .append(": ")
                .append(failure.getMessage())
                .append("\nrepeat it: mvn -pl matching-core test -Dtest=StormTest -Dseed=")
                .append(rush.seed())
                .append("\nlimits: ")
                .append(till.core().limits())
                .append("\nthe last acts:");
        for (int i = Math.max(0, step - LAST_ACTS); i <= step && i < rush.acts().size(); i++) {
            text.append("\n  ").append(i).append(' ').append(rush.acts().get(i));
        }
        return text.append('\n').toString();
    }
}
