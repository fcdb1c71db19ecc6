package io.flashgate.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.bench.compare.Goal.Relation;
import io.flashgate.bench.compare.Goal.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Rounds become medians, medians are held against goals")
class ResultsTest {

    private final Results results = new Results();

    @Test
    void oneDisturbedRoundDoesNotMoveTheMedian() {
        assertEquals(3, Medians.of(DoubleStream.of(3, 1, 1_000)));
        assertEquals(2.5, Medians.of(DoubleStream.of(4, 1, 2, 3)));
        assertEquals(7, Medians.of(DoubleStream.of(7)));
        assertTrue(Double.isNaN(Medians.of(DoubleStream.of(1, Double.NaN, 2))));
        assertThrows(IllegalArgumentException.class, () -> Medians.of(DoubleStream.empty()));
    }

    @Test
    void eachFigureHasItsOwnMedian() {
        run("ours", 100, 10, false);
        run("ours", 300, 30, false);
        run("ours", 200, 90, false);

        assertEquals(200, results.number("ours/sold-64/rate"));
        assertEquals(30, results.number("ours/sold-64/cpu"));
        assertEquals(3, results.rounds("ours", Scenario.SOLD_64));
        assertTrue(Double.isNaN(results.number("ours/sold-256/rate")));
        assertTrue(Double.isNaN(results.number("theirs/sold-64/rate")));
        assertThrows(IllegalArgumentException.class, () -> results.number("ours/sold-64/speed"));
    }

    @Test
    void aRatioIsReachedOrMissedAtItsBound() {
        run("ours", 400, 10, false);
        run("theirs", 100, 60, false);

        final Goal faster = new Goal("", "ours/sold-64/rate", "theirs/sold-64/rate", Relation.AT_LEAST, 4, "×", false);
        assertEquals(4, faster.measured(results));
        assertEquals(Verdict.REACHED, faster.verdict(results));
        assertEquals(Verdict.REACHED, cheaperBy(1.0 / 6).verdict(results));

        run("ours", 200, 20, false);
        assertEquals(Verdict.MISSED, faster.verdict(results));
        assertEquals(Verdict.MISSED, cheaperBy(1.0 / 6).verdict(results));
    }

    @Test
    void whatWasNotMeasuredIsNeitherReachedNorMissed() {
        run("ours", 400, 10, false);

        assertEquals(Verdict.NOT_MEASURED, cheaperBy(1).verdict(results));
    }

    @Test
    void aRunThatMissedItsRateMissesItsGoals() {
        run("ours", 400, 10, true);
        final Goal quick = new Goal("", "ours/sold-64/p99", null, Relation.AT_MOST, 1e9, "µs", false);

        assertEquals(Verdict.MISSED, quick.verdict(results));
    }

    @Test
    void everyGoalIsAboutSomethingThatIsMeasured() {
        final Set<String> peers =
                Set.of(FlashgatePeer.NAME, BareNettyPeer.NAME, NginxRedisPeer.ALWAYS, NginxRedisPeer.FLAG);
        peers.forEach(peer -> {
            for (final Scenario scenario : Scenario.values()) {
                results.add(peer, scenario, new Figures(1, 1, 1, 1, 1, 1, false, ThreadTimes.NONE));
            }
        });
        for (final String value : List.of(
                Values.ALLOCATION_BYTES,
                Values.GC_PAUSE_MILLIS,
                Values.DECISION_NANOS,
                Values.DECISION_BYTES,
                Values.APPEND_NANOS,
                Values.APPEND_BYTES,
                Values.REPLAY_PER_SECOND,
                Values.BUYERS_FEW,
                Values.BUYERS_MANY,
                Values.SALES_FEW,
                Values.SALES_MANY,
                Values.CONNECTIONS_FEW,
                Values.CONNECTIONS_MANY,
                Values.RECOVERY_SECONDS,
                Values.RECOVERY_SNAPSHOT_SECONDS,
                Values.HOLDS_LONGEST_MILLIS,
                Values.INSTANT_P99_MICROS,
                Values.INSTANT_LONGEST_MICROS,
                Values.INSTANT_LATE_ORDERS)) {
            results.put(value, 1);
        }

        final Set<String> said = new HashSet<>();
        for (final Goal goal : Goals.all()) {
            assertFalse(goal.verdict(results) == Verdict.NOT_MEASURED, goal.what());
            assertTrue(said.add(goal.what()), "twice: " + goal.what());
        }
    }

    @Test
    void theGoalsTableSaysWhatWasFoundAndWhatWasWanted() {
        run("ours", 400, 15, false);
        run("theirs", 100, 60, false);

        final String table = ResultTable.goals(results, List.of(cheaperBy(1.0 / 6), fullOnly()), false);

        assertTrue(table.contains("| CPU | 0.25 × | ≤ 0.17 × | MISSED |"), table);
        assertFalse(table.contains("recovery"), table);
        assertTrue(ResultTable.goals(results, List.of(fullOnly()), true)
                .contains("| recovery | – | ≤ 6.00 s | not measured |"));
    }

    private static Goal cheaperBy(final double bound) {
        return new Goal("CPU", "ours/sold-64/cpu", "theirs/sold-64/cpu", Relation.AT_MOST, bound, "×", false);
    }

    private static Goal fullOnly() {
        return new Goal("recovery", Values.RECOVERY_SECONDS, null, Relation.AT_MOST, 6, "s", true);
    }

    private void run(final String peer, final double rate, final double cpu, final boolean missedRate) {
        results.add(peer, Scenario.SOLD_64, new Figures(rate, cpu, 1, 1, 1, 1, missedRate, ThreadTimes.NONE));
    }
}
