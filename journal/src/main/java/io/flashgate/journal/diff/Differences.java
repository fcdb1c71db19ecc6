package io.flashgate.journal.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Differences as they are found: all are counted, and the first ones by sequence are kept. */
public final class Differences {

    private static final Comparator<Difference> ORDER = Comparator.comparingLong(Difference::sequence);

    private final int most;
    private final Map<Difference.Kind, Long> counts = new EnumMap<>(Difference.Kind.class);

    /** The last one first, so that it can go. */
    private final PriorityQueue<Difference> first = new PriorityQueue<>(ORDER.reversed());

    /**
     * @param most how many are kept, 1 or more
     */
    Differences(final int most) {
        this.most = most;
    }

    void add(final Difference difference) {
        counts.merge(difference.kind(), 1L, Long::sum);
        first.add(difference);
        if (first.size() > most) {
            first.remove();
        }
    }

    /** How many there are of a kind. */
    public long count(final Difference.Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** How many there are. */
    public long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The first of them, by sequence. */
    public List<Difference> first() {
        final List<Difference> sorted = new ArrayList<>(first);
        sorted.sort(ORDER);
        return sorted;
    }
}
