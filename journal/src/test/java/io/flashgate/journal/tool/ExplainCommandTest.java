package io.flashgate.journal.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.flashgate.core.order.Outcome;
import io.flashgate.journal.Till;
import io.flashgate.journal.sale.FridaySale;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("flashgate journal explain")
class ExplainCommandTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        try (Till till = new Till(folder)) {
            till.found();
            till.define("summer", 3);
            till.define(FridaySale.of("friday", 3, 5));
            till.after(Till.SECOND).buy("summer", "alice", "a-1", 2);
            till.after(Till.SECOND).buy("summer", "bob", "b-1", 2);
            till.after(Till.SECOND).buy("summer", "alice", "a-2", 1);
            till.after(Till.SECOND).buy("summer", "bob", "b-2", 1);
            till.countRefusals("summer", Outcome.SALE_SOLD_OUT, 7);
            // The same key as alice's: a key is a buyer's own.
            till.after(Till.SECOND).buy("friday", "carol", "a-1", 2);
            till.after(Till.SECOND).buy("friday", "dora", "d-1", 1);
            till.after(Till.SECOND).buyAll("friday", "erin", "e-1", "cap", "sneaker-42");
            till.after(Till.SECOND).extend("friday", 1);
            till.after(FridaySale.TTL).due();
            till.after(1).confirm("friday", 1);
            till.after(1).buy("friday", "erin", "e-2", 1);
            till.after(1).cancel("friday", 3, "erin");
        }
    }

    @Test
    @DisplayName("says who came too late which place in the line it was, and where the last unit went")
    void explainsSoldOut() {
        final Run run = Run.of("explain", folder, "erin").mustEndWith(0);
        assertTrue(run.out().startsWith("erin: 2 requests decided, 1 order\n"), run.out());
        assertTrue(
                run.out()
                        .contains("  asked:    1 × cap, 1 × sneaker-42 in sale friday, key e-1\n"
                                + "  answered: 409 sold-out\n"
                                + "  why:      The 3rd request that was decided in the sale, the 1st for cap. Nothing of"
                                + " sneaker-42 was available; 3 were held and not paid for yet."
                                + " The last unit went to sequence 10, 1.000000 s before."),
                run.out());
        assertTrue(run.out().contains("order friday-3: given back by the buyer, CANCELLED"), run.out());

        final JsonNode refusal = Run.of("explain", folder, "erin", "--json")
                .mustEndWith(0)
                .json()
                .get("episodes")
                .get(0);
        assertEquals("sold-out", refusal.get("code").asText());
        assertEquals("sneaker-42", refusal.at("/refusal/sku").asText());
        assertEquals(10, refusal.at("/refusal/lastUnitSequence").asLong());
        assertEquals(3, refusal.at("/items/1/heldBefore").asLong());
        assertEquals(3, refusal.at("/placeInSale").asLong());
    }

    @Test
    @DisplayName("says what was left, and which limit was met with what")
    void explainsTooFewAndLimits() {
        final String bob = Run.of("explain", folder, "bob").mustEndWith(0).out();
        assertTrue(bob.contains("Only 1 of sneaker-42 was available for the 2 asked for."), bob);
        assertTrue(bob.contains("answered: 201 order summer-2 CONFIRMED, 1 × sneaker-42 at 9900, total 9900 CNY"), bob);
        final String alice = Run.of("explain", folder, "alice").mustEndWith(0).out();
        assertTrue(alice.contains("The buyer had 2 of the sale's items and asked for 1; the most is 2."), alice);
        assertTrue(alice.contains("every unit was confirmed with sequence 7"), alice);
        assertTrue(alice.contains("answered without being sequenced, all buyers: 7 SALE_SOLD_OUT"), alice);
        assertTrue(alice.contains("What the journal cannot know:"), alice);
    }

    @Test
    @DisplayName("tells what became of a hold: extended, expired, paid for")
    void followsAHold() {
        final JsonNode carol =
                Run.of("explain", folder, "friday-1", "--json").mustEndWith(0).json();
        assertEquals("carol", carol.get("buyerId").asText());
        assertEquals("order", carol.get("askedBy").asText());
        assertEquals(
                List.of("HELD", "HOLD_EXTENDED", "ORDER_CONFIRMED"),
                carol.get("episodes").findValuesAsText("outcome"));
        assertEquals(
                "2026-11-27T12:05:05.000000000Z",
                carol.at("/episodes/1/order/holdExpiresAt").asText());
        assertEquals(6_900 * 2, carol.at("/episodes/2/order/total").asLong());
        final String dora = Run.of("explain", folder, "d-1").mustEndWith(0).out();
        assertTrue(dora.contains("order friday-2: not paid for in time, EXPIRED; its units went back"), dora);
    }

    @Test
    @DisplayName("asks back where a name could be several, and says whom it did not find")
    void asksBack() {
        final Run several = Run.of("explain", folder, "a-1").mustEndWith(2);
        assertTrue(several.err().contains("\"a-1\" is a key of alice, carol: say whose with --buyer"), several.err());
        final Run hers = Run.of("explain", folder, "a-1", "--buyer", "carol").mustEndWith(0);
        assertTrue(hers.out().startsWith("carol: 1 request decided, 1 order, in sale friday"), hers.out());
        Run.of("explain", folder, "a-1", "--as", "key", "--sale", "summer").mustEndWith(0);
        final Run nobody = Run.of("explain", folder, "zoe").mustEndWith(2);
        assertTrue(nobody.err().contains("name no order, buyer or key \"zoe\""), nobody.err());
        assertTrue(Run.of("explain", folder, "friday-9", "--as", "order")
                .mustEndWith(2)
                .err()
                .contains("name no order \"friday-9\""));
        Run.of("explain", folder, "alice", "--as", "order").mustEndWith(2);
        Run.of("explain", folder, "alice", "--as", "buyer", "--buyer", "bob").mustEndWith(2);
        Run.of("explain", folder, "alice", "--as", "cat").mustEndWith(2);
        Run.of("explain", folder.resolve("nowhere"), "alice").mustEndWith(2);
        Run.of("explain", folder, "bob", "--sale", "friday").mustEndWith(2);
    }

    @Test
    @DisplayName("takes a buyer's name for the buyer's, though it looks like an order")
    void looksLikeAnOrder() throws IOException {
        try (Till till = new Till(folder.resolve("other"))) {
            till.found();
            till.define("buyer", 3);
            till.buy("buyer", "x", "k", 1);
            till.buy("buyer", "buyer-7", "k", 1);
            till.buy("buyer", "buyer-1", "k", 1);
        }
        assertTrue(Run.of("explain", folder.resolve("other"), "buyer-7")
                .mustEndWith(0)
                .out()
                .startsWith("buyer-7: 1 request"));
        final Run several =
                Run.of("explain", folder.resolve("other"), "buyer-1").mustEndWith(2);
        assertTrue(several.err().contains("an order of x, and a buyer: say which with --as order"), several.err());
        assertTrue(Run.of("explain", folder.resolve("other"), "buyer-1", "--as", "order")
                .mustEndWith(0)
                .out()
                .startsWith("x: 1 request"));
    }
}
