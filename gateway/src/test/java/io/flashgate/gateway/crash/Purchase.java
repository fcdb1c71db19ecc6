package io.flashgate.gateway.crash;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** One purchase under one key, and what all its attempts have heard. Any thread. */
final class Purchase {

    final String saleId;
    final String sku;
    final String buyerId;
    final int quantity;
    final String key;

    private Heard binding;
    private Heard finalNo;
    private String contradiction;

    Purchase(final String saleId, final String sku, final String buyerId, final int quantity, final String key) {
        this.saleId = saleId;
        this.sku = sku;
        this.buyerId = buyerId;
        this.quantity = quantity;
        this.key = key;
    }

    /** The request: every attempt is the same one. */
    byte[] request() {
        final String body = "{\"sku\":\"" + sku + "\",\"quantity\":" + quantity + ",\"buyerId\":\"" + buyerId + "\"}";
        return Wire.request("POST", "/v1/sales/" + saleId + "/orders", body, "Idempotency-Key", key);
    }

    /** The buyer asks for the order that a 201 spoke of. */
    byte[] questionForOrder() {
        final String buyer = URLEncoder.encode(buyerId, StandardCharsets.UTF_8);
        return Wire.request("GET", "/v1/orders/" + orderId() + "?buyerId=" + buyer, null);
    }

    /** One attempt has been answered. */
    synchronized void heard(final Heard answer) {
        if (answer.isSequenced()) {
            if (binding == null) {
                binding = answer;
            } else if (!binding.saysTheSameAs(answer)) {
                contradiction = "expected the first answer again, " + binding + ", found " + answer;
            }
        } else if (answer.isFinal()) {
            finalNo = answer;
        } else if (answer.isReplayed()) {
            contradiction = "expected a replayed answer to be a sequenced one, found " + answer;
        }
        if (binding != null && finalNo != null) {
            contradiction = "expected one answer for one key, found " + binding + " and " + finalNo;
        }
        if (answer.status() >= 500 && answer.status() != 503 || answer.status() == 400 || answer.status() == 422) {
            contradiction = "expected a well-formed purchase to be answered, found " + answer;
        }
    }

    /** The answer that every retry must hear; null: none was heard. */
    synchronized Heard binding() {
        return binding;
    }

    /** Whether anything was heard that settles the purchase. */
    synchronized boolean isSettled() {
        return binding != null || finalNo != null;
    }

    /** Whether a 201 was heard. */
    synchronized boolean isSold() {
        return binding != null && binding.status() == 201;
    }

    /** Null: all answers agree with one another. */
    synchronized String contradiction() {
        return contradiction;
    }

    /** Of the 201 that was heard. */
    String orderId() {
        return Json.of(binding().text()).get("orderId").asText();
    }

    /** What a question for the order must be answered: the same document, but for the promise. */
    String expectedOrder() {
        return binding().text().replaceFirst(",\"durability\":\"(fsync|os)\"}$", "}");
    }

    @Override
    public String toString() {
        return "purchase " + key + " of " + quantity + " " + sku + " in " + saleId + " by " + buyerId;
    }
}
