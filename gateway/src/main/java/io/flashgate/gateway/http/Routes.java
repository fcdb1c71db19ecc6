package io.flashgate.gateway.http;

/** What a listener answers. Runs on the event loop and must not wait. */
@FunctionalInterface
public interface Routes {

    /**
     * Answers, now or when the ring has decided.
     *
     * @throws BadRequestException if the request cannot be taken; the connection answers with its problem
     */
    void handle(Request request, HttpExchange exchange) throws BadRequestException;

    /** Where plain purchases go, or null: this listener sells nothing, and every request takes the long way. */
    default PlainPurchases findPlainPurchases() {
        return null;
    }
}
