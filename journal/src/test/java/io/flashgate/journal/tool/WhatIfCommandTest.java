package io.flashgate.journal.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import io.flashgate.journal.Till;
import io.flashgate.journal.sale.FridaySale;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("flashgate journal what-if")
class WhatIfCommandTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {5, 42, 4217})
    @DisplayName("changes nothing where the rule is the one that it was")
    void isTheSameUnderTheSameRule(final long seed) throws IOException {
        final Random random = new Random(seed);
        try (Till till = new Till(folder)) {
            till.found();
            till.define("summer", 20);
            till.define(FridaySale.of("friday", 20, 12));
            for (int i = 0; i < 800; i++) {
                final String buyer = "buyer-" + random.nextInt(90);
                till.after(random.nextLong(4 * Till.SECOND)).due();
                switch (random.nextInt(7)) {
                    case 0 -> till.confirm("friday", 1 + random.nextInt(60));
                    case 1 -> till.cancel("friday", 1 + random.nextInt(60), buyer);
                    case 2 -> till.extend("friday", 1 + random.nextInt(60));
                    case 3 -> till.buyAll("friday", buyer, "k-" + random.nextInt(9), "cap", "sneaker-42");
                    case 4 -> till.buy("summer", buyer, "k", 1);
                    default -> till.buy("friday", buyer, "k-" + random.nextInt(9), 1 + random.nextInt(2));
                }
            }
        }
        final JsonNode same = whatIf("friday", "stock.cap=12", "hold.ttl=PT3M");
        assertEquals(0, same.get("changes").size(), same.toString());
        assertEquals(0, same.get("latePayments").asLong());
        assertEquals(same.get("before"), same.get("after"));
        assertTrue(same.at("/before/revenue").asLong() > 0);
        assertEquals(0, whatIf("summer", "stock=20").get("changes").size());
    }

    @Test
    @DisplayName("gives more stock to those who came next, and says how many came too late to be known")
    void moreStock() throws IOException {
        try (Till till = new Till(folder)) {
            till.found();
            till.define(sale(3));
            till.after(Till.SECOND).buy("summer", "alice", "a-1", 2);
            till.after(Till.SECOND).buy("summer", "bob", "b-1", 2);
            till.after(Till.SECOND).buy("summer", "carol", "c-1", 1);
            till.countRefusals("summer", Outcome.SALE_SOLD_OUT, 40);
        }
        final JsonNode more = whatIf("summer", "stock.sneaker-42=10");
        assertEquals(List.of("4 INSUFFICIENT_STOCK ACCEPTED"), changes(more));
        assertEquals(1, more.get("gained").asLong());
        assertEquals(0, more.get("lost").asLong());
        assertEquals(5, more.at("/after/items/0/sold").asLong());
        assertEquals(9_900 * 5, more.at("/after/revenue").asLong());
        assertEquals(9_900 * 3, more.at("/before/revenue").asLong());
        assertEquals("SOLD_OUT", more.at("/before/phase").asText());
        assertEquals("OPEN", more.at("/after/phase").asText());
        assertEquals(5, more.at("/before/items/0/lastUnitSequence").asLong());
        assertTrue(more.at("/after/lastUnitAt").isMissingNode());
        assertTrue(more.get("unknown").get(0).asText().startsWith("40 requests came when the sale was over"));
        assertTrue(more.get("unknown").get(0).asText().contains("Some of the 5 units left"));

        final Run text = Run.of("what-if", folder, "--sale", "summer", "--set", "stock=10")
                .mustEndWith(0);
        assertTrue(text.out().contains("What if sale summer had had stock=10?"), text.out());
        assertTrue(text.out().contains("bob 2 × sneaker-42 key=b-1: INSUFFICIENT_STOCK → ACCEPTED"), text.out());
    }

    @Test
    @DisplayName("refuses those who came last where there is less, or where it ends earlier, or a buyer may have less")
    void lessOfIt() throws IOException {
        try (Till till = new Till(folder)) {
            till.found();
            till.define(sale(5));
            till.after(Till.SECOND).buy("summer", "alice", "a-1", 2);
            till.after(Till.SECOND).buy("summer", "bob", "b-1", 1);
            till.after(Till.SECOND).buy("summer", "carol", "c-1", 1);
        }
        assertEquals(
                List.of("4 ACCEPTED SALE_SOLD_OUT", "5 ACCEPTED SALE_SOLD_OUT"), changes(whatIf("summer", "stock=2")));
        assertEquals(List.of("5 ACCEPTED SALE_CLOSED"), changes(whatIf("summer", "closesAt=2026-11-27T12:00:03Z")));
        assertEquals(List.of("3 ACCEPTED NOT_OPEN_YET"), changes(whatIf("summer", "opensAt=2026-11-27T12:00:02Z")));
        assertEquals(List.of("3 ACCEPTED BUYER_LIMIT"), changes(whatIf("summer", "buyerLimit=1")));
        assertEquals(List.of("3 ACCEPTED BUYER_LIMIT"), changes(whatIf("summer", "buyerLimit.sneaker-42=1")));
        final JsonNode two = whatIf("summer", "buyerLimit=1", "stock=1");
        assertEquals(List.of("3 ACCEPTED BUYER_LIMIT", "5 ACCEPTED SALE_SOLD_OUT"), changes(two));
        assertEquals(2, two.get("lost").asLong());
        assertEquals(
                List.of("3 ACCEPTED NOT_ADMITTED", "4 ACCEPTED NOT_ADMITTED", "5 ACCEPTED NOT_ADMITTED"),
                changes(whatIf("summer", "groups=g1")));
    }

    @Test
    @DisplayName("lets holds end by the other rule: units come back for others, and payments come too late")
    void otherHolds() throws IOException {
        try (Till till = new Till(folder)) {
            till.found();
            till.define(FridaySale.of("friday", 2, 9));
            till.after(Till.SECOND).buy("friday", "alice", "a-1", 2);
            till.after(FridaySale.MINUTE).due().buy("friday", "bob", "b-1", 1);
            till.after(FridaySale.MINUTE).confirm("friday", 1);
        }
        final JsonNode shorter = whatIf("friday", "hold.ttl=PT30S");
        assertEquals(List.of("4 SOLD_OUT HELD"), changes(shorter));
        assertEquals(1, shorter.get("latePayments").asLong());
        // Nobody knows whether bob would have paid: his hold is over as well by then.
        assertEquals(2, shorter.at("/after/expired").asLong());
        assertEquals(0, shorter.at("/after/revenue").asLong());
        final JsonNode paid = Run.of(
                        "what-if", folder, "--sale", "friday", "--set", "hold.ttl=PT30S", "--assume-paid", "--json")
                .mustEndWith(0)
                .json();
        assertEquals(6_900, paid.at("/after/revenue").asLong());
        final JsonNode none = whatIf("friday", "hold.ttl=none");
        assertEquals(List.of(), changes(none));
        assertEquals(2, none.at("/after/items/0/sold").asLong());
        assertEquals(6_900 * 2, none.at("/after/revenue").asLong());
        assertEquals(0, none.get("latePayments").asLong());
    }

    @Test
    @DisplayName("says what is wrong with a rule, and which ones and sales there are")
    void refuses() throws IOException {
        try (Till till = new Till(folder)) {
            till.found();
            till.define(FridaySale.of("friday", 2, 9));
        }
        wrong("stok=3", "expected one of stock, stock.SKU");
        wrong("stock", "expected RULE=VALUE");
        wrong("stock=3", "expected stock.SKU with one of sneaker-42, cap");
        wrong("stock.hat=3", "found no item \"hat\", expected one of sneaker-42, cap");
        wrong("stock.cap=0", "stock.cap=0: expected a whole number from 1 to 10000000");
        wrong("closesAt=noon", "expected an RFC 3339 time");
        wrong("closesAt=2026-11-27T11:00:00Z", "closesAt: found not later than opensAt");
        wrong("hold.ttl=3m", "expected an ISO 8601 duration like PT3M");
        final Run unknown = Run.of("what-if", folder, "--sale", "summer", "--set", "buyerLimit=1")
                .mustEndWith(2);
        assertTrue(
                unknown.err().contains("expected a sale of the journal, found \"summer\"; it has friday"),
                unknown.err());
        Run.of("what-if", folder, "--sale", "friday").mustEndWith(2);
    }

    private void wrong(final String rule, final String complaint) {
        final Run run =
                Run.of("what-if", folder, "--sale", "friday", "--set", rule).mustEndWith(2);
        assertTrue(run.err().contains(complaint), run.err());
    }

    private JsonNode whatIf(final String sale, final String... rules) {
        final List<Object> arguments = new ArrayList<>(List.of("what-if", folder, "--sale", sale, "--json"));
        for (final String rule : rules) {
            arguments.add("--set");
            arguments.add(rule);
        }
        return Run.of(arguments.toArray()).mustEndWith(0).json();
    }

    private static List<String> changes(final JsonNode result) {
        final List<String> changes = new ArrayList<>();
        result.get("changes")
                .forEach(change -> changes.add(change.get("sequence").asLong() + " "
                        + change.get("was").asText() + " " + change.get("would").asText()));
        return changes;
    }

    private static SaleDefinition sale(final int stock) {
        return new SaleDefinition(
                "summer",
                "Summer",
                Till.NOON,
                Till.NOON + Till.DAY,
                "CNY",
                0,
                List.of(new ItemDefinition("sneaker-42", "Sneaker", stock, 9_900, -1, 0)),
                List.of());
    }
}
