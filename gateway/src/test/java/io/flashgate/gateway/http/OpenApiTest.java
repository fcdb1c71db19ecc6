package io.flashgate.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.flashgate.core.order.OrderStatus;
import io.flashgate.core.sale.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void namesEveryStatusOfAnOrder() throws IOException {
        assertEquals(
                Arrays.stream(OrderStatus.values()).map(OrderStatus::name).toList(),
                texts(contract().at("/components/schemas/OrderStatus/enum")));
    }

    @Test
    void namesOnlyCodesThatThereAre() throws IOException {
        final Set<String> told = new TreeSet<>();
        for (final JsonNode response : contract().findValues("responses")) {
            for (final Map.Entry<String, JsonNode> status : response.properties()) {
                if (status.getValue().path("$ref").asText().endsWith("/Refused")) {
                    for (final String code : status.getValue()
                            .get("description")
                            .asText()
                            .replaceAll(" \\(.*?\\)", "")
                            .split(", ")) {
                        final Problem problem = Problem.findByCode(code);
                        assertTrue(problem != null, () -> "there is no code " + code);
                        assertEquals(status.getKey(), Integer.toString(problem.status()), code);
                        told.add(code);
                    }
                }
            }
        }
        for (final Problem problem : Problem.values()) {
            final boolean isOfASale = problem.status() == 403 || problem.status() == 409 || problem.status() == 410;
            assertTrue(!isOfASale || told.contains(problem.code()), () -> "no route tells of " + problem.code());
        }
    }

    @Test
    void namesEveryRouteOfBothListenersAndItsMethods(@TempDir final Path folder) throws Exception {
        try (Counter counter = Counter.openIn(folder)) {
            counter.offer(Offer.of("summer").item("a", 5));
            for (final Map.Entry<String, JsonNode> path :
                    contract().get("paths").properties()) {
                final String target = path.getKey()
                        .replace("{saleId}", "summer")
                        .replace("{orderId}", "summer-1")
                        .replace("{code}", "sold-out");
                final boolean isAdmin = path.getValue().has("servers");
                for (final String method : List.of("GET", "PUT", "POST", "DELETE", "PATCH")) {
                    final String request = Requests.request(method, target, Counter.BEARER, "Content-Length: 0");
                    final Reply reply = isAdmin ? counter.askAdmin(request) : counter.ask(request);
                    final boolean isNamed = path.getValue().has(method.toLowerCase(Locale.ROOT));
                    assertEquals(isNamed, reply.status() != 405, () -> method + ' ' + target + ": " + reply);
                    assertNotEquals("not-found", reply.status() == 404 ? reply.code() : "", target);
                    final Reply elsewhere = isAdmin ? counter.ask(request) : counter.askAdmin(request);
                    assertEquals(404, elsewhere.status(), () -> method + ' ' + target + " on the other: " + elsewhere);
                }
            }
        }
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
