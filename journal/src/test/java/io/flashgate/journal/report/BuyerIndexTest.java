package io.flashgate.journal.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.journal.JournalException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The buyers of a journal")
class BuyerIndexTest {

    @Test
    @DisplayName("have a number each, whether or not half of their hash is another's")
    void numbers() {
        final Random random = new Random(3);
        final BuyerIndex index = new BuyerIndex(Integer.MAX_VALUE);
        final Map<List<Long>, Integer> numbers = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            final long hash0 = random.nextInt(2_000) * 0x9E3779B97F4A7C15L;
            final long hash1 = random.nextInt(20);
            final Integer known = numbers.putIfAbsent(List.of(hash0, hash1), numbers.size());
            assertEquals(known == null ? numbers.size() - 1 : known, index.number(hash0, hash1));
        }
        assertEquals(numbers.size(), index.size());
    }

    @Test
    @DisplayName("are seen once they have been")
    void seen() {
        final BuyerIndex index = new BuyerIndex(2);
        final int alice = index.number(1, 2);
        final int bob = index.number(2, 1);
        index.see(bob);
        assertFalse(index.isSeen(alice));
        assertTrue(index.isSeen(bob));
        assertEquals(bob, index.number(2, 1));
        assertThrows(JournalException.class, () -> index.number(3, 3));
    }
}
