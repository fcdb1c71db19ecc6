package io.flashgate.core.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entries that come and go, for longer than any gateway runs; the same beside it in a {@link HashMap}. */
@DisplayName("An index of buckets that entries leave again")
class BucketIndexStormTest {

    /** Only the bits that any index asks for: as much as an answer keeps of its home. */
    private static final long HOME_BITS = (1L << 27) - 1;

    private record Names(long home, long hash) {}

    @ParameterizedTest(name = "{0} entries, {1} homes, {2} hashes in each")
    @CsvSource({
        "1, 1, 1",
        "9, 2, 4",
        "9, 1, 1000000",
        "40, 3, 2",
        "64, 5, 1000000",
        "500, 20, 3",
        "500, 1000000, 1000000",
        "4608, 700, 40",
        "4608, 1000000, 1000000",
    })
    @DisplayName("loses nobody, finds nobody who has left, and is as new when all have left")
    void agreesWithAMap(final int capacity, final int homes, final int hashes) {
        final Random random = new Random(capacity * 31L + homes);
        final BucketIndex index = new BucketIndex(capacity);
        final Map<Integer, Names> there = new HashMap<>();
        final List<Integer> entries = new ArrayList<>();
        final int[] free = new int[capacity];
        for (int i = 0; i < capacity; i++) {
            free[i] = i;
        }
        // It fills, empties to a tenth and fills again, and is full for a while in between.
        boolean isFilling = true;
        for (int round = 0; round < 300_000; round++) {
            if (there.size() == capacity) {
                isFilling = random.nextInt(capacity) > 0;
            } else if (there.size() <= capacity / 10) {
                isFilling = true;
            }
            final boolean comes =
                    there.isEmpty() || there.size() < capacity && random.nextInt(10) < (isFilling ? 7 : 3);
            if (comes) {
                final int entry = free[there.size()];
                final Names names = someNames(random, homes, hashes);
                index.insert(names.home, names.hash, entry);
                there.put(entry, names);
                entries.add(entry);
                assertTrue(finds(index, names, entry), "inserted and not found");
            } else {
                final int place = random.nextInt(entries.size());
                final int entry = entries.get(place);
                entries.set(place, entries.get(entries.size() - 1));
                entries.remove(entries.size() - 1);
                final Names names = there.remove(entry);
                index.remove(names.home & HOME_BITS, names.hash, entry);
                free[there.size()] = entry;
                assertFalse(finds(index, names, entry), "removed and found");
            }
            assertEquals(there.size(), index.size());
            if (!entries.isEmpty()) {
                final int any = entries.get(random.nextInt(entries.size()));
                assertTrue(finds(index, there.get(any), any), "lost");
            }
            if (round % 20_000 == 0) {
                there.forEach((entry, names) -> assertTrue(finds(index, names, entry), "lost"));
            }
        }
        there.forEach((entry, names) -> index.remove(names.home, names.hash, entry));
        assertTrue(index.isAsNew(), "something is left behind");
    }

    @Test
    @DisplayName("does not decay: after millions of rounds at its fullest a stranger's search is as short as at first")
    void doesNotDecay() {
        final int capacity = 4_608; // the fullest that an index ever is: 9 of 16 slots
        final BucketIndex index = new BucketIndex(capacity);
        final Random random = new Random(7);
        final Names[] names = new Names[capacity];
        for (int entry = 0; entry < capacity; entry++) {
            names[entry] = someNames(random, Integer.MAX_VALUE, Integer.MAX_VALUE);
            index.insert(names[entry].home, names[entry].hash, entry);
        }
        final double atFirst = meanReach(index, random);
        double later = 0;
        for (int window = 0; window < 12; window++) {
            for (int round = 0; round < 250_000; round++) {
                final int entry = random.nextInt(capacity);
                index.remove(names[entry].home, names[entry].hash, entry);
                names[entry] = someNames(random, Integer.MAX_VALUE, Integer.MAX_VALUE);
                index.insert(names[entry].home, names[entry].hash, entry);
            }
            later = meanReach(index, random);
            assertTrue(
                    later < atFirst + 0.25,
                    "buckets a search: " + atFirst + " at first, " + later + " in window " + window);
        }
        assertTrue(later < 1.4, "buckets a search: " + later);
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @DisplayName("ends every search, even where every bucket has sent somebody on")
    void everyBucketHasSentSomebodyOn() {
        final BucketIndex index = new BucketIndex(9); // two buckets
        for (int entry = 0; entry < 9; entry++) {
            index.insert(0, hash(entry, 0), entry);
        }
        for (int entry = 0; entry < 8; entry++) {
            index.remove(0, hash(entry, 0), entry);
        }
        for (int entry = 0; entry < 8; entry++) {
            index.insert(1, hash(entry, 1), entry);
        }

        assertTrue(finds(index, new Names(0, hash(8, 0)), 8));
        assertTrue(finds(index, new Names(1, hash(7, 1)), 7));
        assertFalse(finds(index, new Names(0, hash(50, 0)), 50));
        assertFalse(finds(index, new Names(1, hash(50, 1)), 50));
        assertThrows(IllegalStateException.class, () -> index.remove(1, hash(50, 1), 50));
    }

    @Test
    @DisplayName("takes nobody out who is not there, nor anybody else")
    void removesOnlyWhoIsThere() {
        final BucketIndex index = new BucketIndex(64);
        index.insert(3, hash(1, 3), 1);

        assertThrows(IllegalStateException.class, () -> index.remove(3, hash(1, 3), 2));
        assertThrows(IllegalStateException.class, () -> index.remove(3, hash(2, 3), 1));
        assertThrows(IllegalStateException.class, () -> index.remove(4, hash(1, 3), 1));
        assertEquals(1, index.size());
        assertTrue(finds(index, new Names(3, hash(1, 3)), 1));
    }

    private static double meanReach(final BucketIndex index, final Random random) {
        long sum = 0;
        for (int i = 0; i < 20_000; i++) {
            final Names stranger = someNames(random, Integer.MAX_VALUE, Integer.MAX_VALUE);
            sum += index.reach(stranger.home, stranger.hash);
        }
        return sum / 20_000.0;
    }

    private static Names someNames(final Random random, final int homes, final int hashes) {
        final long home = Digest.mix(random.nextInt(homes));
        return new Names(home, Digest.mix(home + 1 + random.nextInt(hashes)));
    }

    private static long hash(final int number, final int bucket) {
        return (number + 1L) << 32 | bucket;
    }

    private static boolean finds(final BucketIndex index, final Names names, final int entry) {
        int steps = 0;
        for (int slot = index.first(names.home, names.hash);
                slot >= 0;
                slot = index.next(slot, names.home, names.hash)) {
            if (index.entry(slot) == entry) {
                return true;
            }
            assertTrue(++steps < 10_000, "a search without an end");
        }
        return false;
    }
}
