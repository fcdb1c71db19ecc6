package io.flashgate.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds one HTTP/1.x answer at the beginning of what was read. Keeps nothing between calls: if the answer is not all there
 * yet, the caller asks again from its beginning when more has come. For one thread.
 */
final class AnswerParser {

    /** More must be read. */
    static final int INCOMPLETE = -1;

    private static final int MOST_HEAD_BYTES = 16 << 10;
    private static final int MOST_BODY_BYTES = 1 << 20;
    private static final int NOT_SAID = -1;

    private static final byte[] HTTP_1 = lower("http/1.");
    private static final byte[] CONTENT_LENGTH = lower("content-length");
    private static final byte[] CONTENT_TYPE = lower("content-type");
    private static final byte[] CONNECTION = lower("connection");
    private static final byte[] TRANSFER_ENCODING = lower("transfer-encoding");
    private static final byte[] REPLAYED = lower("idempotent-replayed");
    private static final byte[] LOCATION = lower("location");
    private static final byte[] CLOSE = lower("close");
    private static final byte[] CHUNKED = lower("chunked");
    private static final byte[] TRUE = lower("true");

    private final Answer answer = new Answer();
    private final boolean readsBodies;
    private final AnswerBody body = new AnswerBody();

    private int contentLength;
    private boolean isChunked;
    private byte[] unchunked = new byte[0];

    /** @param readsBodies whether members of JSON are looked for; codes of refusals are, anyway */
    AnswerParser(final boolean readsBodies) {
        this.readsBodies = readsBodies;
    }

    /** The answer that was found last. */
    Answer answer() {
        return answer;
    }

    /**
     * Looks for an answer; interim ones (1xx) are skipped.
     *
     * @param isEnded whether nothing more will come, which is the end of a body without a length
     * @return where the answer ends, or {@link #INCOMPLETE}
     * @throws MalformedAnswerException if this is no answer
     */
    int parse(final byte[] bytes, final int from, final int to, final boolean isEnded) throws MalformedAnswerException {
        int at = from;
        while (true) {
            final int bodyAt = head(bytes, at, to);
            if (bodyAt == INCOMPLETE) {
                if (to - at > MOST_HEAD_BYTES) {
                    throw new MalformedAnswerException("a head of more than " + MOST_HEAD_BYTES + " bytes");
                }
                return INCOMPLETE;
            }
            if (answer.status >= 200) {
                return body(bytes, bodyAt, to, isEnded);
            }
            at = bodyAt;
        }
    }

    private int head(final byte[] bytes, final int from, final int to) throws MalformedAnswerException {
        int end = lineEnd(bytes, from, to);
        if (end == INCOMPLETE) {
            return INCOMPLETE;
        }
        statusLine(bytes, from, end);
        contentLength = NOT_SAID;
        isChunked = false;
        answer.isReplayed = false;
        answer.fingerprint = answer.status;
        int at = end + 1;
        while (true) {
            end = lineEnd(bytes, at, to);
            if (end == INCOMPLETE) {
                return INCOMPLETE;
            }
            final int length = contentEnd(bytes, at, end) - at;
            if (length == 0) {
                return end + 1;
            }
            header(bytes, at, at + length);
            at = end + 1;
        }
    }

    private void statusLine(final byte[] bytes, final int from, final int end) throws MalformedAnswerException {
        if (end - from < 12 || !startsWith(bytes, from, end, HTTP_1) || bytes[from + 8] != ' ') {
            throw new MalformedAnswerException("found \""
                    + new String(bytes, from, Math.min(80, end - from), StandardCharsets.ISO_8859_1).strip()
                    + "\", expected a status line of HTTP/1.1");
        }
        int status = 0;
        for (int i = from + 9; i < from + 12; i++) {
            final int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new MalformedAnswerException("a status that is no number");
            }
            status = 10 * status + digit;
        }
        if (status < 100 || status > 599) {
            throw new MalformedAnswerException("found status " + status + ", expected 100 to 599");
        }
        answer.status = status;
        answer.isLast = bytes[from + 7] == '0';
    }

    private void header(final byte[] bytes, final int from, final int end) throws MalformedAnswerException {
        switch (bytes[from] | 0x20) {
            case 'c':
                if (isNamed(bytes, from, end, CONTENT_LENGTH)) {
                    contentLength(bytes, valueAt(bytes, from + CONTENT_LENGTH.length + 1, end), end);
                } else if (isNamed(bytes, from, end, CONTENT_TYPE)) {
                    answer.fingerprint = Fingerprint.of(bytes, from, end - from, answer.fingerprint);
                } else if (isNamed(bytes, from, end, CONNECTION)) {
                    final int at = valueAt(bytes, from + CONNECTION.length + 1, end);
                    answer.isLast = startsWith(bytes, at, end, CLOSE);
                }
                break;
            case 't':
                if (isNamed(bytes, from, end, TRANSFER_ENCODING)) {
                    isChunked =
                            startsWith(bytes, valueAt(bytes, from + TRANSFER_ENCODING.length + 1, end), end, CHUNKED);
                    if (!isChunked) {
                        throw new MalformedAnswerException("a transfer encoding other than chunked");
                    }
                }
                break;
            case 'i':
                if (isNamed(bytes, from, end, REPLAYED)) {
                    answer.isReplayed = startsWith(bytes, valueAt(bytes, from + REPLAYED.length + 1, end), end, TRUE);
                }
                break;
            case 'l':
                if (isNamed(bytes, from, end, LOCATION)) {
                    answer.fingerprint = Fingerprint.of(bytes, from, end - from, answer.fingerprint);
                }
                break;
            default:
                break;
        }
    }

    private void contentLength(final byte[] bytes, final int from, final int end) throws MalformedAnswerException {
        int length = 0;
        for (int i = from; i < end; i++) {
            final int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new MalformedAnswerException("a Content-Length that is no number");
            }
            length = 10 * length + digit;
            if (length > MOST_BODY_BYTES) {
                throw tooLong();
            }
        }
        if (from == end) {
            throw new MalformedAnswerException("an empty Content-Length");
        }
        contentLength = length;
    }

    private int body(final byte[] bytes, final int from, final int to, final boolean isEnded)
            throws MalformedAnswerException {
        if (isChunked) {
            return chunks(bytes, from, to);
        }
        if (answer.status == 204 || answer.status == 304) {
            take(bytes, from, 0);
            return from;
        }
        if (contentLength == NOT_SAID) {
            if (to - from > MOST_BODY_BYTES) {
                throw tooLong();
            }
            if (!isEnded) {
                return INCOMPLETE;
            }
            answer.isLast = true;
            take(bytes, from, to - from);
            return to;
        }
        if (to - from < contentLength) {
            return INCOMPLETE;
        }
        take(bytes, from, contentLength);
        return from + contentLength;
    }

    private int chunks(final byte[] bytes, final int from, final int to) throws MalformedAnswerException {
        int length = 0;
        int at = from;
        while (true) {
            int end = lineEnd(bytes, at, to);
            if (end == INCOMPLETE) {
                return INCOMPLETE;
            }
            final int size = chunkSize(bytes, at, end);
            at = end + 1;
            if (size == 0) {
                break;
            }
            if (to - at < size) {
                return INCOMPLETE;
            }
            append(bytes, at, size, length);
            length += size;
            end = lineEnd(bytes, at + size, to);
            if (end == INCOMPLETE) {
                return INCOMPLETE;
            }
            if (contentEnd(bytes, at + size, end) != at + size) {
                throw new MalformedAnswerException("a chunk that is longer than it says");
            }
            at = end + 1;
        }
        // Trailers, up to an empty line.
        while (true) {
            final int end = lineEnd(bytes, at, to);
            if (end == INCOMPLETE) {
                return INCOMPLETE;
            }
            final boolean isEmpty = contentEnd(bytes, at, end) == at;
            at = end + 1;
            if (isEmpty) {
                take(unchunked, 0, length);
                return at;
            }
        }
    }

    private int chunkSize(final byte[] bytes, final int from, final int end) throws MalformedAnswerException {
        int size = 0;
        int i = from;
        for (; i < end; i++) {
            final int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                break;
            }
            size = 16 * size + digit;
            if (size > MOST_BODY_BYTES) {
                throw tooLong();
            }
        }
        if (i == from) {
            throw new MalformedAnswerException("a chunk without a size");
        }
        return size;
    }

    private void append(final byte[] bytes, final int from, final int size, final int length)
            throws MalformedAnswerException {
        if (length + size > MOST_BODY_BYTES) {
            throw tooLong();
        }
        if (unchunked.length < length + size) {
            unchunked = Arrays.copyOf(unchunked, Math.max(1024, 2 * (length + size)));
        }
        System.arraycopy(bytes, from, unchunked, length, size);
    }

    private void take(final byte[] bytes, final int at, final int length) {
        answer.bytes = bytes;
        answer.bodyAt = at;
        answer.bodyLength = length;
        if (readsBodies) {
            answer.fingerprint = Fingerprint.of(bytes, at, length, answer.fingerprint);
        }
        body.forget(answer);
        if (readsBodies || answer.status >= 400) {
            body.read(answer);
        }
    }

    private static MalformedAnswerException tooLong() {
        return new MalformedAnswerException("a body of more than " + MOST_BODY_BYTES + " bytes");
    }

    /** The place of the next line feed. */
    private static int lineEnd(final byte[] bytes, final int from, final int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return INCOMPLETE;
    }

    /** The end of a line without its carriage return. */
    private static int contentEnd(final byte[] bytes, final int from, final int end) {
        return end > from && bytes[end - 1] == '\r' ? end - 1 : end;
    }

    private static boolean isNamed(final byte[] bytes, final int from, final int end, final byte[] name) {
        return end - from > name.length && bytes[from + name.length] == ':' && startsWith(bytes, from, end, name);
    }

    private static int valueAt(final byte[] bytes, final int from, final int end) {
        int at = from;
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    private static boolean startsWith(final byte[] bytes, final int from, final int end, final byte[] word) {
        if (end - from < word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            final int c = bytes[from + i];
            if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != word[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] lower(final String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }
}
