package io.flashgate.journal.diff;

/**
 * One thing on which two sides do not agree.
 *
 * @param sequence of the journal's record, or the one that a client was told; 0: neither says
 * @param request  whose answer it is
 * @param member   what of it differs; null: all of it, since one side has none
 * @param a        what the first side says; null: nothing
 * @param b        what the second side says; null: nothing
 */
public record Difference(Kind kind, long sequence, RequestName request, String member, String a, String b) {

    /** What is wrong. */
    public enum Kind {
        /** Only the second side has it. */
        MISSING_IN_A,
        /** Only the first side has it. */
        MISSING_IN_B,
        /** Both have it and say different things. */
        OTHERWISE
    }
}
