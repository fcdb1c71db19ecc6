package io.flashgate.journal.explain;

import io.flashgate.core.order.Outcome;
import io.flashgate.journal.sale.OrderChange;
import java.util.List;

/**
 * One thing that happened to a buyer: a request and its answer, or what became of an order.
 *
 * @param sequence       of the record
 * @param timestampNanos its stamp, nanoseconds since the epoch
 * @param request        what was asked for; null: the record is about an order that was there already
 * @param outcome        what was decided
 * @param order          as it stands behind the record; null: there is none
 * @param isByBuyer      of an {@link Outcome#ORDER_CANCELLED}: whether the buyer gave it back, and not the merchant
 * @param refusal        why not; null: it was not refused
 */
public record Episode(
        long sequence,
        long timestampNanos,
        String saleId,
        Request request,
        Outcome outcome,
        OrderChange order,
        boolean isByBuyer,
        Refusal refusal) {

    /**
     * What was asked for.
     *
     * @param group empty: none
     * @param place of the request among all that were decided in its sale, from 1
     */
    public record Request(String key, String group, List<Line> lines, long place) {}

    /**
     * @param sku       of the item
     * @param place     of the request among all that were decided and asked for this item, from 1
     * @param available units just before the request
     * @param held      units just before it, in unpaid holds
     */
    public record Line(String sku, int quantity, long place, long available, long held) {}

    /**
     * Why a request was refused.
     *
     * @param line             the place of the line that it is about, from 0; -1: it is about the buyer's limit in the whole
     *                         sale
     * @param limit            the limit that was met, units or holds; 0: none was
     * @param has              how much of it the buyer had, units or holds
     * @param lastUnitSequence the order that had taken the last unit of the item; 0: it was no question of stock, or some was left
     * @param lastUnitAtNanos  its stamp, nanoseconds since the epoch
     */
    public record Refusal(int line, long limit, long has, long lastUnitSequence, long lastUnitAtNanos) {}
}
