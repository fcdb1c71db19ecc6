package io.flashgate.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The orders of a sale, held against its stock and against what the crowd was told.
 *
 * <pre>
 *   orders listed ──┬── each once, in sequence, never more than a buyer may have
 *                   ├── their units = sold in the sale's view; available + held + sold = stock
 *                   └── every order that a buyer heard of is there, is that buyer's, and no other order of the crowd is
 * </pre>
 */
final class Audit {

    private static final int SHOWN = 10;

    private final List<String> findings = new ArrayList<>();
    private final Map<String, JsonNode> listed = new HashMap<>();
    private final Map<String, Long> units = new TreeMap<>();
    private final int heard;

    private Audit(final int heard) {
        this.heard = heard;
    }

    /**
     * @param orders     all orders of the sale, as the admin plane lists them
     * @param view       the sale, as the public sees it
     * @param buyerLimit units of one item per buyer
     */
    static Audit of(final CrowdTally tally, final List<JsonNode> orders, final JsonNode view, final int buyerLimit) {
        final Audit audit = new Audit(tally.sold().size());
        audit.findings.addAll(tally.findings());
        if (tally.lostCount() > 0) {
            audit.findings.add(tally.lostCount() + " answers were lost, expected none");
        }
        audit.listOrders(orders, buyerLimit);
        audit.compareWithView(view);
        audit.compareWithCrowd(tally);
        return audit;
    }

    /** What is wrong; empty: nothing. */
    List<String> findings() {
        return findings;
    }

    void print(final PrintWriter out) {
        if (findings.isEmpty()) {
            out.println("\naudit: " + listed.size() + " orders listed, " + heard
                    + " heard of by the crowd: nothing oversold, nothing lost, nothing sold twice");
        } else {
            out.println("\naudit: " + findings.size() + " findings");
            findings.stream().limit(SHOWN).forEach(finding -> out.println("  " + finding));
            if (findings.size() > SHOWN) {
                out.println("  … and " + (findings.size() - SHOWN) + " more");
            }
        }
        out.flush();
    }

    private void listOrders(final List<JsonNode> orders, final int buyerLimit) {
        final Map<List<String>, Long> perBuyer = new HashMap<>();
        long last = Long.MIN_VALUE;
        for (final JsonNode order : orders) {
            final String orderId = order.path("orderId").asText();
            final String buyer = order.path("buyerId").asText();
            if (orderId.isEmpty() || listed.put(orderId, order) != null) {
                findings.add("order \"" + orderId + "\" is listed twice or has no id");
            }
            final long sequence = order.path("sequence").asLong(Long.MIN_VALUE);
            if (sequence <= last) {
                findings.add(
                        "order " + orderId + " is listed with sequence " + sequence + ", expected more than " + last);
            }
            last = sequence;
            for (final JsonNode item : order.path("items")) {
                final String sku = item.path("sku").asText();
                final long quantity = item.path("quantity").asLong();
                units.merge(sku, quantity, Long::sum);
                if (perBuyer.merge(List.of(buyer, sku), quantity, Long::sum) > buyerLimit) {
                    findings.add(
                            buyer + " has more than " + buyerLimit + " of " + sku + ", the last by order " + orderId);
                }
            }
        }
    }

    private void compareWithView(final JsonNode view) {
        final Map<String, Long> unseen = new TreeMap<>(units);
        for (final JsonNode item : view.path("items")) {
            final String sku = item.path("sku").asText();
            final long stock = item.path("stock").asLong();
            final long sold = item.path("sold").asLong();
            final long parts =
                    item.path("available").asLong() + item.path("held").asLong() + sold;
            final Long ordered = unseen.remove(sku);
            final long inOrders = ordered == null ? 0 : ordered;
            if (inOrders > stock) {
                findings.add("oversold: " + inOrders + " of " + sku + " in the orders, stock " + stock);
            }
            if (inOrders != sold) {
                findings.add(sku + ": found " + inOrders + " in the orders, expected " + sold + " as the sale says");
            }
            if (parts != stock) {
                findings.add(sku + ": found available + held + sold = " + parts + ", expected the stock " + stock);
            }
        }
        unseen.forEach(
                (sku, count) -> findings.add(sku + ": found " + count + " in the orders, expected no such item"));
    }

    private void compareWithCrowd(final CrowdTally tally) {
        final Map<String, Long> ordersOfBuyer = new HashMap<>();
        final Map<String, Long> heardOfBuyer = new HashMap<>();
        listed.values()
                .forEach(order -> ordersOfBuyer.merge(order.path("buyerId").asText(), 1L, Long::sum));
        tally.sold().forEach((orderId, buyer) -> {
            heardOfBuyer.merge(buyer.id(), 1L, Long::sum);
            final JsonNode order = listed.get(orderId);
            if (order == null) {
                findings.add("lost: order " + orderId + " was confirmed to " + buyer.id() + " and is not listed");
            } else if (!order.path("buyerId").asText().equals(buyer.id()) || !isOneOf(buyer.sku(), order)) {
                findings.add("order " + orderId + ": found " + order + ", expected one " + buyer.sku() + " for "
                        + buyer.id());
            }
        });
        ordersOfBuyer.keySet().retainAll(tally.asked());
        ordersOfBuyer.forEach((buyer, ordered) -> {
            final long heardOf = heardOfBuyer.getOrDefault(buyer, 0L);
            if (ordered > heardOf && !tally.isUnanswered(buyer)) {
                findings.add(buyer + ": found " + ordered + " orders, expected the " + heardOf + " it was told of");
            }
        });
    }

    private static boolean isOneOf(final String sku, final JsonNode order) {
        final JsonNode items = order.path("items");
        return items.size() == 1
                && items.get(0).path("sku").asText().equals(sku)
                && items.get(0).path("quantity").asInt() == 1;
    }
}
