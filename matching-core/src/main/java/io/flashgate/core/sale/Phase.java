package io.flashgate.core.sale;

/** Where a sale stands in its life. It only ever moves on, but for the way back from {@link #HELD_OUT} to {@link #OPEN}. */
public enum Phase {
    /** Defined; its time has not come. */
    SCHEDULED(1, false),
    OPEN(2, false),
    /** Nothing is available, but unpaid holds may still come back. Reached only by sales with holds. */
    HELD_OUT(3, false),
    /** Every unit is confirmed; final. */
    SOLD_OUT(4, true),
    /** The time is over, or the merchant ended it; final. */
    CLOSED(5, true);

    private static final Phase[] BY_CODE = {null, SCHEDULED, OPEN, HELD_OUT, SOLD_OUT, CLOSED};

    private final int code;
    private final boolean over;

    Phase(final int code, final boolean over) {
        this.code = code;
        this.over = over;
    }

    /** The number in the digest; never renumbered. */
    public int code() {
        return code;
    }

    /** The phase with this code, or null. */
    public static Phase findByCode(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }

    /** Whether the sale has ended for good. */
    public boolean isOver() {
        return over;
    }
}
