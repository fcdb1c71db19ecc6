package io.flashgate.core;

import io.flashgate.core.order.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * First answers, those that are remembered and those that were forgotten, put together from commands and answers alone. What
 * cannot be entered breaks an {@link Invariant}.
 */
final class Memory {

    /** What was asked for, of which sale, and the first answer to it. */
    record First(Wish wish, LedgerSale sale, Answer answer) {}

    private final Ledger ledger;
    private CoreLimits limits;

    /** All that ever were. */
    private final Map<List<String>, First> firsts = new HashMap<>();

    private final Set<List<String>> forgotten = new HashSet<>();

    /** The keys of each sale's remembered answers, by the sale's place; the newest is the last. */
    private final Map<Integer, Deque<List<String>>> remembered = new HashMap<>();

    private int answers;
    private int refusals;
    private int mostAnswers;
    private int mostRefusals;
    private boolean hasFilledAFreePlace;

    /**
     * @param limits of the core that is asked
     */
    Memory(final Ledger ledger, final CoreLimits limits) {
        this.ledger = ledger;
        this.limits = limits;
    }

    /** The limits of the core that is asked from now on. */
    void goOnWith(final CoreLimits others) {
        limits = others;
    }

    /** Answers that are remembered. */
    int answerCount() {
        return answers;
    }

    /** Those of them that made no order. */
    int refusalCount() {
        return refusals;
    }

    /** As many answers as a core must have room for that is to go the same way; refusals may take half of them. */
    int answersNeeded() {
        return Math.max(1, Math.max(mostAnswers, 2 * mostRefusals - 1));
    }

    /** The first answer that there ever was to a request, or null. */
    First findFirst(final Wish wish) {
        return firsts.get(keyOf(wish));
    }

    /** Whether a request had an answer that is remembered no more. */
    boolean hasForgotten(final Wish wish) {
        return forgotten.contains(keyOf(wish));
    }

    /** Whether the newest answer lies where one was forgotten. */
    boolean hasFilledAFreePlace() {
        return hasFilledAFreePlace;
    }

    /** Whether there have been more answers than there ever is room for. */
    boolean hasMadeRoom() {
        return firsts.size() > limits.answers();
    }

    /** After the ledger has entered it. */
    void enter(final Act act, final Answer answer) {
        if (act instanceof Act.Buy buy) {
            everyKeyIsDecidedOnce(buy.wish(), answer);
        } else if (act instanceof Act.Forget forgetting && answer.isSequenced()) {
            forget(forgetting, answer);
        }
    }

    private void everyKeyIsDecidedOnce(final Wish wish, final Answer answer) {
        final List<String> key = keyOf(wish);
        final First first = firsts.get(key);
        final boolean isForgotten = forgotten.contains(key);
        if (answer.isSequenced()) {
            Invariant.ONE_FIRST_ANSWER_PER_KEY.require(first == null, () -> "decided a second time: " + key);
            remember(wish, answer);
        } else if (answer.isRepeated()) {
            Invariant.ONE_FIRST_ANSWER_PER_KEY.require(
                    first != null && !isForgotten,
                    () -> (isForgotten ? "repeated what was forgotten: " : "repeated what was never told: ") + key);
            Invariant.ONE_FIRST_ANSWER_PER_KEY.require(
                    isSame(first.answer, answer), () -> "first " + first.answer + ", then " + answer);
        } else if (answer.outcome() != Outcome.KEY_REUSED) {
            Invariant.ONE_FIRST_ANSWER_PER_KEY.require(
                    first == null || isForgotten, () -> "forgotten: " + key + " now hears " + answer.outcome());
        }
    }

    private void remember(final Wish wish, final Answer answer) {
        final List<String> key = keyOf(wish);
        firsts.put(key, new First(wish, ledger.findSale(answer), answer));
        remembered
                .computeIfAbsent(answer.saleIndex(), index -> new ArrayDeque<>())
                .addLast(key);
        // Only by forgetting can there be fewer than there were.
        hasFilledAFreePlace = answers < mostAnswers;
        answers++;
        refusals += answer.outcome().isOrder() ? 0 : 1;
        mostAnswers = Math.max(mostAnswers, answers);
        mostRefusals = Math.max(mostRefusals, refusals);
    }

    private void forget(final Act.Forget act, final Answer answer) {
        final Invariant kept = Invariant.ANSWERS_KEPT_LONG_ENOUGH;
        final LedgerSale sale = ledger.findSale(answer);
        kept.require(
                sale.sealedAtNanos < Long.MAX_VALUE
                        && act.timestampNanos() - sale.sealedAtNanos >= act.retentionNanos(),
                () -> act + ", but sealed at " + sale.sealedAtNanos);
        final Deque<List<String>> keys = remembered.getOrDefault(answer.saleIndex(), new ArrayDeque<>());
        kept.requireSame(Math.min(act.most(), keys.size()), answer.units(), "answers that were forgotten");
        for (long left = answer.units(); left > 0; left--) {
            final List<String> key = keys.removeLast();
            forgotten.add(key);
            answers--;
            refusals -= firsts.get(key).answer.outcome().isOrder() ? 0 : 1;
        }
        sale.forgotten += answer.units();
        sale.isForgotten = keys.isEmpty();
        kept.requireEqual(
                sale.isForgotten ? Outcome.SALE_FORGOTTEN : Outcome.ANSWERS_FORGOTTEN, answer.outcome(), "outcome");
    }

    private static boolean isSame(final Answer first, final Answer again) {
        return first.outcome() == again.told()
                && first.sequence() == again.sequence()
                && first.timestampNanos() == again.timestampNanos()
                && first.units() == again.units()
                && (first.order() == null
                        ? again.order() == null
                        : first.order().equals(again.order()));
    }

    private static List<String> keyOf(final Wish wish) {
        return List.of(wish.saleId(), wish.buyer(), wish.key());
    }
}
