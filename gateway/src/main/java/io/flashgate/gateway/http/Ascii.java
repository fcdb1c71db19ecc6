package io.flashgate.gateway.http;

import java.nio.charset.StandardCharsets;

/** Text of the protocol as the bytes it is on the wire. */
final class Ascii {

    private Ascii() {}

    static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Whether some bytes are a name, whatever their case.
     *
     * @param lowerCase letters, digits and {@code -} only
     */
    static boolean isName(final byte[] source, final int from, final int to, final byte[] lowerCase) {
        if (to - from != lowerCase.length) {
            return false;
        }
        for (int i = 0; i < lowerCase.length; i++) {
            if ((source[from + i] | 0x20) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }
}
