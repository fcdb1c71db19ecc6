package io.flashgate.gateway.http;

import java.util.Arrays;

/**
 * The lines of header of the plain request before, and what each meant. A line that is the same bytes, up to its CR LF, means
 * the same. Not thread-safe; allocates nothing after it was made.
 */
final class HeaderLines {

    private static final int LINES = 24;

    /** Longer ones are not remembered. */
    private static final int MAX_BYTES = 256;

    private final byte[][] lines = new byte[LINES][MAX_BYTES];
    private final int[] lengths = new int[LINES];
    private final int[] meanings = new int[LINES];
    private final int[] bodyLengths = new int[LINES];

    /** How long the remembered line is, if it stands here; else 0. */
    int lengthAt(final int line, final byte[] bytes, final int from, final int to) {
        if (line >= LINES) {
            return 0;
        }
        final int length = lengths[line];
        return length > 0 && length <= to - from && Arrays.equals(lines[line], 0, length, bytes, from, from + length)
                ? length
                : 0;
    }

    int meaning(final int line) {
        return meanings[line];
    }

    /** What a Content-Length says; 0: another header. */
    int bodyLength(final int line) {
        return bodyLengths[line];
    }

    void remember(
            final int line, final byte[] bytes, final int from, final int to, final int meaning, final int bodyLength) {
        if (line < LINES && to - from <= MAX_BYTES) {
            System.arraycopy(bytes, from, lines[line], 0, to - from);
            lengths[line] = to - from;
            meanings[line] = meaning;
            bodyLengths[line] = bodyLength;
        }
    }
}
