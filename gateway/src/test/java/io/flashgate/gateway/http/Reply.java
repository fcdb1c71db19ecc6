package io.flashgate.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One whole HTTP response, as a client read it off the wire. */
record Reply(int status, Map<String, List<String>> headers, byte[] bytes, int pieces) {

    private static final ObjectMapper JSON = new ObjectMapper();

    Reply(final int status, final Map<String, List<String>> headers, final byte[] bytes, final int pieces) {
        this.status = status;
        final TreeMap<String, List<String>> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        ignoringCase.putAll(headers);
        this.headers = ignoringCase;
        this.bytes = bytes;
        this.pieces = pieces;
    }

    /** The header's only value, or null. */
    String header(final String name) {
        final List<String> values = headers.getOrDefault(name, List.of());
        assertEquals(true, values.size() <= 1, () -> name + " more than once: " + values);
        return values.isEmpty() ? null : values.get(0);
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    JsonNode json() {
        try {
            return JSON.readTree(bytes);
        } catch (final IOException notJson) {
            throw new UncheckedIOException("not JSON: " + text(), notJson);
        }
    }

    /** The problem's code; empty if it is no problem. */
    String code() {
        return status < 400 || bytes.length == 0 ? "" : json().path("code").asText();
    }

    String detail() {
        return json().path("detail").asText();
    }

    boolean closes() {
        return "close".equalsIgnoreCase(header("Connection"));
    }

    /** Says that this is the problem, and that its document is one by RFC 9457. */
    Reply mustBe(final int expectedStatus, final String expectedCode) {
        assertEquals(expectedStatus + " " + expectedCode, status + " " + code(), this::toString);
        assertEquals("application/problem+json", header("Content-Type"), this::toString);
        final JsonNode problem = json();
        assertEquals("/problems/" + expectedCode, problem.path("type").asText(), this::toString);
        assertEquals(expectedStatus, problem.path("status").asInt(), this::toString);
        assertEquals(false, problem.path("title").asText().isEmpty(), this::toString);
        assertEquals(false, problem.path("detail").asText().isEmpty(), this::toString);
        assertEquals(false, text().contains("Exception"), this::toString);
        return this;
    }

    Reply mustBe(final int expectedStatus) {
        assertEquals(expectedStatus, status, this::toString);
        return this;
    }

    @Override
    public String toString() {
        return status + " " + headers + " " + text();
    }
}
