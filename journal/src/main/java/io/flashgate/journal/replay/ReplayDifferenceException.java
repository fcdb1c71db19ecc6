package io.flashgate.journal.replay;

import io.flashgate.core.order.Outcome;
import io.flashgate.journal.ReadAhead;

/** The first record that a replay decides otherwise than it was decided, or that does not agree with itself. */
public final class ReplayDifferenceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long sequence;
    private final String field;
    private final String expected;
    private final String found;

    ReplayDifferenceException(final ReadAhead record, final String field, final Object expected, final Object found) {
        super(record.file() + " index=0x" + Long.toHexString(record.index()) + " sequence=" + record.sequence() + " "
                + field + ": expected=" + expected + ", found=" + found);
        sequence = record.sequence();
        this.field = field;
        this.expected = String.valueOf(expected);
        this.found = String.valueOf(found);
    }

    /** Of the record. */
    public long sequence() {
        return sequence;
    }

    /** Whether the core was merely too small for the record: with larger limits it may decide it as it was decided. */
    public boolean isForWantOfLimits() {
        return field.equals("outcome") && found.equals(Outcome.OVERLOADED.name());
    }

    /** Which part of the record differs. */
    public String field() {
        return field;
    }

    /** What the journal says. */
    public String expected() {
        return expected;
    }

    /** What was worked out now. */
    public String found() {
        return found;
    }
}
