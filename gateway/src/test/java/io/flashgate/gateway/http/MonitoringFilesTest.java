package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Counter.BEARER;
import static io.flashgate.gateway.http.Requests.get;
import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.flashgate.gateway.Eventually;
import io.flashgate.gateway.telemetry.ScrapeRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Dashboard, alert rules and runbook")
class MonitoringFilesTest {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final Path FILES = ROOT.resolve("conf").resolve("monitoring");

    /** What Prometheus adds to each sample, and what it knows itself. */
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

    private static Map<String, List<ScrapeRules.Sample>> scrape;

    @BeforeAll
    static void scrapeEverything(@TempDir final Path folder) throws Exception {
        try (Counter counter = Counter.openIn(folder)) {
            counter.offer(Offer.of("summer").item("a", 3));
            counter.buy("summer", "1", wish("alice", "a", 2)).mustBe(201);
            // A sale that is sealed brings a snapshot, without which there is no line of its age.
            counter.closeSale("summer").mustBe(200);
            Eventually.holds("a snapshot", () -> counter.metric("flashgate_snapshot_sequence") > 0);
            final Reply page = counter.askAdmin(get("/metrics", BEARER)).mustBe(200);
            assertEquals(List.of(), ScrapeRules.of(page.text()).complaints());
            scrape = ScrapeRules.of(page.text()).samples();
        }
    }

    @Test
    @DisplayName("ask only for metrics, labels and values that a gateway has")
    void askForWhatThereIs() throws IOException {
        final List<String> complaints = new ArrayList<>();
        expressions().forEach((where, expression) -> {
            for (final PromQl.Selector selector : PromQl.parse(expression).selectors()) {
                if (!selector.metric().equals("up")) {
                    complain(where, selector, complaints);
                }
            }
        });
        assertEquals(List.of(), complaints);
    }

    @Test
    @DisplayName("group by labels that the metrics of their query have")
    void groupByWhatThereIs() throws IOException {
        expressions().forEach((where, expression) -> {
            final PromQl query = PromQl.parse(expression);
            final Set<String> known = new HashSet<>(OF_PROMETHEUS);
            query.selectors()
                    .forEach(selector -> scrape.getOrDefault(selector.metric(), List.of())
                            .forEach(sample -> known.addAll(sample.labels().keySet())));
            assertTrue(known.containsAll(query.grouped()), () -> where + ": " + expression + " knows " + known);
        });
    }

    @Test
    @DisplayName("the check itself sees a name, a label and a value that there are not")
    void seesWhatIsWrong() {
        for (final String wrong : List.of(
                "sum(rate(flashgate_decision_total[1m]))",
                "flashgate_sale_units{colour=\"red\"}",
                "1 - flashgate_decisions_total{outcome=\"bought\"}",
                "sum by (le) (rate(flashgate_ring_depth_bucket{job=\"x\"}[5m])) > 0 or up")) {
            final List<String> complaints = new ArrayList<>();
            PromQl.parse(wrong).selectors().stream()
                    .filter(selector -> !selector.metric().equals("up"))
                    .forEach(selector -> complain("here", selector, complaints));
            assertEquals(1, complaints.size(), wrong);
        }
    }

    @Test
    @DisplayName(
            "the dashboard's panels have an id, a place and a query of their own, and its data source can be chosen")
    void isADashboard() throws IOException {
        final JsonNode dashboard = dashboard();
        final Set<Integer> ids = new HashSet<>();
        final Set<String> cells = new HashSet<>();
        for (final JsonNode panel : dashboard.path("panels")) {
            final String title = panel.path("title").asText();
            assertFalse(title.isBlank());
            assertTrue(ids.add(panel.path("id").asInt()), title);
            final JsonNode place = panel.path("gridPos");
            assertTrue(place.path("x").asInt() + place.path("w").asInt() <= 24, title);
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    assertTrue(
                            cells.add(place.path("x").asInt() + x + ","
                                    + (place.path("y").asInt() + y)),
                            () -> title + " lies on another panel");
                }
            }
            if (!panel.path("type").asText().equals("row")) {
                assertTrue(panel.path("targets").size() > 0, title);
                assertEquals("${datasource}", panel.at("/datasource/uid").asText(), title);
                panel.path("targets")
                        .forEach(target -> assertEquals(
                                "${datasource}", target.at("/datasource/uid").asText(), title));
            }
        }
        assertEquals("datasource", dashboard.at("/templating/list/0/type").asText());
        assertEquals("datasource", dashboard.at("/templating/list/0/name").asText());
    }

    @Test
    @DisplayName("every alert says how bad it is, what it is, and where in the manual is what to do")
    void alertsAreExplained() throws IOException {
        final String manual = Files.readString(ROOT.resolve("docs").resolve("OPERATIONS.md"));
        int alerts = 0;
        for (final JsonNode rule : alerts().findValues("rules").get(0)) {
            alerts++;
            final String name = rule.path("alert").asText();
            assertTrue(
                    Set.of("page", "ticket")
                            .contains(rule.at("/labels/severity").asText()),
                    name);
            assertFalse(rule.at("/annotations/summary").asText().isBlank(), name);
            assertEquals(
                    "docs/OPERATIONS.md#" + name.toLowerCase(Locale.ROOT),
                    rule.at("/annotations/runbook").asText());
            assertTrue(manual.contains("\n#### " + name + "\n"), () -> "no section on " + name);
        }
        assertEquals(
                alerts,
                manual.lines().filter(line -> line.startsWith("#### Flashgate")).count());
    }

    private static void complain(final String where, final PromQl.Selector selector, final List<String> complaints) {
        final List<ScrapeRules.Sample> samples = scrape.get(selector.metric());
        if (samples == null) {
            complaints.add(where + ": there is no " + selector.metric());
            return;
        }
        for (final String label : selector.labels()) {
            final String value = selector.equal().get(label);
            final boolean isThere = samples.stream()
                    .anyMatch(sample -> sample.labels().containsKey(label)
                            && (value == null || value.equals(sample.labels().get(label))));
            if (!isThere && !OF_PROMETHEUS.contains(label)) {
                complaints.add(
                        where + ": " + selector.metric() + " has no " + label + (value == null ? "" : "=" + value));
            }
        }
    }

    /** All PromQL, by where it stands. */
    private static Map<String, String> expressions() throws IOException {
        final Map<String, String> found = new TreeMap<>();
        for (final JsonNode rule : alerts().findValues("rules").get(0)) {
            found.put("alert " + rule.path("alert").asText(), rule.path("expr").asText());
        }
        for (final JsonNode panel : dashboard().path("panels")) {
            for (final JsonNode target : panel.path("targets")) {
                found.put(
                        "panel " + panel.path("id") + " " + panel.path("title").asText() + " "
                                + target.path("refId").asText(),
                        target.path("expr").asText());
            }
        }
        for (final JsonNode variable : dashboard().at("/templating/list")) {
            if (variable.path("type").asText().equals("query")) {
                found.put(
                        "variable " + variable.path("name").asText(),
                        variable.at("/query/query").asText());
            }
        }
        for (final JsonNode annotation : dashboard().at("/annotations/list")) {
            found.put(
                    "annotation " + annotation.path("name").asText(),
                    annotation.path("expr").asText());
        }
        assertTrue(found.size() > 60, () -> "found " + found.size());
        return found;
    }

    private static JsonNode alerts() throws IOException {
        return new YAMLMapper().readTree(FILES.resolve("alerts.yml").toFile());
    }

    private static JsonNode dashboard() throws IOException {
        return new YAMLMapper().readTree(FILES.resolve("dashboard.json").toFile());
    }
}
