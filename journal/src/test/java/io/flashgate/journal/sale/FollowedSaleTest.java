package io.flashgate.journal.sale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.CommandView;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.Sale;
import io.flashgate.core.sale.Stock;
import io.flashgate.journal.JournalReader;
import io.flashgate.journal.Till;
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

@DisplayName("Sales that are followed through the journal")
class FollowedSaleTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {5, 42, 4217})
    @DisplayName("have the units, phases and totals that the core has, record by record")
    void agreeWithTheCore(final long seed) throws IOException {
        final Random random = new Random(seed);
        final FollowedSales sales = new FollowedSales();
        final JournalOrders orders = new JournalOrders();
        final CommandView command = new CommandView();
        final List<Long> totals = new ArrayList<>();
        int seen = 0;
        try (Till till = new Till(folder);
                JournalReader reader = JournalReader.open(folder)) {
            till.found();
            till.define(FridaySale.of("friday", 12, 10));
            till.define("summer", 30);
            till.buy("friday", "zoe", "z-1", 1);
            till.buy("friday", "yan", "y-1", 2);
            for (int i = 0; i < 1_200; i++) {
                arrive(till.after(random.nextLong(3 * Till.SECOND)).due(), random);
                while (reader.next()) {
                    sales.follow(reader, command.wrap(reader.command(), reader.commandOffset()));
                    final OrderChange order = orders.follow(reader);
                    if (order != null) {
                        totals.add(order.total());
                    }
                    seen++;
                }
                compare(till, sales, reader.timestampNanos());
            }
            assertEquals(till.core().sequence(), seen);
            assertTrue(till.core().orderCount() > 60, "there were orders");
            assertTrue(totals.stream().anyMatch(total -> total == 6_900 + 7_900), "one spans two prices");
            assertTrue(sales.find("friday").lastUnitSequence(0) > 0, "the last unit was taken");
        }
    }

    @Test
    @DisplayName("say by which order the last unit went, and that all are sold when the last one is paid for")
    void knowTheLastUnit() throws IOException {
        final FollowedSales sales = new FollowedSales();
        final CommandView command = new CommandView();
        try (Till till = new Till(folder);
                JournalReader reader = JournalReader.open(folder)) {
            till.found();
            till.define(FridaySale.of("friday", 3, 1));
            till.after(1).buy("friday", "alice", "a-1", 2);
            till.after(1).buy("friday", "bob", "b-1", 1);
            till.after(1).buy("friday", "carol", "c-1", 1);
            while (reader.next()) {
                sales.follow(reader, command.wrap(reader.command(), reader.commandOffset()));
            }
            final FollowedSale friday = sales.find("friday");
            assertEquals(4, friday.lastUnitSequence(0));
            assertEquals(Till.NOON + 2, friday.lastUnitAtNanos(0));
            assertEquals(3, friday.decided());
            assertEquals(0, friday.decided(1));
            assertEquals(0, friday.soldOutSequence());

            till.buyAll("friday", "dora", "d-1", "cap");
            till.confirm("friday", 1);
            till.confirm("friday", 2);
            assertEquals(Outcome.ORDER_CONFIRMED, till.confirm("friday", 3));
            while (reader.next()) {
                sales.follow(reader, command.wrap(reader.command(), reader.commandOffset()));
            }
            assertEquals(till.core().sequence(), friday.soldOutSequence());
        }
    }

    private static void compare(final Till till, final FollowedSales sales, final long nanos) {
        for (int i = 0; i < till.core().sales().size(); i++) {
            final Sale sale = till.core().sales().get(i);
            final FollowedSale followed = sales.find(sale.definition().saleId());
            for (int item = 0; item < sale.definition().items().size(); item++) {
                final Stock expected = sale.stock(item);
                final Stock found = followed.stock(item);
                assertEquals(expected.available(), found.available());
                assertEquals(expected.held(), found.held());
                assertEquals(expected.sold(), found.sold());
                assertEquals(expected.nextPrice(), found.nextPrice());
            }
            assertEquals(sale.orders(), followed.orders());
            assertEquals(
                    sale.phase(),
                    followed.phaseAt(nanos),
                    sale.definition().saleId() + " at sequence " + till.core().sequence());
        }
    }

    private static void arrive(final Till till, final Random random) {
        final String buyer = "buyer-" + random.nextInt(100);
        final String key = "k-" + random.nextInt(5);
        final long order = 1 + random.nextInt(80);
        switch (random.nextInt(10)) {
            case 0, 1 -> till.buy("friday", buyer, key, 1 + random.nextInt(2));
            case 2 -> till.buyAll("friday", buyer, key, "cap", "sneaker-42");
            case 3 -> till.buyAll("friday", buyer, key, "cap");
            case 4 -> till.buy("summer", buyer, key, 1);
            case 5, 6 -> till.confirm("friday", order);
            case 7 -> till.cancel("friday", order);
            case 8 -> till.cancel("friday", order, buyer);
            default -> till.extend("friday", order);
        }
    }
}
