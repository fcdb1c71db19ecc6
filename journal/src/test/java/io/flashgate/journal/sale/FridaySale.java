package io.flashgate.journal.sale;

import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.SaleDefinition.HoldDefinition;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import io.flashgate.core.sale.SaleDefinition.PriceTier;
import io.flashgate.core.sale.SaleDefinition.StageGoal;
import io.flashgate.journal.Till;
import java.util.List;

/** A sale with all there is in one: holds, two items, early-bird prices, limits and goals. Open from noon for an hour. */
public final class FridaySale {

    public static final long MINUTE = 60 * Till.SECOND;
    public static final long TTL = 3 * MINUTE;

    private FridaySale() {}

    /** Sneakers at 6900, from the third on at 7900, two a buyer; and caps. Three holds a buyer. */
    public static SaleDefinition of(final String saleId, final int sneakers, final int caps) {
        return new SaleDefinition(
                saleId,
                "Friday",
                Till.NOON,
                Till.NOON + 60 * MINUTE,
                "CNY",
                0,
                List.of(
                        new ItemDefinition("sneaker-42", "Sneaker", sneakers, 6_900, -1, 2, tiers(sneakers)),
                        new ItemDefinition("cap", "Cap", caps, 2_500, -1, 0)),
                List.of(),
                new HoldDefinition(TTL, 2 * MINUTE, 3),
                List.of(new StageGoal(2, "free socks")),
                false);
    }

    private static List<PriceTier> tiers(final int sneakers) {
        return sneakers < 3 ? List.of() : List.of(new PriceTier(3, 7_900));
    }
}
