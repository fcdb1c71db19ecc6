package io.flashgate.core.table;

/**
 * How tables of longs are laid out so that an entry of eight words is one cache line, not the ends of two.
 *
 * <p>An array's words begin 16 bytes behind the start of its object, and G1 puts every array of half a region or more at the
 * start of a region. So the first six words are left out. Where an array lies otherwise, an entry takes two lines and works
 * the same.
 */
public final class CacheLines {

    /** Words of eight bytes in a line. */
    public static final int WORDS = 8;

    /** The place in an array of the first word that begins a line. */
    public static final int FIRST = 6;

    private CacheLines() {}

    /**
     * An array with room for so many lines from {@link #FIRST} on.
     *
     * @throws ArithmeticException if no array is that long
     */
    public static long[] allocate(final int lines) {
        return new long[Math.addExact(FIRST, Math.multiplyExact(lines, WORDS))];
    }
}
