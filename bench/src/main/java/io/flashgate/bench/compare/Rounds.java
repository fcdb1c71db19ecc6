package io.flashgate.bench.compare;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A B A B: in each round every peer is started, measured under its scenarios and stopped, with the machine to itself; every
 * other round goes the other way round, so that nobody always runs after the same neighbour.
 */
final class Rounds {

    private static final double HALF = 0.5;

    private final Plan plan;
    private final WorkFolder work;
    private final Results results;
    private final Consumer<String> progress;

    Rounds(final Plan plan, final WorkFolder work, final Results results, final Consumer<String> progress) {
        this.plan = plan;
        this.work = work;
        this.results = results;
        this.progress = progress;
    }

    /** Runs them all. A peer's data is deleted as soon as it was stopped. */
    void run(final List<Peer> peers) {
        for (int round = 1; round <= plan.rounds(); round++) {
            final int now = round;
            final List<Peer> order = peers.stream()
                    .filter(peer -> now <= (peer.isBeside() ? plan.besideRounds() : plan.rounds()))
                    .collect(Collectors.toCollection(ArrayList::new));
            if (round % 2 == 0) {
                Collections.reverse(order);
            }
            for (final Peer peer : order) {
                measure(peer, round);
            }
        }
    }

    /** As in the names of files. */
    static String runName(final Peer peer, final Scenario scenario, final int round) {
        return peer.name() + "-" + scenario.key() + "-" + round;
    }

    private void measure(final Peer peer, final int round) {
        final Path folder = work.fresh(peer.name() + "-" + round);
        try (Peer.Running running = peer.start(folder)) {
            Duration warmUp = plan.firstWarmUp(peer);
            double capacity = 0;
            for (final Scenario scenario : EnumSet.copyOf(peer.scenarios())) {
                final Duration measured = scenario.isOpenLoop() ? plan.openLoop() : plan.measured();
                final Figures figures = running.measure(
                        scenario, runName(peer, scenario, round), new Peer.Window(warmUp, measured, HALF * capacity));
                if (scenario == Scenario.SOLD_64) {
                    capacity = figures.perSecond();
                }
                results.add(peer.name(), scenario, figures);
                progress.accept(ResultTable.line(round, peer.name(), scenario, figures));
                warmUp = plan.warmUp();
            }
        }
        work.delete(folder);
    }
}
