package io.flashgate.gateway.http;

import io.flashgate.gateway.admission.Gate;
import io.flashgate.gateway.live.SaleBoard;
import io.flashgate.gateway.pipeline.Pipeline;
import io.flashgate.gateway.telemetry.Health;
import io.flashgate.gateway.telemetry.Telemetry;
import io.flashgate.journal.Durability;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.EpochNanoClock;

/** The public plane: buy, look at a sale, look at one's order, read what a problem means. */
public final class PublicRoutes implements Routes {

    private static final String READ = "GET, HEAD";

    private final PurchaseRoute purchases;
    private final SaleRoute sales;
    private final OrderRoute orders;

    public PublicRoutes(
            final SaleBoard board,
            final Gate gate,
            final Pipeline pipeline,
            final Health health,
            final Telemetry telemetry,
            final Durability durability,
            final EpochNanoClock clock) {
        purchases = new PurchaseRoute(board, gate, pipeline, health, telemetry, durability);
        sales = new SaleRoute(board, clock);
        orders = new OrderRoute(board, pipeline, health, telemetry);
    }

    @Override
    public void handle(final Request request, final HttpExchange exchange) throws BadRequestException {
        String segment = request.segment("/v1/sales/", "/orders");
        if (segment != null) {
            if (request.method().equals(HttpMethod.POST)) {
                purchases.handle(segment, request, exchange);
            } else {
                methodNotAllowed(request, exchange, "POST");
            }
            return;
        }
        segment = request.segment("/v1/sales/", "");
        if (segment != null) {
            if (request.isRead()) {
                sales.handle(segment, request, exchange);
            } else {
                methodNotAllowed(request, exchange, READ);
            }
            return;
        }
        segment = request.segment("/v1/orders/", "/cancel");
        if (segment != null) {
            if (request.method().equals(HttpMethod.POST)) {
                orders.handleForBuyer(OrderAction.CANCEL, segment, request, exchange);
            } else {
                methodNotAllowed(request, exchange, "POST");
            }
            return;
        }
        segment = request.segment("/v1/orders/", "");
        if (segment != null) {
            if (request.isRead()) {
                orders.handleForBuyer(OrderAction.SHOW, segment, request, exchange);
            } else {
                methodNotAllowed(request, exchange, READ);
            }
            return;
        }
        segment = request.segment("/problems/", "");
        final Problem problem = segment == null ? null : Problem.findByCode(segment);
        if (problem == null) {
            notFound(request, exchange);
        } else if (request.isRead()) {
            explain(problem, exchange);
        } else {
            methodNotAllowed(request, exchange, READ);
        }
    }

    @Override
    public PlainPurchases findPlainPurchases() {
        return purchases;
    }

    /** Answers 405 and says which methods there are. */
    public static void methodNotAllowed(final Request request, final HttpExchange exchange, final String allowed) {
        exchange.complete(
                Problem.METHOD_NOT_ALLOWED,
                "Found " + request.method() + ", expected " + allowed + '.',
                "Allow",
                allowed);
    }

    /** Answers 404 for an address that does not exist. */
    public static void notFound(final Request request, final HttpExchange exchange) {
        final String path = request.path();
        exchange.complete(
                Problem.NOT_FOUND,
                "There is nothing at " + (path.length() <= 200 ? path : path.substring(0, 200) + '…'));
    }

    private static void explain(final Problem problem, final HttpExchange exchange) {
        // All of it is our own text: nothing in here comes from a request.
        final String html = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + problem.title()
                + "</title></head>\n<body><h1>" + problem.title() + "</h1>\n<p>" + problem.meaning()
                + "</p>\n<p>Code <code>" + problem.code() + "</code>, HTTP status " + problem.status()
                + ".</p></body></html>\n";
        exchange.complete(exchange.loop()
                .responses()
                .ofBytes(
                        exchange,
                        200,
                        Responses.HTML,
                        html.getBytes(StandardCharsets.UTF_8),
                        "Cache-Control",
                        "max-age=3600"));
    }
}
