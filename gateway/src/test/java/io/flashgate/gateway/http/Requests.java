package io.flashgate.gateway.http;

import java.nio.charset.StandardCharsets;

/** Requests as they go over the wire. */
final class Requests {

    private Requests() {}

    static String get(final String path, final String... headers) {
        return request("GET", path, headers);
    }

    /** A request without a body; headers are whole lines. */
    static String request(final String method, final String path, final String... headers) {
        return method + ' ' + path + " HTTP/1.1\r\nHost: shop\r\n" + lines(headers) + "\r\n";
    }

    /** A request with a JSON body. */
    static String json(final String method, final String path, final String body, final String... headers) {
        return method + ' ' + path + " HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n" + lines(headers) + "\r\n" + body;
    }

    /** A purchase with any body. */
    static String purchase(final String saleId, final String key, final String body) {
        return json("POST", "/v1/sales/" + saleId + "/orders", body, "Idempotency-Key: " + key);
    }

    /** The body of a purchase. */
    static String wish(final String buyer, final String sku, final int quantity) {
        return "{\"sku\":\"" + sku + "\",\"quantity\":" + quantity + ",\"buyerId\":\"" + buyer + "\"}";
    }

    /** The body of a purchase out of a group. */
    static String wish(final String buyer, final String sku, final int quantity, final String group) {
        return "{\"sku\":\"" + sku + "\",\"quantity\":" + quantity + ",\"buyerId\":\"" + buyer + "\",\"group\":\""
                + group + "\"}";
    }

    /** The body of a basket: {@code sku, quantity, sku, quantity …}. */
    static String basket(final String buyer, final Object... lines) {
        final StringBuilder items = new StringBuilder();
        for (int i = 0; i < lines.length; i += 2) {
            items.append(i == 0 ? "" : ",").append("{\"sku\":\"").append(lines[i]);
            items.append("\",\"quantity\":").append(lines[i + 1]).append('}');
        }
        return "{\"items\":[" + items + "],\"buyerId\":\"" + buyer + "\"}";
    }

    private static String lines(final String... headers) {
        final StringBuilder lines = new StringBuilder();
        for (final String header : headers) {
            lines.append(header).append("\r\n");
        }
        return lines.toString();
    }
}
