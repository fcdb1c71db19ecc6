package io.flashgate.gateway.http;

import io.flashgate.gateway.telemetry.Health;
import io.netty.handler.codec.http.HttpHeaderNames;

/** What every route with a body asks first. */
public final class RequestChecks {

    private RequestChecks() {}

    /**
     * The body must have a length and be JSON.
     *
     * @throws BadRequestException with 411 or 415
     */
    public static void requireJson(final Request request) throws BadRequestException {
        if (!request.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
                && !request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            throw new BadRequestException(
                    Problem.LENGTH_REQUIRED, "Content-Length: missing, expected the body's length in bytes.");
        }
        final String type = request.header(HttpHeaderNames.CONTENT_TYPE);
        if (type == null || !isJson(type)) {
            throw new BadRequestException(
                    Problem.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type: " + (type == null ? "missing" : "found \"" + type + '"')
                            + ", expected application/json.");
        }
    }

    /** Answers 503 if nothing can be sequenced now. Returns whether it did. */
    public static boolean refuseUnlessReady(final Health health, final HttpExchange exchange) {
        switch (health.state()) {
            case READY:
                return false;
            case FAILED:
                exchange.complete(
                        Problem.JOURNAL_UNAVAILABLE, "The gateway cannot make decisions durable, so it makes none.");
                return true;
            default:
                exchange.closeAfter();
                exchange.complete(Problem.DRAINING, "The gateway is shutting down. Nothing was sequenced.");
                return true;
        }
    }

    private static boolean isJson(final String type) {
        final int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().equalsIgnoreCase(Responses.JSON);
    }
}
