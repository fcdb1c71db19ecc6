package io.flashgate.bench.compare;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How soon a sale is over, by {@link InstantMeasurement} in a JVM of its own, on the disk that the peers use. */
final class InstantRun {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int WARM_UP = 400;
    private static final int SALES = 1_000;

    private final OursAlone ours;
    private final int divisor;

    /**
     * @param divisor 1, or more: sales are divided by it, to see that it works
     */
    InstantRun(final OursAlone ours, final int divisor) {
        this.ours = ours;
        this.divisor = divisor;
    }

    void run() {
        final Path folder = ours.work().fresh("instant");
        final String said = ours.runJava(
                "instant",
                folder,
                PATIENCE,
                List.of(
                        "-Xmx1g",
                        "-cp",
                        ours.installation().classPath(),
                        InstantMeasurement.class.getName(),
                        folder.resolve("data").toString(),
                        "" + WARM_UP / divisor,
                        "" + SALES / divisor));
        PrintedFigures.of("instant", said).forEach(ours::put);
        ours.work().delete(folder);
    }

    /** A table of what {@link #run} found. */
    static String markdown(final Results results) {
        return String.format(
                "| until every event loop refuses by itself | median | p99 | longest |%n|---|--:|--:|--:|%n%s%s%n"
                        + "%.0f sales one after another, half of them each way; orders stamped at `closesAt` or later: %s.%n",
                row("from the stamp of the last unit's order", "", results),
                row("from `closesAt`", "closed-", results),
                results.number(Values.INSTANT + "sales"),
                ResultTable.number(results.number(Values.INSTANT_LATE_ORDERS)));
    }

    private static String row(final String from, final String prefix, final Results results) {
        return String.format(
                "| %s | %s | %s | %s |%n",
                from,
                ResultTable.time(results.number(Values.INSTANT + prefix + "median")),
                ResultTable.time(results.number(Values.INSTANT + prefix + "p99")),
                ResultTable.time(results.number(Values.INSTANT + prefix + "max")));
    }
}
