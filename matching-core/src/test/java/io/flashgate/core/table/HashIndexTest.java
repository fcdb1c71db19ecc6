package io.flashgate.core.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An index of hashes")
class HashIndexTest {

    @Test
    @DisplayName("names every entry with the same hash, in the order in which they came")
    void sameHash() {
        final HashIndex index = new HashIndex(5);
        for (int entry = 0; entry < 5; entry++) {
            index.insert(0xABCDEF_00000003L, entry);
        }

        assertEquals(List.of(0, 1, 2, 3, 4), entries(index, 0xABCDEF_00000003L));
        assertEquals(List.of(), entries(index, 0xABCDEE_00000003L));
    }

    @Test
    @DisplayName(
            "passes over entries that live next door: the same home with another tag, the same tag with another home")
    void sameHomeOrSameTag() {
        final HashIndex index = new HashIndex(8);
        final long hash = 7L << 32 | 2;
        final long sameHome = 8L << 32 | 2;
        final long sameTag = 7L << 32 | 3;
        index.insert(sameHome, 0);
        index.insert(hash, 1);
        index.insert(sameHome, 2);
        index.insert(hash, 3);

        assertEquals(List.of(1, 3), entries(index, hash));
        assertEquals(List.of(0, 2), entries(index, sameHome));
        // The tag is all that the index compares, so a search may meet strangers; its caller tells them apart.
        assertTrue(entries(index, sameTag).stream().allMatch(entry -> entry == 1 || entry == 3));
    }

    @Test
    @DisplayName("goes on at the start when it comes to its end")
    void wrapsAround() {
        final HashIndex index = new HashIndex(4);
        final long lastHome = 9L << 32 | 0xFFFF_FFFFL;
        for (int entry = 0; entry < 4; entry++) {
            index.insert(lastHome, entry);
        }

        assertEquals(List.of(0, 1, 2, 3), entries(index, lastHome));
    }

    @Test
    @DisplayName("keeps a tag of zeros apart from an empty slot")
    void zeroHash() {
        final HashIndex index = new HashIndex(2);
        assertEquals(-1, index.first(0));
        index.insert(0, 0);

        assertEquals(List.of(0), entries(index, 0));
    }

    @Test
    @DisplayName("holds just what it may, says when it is full, and still ends every search")
    void full() {
        for (int capacity = 1; capacity <= 70; capacity++) {
            final HashIndex index = new HashIndex(capacity);
            for (int entry = 0; entry < capacity; entry++) {
                assertFalse(index.isFull());
                index.insert((long) entry << 32, entry);
            }
            assertTrue(index.isFull());
            assertEquals(capacity, index.size());
            assertEquals(-1, index.first(-1L << 32));
            final int more = capacity;
            assertThrows(IllegalStateException.class, () -> index.insert(5, more));
            assertEquals(List.of(capacity - 1), entries(index, (long) (capacity - 1) << 32));
        }
    }

    @Test
    @DisplayName("agrees with a map of lists over thousands of crowded hashes")
    void agreesWithAMap() {
        final HashIndex index = new HashIndex(3_000);
        final Map<Long, List<Integer>> map = new HashMap<>();
        for (int entry = 0; entry < 3_000; entry++) {
            final long word = Digest.mix(entry);
            // 200 tags, each with a home of its own among 64: long runs, many neighbours.
            final long tag = (word >>> 1) % 200;
            final long hash = tag << 32 | tag % 64;
            index.insert(hash, entry);
            map.computeIfAbsent(hash, none -> new ArrayList<>()).add(entry);
        }

        map.forEach((hash, entries) -> assertEquals(entries, entries(index, hash)));
    }

    @Test
    @DisplayName("cannot be built for nothing")
    void bounds() {
        assertThrows(IllegalArgumentException.class, () -> new HashIndex(0));
        assertThrows(IllegalArgumentException.class, () -> new HashIndex((1 << 28) + 1));
    }

    @Test
    @DisplayName("under ids: they are compared byte by byte, whatever they share")
    void ids() {
        final List<String> names =
                List.of("a", "aa", "b", "12345678", "123456789", "123456780", "A", "-", "x".repeat(64));
        final IdTable table = new IdTable(names.size());
        for (final String name : names) {
            final UnsafeBuffer id = ascii(name);
            assertEquals(-1, table.find(id, 1, name.length()), name);
            table.add(id, 1, name.length());
        }

        assertTrue(table.isFull());
        for (final String name : names) {
            assertEquals(names.indexOf(name), table.find(ascii(name), 1, name.length()));
        }
        assertEquals(-1, table.find(ascii("12345679"), 1, 8));
        assertEquals(-1, table.find(ascii(""), 1, 0));
    }

    /** The id with a stranger before and behind it. */
    private static UnsafeBuffer ascii(final String name) {
        return new UnsafeBuffer(('#' + name + '#').getBytes(StandardCharsets.US_ASCII));
    }

    private static List<Integer> entries(final HashIndex index, final long hash) {
        final List<Integer> entries = new ArrayList<>();
        for (int slot = index.first(hash); slot >= 0; slot = index.next(slot, hash)) {
            entries.add(index.entry(slot));
        }
        return entries;
    }
}
