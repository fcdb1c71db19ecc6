package io.flashgate.core.table;

/**
 * A digest of the whole state, kept up to date with every change and independent of the order of anything in memory.
 *
 * <p>The state is a set of facts ("item 3 of sale 1 has 17 available"). Each fact is hashed to 64 bits and the digest is
 * their sum modulo 2⁶⁴ (a multiset hash: Clarke et al., "Incremental Multiset Hash Functions", 2003). A changed fact takes
 * its old term out and its new term in. It finds differences, not forgeries.
 *
 * <p>The hash of one fact is a sum of products with odd constants, which the processor works out in parallel, and the
 * 64-bit finaliser of MurmurHash3 (Austin Appleby, public domain).
 */
public final class Digest {

    private static final long K0 = 0x9E3779B97F4A7C15L;
    private static final long K1 = 0xBF58476D1CE4E5B9L;
    private static final long K2 = 0x94D049BB133111EBL;
    private static final long K3 = 0xD6E8FEB86659FD93L;
    private static final long K4 = 0xA0761D6478BD642FL;
    private static final long K5 = 0xE7037ED1A0B428DBL;
    private static final long K6 = 0x8EBC6AF09C88C6E3L;
    private static final long K7 = 0x589965CC75374CC3L;

    private long sum;

    public long value() {
        return sum;
    }

    /** Takes the sum over from a snapshot or a check. */
    public void value(final long newValue) {
        sum = newValue;
    }

    public void add(final long term) {
        sum += term;
    }

    public void replace(final long oldTerm, final long newTerm) {
        sum += newTerm - oldTerm;
    }

    /** The term of a fact of four words; {@code kind} tells different sorts of facts apart. */
    public static long term(final long kind, final long a, final long b, final long c, final long d) {
        return mix(kind * K7 + fold(a, K0) + fold(b, K1) + fold(c, K2) + fold(d, K3));
    }

    /** The beginning of a term, worked out once for a fact whose first two words never change. */
    public static long begin(final long kind, final long a, final long b) {
        return kind * K7 + fold(a, K0) + fold(b, K1);
    }

    /** The term of a fact whose first two words went into {@link #begin}. */
    public static long end(final long begun, final long c, final long d) {
        return mix(begun + fold(c, K2) + fold(d, K3));
    }

    /** The term of a fact that is eight words of a table, from {@code offset} on. */
    public static long term(final long kind, final long[] words, final int offset) {
        return term(kind, words, offset, words[offset + 6], words[offset + 7]);
    }

    /** The same of eight words of which the last two stand in the table together with what is no part of the fact. */
    public static long term(
            final long kind, final long[] words, final int offset, final long seventh, final long eighth) {
        return mix(kind * K7
                + fold(words[offset], K0)
                + fold(words[offset + 1], K1)
                + fold(words[offset + 2], K2)
                + fold(words[offset + 3], K3)
                + fold(words[offset + 4], K4)
                + fold(words[offset + 5], K5)
                + fold(seventh, K6)
                + fold(eighth, K1 ^ K4));
    }

    /** MurmurHash3's finaliser: each input bit reaches each output bit. */
    public static long mix(final long value) {
        long h = value;
        h ^= h >>> 33;
        h *= 0xff51afd7ed558ccdL;
        h ^= h >>> 33;
        h *= 0xc4ceb9fe1a85ec53L;
        h ^= h >>> 33;
        return h;
    }

    private static long fold(final long word, final long constant) {
        // Both halves of the 128-bit product: the highest bits of a word move only the lower half's highest bits, and
        // those of two words would cancel in the sum.
        final long mixed = word ^ constant;
        return mixed * constant ^ Math.multiplyHigh(mixed, constant);
    }
}
