package io.flashgate.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An answer")
class AnswerParserTest {

    private static final String ORDER =
            "{\"orderId\":\"summer-17\",\"saleId\":\"summer\",\"buyerId\":\"al\\\"ice\",\"items\":[{\"sku\":\"a\","
                    + "\"code\":\"inner\",\"sequence\":3}],\"note\":\"\\\"orderId\\\":\\\"no\\\"\",\"sequence\" : 918233}";
    private static final String SOLD = sized("201 Created", "Location: /v1/orders/summer-17\r\n", ORDER);
    private static final String REFUSED =
            sized("409 Conflict", "", "{\"status\":409,\"code\":\"sold-out\",\"sequence\":4,\"final\":true}");
    private static final List<String> ANSWERS = List.of(
            SOLD,
            REFUSED,
            chunked("201 Created", "Location: /v1/orders/summer-17\r\nIdempotent-Replayed: true\r\n", ORDER),
            "HTTP/1.1 100 Continue\r\n\r\n" + SOLD,
            "HTTP/1.1 204 No Content\r\nServer: x\r\n\r\n",
            "HTTP/1.1 200 \nCONTENT-LENGTH:2\n\nok");

    private final AnswerParser parser = new AnswerParser(true);

    @Test
    @DisplayName("says what it says")
    void isRead() throws MalformedAnswerException {
        final Answer sold = parse(SOLD);

        assertEquals(201, sold.status);
        assertEquals("summer-17", sold.text(sold.orderIdAt, sold.orderIdLength));
        assertEquals("al\\\"ice", sold.text(sold.buyerAt, sold.buyerLength));
        assertEquals(918_233, sold.sequence);
        assertEquals("", sold.text(sold.codeAt, sold.codeLength));
        assertTrue(sold.isBinding());
        assertFalse(sold.isReplayed || sold.isLast || sold.isFinal);

        final Answer refused = parse(REFUSED);
        assertEquals("sold-out", refused.text(refused.codeAt, refused.codeLength));
        assertTrue(refused.isFinal && refused.isBinding() && !refused.hasOrder());
        assertFalse(parse(REFUSED.replace("sequence", "sequins!")).isBinding(), "never sequenced");
    }

    @Test
    @DisplayName("is found only when it is whole, wherever it is cut")
    void cutAtEveryByte() throws MalformedAnswerException {
        for (final String answer : ANSWERS) {
            final byte[] bytes = ("###" + answer).getBytes(StandardCharsets.UTF_8);
            for (int to = 3; to < bytes.length; to++) {
                assertEquals(AnswerParser.INCOMPLETE, parser.parse(bytes, 3, to, false), answer.substring(0, to - 3));
            }
            assertEquals(bytes.length, parser.parse(bytes, 3, bytes.length, false), answer);
        }
    }

    @Test
    @DisplayName("ends where the next one begins")
    void twoInARow() throws MalformedAnswerException {
        final byte[] bytes = (SOLD + REFUSED).getBytes(StandardCharsets.UTF_8);

        final int second = parser.parse(bytes, 0, bytes.length, false);

        assertEquals(SOLD.length(), second);
        assertEquals(bytes.length, parser.parse(bytes, second, bytes.length, false));
        assertEquals(409, parser.answer().status);
    }

    @Test
    @DisplayName("is the same again, but for what may differ: the date, the mark, the framing")
    void fingerprints() throws MalformedAnswerException {
        final long first = parse(SOLD).fingerprint;

        assertEquals(
                first,
                parse(SOLD.replace("\r\nContent-L", "\r\nDate: now\r\nIdempotent-Replayed: true\r\nContent-L"))
                        .fingerprint);
        assertEquals(first, parse(chunked("201 Created", "Location: /v1/orders/summer-17\r\n", ORDER)).fingerprint);
        assertNotEquals(first, parse(SOLD.replace("918233", "918234")).fingerprint);
        assertNotEquals(first, parse(SOLD.replace("orders/summer-17", "orders/summer-18")).fingerprint);
        assertNotEquals(first, parse(SOLD.replace("201", "200")).fingerprint);
    }

    @Test
    @DisplayName("without a length ends with the connection")
    void untilTheEnd() throws MalformedAnswerException {
        final byte[] bytes = "HTTP/1.0 503 Busy\r\n\r\nbusy".getBytes(StandardCharsets.UTF_8);

        assertEquals(AnswerParser.INCOMPLETE, parser.parse(bytes, 0, bytes.length, false));
        assertEquals(bytes.length, parser.parse(bytes, 0, bytes.length, true));
        assertTrue(parser.answer().isLast && parser.answer().isPassing());
        assertTrue(parse(sized("201 Created", "connection: Close\r\n", "{}")).isLast);
    }

    @ParameterizedTest
    @DisplayName("that is none is complained about")
    @ValueSource(
            strings = {
                "SMTP 220 hello there\r\n",
                "HTTP/1.1 2x0 OK\r\n",
                "HTTP/1.1 999 OK\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1x\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n"
            })
    void malformed(final String text) {
        assertThrows(MalformedAnswerException.class, () -> parse(text));
    }

    @Test
    @DisplayName("of any garbage never makes the parser read outside of it")
    void garbage() {
        final SplittableRandom random = new SplittableRandom(42);
        for (int round = 0; round < 20_000; round++) {
            final byte[] bytes = ANSWERS.get(random.nextInt(ANSWERS.size())).getBytes(StandardCharsets.UTF_8);
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                assertTrue(parser.parse(bytes, 0, bytes.length, random.nextBoolean()) <= bytes.length);
            } catch (final MalformedAnswerException expected) {
                // Rightly so.
            }
        }
    }

    private Answer parse(final String text) throws MalformedAnswerException {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertEquals(bytes.length, parser.parse(bytes, 0, bytes.length, false));
        return parser.answer();
    }

    private static String sized(final String status, final String headers, final String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\n" + headers + "Content-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    private static String chunked(final String status, final String headers, final String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\n" + headers
                + "Transfer-Encoding: chunked\r\n\r\n5\r\n" + body.substring(0, 5) + "\r\n"
                + Integer.toHexString(body.length() - 5) + ";x=y\r\n" + body.substring(5)
                + "\r\n0\r\nTrailer: x\r\n\r\n";
    }
}
