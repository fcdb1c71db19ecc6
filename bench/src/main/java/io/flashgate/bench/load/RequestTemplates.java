package io.flashgate.bench.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flashgate.gateway.cli.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The bytes of a request, written before the run. For each purchase only the digits of its key and its buyer are patched in;
 * the length never changes. For one thread.
 */
final class RequestTemplates {

    private final Identities identities;
    private final byte[][] purchases;
    private final int keyAt;
    private final int[] buyerAt;
    private final byte[] look;

    /**
     * @param host    for the Host header
     * @param path    in front of {@code /v1/sales/…}; mostly empty
     * @param groups  the communities that buyers come from; empty: none is named
     * @param headers more of them
     */
    RequestTemplates(
            final Identities identities,
            final String host,
            final String path,
            final String saleId,
            final String sku,
            final int quantity,
            final List<String> groups,
            final List<Header> headers) {
        this.identities = identities;
        final StringBuilder more = new StringBuilder("Host: " + host + "\r\n");
        headers.forEach(header -> more.append(header.line()));
        final String sale = path + "/v1/sales/" + saleId;
        look = bytes("GET " + sale + " HTTP/1.1\r\n" + more + "\r\n");

        final String blank = "0".repeat(Identities.DIGITS);
        final String key = identities.prefix() + blank;
        final List<String> named = groups.isEmpty() ? List.of("") : groups;
        purchases = new byte[named.size()][];
        buyerAt = new int[named.size()];
        final String begin = "POST " + sale + "/orders HTTP/1.1\r\nIdempotency-Key: " + identities.prefix();
        keyAt = bytes(begin).length;
        for (int i = 0; i < purchases.length; i++) {
            // The buyer comes first in the body, so that its place does not depend on what follows.
            final ObjectNode wish = Json.object().put("buyerId", key).put("sku", sku);
            wish.put("quantity", quantity);
            if (!named.get(i).isEmpty()) {
                wish.put("group", named.get(i));
            }
            final byte[] body = bytes(wish.toString());
            final byte[] head = bytes(begin + blank + "\r\n" + more
                    + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n");
            purchases[i] = new byte[head.length + body.length];
            System.arraycopy(head, 0, purchases[i], 0, head.length);
            System.arraycopy(body, 0, purchases[i], head.length, body.length);
            buyerAt[i] = head.length + bytes("{\"buyerId\":\"" + identities.prefix()).length;
        }
    }

    /** The longest request, in bytes. */
    int maxBytes() {
        int most = look.length;
        for (final byte[] purchase : purchases) {
            most = Math.max(most, purchase.length);
        }
        return most;
    }

    /** Appends the request's bytes: always the same ones for the same number. */
    void putPurchase(final long request, final ByteBuffer to) {
        final int choice = identities.choiceOfBuyer(request, purchases.length);
        final byte[] purchase = purchases[choice];
        Identities.putHex(identities.keyDigits(request), purchase, keyAt);
        Identities.putHex(identities.buyerDigits(request), purchase, buyerAt[choice]);
        to.put(purchase);
    }

    /** Appends a look at the sale, which buys nothing. */
    void putLook(final ByteBuffer to) {
        to.put(look);
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
