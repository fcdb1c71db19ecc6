package io.flashgate.gateway.telemetry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a page in Prometheus's text format 0.0.4, and says what is wrong with it: by the format's grammar, and by the conventions
 * that {@code promtool check metrics} holds names and units to.
 */
public final class ScrapeRules {

    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? (-?[0-9.]+(?:E[+-]?[0-9]+)?|NaN|[+-]Inf)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\\\\n\"])*)\"(?:,|$)");
    private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary", "untyped");
    private static final Pattern NO_BASE_UNIT = Pattern.compile(
            ".*_(milliseconds|millis|ms|microseconds|micros|nanoseconds|nanos|minutes|hours|days|kilobytes|kb|megabytes|mb|mib"
                    + "|percent)(_.*)?");
    private static final int MOST_SERIES = 2_000;

    private final List<String> complaints = new ArrayList<>();
    private final Map<String, String> types = new HashMap<>();
    private final Map<String, String> helps = new HashMap<>();
    private final Map<String, List<Sample>> families = new LinkedHashMap<>();
    private final Set<String> series = new HashSet<>();
    private String current = "";

    /** A line that is no comment. */
    public record Sample(String name, Map<String, String> labels, double value) {}

    private ScrapeRules() {}

    /** Reads a page. */
    public static ScrapeRules of(final String page) {
        final ScrapeRules rules = new ScrapeRules();
        if (!page.endsWith("\n")) {
            rules.complaints.add("the last line has no end");
        }
        page.lines().forEach(rules::read);
        rules.families.forEach(rules::check);
        if (rules.series.size() > MOST_SERIES) {
            rules.complaints.add("expected at most " + MOST_SERIES + " series, found " + rules.series.size());
        }
        return rules;
    }

    /** What is wrong; empty: nothing. */
    public List<String> complaints() {
        return complaints;
    }

    /** Every sample, by its own name: that of a histogram's bucket ends in {@code _bucket}. */
    public Map<String, List<Sample>> samples() {
        final Map<String, List<Sample>> byName = new TreeMap<>();
        families.values()
                .forEach(family ->
                        family.forEach(sample -> byName.computeIfAbsent(sample.name(), name -> new ArrayList<>())
                                .add(sample)));
        return byName;
    }

    private void read(final String line) {
        if (line.startsWith("# HELP ")) {
            final String[] words = line.split(" ", 4);
            if (helps.put(words[2], words.length > 3 ? words[3] : "") != null) {
                complaints.add("a second HELP: " + line);
            }
        } else if (line.startsWith("# TYPE ")) {
            final String[] words = line.split(" ");
            if (words.length != 4 || !TYPES.contains(words[3])) {
                complaints.add("no type: " + line);
            } else if (types.put(words[2], words[3]) != null) {
                complaints.add("a second TYPE: " + line);
            }
        } else {
            final Matcher sample = SAMPLE.matcher(line);
            if (sample.matches()) {
                read(sample);
            } else {
                complaints.add("no sample: " + line);
            }
        }
    }

    private void read(final Matcher line) {
        final String name = line.group(1);
        final Map<String, String> labels = labels(line.group(2) == null ? "" : line.group(2));
        if (!series.add(name + new TreeMap<>(labels))) {
            complaints.add("the same series twice: " + line.group());
        }
        final String family = familyOf(name);
        if (!family.equals(current) && families.containsKey(family)) {
            complaints.add(family + ": its lines do not stand together");
        }
        current = family;
        final String value = line.group(3).replace("Inf", "Infinity");
        families.computeIfAbsent(family, unknown -> new ArrayList<>())
                .add(new Sample(name, labels, Double.parseDouble(value)));
    }

    private Map<String, String> labels(final String text) {
        final Map<String, String> labels = new LinkedHashMap<>();
        final Matcher label = LABEL.matcher(text);
        int end = 0;
        while (label.find() && label.start() == end) {
            if (labels.put(label.group(1), label.group(2)) != null
                    || label.group(1).startsWith("__")) {
                complaints.add("a label twice, or one that is not ours to use: " + text);
            }
            end = label.end();
        }
        if (end != text.length()) {
            complaints.add("no labels: " + text);
        }
        return labels;
    }

    private String familyOf(final String name) {
        for (final String suffix : List.of("_bucket", "_count", "_sum")) {
            final String stem = name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : "";
            final String type = types.getOrDefault(stem, "");
            if (type.equals("histogram") || type.equals("summary")) {
                return stem;
            }
        }
        return name;
    }

    private void check(final String family, final List<Sample> samples) {
        final String type = types.get(family);
        if (type == null) {
            complaints.add(family + ": no TYPE before its samples");
            return;
        }
        if (helps.getOrDefault(family, "").isBlank()) {
            complaints.add(family + ": no HELP");
        }
        if (!family.matches("[a-z][a-z0-9_]*")) {
            complaints.add(family + ": expected lower case and underscores");
        }
        if (NO_BASE_UNIT.matcher(family).matches()) {
            complaints.add(family + ": expected seconds, bytes or a ratio");
        }
        if (type.equals("counter") != family.endsWith("_total")) {
            complaints.add(family + ": expected _total on counters, and on nothing else, found a " + type);
        }
        if (family.matches(".*_(counter|gauge|histogram|count|sum|bucket)")) {
            complaints.add(family + ": its name ends like something else's");
        }
        if (type.equals("counter") && samples.stream().anyMatch(sample -> sample.value() < 0)) {
            complaints.add(family + ": a counter below 0");
        }
        if (type.equals("histogram")) {
            checkBuckets(family, samples);
        }
    }

    private void checkBuckets(final String family, final List<Sample> samples) {
        double lastBound = Double.NEGATIVE_INFINITY;
        double lastCount = 0;
        double count = -1;
        boolean hasSum = false;
        for (final Sample sample : samples) {
            if (sample.name().equals(family + "_bucket")) {
                final double bound = Double.parseDouble(
                        sample.labels().getOrDefault("le", "NaN").replace("Inf", "Infinity"));
                if (!(bound > lastBound) || sample.value() < lastCount) {
                    complaints.add(family + ": expected growing buckets, found " + sample);
                }
                lastBound = bound;
                lastCount = sample.value();
            } else if (sample.name().equals(family + "_count")) {
                count = sample.value();
            } else {
                hasSum |= sample.name().equals(family + "_sum");
            }
        }
        if (lastBound != Double.POSITIVE_INFINITY || count != lastCount || !hasSum) {
            complaints.add(family + ": expected le=\"+Inf\" equal to _count, and a _sum");
        }
    }
}
