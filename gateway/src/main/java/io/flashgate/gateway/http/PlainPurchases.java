package io.flashgate.gateway.http;

/** Where purchases go that the fast path has recognised. Runs on the event loop and must not wait. */
@FunctionalInterface
public interface PlainPurchases {

    /**
     * Answers, now or when the ring has decided.
     *
     * @param plain holds what was recognised until this returns
     */
    void handle(PlainPurchaseParser plain, HttpExchange exchange);
}
