package io.flashgate.core.order;

/**
 * What became of a command. Refusals are values: buyers hear them as the codes of the HTTP contract.
 *
 * <p>A <em>sequenced</em> outcome takes the next sequence number and is journaled with its command. All other outcomes
 * leave the state as it was, take no number and bind no idempotency key; replay never meets them.
 */
public enum Outcome {
    /** The log got its hash key; always sequence 1. */
    LOG_FOUNDED(1, true),
    SALE_CREATED(2, true),
    SALE_REPLACED(3, true),
    /** The merchant ended the sale before its time. */
    SALE_CLOSED_EARLY(4, true),
    /** Time has passed; sales that were due have opened or closed. */
    TICKED(5, true),
    REFUSALS_COUNTED(6, true),

    /** Sold. */
    ACCEPTED(10, true),
    /** The item has nothing available; the sale itself goes on. */
    SOLD_OUT(11, true),
    /** Fewer units are available than were asked for; nothing was filled. */
    INSUFFICIENT_STOCK(12, true),
    /** The buyer would have more units than the item's or the sale's limit allows. */
    BUYER_LIMIT(13, true),
    /** Taken out of the stock until its payment is confirmed or its time is over. */
    HELD(14, true),
    /** The buyer has had as many holds as one buyer may have in the sale. */
    HOLD_ATTEMPTS(15, true),
    /** The payment of a held order has come in time: its units are sold. */
    ORDER_CONFIRMED(16, true),
    /** A held order was given back. */
    ORDER_CANCELLED(17, true),
    /** A hold's time was over, and its units are given back. */
    HOLD_EXPIRED(18, true),
    /** The payment of a held order has started, which gives it more time. */
    HOLD_EXTENDED(19, true),
    /** Answers of a sale that has been sealed for long enough are remembered no more; others of it still are. */
    ANSWERS_FORGOTTEN(20, true),
    /** The last answers of a sale are remembered no more. */
    SALE_FORGOTTEN(21, true),

    /** A retry: the first sequenced answer goes out again. */
    REPEATED(32, false),
    /** The key was used before, for a different request. */
    KEY_REUSED(33, false),
    UNKNOWN_SALE(34, false),
    /** Every unit of the sale is confirmed; final. */
    SALE_SOLD_OUT(35, false),
    /** The sale's time is over, or the merchant ended it; final. */
    SALE_CLOSED(36, false),
    NOT_OPEN_YET(37, false),
    UNKNOWN_ITEM(38, false),
    /** The sale names its groups, and the buyer's is not among them. */
    NOT_ADMITTED(39, false),
    /** A bounded table is full. */
    OVERLOADED(40, false),
    /** A sale that has opened, or is over, is never replaced. */
    SALE_ALREADY_OPEN(41, false),
    /** Closing a sale that is over already changes nothing. */
    SALE_ALREADY_OVER(42, false),
    ORDER_FOUND(43, false),
    UNKNOWN_ORDER(44, false),
    /** Not a command these rules know, or one with a value out of its range. */
    MALFORMED(45, false),
    /** The order is already as the command would have it. */
    ORDER_UNCHANGED(46, false),
    /** The hold's time is over, whether or not its expiry has been sequenced. */
    HOLD_OVER(47, false),
    /** The order was cancelled before; final. */
    ORDER_IS_CANCELLED(48, false),
    /** The order is confirmed; final. */
    ORDER_IS_CONFIRMED(49, false),
    /** The sale's holds are not extended. */
    NO_EXTENSION(50, false),
    /** The time for it has not come yet, or what was to be done is done. */
    NOT_DUE(51, false);

    /** One above the largest {@link #code()}: the length of an array indexed by code. */
    public static final int CODE_LIMIT = 64;

    private static final Outcome[] BY_CODE = new Outcome[CODE_LIMIT];

    static {
        for (final Outcome outcome : values()) {
            BY_CODE[outcome.code] = outcome;
        }
    }

    private final int code;
    private final boolean sequenced;

    Outcome(final int code, final boolean sequenced) {
        this.code = code;
        this.sequenced = sequenced;
    }

    /** Whether a purchase with this outcome made an order. */
    public boolean isOrder() {
        return this == ACCEPTED || this == HELD;
    }

    /** Whether this is a first answer to a purchase, which its retries hear again. */
    public boolean isRemembered() {
        return code >= ACCEPTED.code && code <= HOLD_ATTEMPTS.code;
    }

    /** The number in the journal, 1–63; never renumbered. */
    public int code() {
        return code;
    }

    /** Whether the command took a sequence number and belongs in the journal. */
    public boolean isSequenced() {
        return sequenced;
    }

    /** The outcome with this code, or null if these rules know none. */
    public static Outcome findByCode(final int code) {
        return code >= 0 && code < CODE_LIMIT ? BY_CODE[code] : null;
    }
}
