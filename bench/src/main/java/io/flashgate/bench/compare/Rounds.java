package io.flashgate.bench.compare;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A B C C B A: the peers that goals compare stand side by side, warmed up, and take turns under each scenario, a few seconds
 * each, so that both sides of a ratio were measured within the same minute. Only one is under load at a time; those that wait
 * have nothing to do. Every run gets a sale of its own.
 */
final class Rounds {

    private static final double HALF = 0.5;

    /** What is measured of a warm-up, because a load measures something. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** A server is warm when its JVM's compilers took no more than this share of its processor time, in so many looks in a row. */
    static final double QUIET_SHARE = 0.05;

    private static final int QUIET_LOOKS = 2;
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Plan plan;
    private final WorkFolder work;
    private final Results results;
    private final Consumer<String> progress;
    private final Undisturbed undisturbed;

    Rounds(final Plan plan, final WorkFolder work, final Results results, final Consumer<String> progress) {
        this.plan = plan;
        this.work = work;
        this.results = results;
        this.progress = progress;
        undisturbed = new Undisturbed(plan.repeats());
    }

    /**
     * Runs them all: those that goals compare stand side by side, warm, and take turns scenario by scenario; the others come
     * after them, one by one.
     */
    void run(final List<Peer> peers) {
        final List<Peer> compared =
                peers.stream().filter(peer -> !peer.isBeside()).collect(Collectors.toList());
        final Map<Peer, Peer.Running> running = new LinkedHashMap<>();
        try {
            for (final Peer peer : compared) {
                running.put(peer, peer.start(work.fresh(peer.name())));
                warmUp(peer, running.get(peer));
            }
            for (final Scenario scenario : Scenario.values()) {
                takeTurns(scenario, running, plan.rounds());
            }
        } finally {
            running.values().forEach(Peer.Running::close);
        }
        for (final Peer peer : peers) {
            if (peer.isBeside()) {
                alone(peer);
            }
        }
    }

    private void alone(final Peer peer) {
        final Path folder = work.fresh(peer.name());
        try (Peer.Running running = peer.start(folder)) {
            warmUp(peer, running);
            for (final Scenario scenario : Scenario.values()) {
                takeTurns(scenario, Map.of(peer, running), plan.besideRounds());
            }
        }
        work.delete(folder);
    }

    /** Every path is compiled before any is measured: a compiler at work would be counted as the server's. */
    private void warmUp(final Peer peer, final Peer.Running running) {
        if (!peer.isJvm()) {
            return;
        }
        progress.accept("  warming up " + peer.name());
        Duration length = plan.firstWarmUp();
        final long untilNanos = System.nanoTime() + plan.longestWarmUp().toNanos();
        for (final Scenario scenario : EnumSet.copyOf(peer.scenarios())) {
            if (!scenario.isOpenLoop()) {
                running.measure(scenario, runName(peer, scenario, 0), new Peer.Window(length, SHORTEST, 0));
                warmUpUntilCompiled(peer, running, scenario, untilNanos);
                length = plan.nextWarmUp();
            }
        }
    }

    /**
     * How much there is to compile differs between servers, and how soon it is done depends on how much of the processors the
     * load leaves to the compilers. A framework with deep stacks needs a minute and more of a load that leaves them little;
     * before that it would be measured at several times its cost.
     */
    private void warmUpUntilCompiled(
            final Peer peer, final Peer.Running running, final Scenario scenario, final long untilNanos) {
        int quietLooks = 0;
        for (int look = 1; quietLooks < QUIET_LOOKS; look++) {
            if (System.nanoTime() - untilNanos > 0) {
                progress.accept("  " + peer.name() + " " + scenario.key() + ": still compiling after "
                        + plan.longestWarmUp().toSeconds() + " s in all; what is measured now is not its best");
                return;
            }
            final Figures figures = running.measure(
                    scenario, runName(peer, scenario, 0) + "-" + look, new Peer.Window(plan.warmUp(), LOOK, 0));
            final double share = figures.threads().share(ThreadTimes.Role.COMPILERS);
            quietLooks = share <= QUIET_SHARE ? quietLooks + 1 : 0;
            progress.accept(String.format(
                    "    %s: CPU %s µs, compilers %.0f %% of it",
                    scenario.key(), ResultTable.number(figures.cpuMicros()), 100 * share));
        }
    }

    /** A B C, then C B A, so that a machine that grows slower is nobody's disadvantage. */
    private void takeTurns(final Scenario scenario, final Map<Peer, Peer.Running> running, final int rounds) {
        final List<Peer> order = running.keySet().stream()
                .filter(peer -> peer.scenarios().contains(scenario))
                .collect(Collectors.toCollection(ArrayList::new));
        for (int round = 1; round <= rounds; round++) {
            for (final Peer peer : order) {
                measure(peer, running.get(peer), scenario, round);
            }
            Collections.reverse(order);
        }
    }

    /** As in the names of files. */
    static String runName(final Peer peer, final Scenario scenario, final int round) {
        return peer.name() + "-" + scenario.key() + "-" + round;
    }

    private void measure(final Peer peer, final Peer.Running running, final Scenario scenario, final int round) {
        final Duration measured = scenario.isOpenLoop() ? plan.openLoop() : plan.measured();
        final double perSecond = scenario.isOpenLoop()
                ? HALF * results.find(peer.name(), Scenario.SOLD_64).perSecond()
                : 0;
        final Peer.Window window = new Peer.Window(plan.warmUp(), measured, perSecond);
        final Undisturbed.Run run = undisturbed.measure(
                runName(peer, scenario, round),
                name -> running.measure(scenario, name, window),
                (figures, stolen) -> progress.accept(
                        ResultTable.line(round, peer.name(), scenario, figures) + Undisturbed.text(stolen)));
        results.add(peer.name(), scenario, run);
    }
}
