package io.flashgate.gateway.http;

import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import io.flashgate.journal.Durability;
import io.netty.buffer.ByteBuf;

/**
 * Writes what a buyer hears, word for word the same for a retry: everything in it comes from the first decision and from
 * rules that no longer change.
 */
final class PurchaseAnswer implements HttpExchange.Renderer {

    private static final String[] NO_HEADERS = {};
    private static final String[] REPLAYED = {"Idempotent-Replayed", "true"};
    private static final Durability[] DURABILITIES = Durability.values();

    @Override
    public ByteBuf render(final HttpExchange exchange, final Responses responses) {
        final Decision decision = exchange.decision();
        final String[] headers = decision.outcome() == Outcome.REPEATED ? REPLAYED : NO_HEADERS;
        switch (decision.answer()) {
            case ACCEPTED:
                return sold(exchange, responses, headers);
            case SOLD_OUT:
                return refuse(exchange, Problem.SOLD_OUT, "Item " + sku(exchange) + " is sold out.", true, headers);
            case SALE_SOLD_OUT:
                return refuse(exchange, Problem.SOLD_OUT, "The sale is sold out.", true, headers);
            case SALE_CLOSED:
                return refuse(exchange, Problem.SALE_CLOSED, "The sale is over.", true, headers);
            case NOT_OPEN_YET:
                return refuse(exchange, Problem.NOT_OPEN_YET, "The sale has not opened yet.", false, headers);
            case INSUFFICIENT_STOCK:
                return refuse(
                        exchange,
                        Problem.INSUFFICIENT_STOCK,
                        "Fewer units of " + sku(exchange) + " are left than the "
                                + exchange.purchase().quantity() + " asked for.",
                        false,
                        headers);
            case BUYER_LIMIT:
                return refuse(
                        exchange,
                        Problem.BUYER_LIMIT,
                        "The buyer would have more units than one buyer may have.",
                        false,
                        headers);
            case KEY_REUSED:
                return refuse(
                        exchange,
                        Problem.KEY_REUSED,
                        "This Idempotency-Key came before with a different request.",
                        false,
                        headers);
            case UNKNOWN_ITEM:
                return refuse(
                        exchange, Problem.UNKNOWN_ITEM, "The sale has no item " + sku(exchange) + '.', false, headers);
            case NOT_ADMITTED:
                return refuse(
                        exchange,
                        Problem.NOT_ADMITTED,
                        exchange.purchase().group().isEmpty()
                                ? "The sale is open to certain groups only, and the request names none."
                                : "Group " + exchange.purchase().group() + " is not admitted to the sale.",
                        false,
                        headers);
            case OVERLOADED:
                return refuse(
                        exchange,
                        Problem.OVERLOADED,
                        "The gateway's tables are full. Nothing was sequenced.",
                        false,
                        headers);
            default:
                throw new IllegalStateException("no answer to a purchase: " + decision);
        }
    }

    static ByteBuf unknownSale(final HttpExchange exchange, final String saleId) {
        return exchange.loop()
                .responses()
                .problem(exchange, Problem.UNKNOWN_SALE, "There is no sale \"" + shorten(saleId) + "\".");
    }

    /** The members of an order, as every route shows it. */
    static void writeOrder(final HttpExchange exchange, final Decision decision, final JsonBytes json) {
        final PurchaseRequest purchase = exchange.purchase();
        final SaleDefinition sale = exchange.sale().definition();
        json.raw("{\"orderId\":\"").raw(sale.saleId()).raw("-").number(decision.orderNumber());
        json.raw("\",\"saleId\":\"").raw(sale.saleId()).raw("\",\"buyerId\":");
        json.string(purchase.buyerId().bytes(), purchase.buyerId().length());
        if (!purchase.group().isEmpty()) {
            json.raw(",\"group\":\"");
            json.raw(purchase.group().bytes(), purchase.group().length()).raw("\"");
        }
        json.raw(",\"items\":[{\"sku\":\"")
                .raw(purchase.sku().bytes(), purchase.sku().length());
        final long price = priceOf(exchange);
        json.raw("\",\"quantity\":").number(purchase.quantity());
        json.raw(",\"unitPrice\":").number(price);
        json.raw("}],\"total\":").number(price * purchase.quantity());
        json.raw(",\"currency\":\"").raw(sale.currency());
        json.raw("\",\"status\":\"CONFIRMED\",\"sequence\":").number(decision.sequence());
        json.raw(",\"decidedAt\":").time(decision.timestampNanos());
    }

    private static ByteBuf sold(final HttpExchange exchange, final Responses responses, final String[] headers) {
        final Decision decision = exchange.decision();
        final JsonBytes json = responses.json();
        writeOrder(exchange, decision, json);
        json.raw(",\"durability\":\"")
                .raw(DURABILITIES[decision.promise()].word())
                .raw("\"}");
        final String location = "/v1/orders/" + exchange.sale().definition().saleId() + '-' + decision.orderNumber();
        if (headers.length == 0) {
            return responses.ofJson(exchange, 201, Responses.JSON, "Location", location);
        }
        return responses.ofJson(exchange, 201, Responses.JSON, "Location", location, headers[0], headers[1]);
    }

    private static ByteBuf refuse(
            final HttpExchange exchange,
            final Problem problem,
            final String detail,
            final boolean isFinal,
            final String[] headers) {
        final Decision decision = exchange.decision();
        final Responses responses = exchange.loop().responses();
        final JsonBytes json = responses.beginProblem(problem, detail);
        json.raw(",\"saleId\":\"").raw(exchange.sale().definition().saleId());
        json.raw("\",\"sku\":\"");
        json.raw(exchange.purchase().sku().bytes(), exchange.purchase().sku().length())
                .raw("\"");
        if (decision.sequence() > 0) {
            json.raw(",\"sequence\":").number(decision.sequence());
        }
        switch (problem) {
            case SOLD_OUT:
            case SALE_CLOSED:
                json.raw(isFinal ? ",\"final\":true" : ",\"final\":false");
                break;
            case NOT_OPEN_YET:
                json.raw(",\"opensAt\":\"").raw(exchange.sale().opensAtText()).raw("\"");
                break;
            case INSUFFICIENT_STOCK:
                json.raw(",\"available\":").number(decision.units());
                break;
            case BUYER_LIMIT:
                json.raw(",\"limit\":").number(decision.units());
                break;
            default:
                break;
        }
        return responses.endProblem(exchange, problem, headers);
    }

    private static long priceOf(final HttpExchange exchange) {
        final int item = exchange.sale().findItem(sku(exchange));
        final ItemDefinition definition = exchange.sale().definition().items().get(item);
        return definition.price();
    }

    private static String sku(final HttpExchange exchange) {
        return exchange.purchase().sku().toString();
    }

    private static String shorten(final String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + '…';
    }
}
