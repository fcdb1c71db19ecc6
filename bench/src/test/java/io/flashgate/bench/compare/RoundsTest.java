package io.flashgate.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.bench.compare.ThreadTimes.Role;
import io.flashgate.bench.compare.ThreadTimes.Ticks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A peer on a JVM is measured when it is warm")
class RoundsTest {

    private static final Plan PLAN = Plan.QUICK.shortened(1, Duration.ofSeconds(1));

    private final Results results = new Results();
    private final List<String> said = new ArrayList<>();

    @Test
    @DisplayName("not before its compilers are quiet")
    void waitsUntilItIsCompiled() {
        // The first run is the warm-up that everybody gets, the last one is measured.
        final Compiling peer = new Compiling(80, 60, 40, 20, 4, 3, 2);

        measure(peer);

        assertEquals(2, results.find(peer.name(), Scenario.SOLD_64).cpuMicros());
        assertEquals(7, peer.runs.size(), () -> "runs " + peer.runs);
        assertEquals(7, new HashSet<>(peer.runs).size(), () -> "every run has a sale of its own: " + peer.runs);
    }

    @Test
    @DisplayName("and not when they only draw breath")
    void isNotTakenInByAPause() {
        final Compiling peer = new Compiling(80, 60, 1, 40, 4, 3, 2);

        measure(peer);

        assertEquals(2, results.find(peer.name(), Scenario.SOLD_64).cpuMicros());
    }

    private void measure(final Peer peer) {
        try (WorkFolder work = new WorkFolder(Path.of("target"))) {
            new Rounds(PLAN, work, results, said::add).run(List.of(peer));
        }
        assertTrue(said.stream().noneMatch(line -> line.contains("not its best")), said::toString);
    }

    /** Every run costs it 100, and a part of that goes to its compilers. */
    private static final class Compiling implements Peer {

        private final long[] percent;
        private final List<String> runs = new ArrayList<>();

        Compiling(final long... percent) {
            this.percent = percent;
        }

        @Override
        public String name() {
            return "compiling";
        }

        @Override
        public String title() {
            return "A server whose code is being compiled";
        }

        @Override
        public boolean isJvm() {
            return true;
        }

        @Override
        public Set<Scenario> scenarios() {
            return Set.of(Scenario.SOLD_64);
        }

        @Override
        public boolean isBeside() {
            return true;
        }

        @Override
        public void check(final Path folder) {}

        @Override
        public Running start(final Path folder) {
            return new Running() {
                @Override
                public Figures measure(final Scenario scenario, final String run, final Window window) {
                    final long compilers = percent[runs.size()];
                    runs.add(run);
                    final ThreadTimes threads = new ThreadTimes(Map.of(
                            Role.COMPILERS, new Ticks(compilers, 0), Role.EVENT_LOOP, new Ticks(0, 100 - compilers)));
                    // By its cost one tells the run.
                    return new Figures(1, compilers, 1, 1, 1, 1, false, threads);
                }

                @Override
                public void close() {}
            };
        }
    }
}
