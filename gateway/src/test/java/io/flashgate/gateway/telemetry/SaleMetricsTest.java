package io.flashgate.gateway.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.Phase;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.gateway.live.SaleBoard;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A page of metrics with thousands of sales")
class SaleMetricsTest {

    private static final long HOUR = 3_600_000_000_000L;
    private static final long NOW = 1_000 * HOUR;

    private final SaleBoard board = new SaleBoard(16);
    private final UnsafeBuffer command = new UnsafeBuffer(new byte[SaleDefinition.MAX_ENCODED_BYTES]);
    private int defined;

    @Test
    @DisplayName("shows those that matter now: from a day before they open until an hour after they close")
    void showsThoseOfNow() {
        define("long-over", NOW - 9 * HOUR, NOW - HOUR, 1);
        define("just-over", NOW - 9 * HOUR, NOW - HOUR + 1, 1);
        define("open", NOW - 900 * HOUR, NOW + 900 * HOUR, 1);
        define("tomorrow", NOW + 23 * HOUR, NOW + 900 * HOUR, 1);
        define("next-week", NOW + 24 * HOUR, NOW + 900 * HOUR, 1);
        board.onTicked(99, NOW);
        assertEquals(List.of("just-over", "open", "tomorrow"), shown());
    }

    @Test
    @DisplayName("and of very many that are open at once those that are not over, and opened first")
    void isBounded() {
        define("over", NOW - 9 * HOUR, NOW - 1, 1);
        for (int i = 0; i < 30; i++) {
            define("sale-" + i, NOW - 900 * HOUR - i, NOW + HOUR, 50);
        }
        board.onTicked(99, NOW);
        final List<String> expected = new ArrayList<>();
        for (int i = 29; i >= 10; i--) {
            expected.add("sale-" + i);
        }
        assertEquals(expected, shown());

        final MetricsPage page = new MetricsPage();
        TelemetryMetrics.register(page, new Telemetry(), new Health(), board, () -> NOW);
        final String text = new String(page.render(null).body(), StandardCharsets.UTF_8);
        assertTrue(text.contains("\nflashgate_sales{phase=\"OPEN\"} 30.0\n"), text);
        assertTrue(text.contains("\nflashgate_sales{phase=\"CLOSED\"} 1.0\n"), text);
        assertTrue(text.contains("\nflashgate_sales_shown 20.0\n"), text);
        assertEquals(
                3 * SaleMetrics.MOST_ITEMS,
                text.lines()
                        .filter(line -> line.startsWith("flashgate_sale_units{"))
                        .count());
    }

    private List<String> shown() {
        return new SaleMetrics(board, () -> NOW)
                .shown().stream().map(sale -> sale.definition().saleId()).toList();
    }

    private void define(final String saleId, final long opensAt, final long closesAt, final int items) {
        final List<SaleDefinition.ItemDefinition> list = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            list.add(new SaleDefinition.ItemDefinition("i" + i, "", 1, 1, SaleDefinition.NO_LIST_PRICE, 0));
        }
        new SaleDefinition(saleId, "", opensAt, closesAt, "EUR", 0, list, List.of()).encode(command, 0);
        board.onDecided(
                command,
                0,
                new Decision()
                        .outcome(Outcome.SALE_CREATED)
                        .sale(defined++, Phase.SCHEDULED)
                        .stamp(defined, 0));
    }
}
