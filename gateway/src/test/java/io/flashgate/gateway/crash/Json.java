package io.flashgate.gateway.crash;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Reads what the gateway wrote. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static JsonNode of(final String text) {
        try {
            return MAPPER.readTree(text);
        } catch (final JsonProcessingException broken) {
            throw new AssertionError("expected JSON, found: " + text, broken);
        }
    }
}
