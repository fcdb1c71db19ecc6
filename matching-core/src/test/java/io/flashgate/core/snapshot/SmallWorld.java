package io.flashgate.core.snapshot;

import static io.flashgate.core.Shop.ALICE;
import static io.flashgate.core.Shop.BOB;
import static io.flashgate.core.Shop.CAROL;
import static io.flashgate.core.Shop.NOON;
import static io.flashgate.core.Shop.SECOND;
import static io.flashgate.core.Shop.SNEAKERS;
import static io.flashgate.core.Shop.SOCKS;

import io.flashgate.core.CoreLimits;
import io.flashgate.core.Till;
import io.flashgate.core.Wish;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.SaleDefinition.HoldDefinition;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import io.flashgate.core.sale.SaleDefinition.PriceTier;
import io.flashgate.core.sale.SaleDefinition.StageGoal;
import java.util.List;
import java.util.Map;

/** A little of everything that a snapshot has to carry: two sales, holds in each state, a basket, tiers, goals and groups. */
final class SmallWorld {

    static final String SUMMER = "summer";
    static final String WINTER = "winter";
    static final long HOLD = 60 * SECOND;
    static final Wish ALICES = Wish.of(SUMMER, SNEAKERS, "a-1", ALICE).outOf("g1");

    private SmallWorld() {}

    static Till open(final CoreLimits limits) {
        final Till till = Till.founded(limits, NOON - 10 * SECOND, 0x0706050403020100L, 0x0F0E0D0C0B0A0908L);
        till.define(NOON - 9 * SECOND, summer("to be replaced"));
        till.define(NOON - 8 * SECOND, summer("Summer, at last"));
        till.define(
                NOON - 7 * SECOND,
                new SaleDefinition(
                        WINTER,
                        "",
                        NOON,
                        NOON + 3_600 * SECOND,
                        "CNY",
                        0,
                        List.of(new ItemDefinition(SOCKS, "", 3, 500, SaleDefinition.NO_LIST_PRICE, 0)),
                        List.of()));
        till.tick(NOON);
        till.buy(NOON + SECOND, ALICES);
        till.buy(NOON + 2 * SECOND, Wish.of(SUMMER, SNEAKERS, "b-1", BOB).and(SOCKS, 2));
        till.buy(NOON + 3 * SECOND, Wish.of(SUMMER, SOCKS, "c-1", CAROL));
        till.confirm(NOON + 4 * SECOND, SUMMER, 1);
        till.cancel(NOON + 5 * SECOND, SUMMER, 3, CAROL);
        till.extend(NOON + 6 * SECOND, SUMMER, 2);
        till.buy(NOON + 7 * SECOND, Wish.of(SUMMER, SNEAKERS, "c-2", CAROL).units(9));
        till.buy(NOON + 8 * SECOND, Wish.of(WINTER, SOCKS, "d-1", "Zoë").outOf("g2"));
        till.countRefusals(NOON + 9 * SECOND, SUMMER, Map.of(Outcome.NOT_OPEN_YET, 17, Outcome.REPEATED, 2));
        return till;
    }

    private static SaleDefinition summer(final String title) {
        return new SaleDefinition(
                SUMMER,
                title,
                NOON,
                NOON + 1_800 * SECOND,
                "CNY",
                4,
                List.of(
                        new ItemDefinition(
                                SNEAKERS,
                                "Sneaker, 42",
                                5,
                                9_900,
                                19_900,
                                2,
                                List.of(new PriceTier(1, 6_900), new PriceTier(2, 7_900))),
                        new ItemDefinition(SOCKS, "", 4, 500, SaleDefinition.NO_LIST_PRICE, 0)),
                List.of(),
                new HoldDefinition(HOLD, 30 * SECOND, 2),
                List.of(new StageGoal(1, "free socks"), new StageGoal(3, "free shipping")),
                true);
    }
}
