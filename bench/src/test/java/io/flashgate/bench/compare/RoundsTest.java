package io.flashgate.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A peer on a JVM is measured when it is warm")
class RoundsTest {

    private static final Plan PLAN = Plan.QUICK.shortened(1, Duration.ofSeconds(1));

    private final Results results = new Results();
    private final List<String> said = new ArrayList<>();

    @Test
    @DisplayName("not before its cost falls no more")
    void waitsUntilItIsSteady() {
        // The first is the warm-up that everybody gets; a look that is hardly cheaper is no reason to go on.
        final Compiling peer = new Compiling(900, 400, 200, 100, 99, 98, 97);

        measure(peer);

        assertEquals(97, results.find(peer.name(), Scenario.SOLD_64).cpuMicros());
        assertEquals(7, peer.runs.size(), () -> "runs " + peer.runs);
        assertEquals(7, new HashSet<>(peer.runs).size(), () -> "every run has a sale of its own: " + peer.runs);
    }

    @Test
    @DisplayName("a look that is dearer than the one before does not end the warm-up by itself")
    void bearsAnOutlier() {
        final Compiling peer = new Compiling(900, 400, 500, 200, 100, 101, 102, 99);

        measure(peer);

        assertEquals(99, results.find(peer.name(), Scenario.SOLD_64).cpuMicros());
    }

    private void measure(final Peer peer) {
        try (WorkFolder work = new WorkFolder(Path.of("target"))) {
            new Rounds(PLAN, work, results, said::add).run(List.of(peer));
        }
        assertTrue(said.stream().noneMatch(line -> line.contains("not its best")), said::toString);
    }

    /** Costs less with every run, as a server does whose code is being compiled. */
    private static final class Compiling implements Peer {

        private final double[] cpuMicros;
        private final List<String> runs = new ArrayList<>();

        Compiling(final double... cpuMicros) {
            this.cpuMicros = cpuMicros;
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
                    runs.add(run);
                    return new Figures(1, cpuMicros[runs.size() - 1], 1, 1, 1, 1, false);
                }

                @Override
                public void close() {}
            };
        }
    }
}
