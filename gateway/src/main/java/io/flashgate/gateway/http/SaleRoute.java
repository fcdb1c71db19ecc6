package io.flashgate.gateway.http;

import io.flashgate.gateway.live.SaleBoard;
import io.flashgate.gateway.live.SaleView;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.agrona.concurrent.EpochNanoClock;

/** {@code GET /v1/sales/{saleId}}: the sale as it durably stands. */
final class SaleRoute {

    private static final String MAX_AGE = "max-age=1";

    private final SaleBoard board;
    private final EpochNanoClock clock;

    SaleRoute(final SaleBoard board, final EpochNanoClock clock) {
        this.board = board;
        this.clock = clock;
    }

    void handle(final String saleId, final Request request, final HttpExchange exchange) throws BadRequestException {
        final SaleView sale = board.find(saleId);
        if (sale == null) {
            exchange.complete(PurchaseAnswer.unknownSale(exchange, saleId));
            return;
        }
        // Weak: serverTime goes on while the sale stays as it is. Read before the document, so that
        // it is never too new.
        final String tag = "W/\"" + sale.definition().saleId() + '-' + sale.changedAtSequence() + '"';
        final Responses responses = exchange.loop().responses();
        if (matches(request.headers().get(HttpHeaderNames.IF_NONE_MATCH), tag)) {
            exchange.complete(
                    responses.ofBytes(exchange, 304, null, new byte[0], "ETag", tag, "Cache-Control", MAX_AGE));
            return;
        }
        exchange.complete(responses.ofBytes(
                exchange,
                200,
                Responses.JSON,
                SaleDocument.ofPublic(sale, clock.nanoTime()),
                "ETag",
                tag,
                "Cache-Control",
                MAX_AGE));
    }

    private static boolean matches(final String ifNoneMatch, final String tag) {
        if (ifNoneMatch == null) {
            return false;
        }
        for (final String candidate : ifNoneMatch.split(",")) {
            if (candidate.strip().equals("*") || candidate.strip().equals(tag)) {
                return true;
            }
        }
        return false;
    }
}
