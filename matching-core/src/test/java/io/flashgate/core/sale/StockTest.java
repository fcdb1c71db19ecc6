package io.flashgate.core.sale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.flashgate.core.Dice;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import io.flashgate.core.sale.SaleDefinition.PriceTier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The stock of an item")
class StockTest {

    @Test
    @DisplayName("has one tier if it has one price")
    void onePrice() {
        final Stock stock = stock(10, 9_900);

        assertEquals(1, stock.tiers());
        assertEquals(9_900, stock.nextPrice());
        stock.sell(0, 10);
        assertEquals(9_900, stock.nextPrice()); // what the last one cost
        assertEquals(0, stock.available());
    }

    @Test
    @DisplayName("has a tier for the units before the first price of its own, if there are any")
    void tiers() {
        final Stock late = stock(10, 9_900, new PriceTier(4, 100), new PriceTier(10, 200));
        assertEquals("3×9900 6×100 1×200", tiers(late));

        final Stock early = stock(10, 9_900, new PriceTier(1, 100), new PriceTier(2, 200));
        assertEquals("1×100 9×200", tiers(early));
        assertEquals("10×7", tiers(stock(10, 9_900, new PriceTier(1, 7))));
    }

    @Test
    @DisplayName("moves units from available to held, and from held to sold or back to where they came from")
    void moves() {
        final Stock stock = stock(5, 100, new PriceTier(3, 200));
        stock.hold(0, 2);
        stock.hold(1, 1);
        assertEquals(1, stock.nextTier());
        assertCounts(stock, 2, 3, 0);

        stock.release(0, 1);
        assertEquals(0, stock.nextTier());
        assertEquals(100, stock.nextPrice());
        stock.confirm(0, 1);
        stock.confirm(1, 1);
        assertCounts(stock, 3, 0, 2);
        assertEquals("1×100 2×200", tiers(stock));
    }

    @Test
    @DisplayName("breaks off rather than give what is not there")
    void breaksOff() {
        final Stock stock = stock(5, 100, new PriceTier(3, 200));
        stock.hold(0, 1);

        assertThrows(IllegalStateException.class, () -> stock.sell(0, 2)); // one is left at that price
        assertThrows(IllegalStateException.class, () -> stock.hold(1, 4));
        assertThrows(IllegalStateException.class, () -> stock.hold(1, 0));
        assertThrows(IllegalStateException.class, () -> stock.confirm(0, 2));
        assertThrows(IllegalStateException.class, () -> stock.release(1, 1)); // held at the other price
        assertThrows(IllegalStateException.class, () -> stock.release(0, -1));
        assertCounts(stock, 4, 1, 0);
    }

    @Test
    @DisplayName("adds up through any storm, unit by unit")
    void addsUp() {
        for (int seed = 1; seed <= 200; seed++) {
            storm(new Dice(seed * 0x9E3779B97F4A7C15L));
        }
    }

    /** The model is a character for each unit: available, held or sold. */
    private static void storm(final Dice dice) {
        final int units = dice.between(1, 30);
        final List<PriceTier> prices = new ArrayList<>();
        for (int from = dice.between(1, 9); from <= units && prices.size() < 5; from += dice.between(1, 9)) {
            prices.add(new PriceTier(from, 10L * from));
        }
        final Stock stock = stock(units, 5, prices.toArray(new PriceTier[0]));
        final List<StringBuilder> model = new ArrayList<>();
        for (int tier = 0; tier < stock.tiers(); tier++) {
            model.add(new StringBuilder("a".repeat((int) stock.available(tier))));
        }
        for (int step = 0; step < 200; step++) {
            final int tier = dice.below(stock.tiers());
            switch (dice.below(4)) {
                case 0 -> move(model.get(tier), 'a', 's', dice, quantity -> stock.sell(tier, quantity));
                case 1 -> move(model.get(tier), 'a', 'h', dice, quantity -> stock.hold(tier, quantity));
                case 2 -> move(model.get(tier), 'h', 's', dice, quantity -> stock.confirm(tier, quantity));
                default -> move(model.get(tier), 'h', 'a', dice, quantity -> stock.release(tier, quantity));
            }
            assertCounts(stock, count(model, 'a'), count(model, 'h'), count(model, 's'));
            for (int i = 0; i < stock.tiers(); i++) {
                assertEquals(count(model.subList(i, i + 1), 'a'), stock.available(i));
                assertEquals(count(model.subList(i, i + 1), 'h'), stock.held(i));
            }
        }
    }

    private interface Move {
        void move(long quantity);
    }

    private static void move(
            final StringBuilder tier, final char from, final char to, final Dice dice, final Move stock) {
        final long found = count(List.of(tier), from);
        final int quantity = dice.between(0, 4);
        if (quantity < 1 || quantity > found) {
            assertThrows(IllegalStateException.class, () -> stock.move(quantity));
            return;
        }
        stock.move(quantity);
        for (int i = 0; i < quantity; i++) {
            tier.setCharAt(tier.indexOf(String.valueOf(from)), to);
        }
    }

    private static long count(final List<StringBuilder> tiers, final char state) {
        return tiers.stream()
                .mapToLong(tier -> tier.chars().filter(unit -> unit == state).count())
                .sum();
    }

    private static void assertCounts(final Stock stock, final long available, final long held, final long sold) {
        assertEquals(available, stock.available(), "available");
        assertEquals(held, stock.held(), "held");
        assertEquals(sold, stock.sold(), "sold");
    }

    private static String tiers(final Stock stock) {
        final List<String> tiers = new ArrayList<>();
        for (int tier = 0; tier < stock.tiers(); tier++) {
            tiers.add(stock.available(tier) + "×" + stock.price(tier));
        }
        return String.join(" ", tiers);
    }

    private static Stock stock(final int units, final long price, final PriceTier... tiers) {
        return new Stock(
                new ItemDefinition("sneaker-42", "", units, price, SaleDefinition.NO_LIST_PRICE, 0, List.of(tiers)));
    }
}
