package io.flashgate.core.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.flashgate.core.Dice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A queue of deadlines")
class DeadlineQueueTest {

    @Test
    @DisplayName("names the earliest, and never is what it is empty of")
    void empty() {
        final DeadlineQueue queue = new DeadlineQueue(2);

        assertEquals(0, queue.size());
        assertEquals(Long.MAX_VALUE, queue.nextNanos());
        assertThrows(IllegalStateException.class, queue::next);
        queue.add(1, 7);
        assertEquals(7, queue.nextNanos());
        assertEquals(1, queue.next());
        queue.remove(1);
        assertEquals(Long.MAX_VALUE, queue.nextNanos());
        assertEquals(7, queue.deadlineNanos(1)); // can still be asked for
    }

    @Test
    @DisplayName("puts equal deadlines in the order of their entries, whoever came first")
    void equalDeadlines() {
        final DeadlineQueue queue = new DeadlineQueue(8);
        for (final int entry : new int[] {5, 2, 7, 0, 3}) {
            queue.add(entry, 100);
        }

        assertEquals(List.of(0, 2, 3, 5, 7), drain(queue));
    }

    @Test
    @DisplayName("lets an entry wait longer, and no shorter")
    void postpone() {
        final DeadlineQueue queue = new DeadlineQueue(3);
        queue.add(0, 10);
        queue.add(1, 20);
        queue.add(2, 30);
        queue.postpone(0, 25);

        assertEquals(25, queue.deadlineNanos(0));
        assertThrows(IllegalArgumentException.class, () -> queue.postpone(0, 24));
        assertEquals(List.of(1, 0, 2), drain(queue));
    }

    @Test
    @DisplayName("knows who waits and who does not")
    void whoWaits() {
        final DeadlineQueue queue = new DeadlineQueue(2);
        queue.add(0, 10);

        assertThrows(IllegalStateException.class, () -> queue.add(0, 10));
        assertThrows(IllegalStateException.class, () -> queue.remove(1));
        assertThrows(IllegalStateException.class, () -> queue.postpone(1, 10));
        queue.remove(0);
        assertThrows(IllegalStateException.class, () -> queue.remove(0));
        queue.add(0, 5); // and may come again
        assertEquals(5, queue.nextNanos());
    }

    @Test
    @DisplayName("agrees with a sorted set through a storm of holds that come, are extended, end early or expire")
    void agreesWithASortedSet() {
        for (int seed = 1; seed <= 60; seed++) {
            storm(seed);
        }
    }

    private static void storm(final int seed) {
        final Dice dice = new Dice(seed * 0x9E3779B97F4A7C15L);
        final int capacity = dice.between(1, dice.oneIn(4) ? 500 : 40);
        // Few different deadlines: many are equal. One in three seeds as in a sale: each later than all before.
        final int span = dice.oneIn(2) ? 5 : 1_000;
        final boolean isInOrder = dice.oneIn(3);
        final DeadlineQueue queue = new DeadlineQueue(capacity);
        final long[] deadlines = new long[capacity];
        final TreeSet<Integer> model = new TreeSet<>(
                Comparator.<Integer>comparingLong(entry -> deadlines[entry]).thenComparing(Comparator.naturalOrder()));
        long now = 0;
        for (int step = 0; step < 1_500; step++) {
            final int entry = dice.below(capacity);
            final boolean waits = model.contains(entry);
            now += isInOrder ? 1 : 0;
            if (!waits) {
                deadlines[entry] = now + (isInOrder ? 1_000 : dice.below(span));
                queue.add(entry, deadlines[entry]);
                model.add(entry);
            } else if (dice.oneIn(3)) {
                model.remove(entry);
                deadlines[entry] += dice.below(span);
                model.add(entry);
                queue.postpone(entry, deadlines[entry]);
            } else if (dice.oneIn(2)) {
                model.remove(entry);
                queue.remove(entry);
            } else {
                queue.remove(model.pollFirst());
            }
            assertEquals(model.size(), queue.size());
            assertEquals(model.isEmpty() ? Long.MAX_VALUE : deadlines[model.first()], queue.nextNanos());
            if (!model.isEmpty()) {
                assertEquals(model.first(), queue.next());
            }
        }
        assertEquals(new ArrayList<>(model), drain(queue));
    }

    private static List<Integer> drain(final DeadlineQueue queue) {
        final List<Integer> entries = new ArrayList<>();
        while (queue.size() > 0) {
            entries.add(queue.next());
            queue.remove(queue.next());
        }
        return entries;
    }
}
