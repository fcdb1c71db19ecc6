package io.flashgate.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A request")
class RequestTemplatesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    @DisplayName("is a purchase of its buyer's, with its own key, and the same bytes again")
    void purchase() throws IOException {
        final Identities identities = new Identities("r1", 7, 0);
        final RequestTemplates templates = templates(identities, List.of("g1", "g2"));
        final Set<String> keys = new HashSet<>();
        final Set<String> buyers = new HashSet<>();
        final Set<String> groups = new HashSet<>();

        for (int i = 0; i < 1_000; i++) {
            final String request = purchase(templates, i);
            final String[] parts = request.split("\r\n\r\n", 2);
            final JsonNode body = JSON.readTree(parts[1]);
            assertTrue(parts[0].startsWith("POST /base/v1/sales/summer/orders HTTP/1.1\r\n"), request);
            assertTrue(parts[0].contains("\r\nHost: shop:8080\r\nX-Trace: yes\r\n"), request);
            assertTrue(parts[0].contains("\r\nContent-Length: " + parts[1].length()), request);
            assertTrue(parts[0].contains("\r\nIdempotency-Key: " + identities.key(i) + "\r\n"), request);
            assertEquals("a", body.path("sku").asText());
            assertEquals(2, body.path("quantity").asInt());
            keys.add(identities.key(i));
            buyers.add(body.path("buyerId").asText());
            groups.add(body.path("group").asText());
            assertEquals(request, purchase(templates, i));
        }

        assertEquals(1_000, keys.size());
        assertEquals(1_000, buyers.size());
        assertEquals(Set.of("g1", "g2"), groups);
    }

    @Test
    @DisplayName("of one seed is another one's of none")
    void seeds() {
        assertNotEquals(new Identities("r", 1, 0).key(5), new Identities("r", 2, 0).key(5));
        assertEquals(new Identities("r", 1, 0).key(5), new Identities("r", 1, 9).key(5));
        assertNotEquals(new Identities("r", 1, 0).key(5), new Identities("s", 1, 0).key(5));
    }

    @Test
    @DisplayName("comes from the buyers in turn")
    void turns() {
        final Identities identities = new Identities("r", 1, 10);

        assertEquals(identities.buyerDigits(3), identities.buyerDigits(13));
        assertNotEquals(identities.buyerDigits(3), identities.buyerDigits(4));
        assertNotEquals(identities.keyDigits(3), identities.keyDigits(13));
    }

    private static RequestTemplates templates(final Identities identities, final List<String> groups) {
        return new RequestTemplates(
                identities, "shop:8080", "/base", "summer", "a", 2, groups, List.of(new Header("X-Trace", "yes")));
    }

    private static String purchase(final RequestTemplates templates, final long request) {
        final ByteBuffer bytes = ByteBuffer.allocate(4_096);
        templates.putPurchase(request, bytes);
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }
}
