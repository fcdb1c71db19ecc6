package io.flashgate.core;

import java.util.Objects;
import java.util.function.Supplier;

/** What must hold after every command, by name: whoever finds one broken says which, and what was found instead. */
enum Invariant {
    /** For every item {@code available + held + sold = stock}, and each of the three is what the answers add up to. */
    CONSERVATION_PER_ITEM,
    /** No buyer has more units, held or sold, than the item's or the sale's limit; nor has had more holds. */
    NO_BUYER_OVER_A_LIMIT,
    /** A key has one first answer, for ever, and every repeat is that answer; none is repeated that was forgotten. */
    ONE_FIRST_ANSWER_PER_KEY,
    /**
     * No answer is forgotten before its sale has been sealed for as long as is said, nor more of them than is said; and each
     * that was given is remembered or forgotten.
     */
    ANSWERS_KEPT_LONG_ENOUGH,
    /** A unit is of one order or of none. */
    NO_UNIT_WITH_TWO_OWNERS,
    /** Sales, and the orders of a sale, are numbered in the order in which they come, each number once. */
    NUMBERS_FOLLOW_EACH_OTHER,
    /** Nothing is sold before the opening, after the end, or by a sale that was over. */
    NO_SALE_OUT_OF_TIME,
    /** An order that is confirmed, cancelled or expired stays so. */
    EACH_END_IS_FINAL,
    /** No hold is confirmed, cancelled or extended at its deadline or after it, and none expires before it. */
    DEADLINES_ARE_EXACT,
    /** A hold gets one extension at most, as long as the sale says. */
    ONE_EXTENSION_PER_HOLD,
    /** A goal is reached when so many units are confirmed, by one order, and stays reached. */
    GOALS_REACHED_ONCE,
    /** Every unit costs what its place in its item says, also when it is sold a second time. */
    PRICES_BY_PLACE,
    /** Scheduled, open, held out and open again, over: never back. */
    PHASES_NEVER_GO_BACK,
    /** A sale is open, held out or sold out as what is left of it says; sealed once it is over and nothing is held. */
    PHASES_SAY_WHAT_IS_LEFT,
    /** What is due comes in the order of deadlines, and the next deadline is the earliest there is. */
    DUE_IN_ORDER_OF_DEADLINE,
    /** A sequenced command takes the next number and changes the digest; any other changes nothing. */
    STATE_MOVES_WITH_THE_SEQUENCE,
    /** A command that was said to change nothing changes nothing. */
    FORETOLD_IS_TOLD,
    /** The digest that is kept up is the one that the whole state has. */
    DIGEST_IS_THE_STATE,
    /** A refusal for want of room comes only where there is none. */
    OVERLOADED_ONLY_WHEN_FULL,
    /** Who recovers is as the one that crashed was: digest, sequence, next deadline. */
    RECOVERY_IS_WHAT_CRASHED,
    /** Replay makes the same decisions, and has the same digest, as the live core. */
    REPLAY_IS_THE_LIVE_RUN,
    /** The slow and obvious shop decides every command alike. */
    THE_NAIVE_SHOP_AGREES;

    /** An invariant that does not hold. */
    static final class Broken extends AssertionError {

        private static final long serialVersionUID = 1L;

        Broken(final Invariant invariant, final String found) {
            super(invariant + " broken: " + found);
        }
    }

    void require(final boolean holds, final Supplier<String> found) {
        if (!holds) {
            throw new Broken(this, found.get());
        }
    }

    void requireSame(final long expected, final long found, final String what) {
        if (expected != found) {
            throw new Broken(this, what + ": expected " + expected + ", found " + found);
        }
    }

    void requireEqual(final Object expected, final Object found, final String what) {
        if (!Objects.equals(expected, found)) {
            throw new Broken(this, what + ":\n  expected " + expected + "\n  found    " + found);
        }
    }
}
