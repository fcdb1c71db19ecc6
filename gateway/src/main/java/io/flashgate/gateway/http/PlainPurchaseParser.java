package io.flashgate.gateway.http;

import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.order.Text;
import io.flashgate.core.sale.SaleDefinition;

/**
 * Recognises a plain purchase, byte by byte, without building an object: {@code POST /v1/sales/{saleId}/orders HTTP/1.1},
 * headers that it knows or may skip, one Content-Length, and a whole {@linkplain PlainBody plain body}.
 *
 * <p>It never refuses anything. Whatever is not exactly that goes, untouched, to Netty's decoder, which answers for what is
 * right and what is wrong; whatever this takes, the decoder and the route behind it would take with the same meaning. A
 * differential fuzz test holds it to that. A header may be skipped if nothing behind the decoder reads it: one that is read
 * there must be named here.
 *
 * <p>Most clients send the same lines of header again and again. Those that are byte for byte what stood in the same place of
 * the request before mean what they meant there, and are not parsed again.
 *
 * <p>Grammar: RFC 9112, 3 and 5, without what it calls lenient. One per event loop; not thread-safe.
 */
public final class PlainPurchaseParser {

    /** What {@link #parse} says of bytes that are the beginning of a plain purchase, as far as they go. */
    static final int INCOMPLETE = 0;

    /** What {@link #parse} says of bytes that somebody else must understand. */
    static final int NOT_PLAIN = -1;

    /** Longest plain purchase, head and body. Less than any limit of the decoder's. */
    static final int MAX_BYTES = 4_000;

    private static final int MAX_LENGTH_DIGITS = 4;

    private static final byte[] TARGET_BEGIN = Ascii.bytes("POST /v1/sales/");
    private static final byte[] TARGET_END = Ascii.bytes("/orders HTTP/1.1\r\n");

    private static final byte[] HOST = Ascii.bytes("host");
    private static final byte[] CONTENT_TYPE = Ascii.bytes("content-type");
    private static final byte[] CONTENT_LENGTH = Ascii.bytes("content-length");
    private static final byte[] IDEMPOTENCY_KEY = Ascii.bytes("idempotency-key");
    private static final byte[] TRACEPARENT = Ascii.bytes("traceparent");
    private static final byte[] CONNECTION = Ascii.bytes("connection");
    private static final byte[] KEEP_ALIVE = Ascii.bytes("keep-alive");
    private static final byte[] JSON = Ascii.bytes("application/json");

    /** What means something to the framing, the connection or the buyer's identity. */
    private static final byte[][] LEFT_TO_THE_DECODER = {
        Ascii.bytes("te"),
        Ascii.bytes("expect"),
        Ascii.bytes("upgrade"),
        Ascii.bytes("trailer"),
        Ascii.bytes("authorization"),
        Ascii.bytes("http2-settings"),
        Ascii.bytes("content-encoding"),
        Ascii.bytes("proxy-connection"),
        Ascii.bytes("transfer-encoding"),
    };

    /** By length, so that most headers are compared with nothing. */
    private static final boolean[] LEFT_LENGTHS = new boolean[32];

    private static final boolean[] NAME_CHARACTERS = new boolean[256];
    private static final boolean[] VALUE_CHARACTERS = new boolean[256];

    static {
        for (final byte[] name : LEFT_TO_THE_DECODER) {
            LEFT_LENGTHS[name.length] = true;
        }
        // RFC 9110, 5.6.2: tchar.
        for (final byte character :
                Ascii.bytes("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
            NAME_CHARACTERS[character] = true;
        }
        // RFC 9110, 5.5, without obs-text.
        for (int character = ' '; character < 0x7f; character++) {
            VALUE_CHARACTERS[character] = true;
        }
        VALUE_CHARACTERS['\t'] = true;
    }

    private static final int NAMED_HOST = 1;
    private static final int TYPE = 2;
    private static final int LENGTH = 4;
    private static final int KEY = 8;
    private static final int TRACE = 16;
    private static final int REQUIRED = NAMED_HOST | TYPE | LENGTH | KEY;

    private final int maxBodyBytes;
    private final HeaderLines lines = new HeaderLines();
    private final PlainBody body = new PlainBody();

    private byte[] bytes;
    private int at;
    private int end;

    private int saleIdFrom;
    private int saleIdTo;
    private int keyFrom;
    private int keyTo;
    private int traceFrom;

    /** 0: there is no trace. */
    private int traceTo;

    private int bodyLength;
    /** Which of the headers that mean something have been there. */
    private int seen;

    /** What the header parsed last means; 0: nothing. */
    private int meaning;

    /**
     * @param maxBodyBytes longest body that the listener takes
     */
    PlainPurchaseParser(final int maxBodyBytes) {
        this.maxBodyBytes = maxBodyBytes;
    }

    /**
     * Looks at the bytes from one place up to another.
     *
     * @return how many of them are one plain purchase, or {@link #INCOMPLETE}, or {@link #NOT_PLAIN}
     */
    int parse(final byte[] source, final int from, final int to) {
        bytes = source;
        at = from;
        end = to;
        int result = parseRequestLine();
        if (result > 0) {
            result = parseHeaders();
        }
        if (result > 0) {
            result = parseBody(from);
        }
        return result == INCOMPLETE && to - from >= MAX_BYTES ? NOT_PLAIN : result;
    }

    /** What was recognised last; the bytes must still be there. */
    void copyTo(final PurchaseRequest purchase) {
        purchase.clear();
        purchase.saleId().set(bytes, saleIdFrom, saleIdTo - saleIdFrom);
        purchase.key().set(bytes, keyFrom, keyTo - keyFrom);
        if (traceTo > 0) {
            purchase.trace().parse(bytes, traceFrom, traceTo);
        }
        body.copyTo(purchase);
    }

    private int parseRequestLine() {
        int result = literal(TARGET_BEGIN);
        if (result <= 0) {
            return result;
        }
        saleIdFrom = at;
        while (at < end && SaleDefinition.isIdCharacter(bytes[at])) {
            at++;
        }
        saleIdTo = at;
        if (saleIdTo - saleIdFrom > Text.ID_MAX_BYTES || at < end && saleIdTo == saleIdFrom) {
            return NOT_PLAIN;
        }
        result = literal(TARGET_END);
        return result;
    }

    private int parseHeaders() {
        seen = 0;
        bodyLength = 0;
        traceTo = 0;
        int line = 0;
        while (at < end && bytes[at] != '\r') {
            final int known = lines.lengthAt(line, bytes, at, end);
            if (known > 0) {
                at += known;
                bodyLength = Math.max(bodyLength, lines.bodyLength(line));
                if (!see(lines.meaning(line))) {
                    return NOT_PLAIN;
                }
            } else {
                final int result = parseAndRemember(line);
                if (result <= 0) {
                    return result;
                }
            }
            line++;
        }
        if (end - at < 2) {
            return INCOMPLETE;
        }
        if (bytes[at + 1] != '\n' || (seen & REQUIRED) != REQUIRED) {
            return NOT_PLAIN;
        }
        at += 2;
        return 1;
    }

    private int parseAndRemember(final int line) {
        final int from = at;
        meaning = 0;
        final int result = parseHeader();
        if (result > 0 && meaning != KEY && meaning != TRACE) {
            lines.remember(line, bytes, from, at, meaning, meaning == LENGTH ? bodyLength : 0);
        }
        return result > 0 && !see(meaning) ? NOT_PLAIN : result;
    }

    /** Whether a header may be there; those that mean something only once. */
    private boolean see(final int what) {
        final boolean isNew = (seen & what) == 0;
        seen |= what;
        return isNew;
    }

    private int parseHeader() {
        final byte[] source = bytes;
        final int nameFrom = at;
        int i = at;
        while (i < end && NAME_CHARACTERS[source[i] & 0xff]) {
            i++;
        }
        if (i == end) {
            return INCOMPLETE;
        }
        if (i == nameFrom || source[i] != ':') {
            return NOT_PLAIN;
        }
        final int nameTo = i++;
        while (i < end && (source[i] == ' ' || source[i] == '\t')) {
            i++;
        }
        final int valueFrom = i;
        while (i < end && VALUE_CHARACTERS[source[i] & 0xff]) {
            i++;
        }
        if (i < end && source[i] != '\r') {
            return NOT_PLAIN;
        }
        if (end - i < 2) {
            return INCOMPLETE;
        }
        if (source[i + 1] != '\n') {
            return NOT_PLAIN;
        }
        int valueTo = i;
        while (valueTo > valueFrom && (source[valueTo - 1] == ' ' || source[valueTo - 1] == '\t')) {
            valueTo--;
        }
        at = i + 2;
        return takeHeader(nameFrom, nameTo, valueFrom, valueTo) ? 1 : NOT_PLAIN;
    }

    private boolean takeHeader(final int nameFrom, final int nameTo, final int from, final int to) {
        if (Ascii.isName(bytes, nameFrom, nameTo, IDEMPOTENCY_KEY)) {
            return takeKey(from, to);
        }
        if (Ascii.isName(bytes, nameFrom, nameTo, CONTENT_LENGTH)) {
            return takeLength(from, to);
        }
        if (Ascii.isName(bytes, nameFrom, nameTo, CONTENT_TYPE)) {
            meaning = TYPE;
            return isJson(from, to);
        }
        if (Ascii.isName(bytes, nameFrom, nameTo, HOST)) {
            meaning = NAMED_HOST;
            return to > from;
        }
        if (Ascii.isName(bytes, nameFrom, nameTo, CONNECTION)) {
            return Ascii.isName(bytes, from, to, KEEP_ALIVE);
        }
        if (Ascii.isName(bytes, nameFrom, nameTo, TRACEPARENT)) {
            meaning = TRACE;
            traceFrom = from;
            traceTo = to;
            return true;
        }
        return !isLeftToTheDecoder(nameFrom, nameTo);
    }

    /** Without quotes: those may have escapes in them. */
    private boolean takeKey(final int from, final int to) {
        meaning = KEY;
        if (to == from || to - from > Text.ID_MAX_BYTES) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (bytes[i] <= ' ' || bytes[i] == '"') {
                return false;
            }
        }
        keyFrom = from;
        keyTo = to;
        return true;
    }

    private boolean takeLength(final int from, final int to) {
        meaning = LENGTH;
        if (to == from || to - from > MAX_LENGTH_DIGITS || bytes[from] == '0') {
            return false;
        }
        int length = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return false;
            }
            length = length * 10 + bytes[i] - '0';
        }
        bodyLength = length;
        return length <= maxBodyBytes;
    }

    /** Parameters mean nothing to JSON. */
    private boolean isJson(final int from, final int to) {
        int end = from;
        while (end < to && bytes[end] != ';') {
            end++;
        }
        while (end > from && (bytes[end - 1] == ' ' || bytes[end - 1] == '\t')) {
            end--;
        }
        return Ascii.isName(bytes, from, end, JSON);
    }

    private boolean isLeftToTheDecoder(final int from, final int to) {
        final int length = to - from;
        if (length >= LEFT_LENGTHS.length || !LEFT_LENGTHS[length]) {
            return false;
        }
        for (final byte[] name : LEFT_TO_THE_DECODER) {
            if (Ascii.isName(bytes, from, to, name)) {
                return true;
            }
        }
        return false;
    }

    private int parseBody(final int from) {
        if (at - from + bodyLength > MAX_BYTES) {
            return NOT_PLAIN;
        }
        if (end - at < bodyLength) {
            return INCOMPLETE;
        }
        return body.read(bytes, at, at + bodyLength) ? at - from + bodyLength : NOT_PLAIN;
    }

    private int literal(final byte[] expected) {
        final int count = Math.min(expected.length, end - at);
        for (int i = 0; i < count; i++) {
            if (bytes[at + i] != expected[i]) {
                return NOT_PLAIN;
            }
        }
        if (count < expected.length) {
            return INCOMPLETE;
        }
        at += count;
        return 1;
    }
}
