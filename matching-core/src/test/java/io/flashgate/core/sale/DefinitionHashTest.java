package io.flashgate.core.sale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.sale.SaleDefinition.HoldDefinition;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import io.flashgate.core.sale.SaleDefinition.PriceTier;
import io.flashgate.core.sale.SaleDefinition.StageGoal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The numbers here are in the digests of journals: if one of them changes, those journals no longer replay. */
@DisplayName("The hash of a sale's definition")
class DefinitionHashTest {

    private static final long NOON = 1_795_780_800_000_000_000L;
    private static final long HALF_AN_HOUR = 1_800_000_000_000L;
    private static final ItemDefinition SNEAKERS = new ItemDefinition("sneaker-42", "", 10, 9_900, -1, 0);
    private static final HoldDefinition HOLD = new HoldDefinition(180_000_000_000L, 60_000_000_000L, 3);
    private static final List<StageGoal> GOALS =
            List.of(new StageGoal(5, "free socks"), new StageGoal(10, "frei Haus ⚡"));

    @Test
    @DisplayName("is what the first rules made of it, where a sale has nothing that they did not know")
    void isWhatItWas() {
        assertEquals(-7746423321250336137L, DefinitionHash.of(plain()));
        assertEquals(
                8926810334346764691L,
                DefinitionHash.of(new SaleDefinition(
                        "f-1",
                        "Friday flash group ⚡",
                        0,
                        1,
                        "EUR",
                        2,
                        List.of(
                                new ItemDefinition("sneaker-42", "Sneaker, 42", 300, 9_900, 19_900, 1),
                                new ItemDefinition("socks", "Zoë's socks", 10_000_000, 0, 0, 0)),
                        List.of("g1", "g2", "g3"))));
        assertEquals(
                -2937335084482112837L,
                DefinitionHash.of(new SaleDefinition(
                        "x".repeat(64),
                        "t".repeat(200),
                        NOON,
                        Long.MAX_VALUE,
                        "USD",
                        Integer.MAX_VALUE,
                        IntStream.range(0, 100)
                                .mapToObj(i -> new ItemDefinition("item-" + i, "", i + 1, i * 1_000L, -1, i))
                                .toList(),
                        List.of("a"))));
    }

    @Test
    @DisplayName("is pinned for holds, tiers, goals and rehearsals as well")
    void isPinned() {
        assertEquals(3967478433069971162L, DefinitionHash.of(with(SNEAKERS, HOLD, List.of(), false)));
        assertEquals(3002852279776493605L, DefinitionHash.of(with(SNEAKERS, null, GOALS, false)));
        assertEquals(2425619671808924605L, DefinitionHash.of(with(tiered(3, 100), null, List.of(), false)));
        assertEquals(-2838435756476683170L, DefinitionHash.of(with(SNEAKERS, null, List.of(), true)));
        assertEquals(1979190788659299147L, DefinitionHash.of(with(tiered(3, 100), HOLD, GOALS, true)));
    }

    @Test
    @DisplayName("tells any two definitions apart")
    void tellsApart() {
        final Set<Long> hashes = new HashSet<>();
        final List<SaleDefinition> definitions = List.of(
                plain(),
                with(SNEAKERS, HOLD, List.of(), false),
                with(SNEAKERS, new HoldDefinition(HOLD.ttlNanos() + 1, HOLD.extensionNanos(), 3), List.of(), false),
                with(SNEAKERS, new HoldDefinition(HOLD.ttlNanos(), 0, 3), List.of(), false),
                with(SNEAKERS, new HoldDefinition(HOLD.ttlNanos(), HOLD.extensionNanos(), 4), List.of(), false),
                with(tiered(3, 100), null, List.of(), false),
                with(tiered(4, 100), null, List.of(), false),
                with(tiered(3, 101), null, List.of(), false),
                with(SNEAKERS, null, GOALS, false),
                with(SNEAKERS, null, GOALS.subList(0, 1), false),
                with(SNEAKERS, null, List.of(new StageGoal(6, "free socks")), false),
                with(SNEAKERS, null, List.of(new StageGoal(5, "free sock")), false),
                with(SNEAKERS, null, List.of(), true));

        definitions.forEach(definition -> assertTrue(hashes.add(DefinitionHash.of(definition)), definition::toString));
    }

    private static SaleDefinition plain() {
        return new SaleDefinition("summer", "", NOON, NOON + HALF_AN_HOUR, "CNY", 0, List.of(SNEAKERS), List.of());
    }

    private static SaleDefinition with(
            final ItemDefinition item,
            final HoldDefinition hold,
            final List<StageGoal> goals,
            final boolean rehearsal) {
        return new SaleDefinition(
                "summer", "", NOON, NOON + HALF_AN_HOUR, "CNY", 0, List.of(item), List.of(), hold, goals, rehearsal);
    }

    private static ItemDefinition tiered(final int fromUnit, final long price) {
        return new ItemDefinition("sneaker-42", "", 10, 9_900, -1, 0, List.of(new PriceTier(fromUnit, price)));
    }
}
