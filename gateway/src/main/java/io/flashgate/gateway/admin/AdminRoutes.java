package io.flashgate.gateway.admin;

import io.flashgate.core.Commands;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.gateway.http.BadRequestException;
import io.flashgate.gateway.http.HttpExchange;
import io.flashgate.gateway.http.OrderAction;
import io.flashgate.gateway.http.OrderRoute;
import io.flashgate.gateway.http.Problem;
import io.flashgate.gateway.http.PublicRoutes;
import io.flashgate.gateway.http.Request;
import io.flashgate.gateway.http.RequestChecks;
import io.flashgate.gateway.http.Responses;
import io.flashgate.gateway.http.Rfc3339;
import io.flashgate.gateway.http.Routes;
import io.flashgate.gateway.http.SaleDocument;
import io.flashgate.gateway.live.SaleBoard;
import io.flashgate.gateway.live.SaleView;
import io.flashgate.gateway.pipeline.Pipeline;
import io.flashgate.gateway.telemetry.Health;
import io.flashgate.gateway.telemetry.MetricsPage;
import io.flashgate.gateway.telemetry.Telemetry;
import io.flashgate.journal.report.ReportFollower;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The admin plane. Everything but the probes wants the admin token. */
public final class AdminRoutes implements Routes {

    private static final Logger LOG = LoggerFactory.getLogger(AdminRoutes.class);

    private static final String SALES = "/admin/v1/sales";
    private static final String ORDERS = "/admin/v1/orders/";
    private static final Map<OrderAction, String> ORDER_ACTIONS = Map.of(
            OrderAction.CONFIRM, "/confirm",
            OrderAction.CANCEL, "/cancel",
            OrderAction.PAYMENT_STARTED, "/payment-started");
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON = "application/json";
    private static final String NDJSON = "application/x-ndjson";

    private final AdminToken token;
    private final boolean metricsOpen;
    private final SaleBoard board;
    private final Pipeline pipeline;
    private final Health health;
    private final Telemetry telemetry;
    private final MetricsPage metrics;
    private final EpochNanoClock clock;
    private final Path journal;
    private final OrderRoute orders;
    private final ReportRoute reports;

    /**
     * @param metricsOpen whether {@code /metrics} answers without the token
     * @param journal     the journal's folder, for listings
     * @param reports     makes the sales reports
     */
    public AdminRoutes(
            final String adminToken,
            final boolean metricsOpen,
            final SaleBoard board,
            final Pipeline pipeline,
            final Health health,
            final Telemetry telemetry,
            final MetricsPage metrics,
            final EpochNanoClock clock,
            final Path journal,
            final ReportFollower reports) {
        token = new AdminToken(adminToken);
        this.metricsOpen = metricsOpen;
        this.board = board;
        this.pipeline = pipeline;
        this.health = health;
        this.telemetry = telemetry;
        this.metrics = metrics;
        this.clock = clock;
        this.journal = journal;
        orders = new OrderRoute(board, pipeline, health, telemetry);
        this.reports = new ReportRoute(reports);
    }

    @Override
    public void handle(final Request request, final HttpExchange exchange) throws BadRequestException {
        switch (request.path()) {
            case "/livez":
                read(request, exchange, () -> text(exchange, 200, "ok\n"));
                return;
            case "/readyz":
                read(request, exchange, () -> readiness(exchange));
                return;
            case "/metrics":
                if (metricsOpen || token.admits(request, exchange)) {
                    show(metrics, request, exchange);
                }
                return;
            default:
                if (token.admits(request, exchange) && !isOrder(request, exchange)) {
                    sales(request, exchange);
                }
        }
    }

    /** Answers with a page of metrics, in the form that is asked for. */
    static void show(final MetricsPage metrics, final Request request, final HttpExchange exchange) {
        // Several Accept headers are one list (RFC 9110, 5.3).
        final String accept = String.join(", ", request.headers().getAll(HttpHeaderNames.ACCEPT));
        read(request, exchange, () -> {
            final MetricsPage.Page page = metrics.render(accept);
            return bytes(exchange, 200, page.contentType(), page.body());
        });
    }

    /** Whether the address is one of an order; then it is answered. */
    private boolean isOrder(final Request request, final HttpExchange exchange) throws BadRequestException {
        for (final OrderAction action : ORDER_ACTIONS.keySet()) {
            final String orderId = request.segment(ORDERS, ORDER_ACTIONS.get(action));
            if (orderId != null) {
                if (request.method().equals(HttpMethod.POST)) {
                    orders.handleForMerchant(action, orderId, exchange);
                } else {
                    PublicRoutes.methodNotAllowed(request, exchange, "POST");
                }
                return true;
            }
        }
        return false;
    }

    private void sales(final Request request, final HttpExchange exchange) throws BadRequestException {
        if (request.path().equals(SALES)) {
            read(
                    request,
                    exchange,
                    () -> bytes(exchange, 200, JSON, SaleDocument.ofAdmin(board.sales(), clock.nanoTime())));
            return;
        }
        String saleId = request.segment(SALES + '/', "/close");
        if (saleId != null) {
            if (request.method().equals(HttpMethod.POST)) {
                close(saleId, exchange);
            } else {
                PublicRoutes.methodNotAllowed(request, exchange, "POST");
            }
            return;
        }
        saleId = request.segment(SALES + '/', "/orders");
        if (saleId != null) {
            if (request.isRead()) {
                orders(saleId, request, exchange);
            } else {
                PublicRoutes.methodNotAllowed(request, exchange, "GET, HEAD");
            }
            return;
        }
        saleId = request.segment(SALES + '/', "/report");
        if (saleId != null) {
            if (!request.isRead()) {
                PublicRoutes.methodNotAllowed(request, exchange, "GET, HEAD");
            } else if (board.find(saleId) == null) {
                exchange.complete(unknownSale(exchange, saleId));
            } else {
                reports.handle(saleId, request, exchange);
            }
            return;
        }
        saleId = request.segment(SALES + '/', "");
        if (saleId == null) {
            PublicRoutes.notFound(request, exchange);
        } else if (request.method().equals(HttpMethod.PUT)) {
            define(saleId, request, exchange);
        } else if (request.isRead()) {
            show(saleId, exchange);
        } else {
            PublicRoutes.methodNotAllowed(request, exchange, "GET, HEAD, PUT");
        }
    }

    private void define(final String saleId, final Request request, final HttpExchange exchange)
            throws BadRequestException {
        RequestChecks.requireJson(request);
        final SaleDefinition definition = SaleJson.read(saleId, request.body(), request.bodyLength());
        if (definition.closesAtNanos() <= clock.nanoTime()) {
            throw new BadRequestException("closesAt: found a time that has passed, expected one to come");
        }
        if (RequestChecks.refuseUnlessReady(health, exchange)) {
            return;
        }
        final UnsafeBuffer scratch = new UnsafeBuffer(new byte[SaleDefinition.MAX_ENCODED_BYTES]);
        final int length = definition.encode(scratch, 0);
        publish(saleId, copy(scratch, length), length, exchange);
    }

    private void close(final String saleId, final HttpExchange exchange) {
        if (RequestChecks.refuseUnlessReady(health, exchange)) {
            return;
        }
        if (!SaleDefinition.isId(saleId)) {
            exchange.complete(unknownSale(exchange, saleId));
            return;
        }
        final UnsafeBuffer command = exchange.loop().command();
        publish(saleId, command, Commands.closeSale(command, 0, saleId), exchange);
    }

    private void publish(
            final String saleId, final UnsafeBuffer command, final int length, final HttpExchange exchange) {
        exchange.awaitDecision((decided, responses) -> decided.complete(render(decided, saleId)));
        if (!pipeline.tryPublish(exchange, command, length)) {
            telemetry.ringWasFull();
            exchange.complete(
                    Problem.OVERLOADED, "The gateway has more to do than it takes on. Nothing was sequenced.");
        }
    }

    private ByteBuf render(final HttpExchange exchange, final String saleId) {
        final Outcome outcome = exchange.decision().outcome();
        switch (outcome) {
            case SALE_CREATED:
                say("sale is created", saleId, exchange);
                return sale(exchange, saleId, 201, "Location", SALES + '/' + saleId);
            case SALE_REPLACED:
                say("sale is replaced", saleId, exchange);
                return sale(exchange, saleId, 200);
            case SALE_CLOSED_EARLY:
                say("the merchant has closed the sale early", saleId, exchange);
                return sale(exchange, saleId, 200);
            case SALE_ALREADY_OVER:
                return sale(exchange, saleId, 200);
            case SALE_ALREADY_OPEN:
                return problem(
                        exchange,
                        Problem.SALE_ALREADY_OPEN,
                        "Sale \"" + saleId + "\" has opened or is over; it is not replaced any more.");
            case UNKNOWN_SALE:
                return unknownSale(exchange, saleId);
            case OVERLOADED:
                return problem(
                        exchange, Problem.OVERLOADED, "The gateway holds as many sales as it may (--max-sales).");
            default:
                throw new IllegalStateException("no answer to an admin command: " + exchange.decision());
        }
    }

    private void say(final String what, final String saleId, final HttpExchange exchange) {
        final SaleDefinition definition = board.find(saleId).definition();
        long units = 0;
        for (final SaleDefinition.ItemDefinition item : definition.items()) {
            units += item.stock();
        }
        LOG.atInfo()
                .addKeyValue("sale", saleId)
                .addKeyValue("opensAt", Rfc3339.format(definition.opensAtNanos()))
                .addKeyValue("closesAt", Rfc3339.format(definition.closesAtNanos()))
                .addKeyValue("items", definition.items().size())
                .addKeyValue("units", units)
                .addKeyValue("sequence", exchange.decision().sequence())
                .log(what);
    }

    private void show(final String saleId, final HttpExchange exchange) {
        exchange.complete(board.find(saleId) == null ? unknownSale(exchange, saleId) : sale(exchange, saleId, 200));
    }

    private void orders(final String saleId, final Request request, final HttpExchange exchange)
            throws BadRequestException {
        final long after = after(request);
        final SaleView sale = board.find(saleId);
        if (sale == null) {
            exchange.complete(unknownSale(exchange, saleId));
            return;
        }
        final OrderListing listing;
        try {
            listing = new OrderListing(journal, sale, after, board.sequence());
        } catch (final IOException unreadable) {
            throw new IllegalStateException("the journal cannot be read", unreadable);
        }
        if (listing.firstMissing() > 0) {
            final String detail =
                    "The orders of sale \"" + saleId + "\" would be read from sequence=" + listing.firstMissing()
                            + " on, and the journal begins with sequence=" + listing.firstThere() + " here.";
            listing.close();
            exchange.complete(problem(exchange, Problem.JOURNAL_ARCHIVED, detail));
            return;
        }
        exchange.complete(exchange.loop().responses().chunkedHead(exchange, NDJSON), listing);
    }

    private static long after(final Request request) throws BadRequestException {
        final String after = request.parameter("after");
        if (after == null) {
            return 0;
        }
        try {
            final long sequence = Long.parseLong(after);
            if (sequence >= 0) {
                return sequence;
            }
        } catch (final NumberFormatException malformed) {
            // Said below, with the same words as for a negative number.
        }
        throw new BadRequestException("query parameter after: found \"" + after + "\", expected a sequence, 0 or more");
    }

    private ByteBuf readiness(final HttpExchange exchange) {
        switch (health.state()) {
            case READY:
                return health.canSell()
                        ? text(exchange, 200, "ready\n")
                        : text(
                                exchange,
                                503,
                                "no room: the journal's disk has too little left; refusing until there is more\n");
            case STARTING:
                return text(exchange, 503, "starting\n");
            case DRAINING:
                return text(exchange, 503, "draining\n");
            default:
                return text(exchange, 503, "failed: a promise broke; the log says which\n");
        }
    }

    private ByteBuf sale(final HttpExchange exchange, final String saleId, final int status, final String... headers) {
        return exchange.loop()
                .responses()
                .ofBytes(exchange, status, JSON, SaleDocument.ofAdmin(board.find(saleId), clock.nanoTime()), headers);
    }

    private static ByteBuf unknownSale(final HttpExchange exchange, final String saleId) {
        return problem(exchange, Problem.UNKNOWN_SALE, "There is no sale \"" + saleId + "\".");
    }

    private static ByteBuf problem(final HttpExchange exchange, final Problem problem, final String detail) {
        return exchange.loop().responses().problem(exchange, problem, detail);
    }

    static ByteBuf text(final HttpExchange exchange, final int status, final String text) {
        return bytes(exchange, status, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    private static ByteBuf bytes(
            final HttpExchange exchange, final int status, final String contentType, final byte[] body) {
        final Responses responses = exchange.loop().responses();
        return responses.ofBytes(exchange, status, contentType, body, "Cache-Control", "no-store");
    }

    static void read(final Request request, final HttpExchange exchange, final Answer answer) {
        if (request.isRead()) {
            exchange.complete(answer.make());
        } else {
            PublicRoutes.methodNotAllowed(request, exchange, "GET, HEAD");
        }
    }

    private static UnsafeBuffer copy(final UnsafeBuffer source, final int length) {
        final byte[] bytes = new byte[length];
        source.getBytes(0, bytes);
        return new UnsafeBuffer(bytes);
    }

    @FunctionalInterface
    interface Answer {
        ByteBuf make();
    }
}
