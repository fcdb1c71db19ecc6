package io.flashgate.gateway.crash;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One whole answer, as it came over the wire.
 *
 * @param headers by their names in small letters
 * @param text    the body
 */
record Heard(int status, Map<String, String> headers, String text) {

    /** Whether the gateway says that it answers a retry. */
    boolean isReplayed() {
        return "true".equals(headers.get("idempotent-replayed"));
    }

    /** Whether it was sequenced: such an answer is remembered. */
    boolean isSequenced() {
        return text.contains("\"sequence\":");
    }

    /** Whether it says that no retry can ever succeed. */
    boolean isFinal() {
        return text.contains("\"final\":true");
    }

    /** Whether another answer says the same, to the byte. */
    boolean saysTheSameAs(final Heard other) {
        return status == other.status && text.equals(other.text);
    }

    static Heard of(final int status, final Map<String, String> headers, final byte[] body) {
        return new Heard(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return status + " " + headers + " " + text;
    }
}
