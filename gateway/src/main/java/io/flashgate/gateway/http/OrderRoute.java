package io.flashgate.gateway.http;

import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.gateway.live.SaleBoard;
import io.flashgate.gateway.pipeline.Pipeline;
import io.flashgate.gateway.telemetry.Health;
import io.flashgate.gateway.telemetry.Telemetry;

/**
 * What is asked of one order, by its buyer or by the merchant. Every question goes through the ring like a purchase, so its
 * answer is of one moment in the sequence, and as durable as any.
 *
 * <p>A buyer sees his own orders and can give held ones back; anybody else's are as unknown to him as those that do not exist.
 */
public final class OrderRoute {

    private final SaleBoard board;
    private final Pipeline pipeline;
    private final Health health;
    private final Telemetry telemetry;

    public OrderRoute(final SaleBoard board, final Pipeline pipeline, final Health health, final Telemetry telemetry) {
        this.board = board;
        this.pipeline = pipeline;
        this.health = health;
        this.telemetry = telemetry;
    }

    /** {@code GET /v1/orders/{orderId}} and {@code POST /v1/orders/{orderId}/cancel}: to its own buyer only. */
    void handleForBuyer(
            final OrderAction action, final String orderId, final Request request, final HttpExchange exchange)
            throws BadRequestException {
        final PurchaseRequest question = exchange.purchase();
        question.clear();
        final String buyer = request.parameter("buyerId");
        if (buyer != null) {
            BuyerId.read("query parameter buyerId", buyer, question.buyerId());
        }
        if (RequestChecks.refuseUnlessReady(health, exchange)) {
            return;
        }
        final long number = OrderId.read(orderId, question.saleId());
        if (buyer == null || !find(number, exchange)) {
            OrderAnswer.unknownToBuyer(exchange);
            return;
        }
        publish(
                exchange,
                action.encodeForBuyer(exchange, number),
                (decided, responses) -> OrderAnswer.renderForBuyer(action, decided, responses));
    }

    /** {@code POST /admin/v1/orders/{orderId}/…}: the merchant may speak of anybody's. */
    public void handleForMerchant(final OrderAction action, final String orderId, final HttpExchange exchange) {
        final PurchaseRequest question = exchange.purchase();
        question.clear();
        if (RequestChecks.refuseUnlessReady(health, exchange)) {
            return;
        }
        final long number = OrderId.read(orderId, question.saleId());
        if (!find(number, exchange)) {
            OrderAnswer.unknownToMerchant(exchange, orderId);
            return;
        }
        publish(
                exchange,
                action.encodeForMerchant(exchange, number),
                (decided, responses) -> OrderAnswer.renderForMerchant(action, orderId, decided, responses));
    }

    private boolean find(final long number, final HttpExchange exchange) {
        exchange.sale(number == 0 ? null : board.find(exchange.purchase().saleId()));
        return exchange.sale() != null;
    }

    private void publish(final HttpExchange exchange, final int length, final HttpExchange.Renderer renderer) {
        exchange.awaitDecision((decided, responses) -> {
            // Looked up again, because it may have been replaced since: an order is one of the rules that the sale
            // opened with.
            decided.sale(board.newest(decided.sale()));
            renderer.render(decided, responses);
        });
        if (!pipeline.tryPublish(exchange, exchange.loop().command(), length)) {
            telemetry.ringWasFull();
            exchange.complete(
                    Problem.OVERLOADED, "The gateway has more to do than it takes on. Nothing was sequenced.");
        }
    }
}
