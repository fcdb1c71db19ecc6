package io.flashgate.gateway.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes requests as clients write them, as careless ones write them, and as somebody would who looks for a gap. */
final class RequestMaker {

    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    static final String TYPICAL = "POST /v1/sales/summer/orders HTTP/1.1\r\n"
            + "Host: shop.example:8080\r\n"
            + "User-Agent: App/7.1 (Phone; 17)\r\n"
            + "Accept: */*\r\n"
            + "Content-Type: application/json\r\n"
            + "Idempotency-Key: k-000017\r\n"
            + "Content-Length: 58\r\n"
            + "\r\n"
            + "{\"sku\": \"sneaker-42\", \"quantity\": 1, \"buyerId\": \"alice\"}\r\n";

    /** The typical one with a line more. */
    static final String TRACED =
            TYPICAL.replace("Content-Length", "traceparent: " + TRACEPARENT + "\r\nContent-Length");

    private static final String[] TARGETS = {
        "/v1/sales/summer/orders",
        "/v1/sales/w.i-n_ter9/orders",
        "/v1/sales/sum%6der/orders",
        "/v1/sales/summer/orders?x=1",
        "/v1/sales/summer/orders/",
        "/v1/sales//orders",
        "/v1/sales/s/t/orders",
        "/v1/sales/summer",
        "/v1/sales/" + "s".repeat(64) + "/orders",
        "/v1/sales/" + "s".repeat(65) + "/orders",
        "http://shop.example/v1/sales/summer/orders",
        "*",
    };

    private static final String[] SKIPPED = {
        "User-Agent: curl/8.1",
        "Accept: application/json, */*;q=0.1",
        "Accept-Encoding: gzip, br",
        "X-Request-Id:  17\t",
        "tracestate: congo=t61rcWkgMzE",
        "Cookie: a=b; c=\"d\"",
        "X-Empty:",
        "~!#$%&'*+-.^_`|: odd",
    };

    private static final String[] HARD = {
        "Connection: keep-alive",
        "connection: Keep-Alive",
        "Connection: close",
        "Connection: keep-alive, x-thing",
        "Expect: 100-continue",
        "Expect: a miracle",
        "Transfer-Encoding: chunked",
        "Transfer-Encoding: identity",
        "Upgrade: h2c",
        "TE: trailers",
        "Trailer: X-Sum",
        "Authorization: Bearer abc",
        "Content-Encoding: gzip",
        "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA",
        "Content-Length: 5",
        "Content-Length: 0",
        "Content-Length: +5",
        "Content-Length: 05",
        "Content-Length: 99999",
        "Content-Length: 3, 3",
        "Content-Length:",
        "Content-Type: text/plain",
        "Idempotency-Key: other",
        "Idempotency-Key: \"quoted\"",
        "Host: elsewhere",
        "Host:",
        "X-Obs: a\r\n folded",
        "X-Latin: caf\u00e9",
        "X-Nul: a\u0000b",
        "X-Bell: a\u0007b",
        "Bad Name: x",
        "Space : x",
        ": nameless",
        "No colon",
        "X-Long: " + "x".repeat(5_000),
        "X-Longer: " + "x".repeat(9_000),
    };

    private final Random random;

    RequestMaker(final Random random) {
        this.random = random;
    }

    /** Several requests behind each other. */
    byte[] conversation(final int requests) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] request = request();
        for (int i = 0; i < requests; i++) {
            bytes.writeBytes(request);
            // What was learned of one request must not be believed of a slightly different one.
            request = chance(3) ? request() : nearly(request);
        }
        byte[] all = bytes.toByteArray();
        if (chance(8)) {
            all[random.nextInt(all.length)] = (byte) random.nextInt(256);
        }
        if (chance(20)) {
            all = java.util.Arrays.copyOf(all, random.nextInt(all.length));
        }
        return all;
    }

    private byte[] nearly(final byte[] request) {
        final byte[] changed = request.clone();
        for (int i = random.nextInt(2); i > 0; i--) {
            changed[random.nextInt(changed.length)] =
                    (byte) pick("a", "1", "-", "\"", " ", "z").charAt(0);
        }
        return changed;
    }

    private byte[] request() {
        final byte[] body = body().getBytes(StandardCharsets.UTF_8);
        final String eol = chance(40) ? "\n" : "\r\n";
        final List<String> headers = new ArrayList<>();
        addUnlessForgotten(headers, name("Host") + ": shop.example");
        addUnlessForgotten(headers, name("Content-Type") + ':' + pick(" ", "", "\t ") + contentType());
        addUnlessForgotten(headers, name("Idempotency-Key") + ": " + key() + pick("", " ", "\t"));
        final boolean isChunked = chance(25);
        if (isChunked) {
            headers.add("Transfer-Encoding: chunked");
        } else {
            final int length = body.length + (chance(40) ? random.nextInt(9) - 4 : 0);
            addUnlessForgotten(headers, name("Content-Length") + ": " + length);
        }
        if (chance(3)) {
            headers.add(name("traceparent") + ':' + pick(" ", "", "\t ") + traceparent() + pick("", " "));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            headers.add(pick(SKIPPED));
        }
        if (chance(6)) {
            headers.add(pick(HARD));
        }
        Collections.shuffle(headers, random);

        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (chance(15)) {
            write(bytes, pick("\r\n", "\n", "\r\n\r\n", " ", "\t\r\n"));
        }
        write(
                bytes,
                pick9("POST", "GET", "post", "HEAD", "PUT")
                        + pick9(" ", "  ", "\t")
                        + (chance(2) ? pick(TARGETS) : TARGETS[0]));
        write(bytes, pick9(" ", "  ") + pick9("HTTP/1.1", "HTTP/1.0", "HTTP/1.2", "HTTP/2.0", "http/1.1") + eol);
        for (final String header : headers) {
            bytes.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
            write(bytes, chance(60) ? "\n" : eol);
        }
        write(bytes, eol);
        if (isChunked) {
            write(bytes, Integer.toHexString(body.length) + "\r\n");
            bytes.writeBytes(body);
            write(bytes, "\r\n0\r\n\r\n");
        } else {
            bytes.writeBytes(body);
        }
        return bytes.toByteArray();
    }

    private String body() {
        return chance(10) ? basket() : single();
    }

    /** Not plain, and what it leaves behind must not get into the plain one after it. */
    private String basket() {
        final List<String> lines = new ArrayList<>();
        for (int line = 0; line <= random.nextInt(6); line++) {
            lines.add("{\"sku\"" + colon() + "\"item-" + (chance(9) ? 0 : line) + "\",\"quantity\"" + colon()
                    + quantity() + '}');
        }
        return "{\"items\"" + colon() + '[' + String.join(",", lines) + "],\"buyerId\"" + colon() + buyer()
                + pick9("", ",\"group\":\"g3\"", ",\"sku\":\"x\"") + '}';
    }

    private String single() {
        final List<String> members = new ArrayList<>();
        addUnlessForgotten(members, "\"sku\"" + colon() + '"' + pick9("sneaker-42", "", "a b", "s".repeat(65)) + '"');
        addUnlessForgotten(members, "\"buyerId\"" + colon() + buyer());
        if (chance(2)) {
            members.add("\"quantity\"" + colon() + quantity());
        }
        if (chance(3)) {
            members.add("\"group\"" + colon() + pick9("\"g3\"", "\"\"", "null", "\"g 3\""));
        }
        if (chance(20)) {
            members.add(pick(
                    "\"items\": [{\"sku\": \"x\"}]",
                    "\"colour\": \"red\"",
                    "\"sku\": \"again\"",
                    "\"quantity\": 2",
                    "\"buyerId\": \"mallory\"",
                    "\"s\\u006bu\": \"escaped\""));
        }
        Collections.shuffle(members, random);
        final String json =
                space() + '{' + space() + String.join(space() + ',' + space(), members) + space() + '}' + space();
        return chance(40) ? json + pick("x", "{}", "\0", ",") : chance(40) ? json.substring(1) : json;
    }

    private String buyer() {
        return pick9(
                "\"alice\"",
                "\"" + "b".repeat(64) + '"',
                "\"" + "b".repeat(65) + '"',
                "\"李雷\"",
                "\"a\\\"b\"",
                "\"  \"",
                "\" a \"",
                "\"\"",
                "17",
                "\"a\tb\"",
                "\"~|{}[]:,\"",
                "\"\u007f\"");
    }

    private String quantity() {
        return pick9(
                "1",
                "2",
                "10000000",
                "10000001",
                "99999999",
                "0",
                "01",
                "-1",
                "1.0",
                "1e3",
                "\"1\"",
                "123456789",
                "+1");
    }

    private String contentType() {
        return pick9(
                "application/json",
                "Application/JSON",
                "application/json; charset=utf-8",
                "application/json ;x=y",
                "application/json;",
                "application/problem+json",
                "text/plain");
    }

    private String key() {
        return pick9(
                "k-" + random.nextInt(1_000_000), "k".repeat(64), "k".repeat(65), "\"k-1\"", "a b", "a\"b", "", "!~");
    }

    private String traceparent() {
        return pick9(
                TRACEPARENT.substring(0, 35) + String.format("-%016x-0", 1 + random.nextInt(99)) + random.nextInt(4),
                TRACEPARENT + "-later",
                "cc" + TRACEPARENT.substring(2) + "-later",
                "ff" + TRACEPARENT.substring(2),
                TRACEPARENT.toUpperCase(java.util.Locale.ROOT),
                TRACEPARENT.replace('4', '0').replaceAll("[1-9a-f]", "0"),
                TRACEPARENT.substring(1),
                TRACEPARENT + "\r\ntraceparent: " + TRACEPARENT,
                "",
                "none");
    }

    private String name(final String name) {
        return pick9(name, name.toLowerCase(java.util.Locale.ROOT), name.toUpperCase(java.util.Locale.ROOT));
    }

    private String colon() {
        return space() + ':' + space();
    }

    private String space() {
        return pick9("", " ", "\n", "\t", "\r\n ", " \u000b");
    }

    private void addUnlessForgotten(final List<String> list, final String entry) {
        if (!chance(60)) {
            list.add(entry);
        }
    }

    private boolean chance(final int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private String pick(final String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** Nine times in ten the first. */
    private String pick9(final String... choices) {
        return random.nextInt(20) != 0 ? choices[0] : pick(choices);
    }

    private static void write(final ByteArrayOutputStream bytes, final String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
