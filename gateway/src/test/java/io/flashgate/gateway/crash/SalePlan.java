package io.flashgate.gateway.crash;

import java.time.Instant;
import java.util.List;

/**
 * A sale as the merchant wants it.
 *
 * @param stock      of each item
 * @param buyerLimit units that one buyer may have of all items together
 */
record SalePlan(String saleId, List<String> skus, int stock, int buyerLimit, Instant opensAt, Instant closesAt) {

    /** Open now and for an hour. */
    static SalePlan openNow(final String saleId, final int stock, final int buyerLimit) {
        final Instant now = Instant.now();
        return new SalePlan(saleId, List.of("mug", "cap"), stock, buyerLimit, now, now.plusSeconds(3_600));
    }

    SalePlan opening(final Instant time) {
        return new SalePlan(saleId, skus, stock, buyerLimit, time, closesAt);
    }

    SalePlan closing(final Instant time) {
        return new SalePlan(saleId, skus, stock, buyerLimit, opensAt, time);
    }

    /** The request that defines it. */
    byte[] definition() {
        final StringBuilder items = new StringBuilder();
        for (final String sku : skus) {
            items.append(items.isEmpty() ? "" : ",");
            items.append("{\"sku\":\"" + sku + "\",\"title\":\"" + sku + "\",\"stock\":" + stock + ",\"price\":990}");
        }
        final String body = "{\"title\":\"" + saleId + "\",\"opensAt\":\"" + opensAt + "\",\"closesAt\":\"" + closesAt
                + "\",\"currency\":\"EUR\",\"buyerLimit\":" + buyerLimit + ",\"items\":[" + items + "]}";
        return Wire.request(
                "PUT", "/admin/v1/sales/" + saleId, body, "Authorization", "Bearer " + GatewayProcess.TOKEN);
    }

    /** The request that closes it early. */
    byte[] earlyClose() {
        final String target = "/admin/v1/sales/" + saleId + "/close";
        return Wire.request("POST", target, "", "Authorization", "Bearer " + GatewayProcess.TOKEN);
    }

    /** The request for all its orders. */
    byte[] listing() {
        final String target = "/admin/v1/sales/" + saleId + "/orders";
        return Wire.request("GET", target, null, "Authorization", "Bearer " + GatewayProcess.TOKEN);
    }

    /** The request for what everybody sees of it. */
    byte[] view() {
        return Wire.request("GET", "/v1/sales/" + saleId, null);
    }
}
