package io.flashgate.gateway.http;

import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.gateway.admission.Gate;
import io.flashgate.gateway.live.SaleBoard;
import io.flashgate.gateway.live.SaleView;
import io.flashgate.gateway.pipeline.Pipeline;
import io.flashgate.gateway.telemetry.Health;
import io.flashgate.gateway.telemetry.Telemetry;
import io.flashgate.journal.Durability;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * {@code POST /v1/sales/{saleId}/orders}: well-formed? then the gate, then the ring.
 *
 * <p>The order of questions is the contract's; the core asks the rest of them.
 */
final class PurchaseRoute implements PlainPurchases {

    private final SaleBoard board;
    private final Gate gate;
    private final Pipeline pipeline;
    private final Health health;
    private final Telemetry telemetry;
    private final Durability durability;
    private final PurchaseAnswer answer = new PurchaseAnswer();
    private final HttpExchange.Renderer answered = this::answerOfTheRing;

    PurchaseRoute(
            final SaleBoard board,
            final Gate gate,
            final Pipeline pipeline,
            final Health health,
            final Telemetry telemetry,
            final Durability durability) {
        this.board = board;
        this.gate = gate;
        this.pipeline = pipeline;
        this.health = health;
        this.telemetry = telemetry;
        this.durability = durability;
    }

    /** Any form of the request. */
    void handle(final String saleId, final Request request, final HttpExchange exchange) throws BadRequestException {
        final boolean canBeASale;
        try {
            canBeASale = read(saleId, request, exchange.purchase());
        } finally {
            // A complaint is part of the trace too.
            exchange.trace(exchange.purchase().trace());
        }
        if (canBeASale) {
            decide(exchange);
        } else if (!RequestChecks.refuseUnlessReady(health, exchange)) {
            refuseUnknownSale(saleId, exchange);
        }
    }

    @Override
    public void handle(final PlainPurchaseParser plain, final HttpExchange exchange) {
        plain.copyTo(exchange.purchase());
        exchange.trace(exchange.purchase().trace());
        decide(exchange);
    }

    /**
     * What a request asks for.
     *
     * @return false if it is well-formed, but no sale can have such an id
     * @throws BadRequestException if it is not well-formed
     */
    static boolean read(final String saleId, final Request request, final PurchaseRequest purchase)
            throws BadRequestException {
        purchase.clear();
        TraceParentHeader.read(request, purchase.trace());
        RequestChecks.requireJson(request);
        IdempotencyKey.read(request, purchase.key());
        PurchaseBody.read(request.body(), request.bodyLength(), purchase);
        if (!SaleDefinition.isId(saleId)) {
            return false;
        }
        purchase.saleId().setAscii(saleId, 0, saleId.length());
        return true;
    }

    private void decide(final HttpExchange exchange) {
        if (RequestChecks.refuseUnlessReady(health, exchange)) {
            return;
        }
        final PurchaseRequest purchase = exchange.purchase();
        final SaleView sale = board.find(purchase.saleId());
        if (sale == null) {
            refuseUnknownSale(purchase.saleId().toString(), exchange);
            return;
        }
        purchase.promise(durability.ordinal());
        exchange.sale(sale);

        final Outcome refusal = gate.refuse(sale, purchase, exchange.loop().commands());
        if (refusal != null) {
            exchange.decision().reset();
            exchange.decision().outcome(refusal);
            answer.render(exchange, exchange.loop().responses());
            return;
        }
        exchange.awaitDecision(answered);
        final UnsafeBuffer command = exchange.loop().command();
        final int length = exchange.loop().commands().purchase(command, 0, purchase);
        if (!pipeline.tryPublish(exchange, command, length)) {
            telemetry.ringWasFull();
            exchange.complete(
                    Problem.OVERLOADED, "The gateway has more to do than it takes on. Nothing was sequenced.");
        }
    }

    private void refuseUnknownSale(final String saleId, final HttpExchange exchange) {
        telemetry.refusedAtGate(Outcome.UNKNOWN_SALE);
        exchange.complete(PurchaseAnswer.unknownSale(exchange, saleId));
    }

    /**
     * What the ring did not sequence is counted here; what the gate refused, it has counted itself.
     *
     * <p>The sale is looked up again: it may have been replaced after the gate saw it, and was decided by its new rules.
     */
    private void answerOfTheRing(final HttpExchange exchange, final Responses responses) {
        exchange.sale(board.newest(exchange.sale()));
        final Outcome outcome = exchange.decision().outcome();
        if (!outcome.isSequenced()) {
            exchange.sale().countUnsequenced(outcome);
        }
        answer.render(exchange, responses);
    }
}
