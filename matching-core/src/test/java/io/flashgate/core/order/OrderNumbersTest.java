package io.flashgate.core.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.flashgate.core.table.Digest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Order numbers")
class OrderNumbersTest {

    @Test
    @DisplayName("lead to their entries, however the sales take turns, and fill just what there is room for")
    void takeTurns() {
        for (final int sales : new int[] {1, 2, 7, 64}) {
            for (final int orders : new int[] {1, 63, 64, 65, 1_000}) {
                takeTurns(sales, orders);
            }
        }
    }

    private static void takeTurns(final int sales, final int orders) {
        final OrderNumbers numbers = new OrderNumbers(orders, sales);
        final List<List<Integer>> expected = new ArrayList<>();
        for (int sale = 0; sale < sales; sale++) {
            expected.add(new ArrayList<>());
        }
        for (int entry = 0; entry < orders; entry++) {
            final int sale = (int) ((Digest.mix(entry) >>> 1) % sales);
            expected.get(sale).add(entry);
            numbers.add(sale, expected.get(sale).size(), entry);
        }

        for (int sale = 0; sale < sales; sale++) {
            for (int i = 0; i < expected.get(sale).size(); i++) {
                assertEquals(
                        expected.get(sale).get(i), numbers.entry(sale, i + 1), "sale " + sale + ", order " + (i + 1));
            }
        }
    }
}
