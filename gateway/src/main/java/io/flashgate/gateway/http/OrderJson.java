package io.flashgate.gateway.http;

import io.flashgate.core.order.Decision;
import io.flashgate.core.order.OrderStatus;
import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.sale.SaleDefinition.StageGoal;
import io.flashgate.gateway.live.SaleView;

/** An order as JSON, as every route shows it; without the bracket at its end. */
final class OrderJson {

    private static final byte[] DECIDED_AT = Ascii.bytes(",\"decidedAt\":");

    private OrderJson() {}

    /**
     * Writes the order that a decision is about: its buyer and group out of the exchange's request, everything else out of the
     * decision and the sale's rules. No buyer: the member is left out.
     */
    static void write(final HttpExchange exchange, final Decision decision, final JsonBytes json) {
        final PurchaseRequest purchase = exchange.purchase();
        final SaleAnswers sale = exchange.loop().answersOf(exchange.sale());
        json.raw(sale.orderBegin).number(decision.orderNumber());
        if (purchase.buyerId().isEmpty()) {
            json.raw(sale.withoutBuyer);
        } else {
            json.raw(sale.buyerBegin).string(purchase.buyerId());
        }
        if (!purchase.group().isEmpty()) {
            json.raw(",\"group\":\"").raw(purchase.group()).raw("\"");
        }
        writeItems(sale, decision, json);
        if (decision.status() == OrderStatus.CONFIRMED) {
            json.raw(sale.statusAndSequence);
        } else {
            writeStatus(sale, decision, json);
        }
        json.number(decision.orderSequence());
        json.raw(DECIDED_AT).time(decision.orderedAtNanos());
        if (decision.goals() > 0) {
            writeGoal(exchange.sale(), decision, json);
        }
        if (exchange.sale().definition().rehearsal()) {
            json.raw(",\"rehearsal\":true");
        }
    }

    private static void writeItems(final SaleAnswers sale, final Decision decision, final JsonBytes json) {
        if (decision.partCount() == 1) {
            final SaleAnswers.Item item = sale.item(decision.partItem(0));
            if (decision.unitPrice() == item.price) {
                json.raw(item.itemBegin).number(decision.quantity());
                json.raw(item.priceAndTotal).number(item.price * decision.quantity());
                return;
            }
        }
        json.raw(",\"items\":[");
        for (int part = 0; part < decision.partCount(); part++) {
            json.raw(part == 0 ? "{\"sku\":\"" : ",{\"sku\":\"").raw(sale.item(decision.partItem(part)).sku);
            json.raw("\",\"quantity\":").number(decision.partQuantity(part));
            json.raw(",\"unitPrice\":").number(decision.partPrice(part)).raw("}");
        }
        json.raw("],\"total\":").number(decision.total());
    }

    private static void writeStatus(final SaleAnswers sale, final Decision decision, final JsonBytes json) {
        json.raw(sale.currencyAndStatus).raw(decision.status().name()).raw("\"");
        if (decision.status() == OrderStatus.HELD) {
            json.raw(",\"holdExpiresAt\":").time(decision.holdExpiresAtNanos());
        }
        json.raw(",\"sequence\":");
    }

    /** The highest one, where an order has reached several; the sale says who has reached each. */
    private static void writeGoal(final SaleView sale, final Decision decision, final JsonBytes json) {
        final StageGoal goal = sale.definition().stageGoals().get(decision.firstGoal() + decision.goals() - 1);
        json.raw(",\"goalReached\":{\"units\":").number(goal.units());
        json.raw(",\"reward\":").string(goal.reward()).raw("}");
    }
}
