package io.flashgate.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thousands of rushes, with crashes in between, each one checked after every command against the {@link Invariant}s and the
 * naive shop, and replayed at the end.
 *
 * <pre>{@code
 * mvn -pl matching-core test -Dtest=StormTest                   # the usual seeds
 * mvn -pl matching-core test -Dtest=StormTest -Dseeds=100000    # a night's worth
 * mvn -pl matching-core test -Dtest=StormTest -Dseed=42         # one rush alone: what a failure prints
 * }</pre>
 */
@DisplayName("A storm over the core")
class StormTest {

    private static final int DEFAULT_SEEDS = 6_000;
    private static final int OFTEN_ENOUGH = 100;

    private static final Long ONLY_SEED = Long.getLong("seed");
    private static final long SEEDS = Long.getLong("seeds", DEFAULT_SEEDS);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 3})
    @DisplayName("Seeds that once failed stay mended")
    void seedsThatOnceFailed(final long seed) {
        Storm.blow(seed, new Sightings());
    }

    @Test
    @DisplayName("No rush can tell the core from the naive shop, nor the live core from its replay")
    void everyRush() {
        final Sightings sightings = new Sightings();
        if (ONLY_SEED != null) {
            Storm.blow(ONLY_SEED, sightings);
            return;
        }
        final long beganNanos = System.nanoTime();
        for (long seed = 1; seed <= SEEDS; seed++) {
            Storm.blow(seed, sightings);
        }
        final long tookMillis = (System.nanoTime() - beganNanos) / 1_000_000;
        System.out.println("storm: seeds=" + SEEDS + " commands=" + sightings.commands() + " millis=" + tookMillis);
        System.out.println("storm saw: " + sightings);
        if (SEEDS >= DEFAULT_SEEDS) {
            assertEquals("", sightings.rarerThan(OFTEN_ENOUGH), "corners that the storm hardly saw");
        }
    }
}
