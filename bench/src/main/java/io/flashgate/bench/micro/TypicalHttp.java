package io.flashgate.bench.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** A purchase as a buyer's app sends it: a dozen lines of head, names as long as those of {@link TypicalRequest}. */
final class TypicalHttp {

    static final String BODY = "{\"sku\":\"" + TypicalRequest.SNEAKERS
            + "\",\"quantity\":1,\"buyerId\":\"oUpF8uMuAJO_M2px000000000001\",\"group\":\"group-07\"}";

    private static final String HEAD = "POST /v1/sales/" + TypicalRequest.SALE + "/orders HTTP/1.1\r\n"
            + "Host: shop.example.com\r\n"
            + "User-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15\r\n"
            + "Accept: application/json\r\n"
            + "Accept-Encoding: gzip, deflate, br\r\n"
            + "Content-Type: application/json\r\n"
            + "Idempotency-Key: 7c9e6679-7425-40de-944b-000000000001\r\n"
            + "Content-Length: " + BODY.length() + "\r\n"
            + "\r\n";

    private TypicalHttp() {}

    static byte[] body() {
        return BODY.getBytes(StandardCharsets.US_ASCII);
    }

    /** So many requests, one behind the other, in direct memory as a read of a socket brings them. */
    static ByteBuf requests(final int count) {
        final byte[] one = (HEAD + BODY).getBytes(StandardCharsets.US_ASCII);
        final ByteBuf bytes = Unpooled.directBuffer(count * one.length);
        for (int i = 0; i < count; i++) {
            bytes.writeBytes(one);
        }
        return bytes;
    }
}
