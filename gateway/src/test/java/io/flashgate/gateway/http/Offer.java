package io.flashgate.gateway.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A sale that a test's merchant defines. Open since a minute ago, for an hour, unless it is said otherwise. */
final class Offer {

    private final String saleId;
    private final List<String> items = new ArrayList<>();
    private final List<String> groups = new ArrayList<>();
    private Instant opensAt;
    private Instant closesAt;
    private int buyerLimit;

    private Offer(final String saleId, final Instant now) {
        this.saleId = saleId;
        opensAt = now.minus(Duration.ofMinutes(1));
        closesAt = now.plus(Duration.ofHours(1));
    }

    static Offer of(final String saleId) {
        return new Offer(saleId, Instant.now());
    }

    /** By a clock that the test has put somewhere. */
    static Offer of(final String saleId, final Instant now) {
        return new Offer(saleId, now);
    }

    Offer item(final String sku, final int stock) {
        return item(sku, stock, 9_900, 0);
    }

    Offer item(final String sku, final int stock, final long price, final int limit) {
        items.add("{\"sku\":\"" + sku + "\",\"title\":\"" + sku + "\",\"stock\":" + stock + ",\"price\":" + price
                + (limit > 0 ? ",\"buyerLimit\":" + limit : "") + '}');
        return this;
    }

    Offer limit(final int unitsPerBuyer) {
        buyerLimit = unitsPerBuyer;
        return this;
    }

    Offer groups(final String... names) {
        for (final String name : names) {
            groups.add('"' + name + '"');
        }
        return this;
    }

    Offer opensAt(final Instant time) {
        opensAt = time;
        return this;
    }

    Offer closesAt(final Instant time) {
        closesAt = time;
        return this;
    }

    String saleId() {
        return saleId;
    }

    Instant opensAt() {
        return opensAt;
    }

    Instant closesAt() {
        return closesAt;
    }

    String json() {
        return "{\"title\":\"Flash \\\"" + saleId + "\\\"\",\"opensAt\":\"" + opensAt + "\",\"closesAt\":\"" + closesAt
                + "\",\"currency\":\"CNY\""
                + (buyerLimit > 0 ? ",\"buyerLimit\":" + buyerLimit : "")
                + (groups.isEmpty() ? "" : ",\"groups\":[" + String.join(",", groups) + ']')
                + ",\"items\":[" + String.join(",", items) + "]}";
    }
}
