package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What an order is marked with")
class GroupsAndRehearsalTest {

    @TempDir
    private Path folder;

    private Counter counter;

    @BeforeEach
    void open() throws Exception {
        counter = Counter.openIn(folder);
    }

    @AfterEach
    void close() {
        counter.close();
    }

    @Test
    @DisplayName("is the group it was bought from, whatever becomes of the order and wherever it is looked up")
    void keepsItsGroup() throws Exception {
        counter.offer(Offer.of("summer")
                .hold(Duration.ofMinutes(3))
                .groups("g1", "g2")
                .item("a", 5));
        final Reply bought =
                counter.buy("summer", "k", wish("alice", "a", 1, "g2")).mustBe(201);
        counter.buy("summer", "k", wish("bob", "a", 1, "g1")).mustBe(201);
        counter.buy("summer", "k", wish("carol", "a", 1, "g3")).mustBe(403, "not-admitted");
        counter.buy("summer", "k", wish("carol", "a", 1)).mustBe(403, "not-admitted");
        assertEquals("g2", group(bought));

        assertEquals("g2", group(counter.order("summer-1", "alice")));
        assertEquals("g1", group(counter.cancel("summer-2", "bob")));
        // The same key from another group is another request; it does not move the order there.
        counter.buy("summer", "k", wish("alice", "a", 1, "g1")).mustBe(422, "key-reused");
        counter.close();
        counter = Counter.openIn(folder);

        assertEquals("g2", group(counter.confirm("summer-1")));
        assertEquals("g2", group(counter.order("summer-1", "alice")));
        assertEquals("g1", group(counter.order("summer-2", "bob")));
    }

    @Test
    @DisplayName("is that it was a rehearsal: in its answers, and in the sale for everybody")
    void saysThatItIsARehearsal() throws Exception {
        counter.offer(Offer.of("dry").hold(Duration.ofMinutes(3)).item("a", 5).rehearsal());
        counter.offer(Offer.of("real").hold(Duration.ofMinutes(3)).item("a", 5));

        for (final String saleId : new String[] {"dry", "real"}) {
            final boolean isMeant = saleId.equals("real");
            final Reply bought = counter.buy(saleId, "k", wish("alice", "a", 1)).mustBe(201);
            isMarked(!isMeant, bought.json());
            isMarked(!isMeant, counter.order(saleId + "-1", "alice").mustBe(200).json());
            isMarked(!isMeant, counter.confirm(saleId + "-1").mustBe(200).json());
            isMarked(!isMeant, counter.sale(saleId).mustBe(200).json());
            isMarked(!isMeant, counter.adminView(saleId));
            assertTrue(bought.text().endsWith(",\"durability\":\"fsync\"}"), bought::text);
        }
    }

    private static void isMarked(final boolean expected, final JsonNode document) {
        if (expected) {
            assertEquals(true, document.path("rehearsal").booleanValue(), document::toString);
        } else {
            assertNull(document.get("rehearsal"), document::toString);
        }
    }

    private static String group(final Reply reply) {
        return reply.json().path("group").asText();
    }
}
