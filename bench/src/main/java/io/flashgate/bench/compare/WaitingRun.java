package io.flashgate.bench.compare;

import io.flashgate.gateway.pipeline.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * What each way of waiting costs on this machine: a gateway of its own for each, under load and with nothing to do. Only for
 * the docs; no goal looks at it.
 */
final class WaitingRun {

    private static final int CONNECTIONS = 64;
    private static final Duration IDLE = Duration.ofSeconds(3);

    private final OursAlone ours;

    WaitingRun(final OursAlone ours) {
        this.ours = ours;
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
        final Path folder = ours.work().fresh(run);
        final Plan plan = ours.plan();
        // Each run may be done once more.
        final int capacity = ours.roomToWarmUp() + 2 * ours.room(plan.measured());
        try (FlashgateShop shop = FlashgateShop.open(
                ours.installation(), folder, capacity, Map.of("FLASHGATE_WAIT_STRATEGY", word(waiting)))) {
            ours.warmUp(shop, run + "-warm-up", CONNECTIONS);
            final Figures figures = ours.sell(shop, run, CONNECTIONS, plan.measured());
            ours.results().put(name(waiting, "rate"), figures.perSecond());
            ours.results().put(name(waiting, "cpu"), figures.cpuMicros());
            ours.results().put(name(waiting, "p50"), figures.p50Micros());
            ours.results().put(name(waiting, "p99"), figures.p99Micros());
            Thread.sleep(IDLE.toMillis());
            final long before = shop.processes().cpuNanos();
            Thread.sleep(IDLE.toMillis());
            ours.put(name(waiting, "idle"), 100.0 * (shop.processes().cpuNanos() - before) / IDLE.toNanos());
        }
        ours.work().delete(folder);
    }

    private static String word(final Waiting waiting) {
        return waiting.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String name(final Waiting waiting, final String figure) {
        return "waiting-" + word(waiting) + '-' + figure;
    }
}
