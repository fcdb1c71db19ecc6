package io.flashgate.gateway.http;

import io.flashgate.core.order.Decision;

/** Writes what is heard of one order: the order as it stands, or why it does not change. */
final class OrderAnswer {

    private OrderAnswer() {}

    static void renderForBuyer(final OrderAction action, final HttpExchange exchange, final Responses responses) {
        switch (exchange.decision().outcome()) {
            case UNKNOWN_ORDER:
                unknownToBuyer(exchange);
                break;
            default:
                render(action, exchange, responses);
        }
    }

    static void renderForMerchant(
            final OrderAction action, final String orderId, final HttpExchange exchange, final Responses responses) {
        switch (exchange.decision().outcome()) {
            case UNKNOWN_ORDER:
                unknownToMerchant(exchange, orderId);
                break;
            default:
                render(action, exchange, responses);
        }
    }

    static void unknownToBuyer(final HttpExchange exchange) {
        exchange.complete(Problem.UNKNOWN_ORDER, "There is no such order of the buyer named in ?buyerId=.");
    }

    static void unknownToMerchant(final HttpExchange exchange, final String orderId) {
        exchange.complete(
                Problem.UNKNOWN_ORDER,
                "There is no order \"" + (orderId.length() <= 100 ? orderId : orderId.substring(0, 100) + '…') + "\".");
    }

    private static void render(final OrderAction action, final HttpExchange exchange, final Responses responses) {
        switch (exchange.decision().outcome()) {
            case ORDER_FOUND:
            case ORDER_CONFIRMED:
            case ORDER_CANCELLED:
            case HOLD_EXTENDED:
            case ORDER_UNCHANGED:
                show(exchange, responses);
                break;
            case HOLD_OVER:
                refuse(
                        action,
                        exchange,
                        responses,
                        Problem.HOLD_EXPIRED,
                        "The order's hold is over; its units went back.");
                break;
            case ORDER_IS_CANCELLED:
                refuse(
                        action,
                        exchange,
                        responses,
                        Problem.ORDER_CANCELLED,
                        "The order was cancelled; its units went back.");
                break;
            case ORDER_IS_CONFIRMED:
                refuse(action, exchange, responses, Problem.ORDER_CONFIRMED, "The order is confirmed, which is final.");
                break;
            case NO_EXTENSION:
                refuse(action, exchange, responses, Problem.NO_EXTENSION, "The sale's holds are not extended.");
                break;
            default:
                throw new IllegalStateException("no answer about an order: " + exchange.decision());
        }
    }

    private static void show(final HttpExchange exchange, final Responses responses) {
        final Decision decision = exchange.decision();
        exchange.purchase().group().set(decision.groupBytes(), 0, decision.groupLength());
        final JsonBytes json = responses.json();
        OrderJson.write(exchange, decision, json);
        json.raw("}");
        exchange.complete(responses.ofJson(exchange, 200, Responses.JSON, "Cache-Control", "no-store"));
    }

    /** A payment that comes for an order whose units are gone has to go back. */
    private static void refuse(
            final OrderAction action,
            final HttpExchange exchange,
            final Responses responses,
            final Problem problem,
            final String detail) {
        final SaleAnswers sale = exchange.loop().answersOf(exchange.sale());
        responses.beginProblem(problem).raw("\"").raw(detail).raw("\"");
        final JsonBytes json = responses.endDetail(problem).raw(sale.refusalSale);
        json.raw(",\"orderId\":\"").raw(exchange.sale().saleIdBytes());
        json.raw("-").number(exchange.decision().orderNumber()).raw("\"");
        if (problem != Problem.NO_EXTENSION) {
            json.raw(",\"final\":true");
        }
        if (action == OrderAction.CONFIRM) {
            json.raw(",\"refundRequired\":true");
        }
        responses.beginProblemHead(problem);
        responses.endProblem(exchange);
        exchange.complete(responses.toBuffer());
    }
}
