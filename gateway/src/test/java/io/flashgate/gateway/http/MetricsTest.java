package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Requests.get;
import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.gateway.Eventually;
import io.flashgate.gateway.telemetry.ScrapeRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The metrics page")
class MetricsTest {

    private static final String ANSWERED = "flashgate_decision_to_answer_duration_seconds_count";

    @Test
    @DisplayName("is Prometheus text, and counts what has happened; open to everybody if it was set so")
    void countsWhatHasHappened(@TempDir final Path folder) throws Exception {
        try (Counter counter = Counter.in(folder).metricsOpen().ringSize(64).open()) {
            counter.offer(Offer.of("summer").item("a", 3));
            counter.buy("summer", "1", wish("alice", "a", 2)).mustBe(201);
            counter.buy("summer", "1", wish("alice", "a", 2)).mustBe(201);
            counter.buy("summer", "2", wish("alice", "a", 2)).mustBe(409, "insufficient-stock");
            counter.buy("summer", "3", "{").mustBe(400);
            counter.buy("none", "3", wish("alice", "a", 1)).mustBe(404);
            counter.closeSale("summer");
            counter.buy("summer", "4", wish("alice", "a", 1)).mustBe(410);

            // The answer is written before it is counted how long it took.
            Eventually.holds("all answers are counted", () -> counter.metric(ANSWERED) == 5);
            final Map<String, Double> page = parse(counter.askAdmin(get("/metrics")));

            final Map<String, Double> expected = new TreeMap<>(Map.of(
                    "flashgate_decisions_total{outcome=\"accepted\"}", 1.0,
                    "flashgate_decisions_total{outcome=\"repeated\"}", 1.0,
                    "flashgate_decisions_total{outcome=\"insufficient_stock\"}", 1.0,
                    "flashgate_gate_refusals_total{reason=\"sale_closed\"}", 1.0,
                    "flashgate_gate_refusals_total{reason=\"unknown_sale\"}", 1.0,
                    "flashgate_http_bad_requests_total", 1.0,
                    "flashgate_ring_capacity", 64.0,
                    "flashgate_ready", 1.0,
                    "flashgate_sale_phase{phase=\"CLOSED\",sale=\"summer\"}", 1.0,
                    "flashgate_sale_units{sale=\"summer\",sku=\"a\",state=\"sold\"}", 2.0));
            expected.putAll(Map.of(
                    "flashgate_sale_units{sale=\"summer\",sku=\"a\",state=\"available\"}", 1.0,
                    "flashgate_sales{phase=\"CLOSED\"}", 1.0,
                    "flashgate_sale_orders{sale=\"summer\"}", 1.0,
                    "flashgate_gate_refusals_total{reason=\"ring_full\"}", 0.0,
                    "flashgate_decisions_total{outcome=\"held\"}", 0.0,
                    "flashgate_http_problems_total{code=\"insufficient-stock\"}", 1.0,
                    "flashgate_http_problems_total{code=\"malformed\"}", 1.0,
                    "flashgate_http_problems_total{code=\"sale-closed\"}", 1.0,
                    "flashgate_build_info{durability=\"fsync\",version=\"development\"}", 1.0));
            expected.forEach((name, value) -> assertEquals(value, page.get(name), name));
            for (final String counted : List.of(
                    "flashgate_http_requests_total",
                    "flashgate_commit_batch_size_sum",
                    "flashgate_decision_to_answer_duration_seconds_sum",
                    "flashgate_journal_barrier_duration_seconds_count",
                    "flashgate_journal_barrier_duration_seconds_sum",
                    "flashgate_journal_written_bytes_total",
                    "flashgate_journal_sequence",
                    "flashgate_recovery_duration_seconds",
                    "jvm_memory_used_bytes{area=\"heap\"}",
                    "process_cpu_seconds_total",
                    "process_start_time_seconds")) {
                assertTrue(page.getOrDefault(counted, 0.0) > 0, counted);
            }
            assertTrue(page.containsKey("flashgate_connections"));
            assertTrue(page.containsKey("flashgate_ring_depth"));
        }
    }

    @Test
    @DisplayName("is OpenMetrics for whoever asks for that")
    void isOpenMetrics(@TempDir final Path folder) throws Exception {
        try (Counter counter = Counter.in(folder).metricsOpen().open()) {
            final Reply reply = counter.askAdmin(
                    get(
                            "/metrics",
                            "Accept: application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1"));
            assertTrue(
                    reply.mustBe(200).header("Content-Type").startsWith("application/openmetrics-text; version=1.0.0"));
            assertTrue(reply.text().endsWith("\n# EOF\n"), reply::text);
        }
    }

    /** All samples of a page without fault, as {@code name{label="value",…}}. */
    private static Map<String, Double> parse(final Reply reply) {
        assertTrue(reply.mustBe(200).header("Content-Type").startsWith("text/plain; version=0.0.4"));
        final ScrapeRules page = ScrapeRules.of(reply.text());
        assertEquals(List.of(), page.complaints());
        final Map<String, Double> samples = new TreeMap<>();
        page.samples()
                .values()
                .forEach(series -> series.forEach(sample -> samples.put(
                        sample.name()
                                + (sample.labels().isEmpty()
                                        ? ""
                                        : sample.labels().entrySet().stream()
                                                .sorted(Map.Entry.comparingByKey())
                                                .map(label -> label.getKey() + "=\"" + label.getValue() + '"')
                                                .collect(Collectors.joining(",", "{", "}"))),
                        sample.value())));
        return samples;
    }
}
