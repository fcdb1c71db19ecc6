package io.flashgate.core.order;

import java.nio.charset.StandardCharsets;

/**
 * Where a request comes from in its caller's distributed trace: what a {@code traceparent} header says, or nothing. W3C Trace
 * Context, 3.2. It is no part of what makes two requests the same. Reused; not thread-safe; allocates nothing but in
 * {@link #toString}.
 *
 * <pre>
 *   00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
 *   version  trace id                   parent id       flags
 * </pre>
 */
public final class TraceParent {

    /** Characters of a header of version 00; a later version begins with as many. */
    public static final int CHARACTERS = 55;

    /** Sampled, and (Trace Context level 2) random. Others have no meaning yet and are to be set to zero. */
    private static final int KNOWN_FLAGS = 0x03;

    /** All that is known of the flags of a version to come. */
    private static final int SAMPLED = 0x01;

    private static final int TRACE_ID = 3;
    private static final int PARENT_ID = 36;
    private static final int FLAGS = 53;
    private static final int WORD = 16;
    private static final int FORBIDDEN_VERSION = 0xff;

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private long traceIdHigh;
    private long traceIdLow;
    private long parentId;
    private int flags;
    private boolean isPresent;

    /** Of {@link #parse}: something that is no digit was read. */
    private boolean isMalformed;

    /** Whether there is one. Without it the other parts mean nothing. */
    public boolean isPresent() {
        return isPresent;
    }

    /** The first 16 digits of the trace id. */
    public long traceIdHigh() {
        return traceIdHigh;
    }

    /** The last 16 digits of the trace id. */
    public long traceIdLow() {
        return traceIdLow;
    }

    /** The caller's span; never 0. */
    public long parentId() {
        return parentId;
    }

    /** 0–3: bit 0, sampled; bit 1, the trace id is random. */
    public int flags() {
        return flags;
    }

    public void clear() {
        isPresent = false;
    }

    public void copyFrom(final TraceParent other) {
        isPresent = other.isPresent;
        if (isPresent) {
            set(other.traceIdHigh, other.traceIdLow, other.parentId, other.flags);
        }
    }

    /** Takes the parts of one that was parsed before. */
    public TraceParent set(final long idHigh, final long idLow, final long parent, final int flagBits) {
        traceIdHigh = idHigh;
        traceIdLow = idLow;
        parentId = parent;
        flags = flagBits;
        isPresent = true;
        return this;
    }

    /**
     * Reads a header's value, without white space around it. What is not valid leaves nothing: it is ignored, as the
     * specification has it. Of a version to come the parts that 00 has are read.
     *
     * @return {@link #isPresent()}
     */
    public boolean parse(final byte[] ascii, final int from, final int to) {
        isPresent = false;
        if (to - from < CHARACTERS || !hasDashes(ascii, from)) {
            return false;
        }
        isMalformed = false;
        final long version = hex(ascii, from, 2);
        final long high = hex(ascii, from + TRACE_ID, WORD);
        final long low = hex(ascii, from + TRACE_ID + WORD, WORD);
        final long parent = hex(ascii, from + PARENT_ID, WORD);
        final int flagBits = (int) hex(ascii, from + FLAGS, 2);
        if (isMalformed
                || version == FORBIDDEN_VERSION
                || (high | low) == 0
                || parent == 0
                || !endsWhere(version, ascii, from, to)) {
            return false;
        }
        set(high, low, parent, flagBits & (version == 0 ? KNOWN_FLAGS : SAMPLED));
        return true;
    }

    /**
     * Writes it as version 00, {@value #CHARACTERS} bytes.
     */
    public void write(final byte[] ascii, final int at) {
        ascii[at] = '0';
        ascii[at + 1] = '0';
        ascii[at + TRACE_ID - 1] = '-';
        write(traceIdHigh, WORD, ascii, at + TRACE_ID);
        write(traceIdLow, WORD, ascii, at + TRACE_ID + WORD);
        ascii[at + PARENT_ID - 1] = '-';
        write(parentId, WORD, ascii, at + PARENT_ID);
        ascii[at + FLAGS - 1] = '-';
        write(flags, 2, ascii, at + FLAGS);
    }

    /** As it stands in a header; "none" if there is none. */
    @Override
    public String toString() {
        if (!isPresent) {
            return "none";
        }
        final byte[] ascii = new byte[CHARACTERS];
        write(ascii, 0);
        return new String(ascii, StandardCharsets.US_ASCII);
    }

    private static boolean hasDashes(final byte[] ascii, final int from) {
        return ascii[from + TRACE_ID - 1] == '-'
                && ascii[from + PARENT_ID - 1] == '-'
                && ascii[from + FLAGS - 1] == '-';
    }

    /** Behind the flags a later version may go on with another dash; this one may not. */
    private static boolean endsWhere(final long version, final byte[] ascii, final int from, final int to) {
        return to - from == CHARACTERS || version > 0 && ascii[from + CHARACTERS] == '-';
    }

    /** Lower case only, as the specification has it. */
    private long hex(final byte[] ascii, final int from, final int digits) {
        long value = 0;
        for (int i = from; i < from + digits; i++) {
            final int c = ascii[i];
            final int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
            isMalformed |= digit < 0;
            value = value << 4 | digit & 0xf;
        }
        return value;
    }

    private static void write(final long value, final int digits, final byte[] ascii, final int at) {
        for (int i = 0; i < digits; i++) {
            ascii[at + i] = DIGITS[(int) (value >>> 4 * (digits - 1 - i)) & 0xf];
        }
    }
}
