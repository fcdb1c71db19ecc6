package io.flashgate.bench.load;

import io.flashgate.bench.load.Violation.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Violations as they are found: all are counted, the first few of a kind are kept in words. For one thread at a time. */
final class Findings {

    private static final int EXAMPLES = 3;

    private final Map<Kind, long[]> counts = new EnumMap<>(Kind.class);
    private final Map<Kind, List<String>> examples = new EnumMap<>(Kind.class);

    /** @param example asked only while there are few; an empty one is not kept */
    void add(final Kind kind, final Supplier<String> example) {
        counts.computeIfAbsent(kind, any -> new long[1])[0]++;
        final List<String> kept = examples.computeIfAbsent(kind, any -> new ArrayList<>());
        if (kept.size() < EXAMPLES) {
            final String words = example.get();
            if (!words.isEmpty()) {
                kept.add(words);
            }
        }
    }

    void addAll(final Findings other) {
        other.counts.forEach((kind, count) -> {
            counts.computeIfAbsent(kind, any -> new long[1])[0] += count[0];
            final List<String> kept = examples.computeIfAbsent(kind, any -> new ArrayList<>());
            other.examples.get(kind).stream().limit(EXAMPLES - kept.size()).forEach(kept::add);
        });
    }

    List<Violation> violations() {
        return counts.entrySet().stream()
                .map(entry ->
                        new Violation(entry.getKey(), entry.getValue()[0], List.copyOf(examples.get(entry.getKey()))))
                .toList();
    }
}
