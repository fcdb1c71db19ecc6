package io.flashgate.gateway.http;

import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.gateway.live.SaleBoard;
import io.flashgate.gateway.pipeline.Pipeline;
import io.flashgate.gateway.telemetry.Health;
import io.flashgate.gateway.telemetry.Telemetry;
import io.netty.buffer.ByteBuf;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * {@code GET /v1/orders/{orderId}}: to its own buyer only. The question goes through the ring like a purchase, so the answer
 * is of one moment in the sequence, and as durable as any.
 */
final class OrderRoute {

    private static final String OWN_BUYER = " of the buyer named in ?buyerId=.";

    private final SaleBoard board;
    private final Pipeline pipeline;
    private final Health health;
    private final Telemetry telemetry;

    OrderRoute(final SaleBoard board, final Pipeline pipeline, final Health health, final Telemetry telemetry) {
        this.board = board;
        this.pipeline = pipeline;
        this.health = health;
        this.telemetry = telemetry;
    }

    void handle(final String orderId, final Request request, final HttpExchange exchange) throws BadRequestException {
        final PurchaseRequest question = exchange.purchase();
        question.clear();
        final String buyer = request.parameter("buyerId");
        if (buyer != null) {
            BuyerId.read("query parameter buyerId", buyer, question.buyerId());
        }
        if (RequestChecks.refuseUnlessReady(health, exchange)) {
            return;
        }
        final int dash = orderId.lastIndexOf('-');
        final long number = dash < 1 ? 0 : number(orderId, dash + 1);
        final String saleId = dash < 1 ? "" : orderId.substring(0, dash);
        exchange.sale(SaleDefinition.isId(saleId) ? board.find(saleId) : null);
        if (buyer == null || number == 0 || exchange.sale() == null) {
            exchange.complete(unknownOrder(exchange));
            return;
        }
        question.saleId().setAscii(saleId, 0, saleId.length());
        final UnsafeBuffer command = exchange.loop().command();
        final int length =
                exchange.loop().commands().findOrder(command, 0, question.saleId(), number, question.buyerId());
        exchange.awaitDecision(this::render);
        if (!pipeline.tryPublish(exchange, command, length)) {
            telemetry.ringWasFull();
            exchange.complete(Problem.OVERLOADED, "The gateway has more to do than it takes on.");
        }
    }

    private void render(final HttpExchange exchange, final Responses responses) {
        final Decision decision = exchange.decision();
        if (decision.outcome() != Outcome.ORDER_FOUND) {
            exchange.complete(unknownOrder(exchange));
            return;
        }
        // Again, because it may have been replaced since: an order is one of the rules that the sale opened with.
        exchange.sale(board.newest(exchange.sale()));
        final PurchaseRequest order = exchange.purchase();
        order.quantity(decision.quantity());
        order.sku()
                .set(exchange.sale()
                        .definition()
                        .items()
                        .get(decision.itemIndex())
                        .sku());
        order.group().set(decision.groupBytes(), 0, decision.groupLength());
        final JsonBytes json = responses.json();
        PurchaseAnswer.writeOrder(exchange, decision, json);
        json.raw("}");
        exchange.complete(responses.ofJson(exchange, 200, Responses.JSON, "Cache-Control", "no-store"));
    }

    private static ByteBuf unknownOrder(final HttpExchange exchange) {
        return exchange.loop()
                .responses()
                .problem(exchange, Problem.UNKNOWN_ORDER, "There is no such order" + OWN_BUYER);
    }

    /** 0: not the number of an order. */
    private static long number(final String orderId, final int from) {
        final int digits = orderId.length() - from;
        if (digits < 1 || digits > 18 || orderId.charAt(from) == '0') {
            return 0;
        }
        long number = 0;
        for (int i = from; i < orderId.length(); i++) {
            final int digit = orderId.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
