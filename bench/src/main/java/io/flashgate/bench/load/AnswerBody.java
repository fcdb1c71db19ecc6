package io.flashgate.bench.load;

/**
 * Finds the few members of an answer that the ledger needs: {@code orderId, buyerId, sequence, code, final}. One pass over the
 * bytes that follows strings and depth, so that a name inside a text or an inner object is not taken for a member. What is no
 * JSON has none of them. For one thread.
 */
final class AnswerBody {

    /** No member was found yet. */
    void forget(final Answer answer) {
        answer.orderIdAt = Answer.ABSENT;
        answer.buyerAt = Answer.ABSENT;
        answer.codeAt = Answer.ABSENT;
        answer.sequence = Answer.ABSENT;
        answer.isFinal = false;
    }

    /** Takes the members over into the answer whose body it is. */
    void read(final Answer answer) {
        final byte[] bytes = answer.bytes;
        final int end = answer.bodyAt + answer.bodyLength;
        int depth = 0;
        int i = answer.bodyAt;
        while (i < end) {
            switch (bytes[i]) {
                case '"':
                    final int close = stringEnd(bytes, i + 1, end);
                    int next = blanks(bytes, close + 1, end);
                    if (depth == 1 && next < end && bytes[next] == ':') {
                        next = blanks(bytes, next + 1, end);
                        member(answer, i + 1, close - i - 1, next, end);
                    }
                    i = next;
                    break;
                case '{':
                case '[':
                    depth++;
                    i++;
                    break;
                case '}':
                case ']':
                    depth--;
                    i++;
                    break;
                default:
                    i++;
                    break;
            }
        }
    }

    private static void member(
            final Answer answer, final int nameAt, final int nameLength, final int valueAt, final int end) {
        final byte[] bytes = answer.bytes;
        switch (nameLength) {
            case 4:
                if (is(bytes, nameAt, "code")) {
                    final int close = textEnd(bytes, valueAt, end);
                    answer.codeAt = close < 0 ? Answer.ABSENT : valueAt + 1;
                    answer.codeLength = close - valueAt - 1;
                }
                break;
            case 5:
                if (is(bytes, nameAt, "final")) {
                    answer.isFinal = valueAt < end && bytes[valueAt] == 't';
                }
                break;
            case 7:
                if (is(bytes, nameAt, "orderId")) {
                    final int close = textEnd(bytes, valueAt, end);
                    answer.orderIdAt = close < 0 ? Answer.ABSENT : valueAt + 1;
                    answer.orderIdLength = close - valueAt - 1;
                } else if (is(bytes, nameAt, "buyerId")) {
                    final int close = textEnd(bytes, valueAt, end);
                    answer.buyerAt = close < 0 ? Answer.ABSENT : valueAt + 1;
                    answer.buyerLength = close - valueAt - 1;
                }
                break;
            case 8:
                if (is(bytes, nameAt, "sequence")) {
                    answer.sequence = number(bytes, valueAt, end);
                }
                break;
            default:
                break;
        }
    }

    /** The closing quote of a value that is a string; negative if it is none. */
    private static int textEnd(final byte[] bytes, final int at, final int end) {
        return at < end && bytes[at] == '"' ? stringEnd(bytes, at + 1, end) : Answer.ABSENT;
    }

    /** The place of the closing quote, or the end. */
    private static int stringEnd(final byte[] bytes, final int from, final int end) {
        int i = from;
        while (i < end && bytes[i] != '"') {
            i += bytes[i] == '\\' ? 2 : 1;
        }
        return Math.min(i, end);
    }

    private static int blanks(final byte[] bytes, final int from, final int end) {
        int i = from;
        while (i < end && (bytes[i] == ' ' || bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == '\t')) {
            i++;
        }
        return Math.min(i, end);
    }

    private static long number(final byte[] bytes, final int from, final int end) {
        long value = 0;
        int i = from;
        for (; i < end && i < from + 18 && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
            value = 10 * value + bytes[i] - '0';
        }
        return i == from ? Answer.ABSENT : value;
    }

    private static boolean is(final byte[] bytes, final int at, final String name) {
        for (int i = 0; i < name.length(); i++) {
            if (bytes[at + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
