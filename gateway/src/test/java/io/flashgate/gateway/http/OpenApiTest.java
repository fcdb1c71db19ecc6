package io.flashgate.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.flashgate.core.sale.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("openapi.yaml says what the code says")
class OpenApiTest {

    private static JsonNode contract() throws IOException {
        return new YAMLMapper()
                .readTree(Path.of(System.getProperty("project.root"), "openapi.yaml")
                        .toFile());
    }

    @Test
    void namesEveryProblemCodeInItsOrder() throws IOException {
        assertEquals(
                Arrays.stream(Problem.values()).map(Problem::code).toList(),
                texts(contract().at("/components/schemas/Code/enum")));
    }

    @Test
    void namesEveryPhase() throws IOException {
        assertEquals(
                Arrays.stream(Phase.values()).map(Phase::name).toList(),
                texts(contract().at("/components/schemas/Phase/enum")));
    }

    @Test
    void pointsOnlyToWhatIsThere() throws IOException {
        final JsonNode contract = contract();
        for (final JsonNode reference : contract.findValues("$ref")) {
            final String pointer = reference.textValue().substring(1);
            assertTrue(!contract.at(pointer).isMissingNode(), "there is no " + reference.textValue());
        }
    }

    private static List<String> texts(final JsonNode array) {
        final List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.textValue()));
        return texts;
    }
}
