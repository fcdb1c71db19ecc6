package io.flashgate.bench.load;

import java.util.List;

/**
 * A promise that the answers show to be broken.
 *
 * @param kind     which promise
 * @param count    how often
 * @param examples the first few, in words
 */
record Violation(Kind kind, long count, List<String> examples) {

    /** What can be wrong with answers. */
    enum Kind {
        OVERSOLD("oversold", "more units accepted than there were"),
        ORDER_TWICE("order-twice", "one order given to two requests"),
        SEQUENCE_TWICE("sequence-twice", "one sequence given to two orders"),
        OVER_BUYER_LIMIT("over-buyer-limit", "a buyer with more units than one may have"),
        CHANGED("changed-answer", "a repeated request heard another answer"),
        UNMARKED_REPEAT("unmarked-repeat", "a repeated request's answer came without Idempotent-Replayed"),
        MARKED_FIRST("marked-first", "a first answer came with Idempotent-Replayed (was --run used before?)"),
        SOLD_AFTER_THE_END("sold-after-the-end", "sold to a request that was sent after a final refusal was heard"),
        OTHER_BUYER("other-buyer", "an order of another buyer"),
        WITHOUT_ORDER("without-order", "a 201 that names no order"),
        MALFORMED("malformed-answer", "bytes that are no HTTP answer"),
        UNASKED("unasked-answer", "an answer without a request");

        private final String word;
        private final String meaning;

        Kind(final String word, final String meaning) {
            this.word = word;
            this.meaning = meaning;
        }

        /** For machines. */
        String word() {
            return word;
        }

        /** For people. */
        String meaning() {
            return meaning;
        }
    }

    @Override
    public String toString() {
        return kind.word + ": " + kind.meaning + ", " + count + " times; " + String.join("; ", examples);
    }
}
