package io.flashgate.bench.compare;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every run's figures by peer and scenario, and single values by name (recovery, allocation, …). For one thread. */
final class Results {

    private final Map<String, Map<Scenario, List<Figures>>> runs = new LinkedHashMap<>();
    private final Map<String, Double> values = new TreeMap<>();
    private final Map<String, List<String>> runNames = new TreeMap<>();
    private final List<Double> stolen = new ArrayList<>();

    void add(final String peer, final Scenario scenario, final Figures figures) {
        runs.computeIfAbsent(peer, name -> new EnumMap<>(Scenario.class))
                .computeIfAbsent(scenario, key -> new ArrayList<>())
                .add(figures);
    }

    void put(final String name, final double value) {
        values.put(name, value);
    }

    void add(final String peer, final Scenario scenario, final Undisturbed.Run run) {
        add(peer, scenario, run.figures());
        runNames.computeIfAbsent(peer + "/" + scenario.key(), key -> new ArrayList<>())
                .add(run.name());
        stolen(run);
    }

    /** Keeps in mind what was stolen from a run. */
    void stolen(final Undisturbed.Run run) {
        stolen.add(run.stolen());
    }

    /** The runs that a peer's figures under a scenario come from. */
    List<String> runNames(final String peer, final Scenario scenario) {
        return runNames.getOrDefault(peer + "/" + scenario.key(), List.of());
    }

    /** For people: what the machine's host took of it, in the middle and at most. */
    String stolen() {
        if (stolen.isEmpty()) {
            return "not known";
        }
        return String.format(
                "%.1f %% of the processors in the median run, %.1f %% in the worst of %d",
                100 * Medians.of(stolen.stream().mapToDouble(Double::doubleValue)),
                100 * stolen.stream().mapToDouble(Double::doubleValue).max().orElse(0),
                stolen.size());
    }

    /** The single values, by name. */
    Map<String, Double> values() {
        return values;
    }

    /** How often a peer was measured under a scenario. */
    int rounds(final String peer, final Scenario scenario) {
        return runs.getOrDefault(peer, Map.of())
                .getOrDefault(scenario, List.of())
                .size();
    }

    /** The medians over the rounds. Null: not measured. */
    Figures find(final String peer, final Scenario scenario) {
        final List<Figures> rounds = runs.getOrDefault(peer, Map.of()).get(scenario);
        return rounds == null ? null : Figures.median(rounds);
    }

    /**
     * One number: {@code PEER/SCENARIO/rate|cpu|p50|p99|p999}, or the name of a single value. NaN: not measured, or measured
     * in a run that missed its rate.
     */
    double number(final String name) {
        final String[] parts = name.split("/");
        if (parts.length != 3) {
            return values.getOrDefault(name, Double.NaN);
        }
        Figures figures = null;
        for (final Scenario scenario : Scenario.values()) {
            if (scenario.key().equals(parts[1])) {
                figures = find(parts[0], scenario);
            }
        }
        if (figures == null || figures.missedRate()) {
            return Double.NaN;
        }
        switch (parts[2]) {
            case "rate":
                return figures.perSecond();
            case "cpu":
                return figures.cpuMicros();
            case "p50":
                return figures.p50Micros();
            case "p99":
                return figures.p99Micros();
            case "p999":
                return figures.p999Micros();
            default:
                throw new IllegalArgumentException("expected rate, cpu, p50, p99 or p999, found " + name);
        }
    }

    /** Whether this number stands for a run that did not keep its rate. */
    boolean isMissedRate(final String name) {
        final String[] parts = name.split("/");
        for (final Scenario scenario : Scenario.values()) {
            if (parts.length == 3 && scenario.key().equals(parts[1])) {
                final Figures figures = find(parts[0], scenario);
                return figures != null && figures.missedRate();
            }
        }
        return false;
    }
}
