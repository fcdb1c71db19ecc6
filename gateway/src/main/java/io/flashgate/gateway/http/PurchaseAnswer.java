package io.flashgate.gateway.http;

import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.Text;
import io.flashgate.journal.Durability;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Writes what a buyer hears, word for word the same for a retry: everything in it comes from the first decision and from
 * rules that no longer change.
 */
final class PurchaseAnswer implements HttpExchange.Renderer {

    private static final byte[] CRLF = Ascii.bytes("\r\n");

    /** By what was promised: the last member and the end of the document. */
    private static final byte[][] DURABILITIES = Arrays.stream(Durability.values())
            .map(durability -> Ascii.bytes(",\"durability\":\"" + durability.word() + "\"}"))
            .toArray(byte[][]::new);

    @Override
    public void render(final HttpExchange exchange, final Responses responses) {
        write(exchange, responses);
        exchange.complete(responses);
    }

    /** Leaves the answer to what was decided in there. */
    void write(final HttpExchange exchange, final Responses responses) {
        switch (exchange.decision().answer()) {
            case ACCEPTED:
            case HELD:
                sold(exchange, responses);
                break;
            case SOLD_OUT:
                soldOut(exchange, responses);
                break;
            case SALE_SOLD_OUT:
                refuseForGood(exchange, responses, Problem.SOLD_OUT, "The sale is sold out.");
                break;
            case SALE_CLOSED:
                refuseForGood(exchange, responses, Problem.SALE_CLOSED, "The sale is over.");
                break;
            case NOT_OPEN_YET:
                refuse(exchange, responses, Problem.NOT_OPEN_YET, "The sale has not opened yet.");
                break;
            case INSUFFICIENT_STOCK:
                insufficientStock(exchange, responses);
                break;
            case BUYER_LIMIT:
                refuse(
                        exchange,
                        responses,
                        Problem.BUYER_LIMIT,
                        "The buyer would have more units than one buyer may have.");
                break;
            case HOLD_ATTEMPTS:
                refuse(
                        exchange,
                        responses,
                        Problem.BUYER_LIMIT,
                        "The buyer has taken as many holds as one buyer may take in the sale.");
                break;
            case KEY_REUSED:
                refuse(
                        exchange,
                        responses,
                        Problem.KEY_REUSED,
                        "This Idempotency-Key came before with a different request.");
                break;
            case UNKNOWN_ITEM:
                refuse(exchange, responses, Problem.UNKNOWN_ITEM, "The sale has no item " + refusedSku(exchange) + '.');
                break;
            case NOT_ADMITTED:
                refuse(
                        exchange,
                        responses,
                        Problem.NOT_ADMITTED,
                        exchange.purchase().group().isEmpty()
                                ? "The sale is open to certain groups only, and the request names none."
                                : "Group " + exchange.purchase().group() + " is not admitted to the sale.");
                break;
            case OVERLOADED:
                refuse(
                        exchange,
                        responses,
                        Problem.OVERLOADED,
                        "The gateway's tables are full. Nothing was sequenced.");
                break;
            default:
                throw new IllegalStateException("no answer to a purchase: " + exchange.decision());
        }
    }

    static ByteBuf unknownSale(final HttpExchange exchange, final String saleId) {
        return exchange.loop()
                .responses()
                .problem(exchange, Problem.UNKNOWN_SALE, "There is no sale \"" + shorten(saleId) + "\".");
    }

    private static void sold(final HttpExchange exchange, final Responses responses) {
        final Decision decision = exchange.decision();
        final JsonBytes json = responses.json();
        OrderJson.write(exchange, decision, json);
        json.raw(DURABILITIES[decision.promise()]);
        final JsonBytes head = responses.beginHead(201, Responses.JSON);
        head.raw(exchange.loop().answersOf(exchange.sale()).location);
        head.number(decision.orderNumber()).raw(CRLF);
        addReplayed(decision, head);
        responses.end(exchange);
    }

    /** What is held may come back; what is sold never does. */
    private static void soldOut(final HttpExchange exchange, final Responses responses) {
        responses
                .beginProblem(Problem.SOLD_OUT)
                .raw("\"Item ")
                .raw(refusedSku(exchange))
                .raw(
                        exchange.decision().units() == 0
                                ? " is sold out.\""
                                : " has nothing available now; unpaid holds may still come back.\"");
        endRefusal(exchange, responses, Problem.SOLD_OUT);
    }

    private static void insufficientStock(final HttpExchange exchange, final Responses responses) {
        responses
                .beginProblem(Problem.INSUFFICIENT_STOCK)
                .raw("\"Fewer units of ")
                .raw(refusedSku(exchange))
                .raw(" are left than the ")
                .number(exchange.purchase().quantityOf(refusedLine(exchange)))
                .raw(" asked for.\"");
        endRefusal(exchange, responses, Problem.INSUFFICIENT_STOCK);
    }

    /** Of this request: the first one with this key may have had its lines in another order. */
    private static int refusedLine(final HttpExchange exchange) {
        final int place = exchange.decision().refusedLine();
        return place == 0 ? 0 : exchange.purchase().lineByName(place);
    }

    private static Text refusedSku(final HttpExchange exchange) {
        return exchange.purchase().sku(refusedLine(exchange));
    }

    /** The sale is over: thousands hear the same, so its document is written once. */
    private static void refuseForGood(
            final HttpExchange exchange, final Responses responses, final Problem problem, final String detail) {
        final int index = exchange.sale().findItem(exchange.purchase().sku());
        if (index < 0
                || exchange.purchase().lineCount() > 1
                || exchange.decision().sequence() > 0) {
            refuse(exchange, responses, problem, detail);
            return;
        }
        // Nothing in it is of this very request but its item.
        final SaleAnswers.Item item = exchange.loop().answersOf(exchange.sale()).item(index);
        final byte[] kept = item.findRefusal(problem);
        if (kept == null) {
            refuse(exchange, responses, problem, detail);
            item.keepRefusal(problem, responses.copyOfBody());
        } else {
            responses.beginProblemHead(problem);
            responses.end(exchange, kept);
        }
    }

    /**
     * @param detail needs no escapes
     */
    private static void refuse(
            final HttpExchange exchange, final Responses responses, final Problem problem, final String detail) {
        responses.beginProblem(problem).raw("\"").raw(detail).raw("\"");
        endRefusal(exchange, responses, problem);
    }

    private static void endRefusal(final HttpExchange exchange, final Responses responses, final Problem problem) {
        final Decision decision = exchange.decision();
        final JsonBytes json = responses.endDetail(problem);
        final SaleAnswers sale = exchange.loop().answersOf(exchange.sale());
        if (exchange.purchase().lineCount() == 1 || decision.refusedLine() > 0) {
            json.raw(sale.refusalMembers).raw(refusedSku(exchange)).raw("\"");
        } else {
            json.raw(sale.refusalSale);
        }
        if (decision.sequence() > 0) {
            json.raw(",\"sequence\":").number(decision.sequence());
        }
        switch (problem) {
            case SOLD_OUT:
                if (decision.units() > 0) {
                    json.raw(",\"final\":false,\"held\":").number(decision.units());
                    break;
                }
                json.raw(",\"final\":true");
                break;
            case SALE_CLOSED:
                json.raw(",\"final\":true");
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
        addReplayed(decision, responses.beginProblemHead(problem));
        responses.endProblem(exchange);
    }

    private static void addReplayed(final Decision decision, final JsonBytes head) {
        if (decision.outcome() == Outcome.REPEATED) {
            head.raw("Idempotent-Replayed: true\r\n");
        }
    }

    private static String shorten(final String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + '…';
    }
}
