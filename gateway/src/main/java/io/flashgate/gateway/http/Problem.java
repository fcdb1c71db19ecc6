package io.flashgate.gateway.http;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The codes of the HTTP contract: what a client is told when the answer is no. */
public enum Problem {
    MALFORMED(
            400,
            "malformed",
            "Malformed request",
            "The request is not well-formed. The detail says what was wrong and where. Mend it before sending it again."),
    ADMIN_TOKEN_MISSING(
            401,
            "admin-token-missing",
            "Admin token missing",
            "The admin plane wants an Authorization header with the admin token as its bearer."),
    ADMIN_TOKEN_INVALID(
            401,
            "admin-token-invalid",
            "Admin token invalid",
            "The bearer in the Authorization header is not the admin token of this gateway."),
    NOT_ADMITTED(
            403,
            "not-admitted",
            "Not admitted",
            "The sale is open to buyers of certain groups only, and the buyer's group is not among them."),
    UNKNOWN_SALE(404, "unknown-sale", "Unknown sale", "There is no sale with this id."),
    UNKNOWN_ITEM(404, "unknown-item", "Unknown item", "The sale has no item with this sku."),
    UNKNOWN_ORDER(404, "unknown-order", "Unknown order", "There is no such order, or it is another buyer's."),
    NOT_FOUND(404, "not-found", "Not found", "There is nothing at this address."),
    METHOD_NOT_ALLOWED(
            405,
            "method-not-allowed",
            "Method not allowed",
            "The address exists, but not for this method. The Allow header names those that it takes."),
    REQUEST_TIMEOUT(
            408,
            "request-timeout",
            "Request timeout",
            "The request did not arrive whole within the time a request may take."),
    NOT_OPEN_YET(409, "not-open-yet", "Not open yet", "The sale has not opened. opensAt says when it does."),
    SOLD_OUT(
            409,
            "sold-out",
            "Sold out",
            "Nothing is available. With final: true every unit is sold for good; else held units may still come back."),
    INSUFFICIENT_STOCK(
            409,
            "insufficient-stock",
            "Insufficient stock",
            "Fewer units are left than were asked for. Nothing was filled; available says how many there are."),
    BUYER_LIMIT(
            409,
            "buyer-limit",
            "Buyer's limit reached",
            "The buyer would have more units, or has taken more holds, than one buyer may. limit says how many that is."),
    HOLD_EXPIRED(
            409,
            "hold-expired",
            "Hold expired",
            "The order was not paid for in time, and its units went back. With refundRequired: true a payment has to be returned."),
    ORDER_CANCELLED(
            409,
            "order-cancelled",
            "Order cancelled",
            "The order was cancelled, and its units went back. With refundRequired: true a payment has to be returned."),
    ORDER_CONFIRMED(409, "order-confirmed", "Order confirmed", "The order is confirmed, which is final."),
    NO_EXTENSION(409, "no-extension", "No extension", "The sale does not extend holds (hold.extension)."),
    SALE_ALREADY_OPEN(
            409, "sale-already-open", "Sale already open", "A sale that has opened, or is over, cannot be replaced."),
    JOURNAL_ARCHIVED(
            409,
            "journal-archived",
            "Journal archived",
            "The records that the answer would be read from have been moved out of the gateway's folder. Put them back, or ask"
                    + " the command line where they are."),
    SALE_CLOSED(410, "sale-closed", "Sale closed", "The sale is over. It never opens again."),
    LENGTH_REQUIRED(
            411,
            "length-required",
            "Length required",
            "A request with a body must say how long it is, with Content-Length or chunked transfer coding."),
    CONTENT_TOO_LARGE(413, "content-too-large", "Content too large", "The body is longer than this address takes."),
    URI_TOO_LONG(414, "uri-too-long", "URI too long", "The request line is longer than this server takes."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "unsupported-media-type",
            "Unsupported media type",
            "The body must be JSON, and Content-Type must say so: application/json."),
    EXPECTATION_FAILED(
            417,
            "expectation-failed",
            "Expectation failed",
            "The only expectation that this server meets is 100-continue."),
    KEY_REUSED(
            422,
            "key-reused",
            "Idempotency key reused",
            "The same Idempotency-Key came before with a different request. Nothing was changed. A new request needs a new key."),
    HEADERS_TOO_LARGE(
            431,
            "request-header-fields-too-large",
            "Request header fields too large",
            "The headers are longer than this server takes."),
    INTERNAL_ERROR(
            500, "internal-error", "Internal error", "Something went wrong on the server's side. The log says what."),
    OVERLOADED(
            503,
            "overloaded",
            "Overloaded",
            "The gateway has more to do than it takes on. The request was not sequenced; try again after Retry-After."),
    DRAINING(
            503,
            "draining",
            "Draining",
            "The gateway is shutting down. The request was not sequenced; try again after Retry-After."),
    JOURNAL_UNAVAILABLE(
            503,
            "journal-unavailable",
            "Journal unavailable",
            "The gateway cannot make decisions durable now, so it makes none. Try again after Retry-After, with the same key."),
    HTTP_VERSION_NOT_SUPPORTED(
            505,
            "http-version-not-supported",
            "HTTP version not supported",
            "This server speaks HTTP/1.1 and HTTP/1.0.");

    /** By the ordinal. */
    static final List<String> CODES = Arrays.stream(values()).map(Problem::code).toList();

    private static final Map<String, Problem> BY_CODE = new HashMap<>();

    static {
        for (final Problem problem : values()) {
            BY_CODE.put(problem.code, problem);
        }
    }

    private final int status;
    private final String code;
    private final String title;
    private final String meaning;

    Problem(final int status, final String code, final String title, final String meaning) {
        this.status = status;
        this.code = code;
        this.title = title;
        this.meaning = meaning;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The word in {@code code} and at the end of {@code type}. */
    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    /** What it means, for people. */
    public String meaning() {
        return meaning;
    }

    /** Whether a client that only waits may get another answer. */
    boolean wantsRetryAfter() {
        return status == 503;
    }

    static Problem findByCode(final String code) {
        return BY_CODE.get(code);
    }
}
