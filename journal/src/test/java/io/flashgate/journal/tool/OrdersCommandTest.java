package io.flashgate.journal.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.journal.Till;
import io.flashgate.journal.sale.FridaySale;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("flashgate journal orders")
class OrdersCommandTest {

    private static final String HEADER =
            "sequence,decidedAt,saleId,orderId,status,buyerId,group,line,lines,sku,quantity,"
                    + "unitPrice,amount,currency,holdExpiresAt,rehearsal";

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        try (Till till = new Till(folder)) {
            till.found();
            till.define("summer", 5);
            till.define(FridaySale.of("friday", 4, 5));
            till.buy("summer", "=HYPERLINK(\"http://evil\")", "k-1", 1);
            till.buy("friday", "alice", "a-1", 1);
            till.buy("friday", "bob, the \"builder\"", "b-1", 2);
            till.buy("summer", "carol", "c-1", 9);
            till.confirm("friday", 2);
            till.after(FridaySale.TTL).due();
        }
    }

    @Test
    @DisplayName("has a row for each price of an order and each change, and nothing that a spreadsheet would run")
    void writesCsv() {
        final List<String> rows = Run.of("orders", folder).mustEndWith(0).lines();
        assertEquals(
                List.of(
                        HEADER,
                        "4,\"2026-11-27T12:00:00.000000000Z\",summer,summer-1,CONFIRMED,"
                                + "\"'=HYPERLINK(\"\"http://evil\"\")\",,1,1,sneaker-42,1,9900,9900,CNY,,false",
                        "5,\"2026-11-27T12:00:00.000000000Z\",friday,friday-1,HELD,alice,,1,1,sneaker-42,1,6900,6900,CNY,"
                                + "\"2026-11-27T12:03:00.000000000Z\",false",
                        "6,\"2026-11-27T12:00:00.000000000Z\",friday,friday-2,HELD,\"bob, the \"\"builder\"\"\",,1,2,"
                                + "sneaker-42,1,6900,6900,CNY,\"2026-11-27T12:03:00.000000000Z\",false"),
                rows.subList(0, 4));
        assertTrue(rows.get(4).contains(",2,2,sneaker-42,1,7900,7900,"), rows.get(4));
        assertTrue(rows.get(5).startsWith("8,") && rows.get(5).contains(",CONFIRMED,"), rows.get(5));
        assertTrue(rows.get(7).contains("friday-1,EXPIRED,alice"), rows.get(7));
        assertEquals(8, rows.size());
    }

    @Test
    @DisplayName("goes on behind any sequence, without a header if it is to be added to a file")
    void goesOn() {
        final String all = Run.of("orders", folder).mustEndWith(0).out();
        final String first = all.lines().limit(4).reduce("", (a, b) -> a + b + "\n");
        final String rest = Run.of("orders", folder, "--after", "5", "--no-header")
                .mustEndWith(0)
                .out();
        assertEquals(all, all.lines().limit(3).reduce("", (a, b) -> a + b + "\n") + rest);
        assertTrue(first.startsWith(HEADER));
        assertEquals(
                "",
                Run.of("orders", folder, "--after", "99", "--no-header")
                        .mustEndWith(0)
                        .out());
    }

    @Test
    @DisplayName("has the members of the admin plane's listing as NDJSON, names as they are")
    void writesNdjson() {
        final Run run = Run.of("orders", folder, "--format", "ndjson").mustEndWith(0);
        assertEquals(
                "{\"orderId\":\"summer-1\",\"saleId\":\"summer\",\"buyerId\":\"=HYPERLINK(\\\"http://evil\\\")\","
                        + "\"items\":[{\"sku\":\"sneaker-42\",\"quantity\":1,\"unitPrice\":9900}],\"total\":9900,"
                        + "\"currency\":\"CNY\",\"status\":\"CONFIRMED\",\"sequence\":4,"
                        + "\"decidedAt\":\"2026-11-27T12:00:00.000000000Z\"}",
                run.lines().get(0));
        assertEquals(List.of("4", "5", "6", "8", "9"), sequences(run));
        assertEquals(
                List.of("4"),
                sequences(Run.of("orders", folder, "--json", "--sale", "summer").mustEndWith(0)));
    }

    @Test
    @DisplayName("refuses a sale that there is not, and what it does not understand")
    void refuses() {
        assertTrue(Run.of("orders", folder, "--sale", "winter")
                .mustEndWith(2)
                .err()
                .contains("expected a sale of the journal, found \"winter\""));
        Run.of("orders", folder, "--after", "-1").mustEndWith(2);
        Run.of("orders", folder, "--format", "xml").mustEndWith(2);
        Run.of("orders", folder, "--json", "--format", "csv").mustEndWith(2);
    }

    private static List<String> sequences(final Run run) {
        return run.ndjson().stream()
                .map(order -> order.get("sequence").asText())
                .toList();
    }
}
