package io.flashgate.bench.compare;

import io.flashgate.gateway.pipeline.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What each way of waiting costs on this machine: a gateway of its own for each, under load and with nothing to do. Only for
 * the docs; no goal looks at it.
 */
final class WaitingRun {

    private static final int CONNECTIONS = 64;
    private static final int STOCK = 10_000_000;
    private static final Duration IDLE = Duration.ofSeconds(3);
    private static final Duration LONG = Duration.ofHours(1);

    private final Installation installation;
    private final LoadTool load;
    private final Plan plan;
    private final WorkFolder work;
    private final Results results;
    private final Consumer<String> progress;

    WaitingRun(
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
    }

    void run() throws InterruptedException {
        for (final Waiting waiting : Waiting.values()) {
            measure(waiting);
        }
    }

    /** A table of what {@link #run} found. */
    static String markdown(final Results results) {
        final StringBuilder text = new StringBuilder(String.format(
                "| `--wait-strategy` | per second | server CPU, µs each | p50 | p99 | CPU with nothing to do |%n"
                        + "|---|--:|--:|--:|--:|--:|%n"));
        for (final Waiting waiting : Waiting.values()) {
            text.append(String.format(
                    "| `%s` | %,.0f | %s | %s | %s | %s %% of a core |%n",
                    word(waiting),
                    results.number(name(waiting, "rate")),
                    ResultTable.number(results.number(name(waiting, "cpu"))),
                    ResultTable.time(results.number(name(waiting, "p50"))),
                    ResultTable.time(results.number(name(waiting, "p99"))),
                    ResultTable.number(results.number(name(waiting, "idle")))));
        }
        return text.toString();
    }

    private void measure(final Waiting waiting) throws InterruptedException {
        final String run = "waiting-" + word(waiting);
        final Path folder = work.fresh(run);
        try (FlashgateShop shop = FlashgateShop.open(
                installation, folder, plan.capacity(), Map.of("FLASHGATE_WAIT_STRATEGY", word(waiting)))) {
            measure(shop, run + "-warm-up", plan.firstWarmUp());
            final Figures figures = measure(shop, run, plan.measured());
            results.put(name(waiting, "rate"), figures.perSecond());
            results.put(name(waiting, "cpu"), figures.cpuMicros());
            results.put(name(waiting, "p50"), figures.p50Micros());
            results.put(name(waiting, "p99"), figures.p99Micros());
            Thread.sleep(IDLE.toMillis());
            final long before = shop.processes().cpuNanos();
            Thread.sleep(IDLE.toMillis());
            results.put(name(waiting, "idle"), 100.0 * (shop.processes().cpuNanos() - before) / IDLE.toNanos());
        }
        work.delete(folder);
        progress.accept(String.format(
                "  %s: %.0f/s, CPU %s µs, idle %s %%",
                run,
                results.number(name(waiting, "rate")),
                ResultTable.number(results.number(name(waiting, "cpu"))),
                ResultTable.number(results.number(name(waiting, "idle")))));
    }

    private Figures measure(final FlashgateShop shop, final String run, final Duration length) {
        final Instant now = Instant.now();
        shop.create(run, STOCK, now.minusSeconds(1), now.plus(LONG));
        return load.run(
                new LoadTool.Task(shop.target(), run, STOCK, Scenario.Kind.SOLD, CONNECTIONS, 1, 0, false, run),
                plan.warmUp(),
                length,
                shop.processes());
    }

    private static String word(final Waiting waiting) {
        return waiting.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String name(final Waiting waiting, final String figure) {
        return "waiting-" + word(waiting) + '-' + figure;
    }
}
