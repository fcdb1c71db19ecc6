package io.flashgate.journal.explain;

/**
 * Whose story is asked for.
 *
 * @param kind    what {@code text} names
 * @param text    an order's name, a buyer's id, or an idempotency key
 * @param saleId  only in this sale; null: in any
 * @param buyerId whose key it is; null: not known
 */
public record Question(Kind kind, String text, String saleId, String buyerId) {

    /** What a text may name. */
    public enum Kind {
        ORDER,
        BUYER,
        KEY,
        /** One of the three; the journal may know which. */
        ANY
    }
}
