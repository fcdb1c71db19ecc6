package io.flashgate.gateway.http;

import io.flashgate.core.order.Text;

/**
 * Reads the {@code Idempotency-Key} header: 1–64 visible ASCII characters, bare or as the draft's quoted string.
 *
 * <p>{@code abc} and {@code "abc"} are the same key. See draft-ietf-httpapi-idempotency-key-header and RFC 9651, 3.3.3.
 */
final class IdempotencyKey {

    static final String HEADER = "Idempotency-Key";

    private static final String EXPECTED = "expected 1–64 visible ASCII characters, with or without double quotes";

    private IdempotencyKey() {}

    /**
     * Reads the key into a text.
     *
     * @throws BadRequestException if there is none, more than one, or not a well-formed one
     */
    static void read(final Request request, final Text key) throws BadRequestException {
        final String value = request.header(HEADER);
        if (value == null) {
            throw new BadRequestException(HEADER + ": missing, " + EXPECTED);
        }
        final String bare = value.startsWith("\"") ? unquote(value) : value;
        if (bare.isEmpty() || bare.length() > Text.ID_MAX_BYTES) {
            throw new BadRequestException(HEADER + ": found " + bare.length() + " characters, " + EXPECTED);
        }
        for (int i = 0; i < bare.length(); i++) {
            if (bare.charAt(i) <= ' ' || bare.charAt(i) > '~') {
                throw new BadRequestException(HEADER + ": found a character that is not visible ASCII at position "
                        + (i + 1) + ", " + EXPECTED);
            }
        }
        key.setAscii(bare, 0, bare.length());
    }

    private static String unquote(final String value) throws BadRequestException {
        final StringBuilder bare = new StringBuilder(value.length());
        int i = 1;
        while (i < value.length() && value.charAt(i) != '"') {
            if (value.charAt(i) == '\\') {
                i++;
                if (i == value.length() || value.charAt(i) != '"' && value.charAt(i) != '\\') {
                    throw new BadRequestException(HEADER + ": found a stray backslash, " + EXPECTED);
                }
            }
            bare.append(value.charAt(i++));
        }
        if (i != value.length() - 1) {
            throw new BadRequestException(HEADER + ": found quotes that do not enclose it, " + EXPECTED);
        }
        return bare.toString();
    }
}
