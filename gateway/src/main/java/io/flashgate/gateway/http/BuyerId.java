package io.flashgate.gateway.http;

import io.flashgate.core.order.Text;
import java.nio.charset.StandardCharsets;

/** The rule for a buyer's name: 1–64 characters, any Unicode except controls, and something to be seen among them. */
final class BuyerId {

    static final int MAX_CHARACTERS = 64;
    private static final String EXPECTED = "1–64 visible characters, no controls";

    private BuyerId() {}

    /**
     * Reads a name into a text.
     *
     * @param where the member or parameter it came in
     * @throws BadRequestException if it is not a buyer's name
     */
    static void read(final String where, final String name, final Text target) throws BadRequestException {
        final int characters = name.codePointCount(0, name.length());
        if (characters == 0 || characters > MAX_CHARACTERS) {
            throw new BadRequestException(where + ": found " + characters + " characters, expected " + EXPECTED);
        }
        if (name.codePoints().noneMatch(BuyerId::isVisible)) {
            throw new BadRequestException(where + ": found nothing to be seen, expected " + EXPECTED);
        }
        for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
            if (isForbidden(name.codePointAt(i))) {
                throw new BadRequestException(where + ": found U+"
                        + String.format("%04X", name.codePointAt(i)) + " at position " + (i + 1) + ", expected "
                        + EXPECTED);
            }
        }
        final byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        target.set(utf8, 0, utf8.length);
    }

    private static boolean isVisible(final int character) {
        return !Character.isWhitespace(character)
                && !Character.isSpaceChar(character)
                && Character.getType(character) != Character.FORMAT;
    }

    private static boolean isForbidden(final int character) {
        switch (Character.getType(character)) {
            case Character.CONTROL:
            case Character.SURROGATE: // Half of a character: it has no UTF-8, and all halves would look alike.
            case Character.LINE_SEPARATOR:
            case Character.PARAGRAPH_SEPARATOR:
                return true;
            default:
                return false;
        }
    }
}
