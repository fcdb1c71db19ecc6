package io.flashgate.bench.load;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** The result for people. */
final class ResultText {

    private static final String ROW = "  %-10s %,12d %9s %9s %9s %9s %9s %9s %9s%n";

    private ResultText() {}

    /** What will be done, before it is. */
    static void printPlan(final PrintWriter out, final LoadPlan plan) {
        print(
                out,
                "%s, %,d connections, pipeline %d, for %.2f s",
                plan.profile().word(),
                plan.connections(),
                plan.pipeline(),
                plan.measuredNanos() / 1e9);
        if (!plan.warmUp().isZero()) {
            print(out, " after %.1f s of warm-up", plan.warmUp().toNanos() / 1e9);
        }
        print(out, " → %s, sale %s, run %s%n", plan.target(), plan.saleId(), plan.run());
        if (plan.profile().isClosed()) {
            print(
                    out,
                    "Closed loop: the next request waits for an answer. This is capacity, not latency under load.%n");
        }
        out.flush();
    }

    static void print(final PrintWriter out, final LoadResult result) {
        final LoadPlan plan = result.plan();
        print(
                out,
                "%n  requests   %,d sent (%,d of them repeats), %,d answered, %,d lost, %,d reconnects%n",
                result.sent(),
                result.repeats(),
                result.answered(),
                result.lost(),
                result.reconnects());
        if (plan.profile().isClosed()) {
            print(
                    out,
                    "  capacity   %,.0f/s answered over %.2f s (closed loop)%n",
                    result.achievedRate(),
                    result.seconds());
        } else {
            print(
                    out,
                    "  rate       %,.0f/s due, %,.0f/s sent over %.2f s%s%n",
                    result.intendedRate(),
                    result.achievedRate(),
                    result.seconds(),
                    result.isRateMissed() ? ": MISSED" : "");
        }
        print(
                out,
                "  this load  %.2f µs of CPU per request%s%s%n%n",
                result.cpuMicrosPerRequest(),
                result.generatorCpuMicrosPerRequest() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ", %.2f of it sending and receiving",
                                result.generatorCpuMicrosPerRequest()),
                plan.profile().isClosed()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "; sent %.0f µs (p50), %.0f µs (p99) after they were due",
                                micros(result.sendDelay(), 50),
                                micros(result.sendDelay(), 99)));

        print(
                out,
                "  %-10s %12s %9s %9s %9s %9s %9s %9s %9s%n",
                "latency/ms",
                "answers",
                "mean",
                "p50",
                "p90",
                "p99",
                "p99.9",
                "p99.99",
                "max");
        row(out, "all", result.all());
        row(out, "accepted", result.accepted());
        row(out, "refused", result.refused());
        print(
                out,
                plan.profile().isClosed()
                        ? "  from when a request was sent%n%n"
                        : "  from when a request should have been sent%n%n");

        print(out, "  statuses   %s%n", join(result.statuses()));
        if (!result.codes().isEmpty()) {
            print(out, "  codes      %s%n", join(result.codes()));
        }
        ledger(out, result);
        conclude(out, result);
        out.flush();
    }

    private static void ledger(final PrintWriter out, final LoadResult result) {
        final Ledgers ledgers = result.findLedgers();
        if (ledgers == null) {
            print(out, "  ledger     off: nothing was checked%n");
            return;
        }
        final LoadPlan plan = result.plan();
        final long units = ledgers.accepted() * plan.quantity();
        print(
                out,
                "  ledger     %,d units sold of %s; %,d repeats compared; %s%n",
                units,
                plan.unitsLeft() < 0 ? "an unknown stock" : String.format(Locale.ROOT, "%,d", plan.unitsLeft()),
                ledgers.compared(),
                ledgers.violations().isEmpty() ? "nothing wrong" : "WRONG, see below");
    }

    private static void conclude(final PrintWriter out, final LoadResult result) {
        if (result.isStopped()) {
            print(out, "%nStopped early.%n");
        }
        final List<String> failures = result.failures();
        if (!failures.isEmpty()) {
            print(out, "%nFAILED%n");
            failures.forEach(failure -> print(out, "  %s%n", failure));
        }
    }

    private static void row(final PrintWriter out, final String name, final Histogram histogram) {
        if (histogram.getTotalCount() > 0) {
            print(
                    out,
                    ROW,
                    name,
                    histogram.getTotalCount(),
                    millis(histogram.getMean()),
                    at(histogram, 50),
                    at(histogram, 90),
                    at(histogram, 99),
                    at(histogram, 99.9),
                    at(histogram, 99.99),
                    millis(histogram.getMaxValue()));
        }
    }

    private static String at(final Histogram histogram, final double percentile) {
        return millis(histogram.getValueAtPercentile(percentile));
    }

    private static double micros(final Histogram histogram, final double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1e3;
    }

    private static String millis(final double nanos) {
        return String.format(Locale.ROOT, nanos < 1e9 ? "%.3f" : "%.1f", nanos / 1e6);
    }

    private static String join(final Map<?, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s: %,d", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static void print(final PrintWriter out, final String format, final Object... values) {
        out.printf(Locale.ROOT, format, values);
    }
}
