package io.flashgate.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures for people: lines on the terminal while it runs, Markdown tables at the end. */
final class ResultTable {

    private static final String ROW = "| %s | %s | %s | %s | %s | %s | %s |%n";
    private static final double TEN = 10;
    private static final double HUNDRED = 100;

    private ResultTable() {}

    /** One run, while it goes on. */
    static String line(final int round, final String peer, final Scenario scenario, final Figures figures) {
        return String.format(
                Locale.ROOT,
                "  round %d  %-21s %-19s %10s/s  CPU %8s µs  p50 %9s µs  p99 %9s µs%s",
                round,
                peer,
                scenario.key(),
                rate(figures.perSecond()),
                number(figures.cpuMicros()),
                number(figures.p50Micros()),
                number(figures.p99Micros()),
                figures.missedRate() ? "  MISSED ITS RATE" : "");
    }

    /** The medians, a table per scenario. */
    static String markdown(final Results results, final List<Peer> peers) {
        final StringBuilder text = new StringBuilder();
        for (final Scenario scenario : Scenario.values()) {
            final List<String> rows = new ArrayList<>();
            for (final Peer peer : peers) {
                final Figures figures = results.find(peer.name(), scenario);
                if (figures != null) {
                    rows.add(row(peer.title(), figures, results.rounds(peer.name(), scenario)));
                }
            }
            if (!rows.isEmpty()) {
                text.append(String.format("**%s**%n%n", scenario.title()));
                text.append(String.format(
                        ROW, "", "per second", "server CPU, µs each", "client CPU, µs each", "p50", "p99", "rounds"));
                text.append(String.format(ROW, "---", "--:", "--:", "--:", "--:", "--:", "--:"));
                rows.forEach(text::append);
                text.append(String.format("%n"));
            }
        }
        return text.toString();
    }

    /** Measured against what is to be reached. */
    static String goals(final Results results, final List<Goal> goals, final boolean isFull) {
        final StringBuilder text = new StringBuilder();
        text.append(String.format("| goal | measured | to reach | |%n|---|--:|--:|---|%n"));
        for (final Goal goal : goals) {
            if (goal.onlyFull() && !isFull) {
                continue;
            }
            final double measured = goal.measured(results);
            text.append(String.format(
                    "| %s | %s | %s %s | %s |%n",
                    goal.what(),
                    Double.isNaN(measured) ? "–" : quantity(measured, goal.unit()),
                    goal.relation().sign(),
                    quantity(goal.bound(), goal.unit()),
                    goal.verdict(results).word()));
        }
        return text.toString();
    }

    /** Three digits that matter, as many as such figures are good for. */
    static String number(final double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        final double size = Math.abs(value);
        final int decimals = size >= HUNDRED || size == 0 ? 0 : size >= TEN ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    private static String row(final String title, final Figures figures, final int rounds) {
        return String.format(
                ROW,
                title,
                rate(figures.perSecond()),
                number(figures.cpuMicros()),
                number(figures.clientCpuMicros()),
                time(figures.p50Micros()),
                time(figures.p99Micros()) + (figures.missedRate() ? " (missed its rate)" : ""),
                rounds);
    }

    private static String quantity(final double value, final String unit) {
        if (unit.equals("×")) {
            return number(value) + " ×";
        }
        return number(value) + " " + unit;
    }

    private static String rate(final double perSecond) {
        return String.format(Locale.ROOT, "%,.0f", perSecond);
    }

    static String time(final double micros) {
        return micros >= 1_000 ? number(micros / 1_000) + " ms" : number(micros) + " µs";
    }
}
