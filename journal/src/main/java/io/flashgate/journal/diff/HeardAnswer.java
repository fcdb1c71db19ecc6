package io.flashgate.journal.diff;

/**
 * What a client heard to a request.
 *
 * @param line     of the file, from 1
 * @param request  what it had asked
 * @param status   of HTTP; 0: no answer came
 * @param sequence that it was told; 0: none
 * @param answer   the JSON body as it was heard; empty: none is known
 */
record HeardAnswer(int line, RequestName request, int status, long sequence, String answer) {

    private static final int CREATED = 201;
    private static final int CONFLICT = 409;
    private static final int GONE = 410;
    private static final int KEY_REUSED = 422;

    boolean isOrder() {
        return status == CREATED;
    }

    /** Whether it was sequenced, so that the journal must have it. */
    boolean isSequenced() {
        return isOrder() || status == CONFLICT && sequence > 0;
    }

    /** Whether it says that the sale is over, from the gate: with a first answer in the journal it may not be. */
    boolean saysOver(final String code) {
        return status == GONE || status == CONFLICT && sequence == 0 && code.equals("sold-out");
    }

    /** Whether it says that the key had been used, so that the journal must have the first use. */
    boolean saysReused() {
        return status == KEY_REUSED;
    }
}
