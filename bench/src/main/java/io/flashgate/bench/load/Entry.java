package io.flashgate.bench.load;

/** What was sent, in one int: a request's number on its thread, whether it was sent before, or a look at the sale. */
final class Entry {

    /** A look at the sale: no purchase. */
    static final int LOOK = -1;

    private static final int REPEAT = 1 << 30;

    /** A thread's most requests. */
    static final int MOST = REPEAT;

    private Entry() {}

    static int repeat(final int number) {
        return number | REPEAT;
    }

    static boolean isRepeat(final int entry) {
        return (entry & REPEAT) != 0;
    }

    static int number(final int entry) {
        return entry & ~REPEAT;
    }
}
