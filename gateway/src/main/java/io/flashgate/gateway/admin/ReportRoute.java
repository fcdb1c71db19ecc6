package io.flashgate.gateway.admin;

import io.flashgate.gateway.http.HttpExchange;
import io.flashgate.gateway.http.Problem;
import io.flashgate.gateway.http.Request;
import io.flashgate.journal.report.ReportFollower;
import io.flashgate.journal.report.ReportFormat;
import io.flashgate.journal.report.ReportUnavailableException;
import java.util.concurrent.CompletionException;

/**
 * {@code GET /admin/v1/sales/{saleId}/report}: the sales report in the form that {@code Accept} likes best. It is made on the
 * follower's thread; the event loop only sends it.
 */
final class ReportRoute {

    /** A page that was made of what others wrote: it runs nothing and fetches nothing. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    private final ReportFollower follower;

    ReportRoute(final ReportFollower follower) {
        this.follower = follower;
    }

    /** Of a sale that there is. */
    void handle(final String saleId, final Request request, final HttpExchange exchange) {
        final ReportFormat format = AcceptedFormat.of(request.headers().getAll("Accept"));
        final HttpExchange.Later later = exchange.answerLater();
        follower.ask(saleId, format)
                .whenComplete(
                        (bytes, failure) -> later.answer(answered -> answer(answered, saleId, format, bytes, failure)));
    }

    private static void answer(
            final HttpExchange exchange,
            final String saleId,
            final ReportFormat format,
            final byte[] bytes,
            final Throwable failure) {
        if (failure != null) {
            refuse(exchange, failure instanceof CompletionException wrapped ? wrapped.getCause() : failure);
        } else if (bytes == null) {
            exchange.complete(Problem.UNKNOWN_SALE, "There is no sale \"" + saleId + "\".");
        } else {
            exchange.complete(exchange.loop()
                    .responses()
                    .ofBytes(
                            exchange,
                            200,
                            format.contentType(),
                            bytes,
                            "Cache-Control",
                            "no-store",
                            "Vary",
                            "Accept",
                            "X-Content-Type-Options",
                            "nosniff",
                            "Content-Security-Policy",
                            POLICY,
                            "Content-Disposition",
                            (format == ReportFormat.CSV ? "attachment" : "inline") + "; filename=\"" + saleId
                                    + "-report." + format.ending() + '"'));
        }
    }

    private static void refuse(final HttpExchange exchange, final Throwable failure) {
        if (!(failure instanceof ReportUnavailableException unavailable)) {
            throw new IllegalStateException("a report could not be made", failure);
        }
        switch (unavailable.reason()) {
            case BEHIND, BUSY -> exchange.complete(Problem.OVERLOADED, unavailable.getMessage());
            case ARCHIVED -> exchange.complete(Problem.JOURNAL_ARCHIVED, unavailable.getMessage());
            case CLOSED -> exchange.complete(Problem.DRAINING, "The gateway is shutting down.");
            default -> exchange.complete(Problem.INTERNAL_ERROR, unavailable.getMessage());
        }
    }
}
