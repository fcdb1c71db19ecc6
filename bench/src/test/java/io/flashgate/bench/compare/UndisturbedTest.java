package io.flashgate.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A run on a virtual machine")
class UndisturbedTest {

    private final List<String> runs = new ArrayList<>();

    @Test
    @DisplayName("is done once if it had its machine for itself")
    void quiet() {
        assertEquals("run", measure(0.01).name());
        assertEquals(List.of("run"), runs);
    }

    @Test
    @DisplayName("is done again if the host took much of it, and the better one counts")
    void disturbed() {
        assertEquals("run-again", measure(0.20, 0.02).name());
        assertEquals(List.of("run", "run-again"), runs);
        runs.clear();

        final Undisturbed.Run kept = measure(0.10, 0.20);
        assertEquals("run", kept.name());
        assertEquals(0.10, kept.stolen(), 1e-9);
        assertEquals(1, kept.figures().perSecond());
        assertEquals(List.of("run", "run-again"), runs);
    }

    @Test
    @DisplayName("is not done again for ever")
    void bounded() {
        final Undisturbed once = new Undisturbed(1, clock(0.5, 0.5, 0.5));
        measure(once);
        measure(once);

        assertEquals(List.of("run", "run-again", "run"), runs);
    }

    /** Each attempt takes a thousand ticks of the machine, and the host a share of them. */
    private static Supplier<StolenTime> clock(final double... shares) {
        final List<StolenTime> moments = new ArrayList<>();
        for (final double share : shares) {
            moments.add(new StolenTime(0, 0));
            moments.add(new StolenTime(1_000, Math.round(1_000 * share)));
        }
        return () -> moments.remove(0);
    }

    private Undisturbed.Run measure(final double... shares) {
        return measure(new Undisturbed(10, clock(shares)));
    }

    private Undisturbed.Run measure(final Undisturbed undisturbed) {
        return undisturbed.measure(
                "run",
                name -> {
                    runs.add(name);
                    return new Figures(runs.size(), 1, 1, 1, 1, 1, false, ThreadTimes.NONE);
                },
                (figures, stolen) -> {});
    }
}
