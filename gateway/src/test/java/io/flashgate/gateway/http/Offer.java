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
    private final List<String> goals = new ArrayList<>();
    private Instant opensAt;
    private Instant closesAt;
    private int buyerLimit;
    private String hold;
    private boolean rehearsal;

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

    /** An item whose units cost something else from certain ones on: {@code fromUnit, price, fromUnit, price …}. */
    Offer tieredItem(final String sku, final int stock, final long price, final long... tiers) {
        final List<String> steps = new ArrayList<>();
        for (int i = 0; i < tiers.length; i += 2) {
            steps.add("{\"fromUnit\":" + tiers[i] + ",\"price\":" + tiers[i + 1] + '}');
        }
        items.add("{\"sku\":\"" + sku + "\",\"stock\":" + stock + ",\"price\":" + price + ",\"priceTiers\":["
                + String.join(",", steps) + "]}");
        return this;
    }

    /** Orders wait so long for their payment. */
    Offer hold(final Duration ttl) {
        hold = "\"ttl\":\"" + ttl + '"';
        return this;
    }

    /** When the payment has started, a hold goes on for so much longer. After {@link #hold}. */
    Offer extension(final Duration more) {
        hold += ",\"extension\":\"" + more + '"';
        return this;
    }

    /** Most holds of one buyer. After {@link #hold}. */
    Offer attempts(final int most) {
        hold += ",\"attempts\":" + most;
        return this;
    }

    Offer goal(final long units, final String reward) {
        goals.add("{\"units\":" + units + ",\"reward\":\"" + reward + "\"}");
        return this;
    }

    Offer rehearsal() {
        rehearsal = true;
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
                + (hold == null ? "" : ",\"hold\":{" + hold + '}')
                + (goals.isEmpty() ? "" : ",\"stageGoals\":[" + String.join(",", goals) + ']')
                + (rehearsal ? ",\"rehearsal\":true" : "")
                + ",\"items\":[" + String.join(",", items) + "]}";
    }
}
