package io.flashgate.bench.compare;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What {@code --full} measures of the gateway alone, with nobody beside it: what all of those measurements have in common. */
final class OursAlone {

    static final int STOCK = 10_000_000;

    /** More than is sold in a second one at a time. */
    private static final int MOST_PER_SECOND = 120_000;

    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final int MOST_LOOKS = 15;

    private static final Duration LONG = Duration.ofDays(1);

    private final Installation installation;
    private final LoadTool load;
    private final Plan plan;
    private final WorkFolder work;
    private final Results results;
    private final Consumer<String> progress;
    private final Undisturbed undisturbed;

    OursAlone(
            final Installation installation,
            final LoadTool load,
            final Plan plan,
            final WorkFolder work,
            final Results results,
            final Consumer<String> progress) {
        this.installation = installation;
        this.load = load;
        this.plan = plan;
        this.work = work;
        this.results = results;
        this.progress = progress;
        undisturbed = new Undisturbed(plan.repeats());
    }

    Installation installation() {
        return installation;
    }

    Plan plan() {
        return plan;
    }

    WorkFolder work() {
        return work;
    }

    Results results() {
        return results;
    }

    /** One line for whoever waits. */
    void say(final String line) {
        progress.accept("  " + line);
    }

    /** Takes a figure and says it. */
    void put(final String name, final double value) {
        results.put(name, value);
        say(name + ": " + ResultTable.number(value));
    }

    /** Takes the median of the rounds and says it. */
    void put(final String name, final List<Double> rounds) {
        put(name, Medians.of(rounds.stream().mapToDouble(Double::doubleValue)));
    }

    /** Orders that a run of this length may sell one at a time, at most. */
    int room(final Duration length) {
        return (int) (MOST_PER_SECOND * (length.plus(plan.warmUp()).toMillis() / 1e3));
    }

    /** What {@link #warmUp} may sell. */
    int roomToWarmUp() {
        return room(plan.firstWarmUp()) + MOST_LOOKS * room(LOOK);
    }

    /** A gateway on this folder, with room for so many orders. */
    FlashgateShop open(final Path folder, final int capacity, final String... flags) {
        return FlashgateShop.open(installation, folder, capacity, flags);
    }

    /** A sale that is open now, and will be. */
    void create(final FlashgateShop shop, final String saleId) {
        final Instant now = Instant.now();
        shop.create(saleId, STOCK, now.minusSeconds(1), now.plus(LONG));
    }

    /** Orders one at a time on so many connections, in a sale of the run's name. */
    Figures sell(final FlashgateShop shop, final String run, final int connections, final Duration length) {
        final Undisturbed.Run kept = undisturbed.measure(
                run,
                name -> sellOnce(shop, name, connections, length),
                (figures, stolen) -> say(String.format(
                        "%s: %d connections, %.0f/s, CPU %s µs%s",
                        run,
                        connections,
                        figures.perSecond(),
                        ResultTable.number(figures.cpuMicros()),
                        Undisturbed.text(stolen))));
        results.stolen(kept);
        return kept.figures();
    }

    /** Sells until it is compiled: for the first warm-up's length, and on until the compilers take hardly anything. */
    void warmUp(final FlashgateShop shop, final String run, final int connections) {
        sellOnce(shop, run, connections, plan.firstWarmUp());
        for (int look = 1; look <= MOST_LOOKS; look++) {
            final Figures figures = sellOnce(shop, run + "-" + look, connections, LOOK);
            if (figures.threads().share(ThreadTimes.Role.COMPILERS) <= Rounds.QUIET_SHARE) {
                return;
            }
        }
    }

    /** The same, once, whatever the machine's host does: to warm up, and where something is counted from end to end. */
    Figures sellOnce(final FlashgateShop shop, final String run, final int connections, final Duration length) {
        create(shop, run);
        return load.run(
                new LoadTool.Task(shop.target(), run, STOCK, Scenario.Kind.SOLD, connections, 1, 0, false, run),
                plan.warmUp(),
                length,
                shop.processes());
    }

    /**
     * Runs a JVM of ours to its end, with the gateway's flags; returns what it wrote.
     *
     * @param folder    where its log goes
     * @param arguments flags, class path, class, arguments
     * @throws CompareException with the end of its log, if it fails or does not end in time
     */
    String runJava(final String name, final Path folder, final Duration patience, final List<String> arguments) {
        final List<String> command = new ArrayList<>(List.of(installation.java(), installation.jvmOptions()));
        command.addAll(arguments);
        try (Server tool = Server.start(name, folder, Map.of(), command)) {
            tool.awaitEnd(patience);
            return tool.log();
        }
    }
}
