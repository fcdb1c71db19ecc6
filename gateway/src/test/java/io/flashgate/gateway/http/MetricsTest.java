package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Requests.get;
import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The metrics page")
class MetricsTest {

    private static final Pattern SAMPLE = Pattern.compile(
            "([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{[a-zA-Z_][a-zA-Z0-9_]*=\"[^\"\\\\]*\"(?:,[a-zA-Z_][a-zA-Z0-9_]*=\"[^\"\\\\]*\")*,?})?"
                    + " (-?[0-9.E+-]+|NaN|[+-]Inf)");

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

            final Map<String, Double> page = parse(counter.askAdmin(get("/metrics")));

            final Map<String, Double> expected = new TreeMap<>(Map.of(
                    "flashgate_decisions_total{outcome=\"accepted\"}", 1.0,
                    "flashgate_decisions_total{outcome=\"repeated\"}", 1.0,
                    "flashgate_decisions_total{outcome=\"insufficient_stock\"}", 1.0,
                    "flashgate_gate_refusals_total{outcome=\"sale_closed\"}", 1.0,
                    "flashgate_gate_refusals_total{outcome=\"unknown_sale\"}", 1.0,
                    "flashgate_http_bad_requests_total", 1.0,
                    "flashgate_ring_size", 64.0,
                    "flashgate_ready", 1.0,
                    "flashgate_sale_phase{phase=\"CLOSED\",sale=\"summer\"}", 1.0,
                    "flashgate_sale_units{sale=\"summer\",sku=\"a\",state=\"sold\"}", 2.0));
            expected.putAll(Map.of(
                    "flashgate_sale_units{sale=\"summer\",sku=\"a\",state=\"available\"}", 1.0,
                    "flashgate_ring_full_total", 0.0,
                    "flashgate_http_requests_total", 9.0));
            expected.forEach((name, value) -> assertEquals(value, page.get(name), name));
            for (final String counted : List.of(
                    "flashgate_journal_barriers_total",
                    "flashgate_journal_barrier_seconds_total",
                    "flashgate_journal_bytes_total",
                    "flashgate_journal_sequence")) {
                assertTrue(page.getOrDefault(counted, 0.0) > 0, counted);
            }
            assertTrue(page.containsKey("flashgate_connections"));
            assertTrue(page.containsKey("flashgate_ring_depth"));
        }
    }

    private static Map<String, Double> parse(final Reply reply) {
        assertTrue(reply.mustBe(200).header("Content-Type").startsWith("text/plain; version=0.0.4"));
        final Map<String, Double> samples = new TreeMap<>();
        final Set<String> typed = new HashSet<>();
        for (final String line : reply.text().lines().toList()) {
            if (line.startsWith("# TYPE ")) {
                assertTrue(line.matches("# TYPE \\S+ (counter|gauge|histogram|summary|untyped)"), line);
                assertTrue(typed.add(line.split(" ")[2]), () -> "a second " + line);
            } else if (!line.startsWith("# HELP ")) {
                final Matcher sample = SAMPLE.matcher(line);
                assertTrue(sample.matches(), () -> "no sample: " + line);
                assertTrue(typed.contains(sample.group(1)), () -> "no type before: " + line);
                final String labels = sample.group(2) == null ? "" : sample.group(2);
                samples.put(sample.group(1) + labels, Double.parseDouble(sample.group(3)));
            }
        }
        return samples;
    }
}
