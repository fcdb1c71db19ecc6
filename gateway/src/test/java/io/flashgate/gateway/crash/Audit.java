package io.flashgate.gateway.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds a restarted gateway to everything that clients heard before the crash, with a plain comparison and no rules of its
 * own: what was answered is answered again, what was sold is listed, and nothing is listed that nobody asked for.
 */
final class Audit implements AutoCloseable {

    /** Requests on their way at once: fewer than a connection may have in flight. */
    private static final int AT_ONCE = 64;

    private final Ledger ledger;
    private final Wire admin;
    private final Wire everybody;

    Audit(final GatewayProcess gateway, final Ledger ledger) throws IOException {
        this.ledger = ledger;
        admin = Wire.to(gateway.adminUrl());
        everybody = Wire.to(gateway.publicUrl());
    }

    /** Everything: the sales, these purchases and their retries, and the orders of all sales. */
    void check(final Collection<Purchase> toRetry) throws IOException {
        checkSales();
        retry(toRetry);
        checkOrders(toRetry.stream().filter(Purchase::isSold).toList());
        for (final SalePlan plan : ledger.sales()) {
            checkListing(plan);
        }
        for (final Purchase purchase : toRetry) {
            assertNull(purchase.contradiction(), purchase::toString);
        }
    }

    /** A sale that was acknowledged is there, one that was closed is over, and no unit that was shown as sold came back. */
    private void checkSales() throws IOException {
        for (final SalePlan plan : ledger.sales()) {
            if (!ledger.mustExist(plan)) {
                // Its acknowledgement was lost. The merchant does what merchants do.
                Merchant.define(admin, plan, ledger);
            }
            final long shown = ledger.mustHaveSold(plan);
            final JsonNode sale = Merchant.look(everybody, plan, ledger);
            assertNotNull(sale, () -> "expected sale " + plan.saleId() + ", found none");
            if (ledger.mustBeOver(plan)) {
                final String phase = sale.get("phase").asText();
                assertTrue(phase.equals("CLOSED") || phase.equals("SOLD_OUT"), () -> "expected a closed sale: " + sale);
            }
            long sold = 0;
            for (final JsonNode item : sale.get("items")) {
                sold += item.get("sold").asLong();
            }
            assertTrue(sold >= shown, () -> "expected at least " + shown + " sold, as was shown: " + sale);
        }
    }

    /** Whoever was answered hears it again; whoever was not, hears now what counts from now on. */
    private void retry(final Collection<Purchase> purchases) throws IOException {
        final List<Purchase> asked = new ArrayList<>(purchases);
        for (int from = 0; from < asked.size(); from += AT_ONCE) {
            final List<Purchase> some = asked.subList(from, Math.min(from + AT_ONCE, asked.size()));
            final ByteArrayOutputStream requests = new ByteArrayOutputStream();
            some.forEach(purchase -> requests.writeBytes(purchase.request()));
            everybody.send(requests.toByteArray());
            for (final Purchase purchase : some) {
                final Heard before = purchase.binding();
                final Heard answer = everybody.hear();
                purchase.heard(answer);
                if (before != null) {
                    assertTrue(before.saysTheSameAs(answer), () -> purchase + ": heard " + before + ", now " + answer);
                    assertTrue(answer.isReplayed(), () -> purchase + ": expected Idempotent-Replayed: " + answer);
                }
            }
        }
    }

    /** Every buyer finds the order under the id that the 201 named, and it says the same. */
    private void checkOrders(final List<Purchase> sold) throws IOException {
        for (int from = 0; from < sold.size(); from += AT_ONCE) {
            final List<Purchase> some = sold.subList(from, Math.min(from + AT_ONCE, sold.size()));
            final ByteArrayOutputStream questions = new ByteArrayOutputStream();
            some.forEach(purchase -> questions.writeBytes(purchase.questionForOrder()));
            everybody.send(questions.toByteArray());
            for (final Purchase purchase : some) {
                final Heard order = everybody.hear();
                assertEquals(200, order.status(), () -> purchase + " of " + purchase.orderId() + ": " + order);
                assertEquals(purchase.expectedOrder(), order.text(), purchase::toString);
            }
        }
    }

    /** The listing and what was heard are the same orders, and they keep to stock and limits. */
    private void checkListing(final SalePlan plan) throws IOException {
        final Heard listing = admin.ask(plan.listing());
        assertEquals(200, listing.status(), listing::toString);
        final Map<String, JsonNode> orders = new HashMap<>();
        final Map<String, Long> soldOfItem = new HashMap<>();
        final Map<String, Long> soldToBuyer = new HashMap<>();
        long sequence = 0;
        for (final String line : listing.text().lines().toList()) {
            final JsonNode order = Json.of(line);
            final JsonNode item = order.get("items").get(0);
            final long quantity = item.get("quantity").asLong();
            assertTrue(order.get("sequence").asLong() > sequence, () -> "expected orders in their sequence: " + line);
            sequence = order.get("sequence").asLong();
            assertNull(orders.put(order.get("orderId").asText(), order), () -> "expected one order of an id: " + line);
            soldOfItem.merge(item.get("sku").asText(), quantity, Long::sum);
            soldToBuyer.merge(order.get("buyerId").asText(), quantity, Long::sum);
        }
        soldOfItem.forEach((sku, sold) ->
                assertTrue(sold <= plan.stock(), () -> plan + ": expected sold <= stock, found " + sku + '=' + sold));
        soldToBuyer.forEach((buyer, bought) -> assertTrue(
                bought <= plan.buyerLimit(),
                () -> plan + ": expected the limit to hold, found " + buyer + '=' + bought));
        checkCounts(plan, soldOfItem);
        for (final Purchase purchase : ledger.purchasesIn(plan)) {
            if (purchase.isSold()) {
                final JsonNode order = orders.remove(purchase.orderId());
                assertNotNull(order, () -> "expected " + purchase.orderId() + " in the listing: " + purchase);
                assertEquals(Json.of(purchase.expectedOrder()), order, purchase::toString);
            }
        }
        assertTrue(orders.isEmpty(), () -> "expected no order that nobody heard of: " + orders.values());
        assertFalse(sequence == 0 && ledger.mustHaveSold(plan) > 0, () -> "expected orders in " + plan);
    }

    private void checkCounts(final SalePlan plan, final Map<String, Long> soldOfItem) throws IOException {
        final JsonNode sale = Merchant.look(everybody, plan, ledger);
        for (final JsonNode item : sale.get("items")) {
            final long listed = soldOfItem.getOrDefault(item.get("sku").asText(), 0L);
            assertEquals(listed, item.get("sold").asLong(), () -> "expected the sum of the listing: " + sale);
        }
    }

    @Override
    public void close() throws IOException {
        admin.close();
        everybody.close();
    }
}
