package io.flashgate.core.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The digest of the state")
class DigestTest {

    private static final int BITS = 64;

    @Test
    @DisplayName("hears every bit of every word of a fact, and its kind")
    void everyBitOfFourWords() {
        final Set<Long> terms = new HashSet<>();
        terms.add(Digest.term(1, 0, 0, 0, 0));
        for (int bit = 0; bit < BITS; bit++) {
            terms.add(Digest.term(1, 1L << bit, 0, 0, 0));
            terms.add(Digest.term(1, 0, 1L << bit, 0, 0));
            terms.add(Digest.term(1, 0, 0, 1L << bit, 0));
            terms.add(Digest.term(1, 0, 0, 0, 1L << bit));
        }
        for (int kind = 2; kind <= 8; kind++) {
            terms.add(Digest.term(kind, 0, 0, 0, 0));
        }

        assertEquals(1 + 4 * BITS + 7, terms.size());
    }

    @Test
    @DisplayName("hears every bit of every word of a table's entry, and any two of them together")
    void everyPairOfBitsOfEightWords() {
        final long[] words = new long[10];
        for (int i = 0; i < words.length; i++) {
            words[i] = Digest.mix(i + 1);
        }
        final Set<Long> terms = new HashSet<>();
        terms.add(Digest.term(4, words, 1));
        final int bits = 8 * BITS;
        for (int one = 0; one < bits; one++) {
            flip(words, one);
            terms.add(Digest.term(4, words, 1));
            for (int other = one + 1; other < bits; other++) {
                flip(words, other);
                terms.add(Digest.term(4, words, 1));
                flip(words, other);
            }
            flip(words, one);
        }

        assertEquals(1 + bits + bits * (bits - 1) / 2, terms.size());
    }

    @Test
    @DisplayName("hears nothing of what lies before or behind the entry")
    void nothingAround() {
        final long[] words = new long[10];
        final long term = Digest.term(4, words, 1);
        words[0] = 1;
        words[9] = 1;

        assertEquals(term, Digest.term(4, words, 1));
    }

    @Test
    @DisplayName("knows the words of a fact by their places")
    void places() {
        final Set<Long> terms = new HashSet<>();
        final long[] words = new long[8];
        for (int i = 0; i < 8; i++) {
            words[i] = 42;
            terms.add(Digest.term(4, words, 0));
            words[i] = 0;
        }
        assertEquals(8, terms.size());
        assertNotEquals(Digest.term(1, 2, 3, 4, 5), Digest.term(1, 3, 2, 4, 5));
        assertNotEquals(Digest.term(1, 2, 3, 4, 5), Digest.term(1, 2, 3, 5, 4));
    }

    @Test
    @DisplayName("does not depend on the order of its facts, and a changed fact leaves no trace of the old one")
    void orderAndChange() {
        final long one = Digest.term(1, 1, 2, 3, 4);
        final long other = Digest.term(2, 1, 2, 3, 4);
        final Digest digest = new Digest();
        digest.add(one);
        digest.add(other);
        final Digest backwards = new Digest();
        backwards.add(other);
        backwards.add(Digest.term(1, 0, 0, 0, 0));
        backwards.replace(Digest.term(1, 0, 0, 0, 0), one);

        assertEquals(digest.value(), backwards.value());
        final Digest taken = new Digest();
        taken.value(digest.value());
        assertEquals(digest.value(), taken.value());
    }

    @Test
    @DisplayName("counts a fact that is there twice, twice")
    void twice() {
        final Digest digest = new Digest();
        digest.add(Digest.term(1, 1, 2, 3, 4));
        final long once = digest.value();
        digest.add(Digest.term(1, 1, 2, 3, 4));

        assertNotEquals(once, digest.value());
        assertNotEquals(0, digest.value());
    }

    private static void flip(final long[] words, final int bit) {
        words[1 + bit / BITS] ^= 1L << bit % BITS;
    }
}
