package io.flashgate.gateway.cli;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * One simulated buyer. The same index is always the same buyer with the same wish.
 *
 * @param id    the buyer's name
 * @param group the community the buyer came from: g1–g5
 * @param sku   what the buyer wants, one unit of it
 * @param habit what the buyer does with the first answer
 */
record Buyer(String id, String group, String sku, Habit habit) {

    /** What buyers do. */
    enum Habit {
        /** Asks and believes. */
        ONCE,
        /** Sends the very same request again, as an app does that lost the answer. */
        RETRIES,
        /** Asks again with another key, hoping for two. */
        ASKS_TWICE
    }

    private static final long SEED = 20_261_127;

    static Buyer of(final int index, final List<String> skus) {
        final SplittableRandom random = new SplittableRandom(SEED + index);
        random.nextInt();
        final int mood = random.nextInt(100);
        return new Buyer(
                String.format(Locale.ROOT, "buyer-%06d", index + 1),
                "g" + (1 + random.nextInt(5)),
                skus.get(random.nextInt(skus.size())),
                mood < 5 ? Habit.RETRIES : mood < 8 ? Habit.ASKS_TWICE : Habit.ONCE);
    }

    /** The idempotency key of the buyer's n-th wish. */
    String key(final int n) {
        return id + "-" + n;
    }
}
