package io.flashgate.core.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An index of buckets")
class BucketIndexTest {

    private static final long HOME = 3;

    @Test
    @DisplayName("names every entry with the same home and hash, in the order in which they came")
    void sameHash() {
        final BucketIndex index = new BucketIndex(100);
        final List<Integer> all = new ArrayList<>();
        for (int entry = 0; entry < 100; entry++) {
            index.insert(HOME, 0xABCDEF_00000005L, entry);
            all.add(entry);
        }

        assertEquals(all, entries(index, HOME, 0xABCDEF_00000005L));
        assertEquals(List.of(), entries(index, HOME, 0xABCDEE_00000005L));
        assertEquals(100, index.size());
    }

    @Test
    @DisplayName("keeps entries of other hashes under the same home apart")
    void sameHome() {
        final BucketIndex index = new BucketIndex(100);
        for (int entry = 0; entry < 20; entry++) {
            index.insert(HOME, hash(entry), entry);
        }

        for (int entry = 0; entry < 20; entry++) {
            assertEquals(List.of(entry), entries(index, HOME, hash(entry)));
        }
        assertEquals(List.of(), entries(index, HOME, hash(20)));
    }

    @Test
    @DisplayName("sends on who finds the home full, and finds them behind whoever lives there")
    void overflowIntoAFullBucket() {
        final BucketIndex index = new BucketIndex(64);
        final long away = 9;
        for (int entry = 0; entry < 8; entry++) {
            index.insert(HOME, hash(entry), entry);
            index.insert(away, hash(100 + entry), 100 + entry);
        }
        // Its home is full, and so is the bucket that its own hash names: it goes to the one behind that.
        final long hash = 77L << 32 | away;
        index.insert(HOME, hash, 42);
        index.insert(away + 1, hash(200), 200);

        assertEquals(List.of(42), entries(index, HOME, hash));
        assertEquals(List.of(200), entries(index, away + 1, hash(200)));
        assertEquals(List.of(107), entries(index, away, hash(107)));
    }

    @Test
    @DisplayName("goes on at the start when it comes to its end")
    void wrapsAround() {
        final BucketIndex index = new BucketIndex(32);
        final long last = 5L << 32 | 0xFFFF_FFFFL;
        final List<Integer> all = new ArrayList<>();
        for (int entry = 0; entry < 32; entry++) {
            index.insert(last, last, entry);
            all.add(entry);
        }

        assertEquals(all, entries(index, last, last));
    }

    @Test
    @DisplayName("keeps a tag of zeros apart from a free slot")
    void zeroHash() {
        final BucketIndex index = new BucketIndex(2);
        assertEquals(List.of(), entries(index, 0, 0));
        index.insert(0, 0, 0);

        assertEquals(List.of(0), entries(index, 0, 0));
    }

    @Test
    @DisplayName("holds just what it may, and still ends every search")
    void full() {
        for (int capacity = 1; capacity <= 70; capacity++) {
            final BucketIndex index = new BucketIndex(capacity);
            for (int entry = 0; entry < capacity; entry++) {
                index.insert(HOME, hash(entry), entry);
            }
            final int more = capacity;
            assertThrows(IllegalStateException.class, () -> index.insert(0, 5, more));
            assertEquals(List.of(), entries(index, HOME, hash(more)));
            assertEquals(List.of(capacity - 1), entries(index, HOME, hash(capacity - 1)));
        }
    }

    @Test
    @DisplayName("agrees with a map of lists over thousands of crowded homes")
    void agreesWithAMap() {
        final BucketIndex index = new BucketIndex(3_000);
        final Map<List<Long>, List<Integer>> map = new HashMap<>();
        for (int entry = 0; entry < 3_000; entry++) {
            final long word = Digest.mix(entry);
            final long home = (word >>> 1) % 90;
            final long tag = (word >>> 20) % 50;
            final long hash = tag << 32 | tag % 7;
            index.insert(home, hash, entry);
            map.computeIfAbsent(List.of(home, hash), none -> new ArrayList<>()).add(entry);
        }

        // Away from home it may also name entries of other homes with the same hash; its caller tells them apart.
        map.forEach((key, expected) -> {
            final List<Integer> found = entries(index, key.get(0), key.get(1));
            found.retainAll(expected);
            assertEquals(expected, found);
        });
    }

    @Test
    @DisplayName("is touched without a change, whatever the home")
    void touch() {
        final BucketIndex index = new BucketIndex(8);
        index.insert(HOME, hash(1), 1);
        for (long home = -20; home < 20; home++) {
            index.touch(home);
        }

        assertEquals(1, index.size());
        assertEquals(List.of(1), entries(index, HOME, hash(1)));
        assertEquals(List.of(), entries(index, HOME, hash(2)));
    }

    @Test
    @DisplayName("cannot be built for nothing")
    void bounds() {
        assertThrows(IllegalArgumentException.class, () -> new BucketIndex(0));
        assertThrows(IllegalArgumentException.class, () -> new BucketIndex((1 << 28) + 1));
    }

    private static long hash(final int number) {
        return (number + 1L) << 32 | number;
    }

    /** Each once: the way away from home may lead through it. */
    private static List<Integer> entries(final BucketIndex index, final long home, final long hash) {
        final List<Integer> entries = new ArrayList<>();
        for (int slot = index.first(home, hash); slot >= 0; slot = index.next(slot, home, hash)) {
            if (!entries.contains(index.entry(slot))) {
                entries.add(index.entry(slot));
            }
        }
        return entries;
    }
}
