package io.flashgate.journal.sale;

import io.flashgate.core.order.Outcome;

/**
 * How the HTTP contract tells a buyer what was decided.
 *
 * @param status of HTTP
 * @param code   of the problem; empty for a sale
 */
public record HttpAnswer(int status, String code) {

    private static final HttpAnswer CREATED = new HttpAnswer(201, "");
    private static final HttpAnswer SOLD_OUT = new HttpAnswer(409, "sold-out");
    private static final HttpAnswer INSUFFICIENT_STOCK = new HttpAnswer(409, "insufficient-stock");
    private static final HttpAnswer BUYER_LIMIT = new HttpAnswer(409, "buyer-limit");

    /**
     * The first answer to a purchase.
     *
     * @param outcome one that {@linkplain Outcome#isRemembered() is remembered}
     */
    public static HttpAnswer of(final Outcome outcome) {
        return switch (outcome) {
            case ACCEPTED, HELD -> CREATED;
            case SOLD_OUT -> SOLD_OUT;
            case INSUFFICIENT_STOCK -> INSUFFICIENT_STOCK;
            case BUYER_LIMIT, HOLD_ATTEMPTS -> BUYER_LIMIT;
            default -> throw new IllegalArgumentException("no first answer to a purchase: " + outcome);
        };
    }

    /** Whether it is an order. */
    public boolean isOrder() {
        return status == CREATED.status;
    }

    @Override
    public String toString() {
        return code.isEmpty() ? String.valueOf(status) : status + " " + code;
    }
}
