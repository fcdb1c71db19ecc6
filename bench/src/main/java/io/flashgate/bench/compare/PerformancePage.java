package io.flashgate.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;

/** What a run came to, for the terminal and for {@code docs/PERFORMANCE.md}. */
final class PerformancePage {

    /** The page's generated parts. */
    static final Set<String> PARTS =
            Set.of("machine", "goals", "figures", "threads", "growth", "instant", "plots", "waiting", "control");

    private static final String PLOTS =
            String.format("![Latency by percentile, closed loop](performance/sold-64.svg)%n%n"
                    + "![Latency by percentile, open loop](performance/half-load.svg)%n");

    private final Map<String, String> facts;
    private final Results results;
    private final List<Peer> peers;
    private final List<Goal> goals;
    private final Plan plan;

    PerformancePage(
            final Map<String, String> facts,
            final Results results,
            final List<Peer> peers,
            final List<Goal> goals,
            final Plan plan) {
        this.facts = facts;
        this.results = results;
        this.peers = peers;
        this.goals = goals;
        this.plan = plan;
    }

    /** Machine, figures, goals. */
    String text() {
        return Machine.markdown(facts)
                + System.lineSeparator()
                + ResultTable.markdown(results, peers)
                + ThreadTable.markdown(results, peers)
                + System.lineSeparator()
                + ResultTable.goals(results, goals, plan.isFull());
    }

    /** Replaces the page's generated parts and draws its pictures. The rest of the page is people's. */
    void write(final Path docs, final LoadTool load) {
        final Path page = docs.resolve("PERFORMANCE.md");
        final Map<String, String> parts = Map.of(
                "machine", Machine.markdown(facts),
                "goals", ResultTable.goals(results, goals, true),
                "figures", ResultTable.markdown(results, peers),
                "threads", ThreadTable.markdown(results, peers),
                "growth", growth(),
                "instant", InstantRun.markdown(results),
                "plots", PLOTS,
                "waiting", WaitingRun.markdown(results),
                "control", ControlRun.markdown(results));
        draw(
                "Sold and forced, 64 connections, one at a time (closed loop)",
                Scenario.SOLD_64,
                load,
                docs.resolve("performance/sold-64.svg"));
        draw(
                "Sold and forced, open loop at half of the capacity, from the intended send",
                Scenario.HALF_LOAD,
                load,
                docs.resolve("performance/half-load.svg"));
        try {
            Files.writeString(page, DocsPage.replace(Files.readString(page), parts));
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (final IllegalArgumentException otherPage) {
            throw new CompareException(page + ": " + otherPage.getMessage(), otherPage);
        }
    }

    /** All rounds of a scenario in one curve per peer. */
    private void draw(final String title, final Scenario scenario, final LoadTool load, final Path svg) {
        final Map<String, Histogram> runs = new LinkedHashMap<>();
        for (final Peer peer : peers) {
            for (final String run : results.runNames(peer.name(), scenario)) {
                final Path hlog = load.hlog(run);
                // pgbench writes none.
                if (Files.exists(hlog)) {
                    final Histogram read = HistogramLog.read(hlog);
                    runs.merge(peer.title(), read, (sum, next) -> {
                        sum.add(next);
                        return sum;
                    });
                }
            }
        }
        PercentilePlot.draw(title, runs, svg);
    }

    private String growth() {
        final StringBuilder text = new StringBuilder(String.format("| | |%n|---|--:|%n"));
        growthRow(text, "64 connections, 1 sale", Values.CONNECTIONS_FEW);
        growthRow(text, "4,000 connections", Values.CONNECTIONS_MANY);
        growthRow(text, "500 open sales, the load on one of them", Values.SALES_MANY);
        growthRow(text, "1,000 buyers before", Values.BUYERS_FEW);
        growthRow(text, "5,000,000 buyers before", Values.BUYERS_MANY);
        return text.toString();
    }

    private void growthRow(final StringBuilder text, final String what, final String name) {
        text.append(String.format("| %s | %s µs of CPU per order |%n", what, ResultTable.number(results.number(name))));
    }
}
