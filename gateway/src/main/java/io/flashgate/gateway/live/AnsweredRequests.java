package io.flashgate.gateway.live;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Which requests may have a remembered answer: one writer, any readers.
 *
 * <p>It only ever errs on the safe side: a few strangers in a hundred are taken for somebody who may have one, and go to the
 * ring, which knows. So does who was forgotten: a single request cannot be taken out. Who is not in here has no answer as of
 * the newest durable decision.
 *
 * <p>A register-blocked Bloom filter: all bits of one request lie in one word, so that a look is one load, and the whole is
 * small enough to stay in a cache. Source: Felix Putze, Peter Sanders and Johannes Singler, "Cache-, Hash- and Space-Efficient
 * Bloom Filters", 2007. The words of the requests' ids are a keyed hash already; their bits are used as they are.
 */
final class AnsweredRequests {

    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle SIZE;

    static {
        try {
            SIZE = MethodHandles.lookup().findVarHandle(AnsweredRequests.class, "size", int.class);
        } catch (final ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private static final int BITS_PER_REQUEST = 16;

    /** In an id: six bits for each of the four places in the word, and then the word. */
    private static final int PLACE_BITS = 6;

    private static final int WORD_SHIFT = 4 * PLACE_BITS;

    /** Some tens of microseconds. */
    private static final int TIDY_WORDS = 32 * 1024;

    private final long[] words;
    private final long wordMask;
    private int size;

    /** Words from here on still have bits of those who are all forgotten. */
    private int untidyFrom;

    /**
     * @param capacity requests that it is made for; with more of them it takes more strangers for one of them
     */
    AnsweredRequests(final int capacity) {
        final long needed = Math.max(1, (long) capacity * BITS_PER_REQUEST / Long.SIZE);
        final long rounded = Long.highestOneBit(2 * needed - 1);
        words = new long[Math.toIntExact(rounded)];
        wordMask = rounded - 1;
        untidyFrom = words.length;
    }

    /** Requests that were added and not forgotten. Any thread. */
    int size() {
        return (int) SIZE.getAcquire(this);
    }

    /** Writer only; each request once. */
    void add(final long requestId0) {
        final int word = wordOf(requestId0);
        // What is left of the forgotten ones may lie among bits of this one: it stays, and takes some strangers for
        // somebody.
        untidyFrom = words.length;
        WORD.setRelease(words, word, words[word] | bitsOf(requestId0));
        SIZE.setRelease(this, size + 1);
    }

    /**
     * So many of those that were added have no answer any more. Behind the last of them {@link #tidy} makes everybody a stranger
     * again. Writer only.
     */
    void forget(final int count) {
        SIZE.setRelease(this, size - count);
        if (size == 0 && count > 0) {
            untidyFrom = 0;
        }
    }

    /** Clears some more words, if nobody is in here: so many that nobody has to wait for it. Writer only. */
    void tidy() {
        final int end = Math.min(words.length, untidyFrom + TIDY_WORDS);
        for (int word = untidyFrom; word < end; word++) {
            WORD.setRelease(words, word, 0L);
        }
        untidyFrom = end;
    }

    /** What is where this id would be: only to have it loaded. Writer only. */
    long look(final long requestId0) {
        return words[wordOf(requestId0)];
    }

    /** Any thread. */
    boolean mayContain(final long requestId0) {
        final long bits = bitsOf(requestId0);
        return ((long) WORD.getAcquire(words, wordOf(requestId0)) & bits) == bits;
    }

    private int wordOf(final long requestId0) {
        return (int) (requestId0 >>> WORD_SHIFT & wordMask);
    }

    private static long bitsOf(final long requestId0) {
        return 1L << requestId0
                | 1L << (requestId0 >>> PLACE_BITS)
                | 1L << (requestId0 >>> 2 * PLACE_BITS)
                | 1L << (requestId0 >>> 3 * PLACE_BITS);
    }
}
