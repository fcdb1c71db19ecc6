package io.flashgate.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A malformed purchase is told what was wrong and where, and changes nothing")
class BadPurchaseTest {

    private static final String PATH = "/v1/sales/summer/orders";
    private static final String GOOD = "{\"sku\":\"a\",\"buyerId\":\"bob\"}";

    private static Counter counter;

    @BeforeAll
    static void open(@TempDir final Path folder) throws Exception {
        counter = Counter.openIn(folder);
        counter.offer(Offer.of("summer").item("a", 1_000));
    }

    @AfterAll
    static void close() throws Exception {
        final int left = counter.sale("summer").json().at("/items/0/available").asInt();
        counter.close();
        assertEquals(1_000, left, "a malformed purchase has sold something");
    }

    static List<Arguments> bodies() {
        return List.of(
                row("", "empty"),
                row("nonsense", "not JSON", "line 1"),
                row("\"a\"", "a string", "object"),
                row("[]", "an array", "object"),
                row("null", "null", "object"),
                row("{", "not JSON"),
                row("{\"sku\":\"a\",\"buyerId\":\"bob\"", "not JSON"),
                row("{\"sku\":\"a\",\n\"buyerId\":bob}", "not JSON", "line 2"),
                row(GOOD + "x", "not JSON"),
                row(GOOD + "{}", "goes on"),
                row("{\"sku\":\"a\",\"buyerId\":\"bob\",}", "not JSON"),
                row("{'sku':\"a\"}", "not JSON"),
                row("{\"sku\":\"a\",\"buyerid\":\"bob\"}", "buyerid", "buyerId"),
                row("{\"sku\":\"a\",\"sku\":\"a\",\"buyerId\":\"bob\"}", "sku", "uplicate"),
                row("{\"buyerId\":\"bob\"}", "sku", "missing"),
                row("{\"sku\":\"a\"}", "buyerId", "missing"),
                row("{\"sku\":null,\"buyerId\":\"bob\"}", "sku", "null"),
                row("{\"sku\":7,\"buyerId\":\"bob\"}", "sku", "a whole number"),
                row("{\"sku\":\"\",\"buyerId\":\"bob\"}", "sku", "1–64"),
                row("{\"sku\":\"a b\",\"buyerId\":\"bob\"}", "sku", "1–64"),
                row("{\"sku\":\"ä\",\"buyerId\":\"bob\"}", "sku", "1–64"),
                row("{\"sku\":\"" + "s".repeat(65) + "\",\"buyerId\":\"bob\"}", "sku", "1–64"),
                row("{\"sku\":\"a\",\"buyerId\":\"bob\",\"group\":\"g/1\"}", "group", "1–64"),
                row("{\"sku\":\"a\",\"buyerId\":\"bob\",\"group\":null}", "group", "null"),
                quantity("0"),
                quantity("-1"),
                quantity("1.5"),
                quantity("1.0"),
                quantity("\"1\""),
                quantity("1e3"),
                quantity("true"),
                quantity("null"),
                quantity("[1]"),
                quantity("10000001"),
                quantity("99999999999"),
                quantity("99999999999999999999999999"),
                row("{\"sku\":\"a\",\"buyerId\":\"bob\",\"quantity\":01}", "not JSON"),
                row("{\"sku\":\"a\",\"buyerId\":\"bob\",\"quantity\":NaN}", "not JSON"),
                buyer("", "0 characters"),
                buyer("   ", "nothing to be seen"),
                buyer("\u200b\u00a0", "nothing to be seen"),
                buyer("b".repeat(65), "65 characters"),
                buyer("🛒".repeat(65), "65 characters"),
                buyer("bo\\u0007b", "U+0007", "position 3"),
                buyer("bo\\u0000b", "U+0000"),
                buyer("bob\\n", "U+000A"),
                buyer("b\\u0085b", "U+0085"),
                buyer("\\ud800", "U+D800"),
                buyer("b\\udc00b", "U+DC00", "position 2"),
                buyer("b\\u2028b", "U+2028"),
                row("{\"sku\":\"a\",\"buyerId\":7}", "buyerId", "a whole number"),
                row("{\"sku\":\"a\",\"buyerId\":{\"a\":[1]}}", "buyerId", "an object"),
                items("[]", "items", "none"),
                items("{}", "items", "an array"),
                items("\"a\"", "items", "a string"),
                items("[\"a\"]", "items[0]", "an object"),
                items("[{}]", "items[0].sku", "missing"),
                items("[{\"quantity\":1}]", "items[0].sku", "missing"),
                items("[{\"sku\":\"a\",\"quantity\":0}]", "items[0].quantity"),
                items("[{\"sku\":\"a\",\"colour\":\"red\"}]", "items[0].colour"),
                items("[{\"sku\":\"a\"},{\"sku\":\"b\"},{\"quantity\":1}]", "items[2].sku", "missing"),
                items("[{\"sku\":\"a\"},{\"sku\":\"b\",\"quantity\":\"1\"}]", "items[1].quantity", "a string"),
                items("[{\"sku\":\"a\"},{\"sku\":\"b\"},{\"sku\":\"a\"}]", "items[2].sku", "\"a\" a second time"),
                items("[" + "{\"sku\":\"a\"},".repeat(2) + "{}]", "items[1].sku", "each sku once"),
                items(
                        "[{\"sku\":\"a\"},{\"sku\":\"b\"},{\"sku\":\"c\"},{\"sku\":\"d\"},{\"sku\":\"e\"},{\"sku\":\"f\"}]",
                        "more than 5",
                        "1–5"),
                row("{\"items\":[{\"sku\":\"a\"}],\"sku\":\"a\",\"buyerId\":\"bob\"}", "items", "sku"),
                row("{\"items\":[{\"sku\":\"a\"}],\"quantity\":1,\"buyerId\":\"bob\"}", "items", "quantity"),
                row("{\"sku\":\"a\",\"buyerId\":\"bob\",\"x\":" + "[".repeat(900) + "}", "x"),
                row("[".repeat(2_000), "an array"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void saysWhatIsWrongWithTheBody(final String body, final List<String> told) throws Exception {
        final Reply reply = counter.ask(Requests.purchase("summer", "k-1", body));

        reply.mustBe(400, "malformed");
        tells(reply, told);
    }

    static List<Arguments> keys() {
        return List.of(
                row("\r\nX: y", "missing"),
                row("", "Idempotency-Key"),
                row("\"\"", "0 characters"),
                row("k".repeat(65), "65 characters"),
                row("\"" + "k".repeat(65) + "\"", "65 characters"),
                row("a b", "position 2"),
                row("a\tb", "position 2"),
                row("\"a b\"", "position 2"),
                row("ключ", "position 1"),
                row("\"abc", "quotes"),
                row("\"a\"b", "quotes"),
                row("\"a\\b\"", "backslash"),
                row("one\r\nIdempotency-Key: two", "2 headers"));
    }

    @ParameterizedTest(name = "Idempotency-Key: {0}")
    @MethodSource("keys")
    void saysWhatIsWrongWithTheKey(final String key, final List<String> told) throws Exception {
        final String header = key.startsWith("\r\n") ? key.substring(2) : "Idempotency-Key: " + key;

        final Reply reply = counter.ask(Requests.json("POST", PATH, GOOD, header));

        reply.mustBe(400, "malformed");
        tells(reply, List.of("Idempotency-Key"));
        tells(reply, told);
    }

    @Test
    @DisplayName("unless it is at the very edge of what is good")
    void takesTheEdge() throws Exception {
        counter.offer(Offer.of("s".repeat(64)).item("S".repeat(64), 10_000_000));

        counter.buy(
                        "s".repeat(64),
                        "~".repeat(64),
                        Requests.wish("🛒".repeat(64), "S".repeat(64), 10_000_000, "._-".repeat(21) + 'g'))
                .mustBe(201);
    }

    @Test
    @DisplayName("also if its bytes are no UTF-8")
    void refusesBytesThatAreNoText() throws Exception {
        final byte[] request = Requests.purchase("summer", "k-1", "{\"sku\":\"a\",\"buyerId\":\"b?b\"}")
                .getBytes(StandardCharsets.UTF_8);
        for (final int bad : new int[] {0xff, 0xc3, 0x80, 0x00}) {
            for (int i = 0; i < request.length; i++) {
                if (request[i] == '?') {
                    final byte[] spoilt = request.clone();
                    spoilt[i] = (byte) bad;
                    try (RawClient client = counter.connect()) {
                        client.send(spoilt).read().mustBe(400, "malformed");
                    }
                }
            }
        }
    }

    private static void tells(final Reply reply, final List<String> told) {
        for (final String part : told) {
            assertTrue(reply.detail().contains(part), () -> "expected \"" + part + "\" in: " + reply.detail());
        }
    }

    private static Arguments row(final String sent, final String... told) {
        return Arguments.of(sent, List.of(told));
    }

    private static Arguments quantity(final String value) {
        return row("{\"sku\":\"a\",\"buyerId\":\"bob\",\"quantity\":" + value + "}", "quantity", "1 to 10000000");
    }

    private static Arguments buyer(final String name, final String... told) {
        return row("{\"sku\":\"a\",\"buyerId\":\"" + name + "\"}", told);
    }

    private static Arguments items(final String items, final String... told) {
        return row("{\"buyerId\":\"bob\",\"items\":" + items + "}", told);
    }
}
