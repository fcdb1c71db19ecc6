package io.flashgate.core.order;

/** Where an order stands. All but {@link #HELD} are final. */
public enum OrderStatus {
    /** Its units are sold. */
    CONFIRMED(0),
    /** Its units are out of the stock until it is paid for. */
    HELD(1),
    /** Its buyer or the merchant gave its units back. */
    CANCELLED(2),
    /** It was not paid for in time, and its units went back. */
    EXPIRED(3);

    private static final OrderStatus[] BY_CODE = {CONFIRMED, HELD, CANCELLED, EXPIRED};

    private final int code;

    OrderStatus(final int code) {
        this.code = code;
    }

    /** The number in the digest, 0–3; never renumbered. */
    public int code() {
        return code;
    }

    /** The status with this code, 0–3. */
    public static OrderStatus ofCode(final int code) {
        return BY_CODE[code];
    }
}
