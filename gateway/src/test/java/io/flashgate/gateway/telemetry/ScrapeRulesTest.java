package io.flashgate.gateway.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The checker of metrics pages")
class ScrapeRulesTest {

    private static final String GOOD =
            "# HELP a_total What.\n# TYPE a_total counter\na_total{x=\"1\"} 2.0\na_total{x=\"2\"} 1E9\n"
                    + "# HELP b_seconds How long.\n# TYPE b_seconds histogram\n"
                    + "b_seconds_bucket{le=\"0.1\"} 1\nb_seconds_bucket{le=\"+Inf\"} 3\nb_seconds_count 3\nb_seconds_sum 7.5\n";

    @Test
    void findsNothingWrongWithAGoodPage() {
        assertEquals(List.of(), ScrapeRules.of(GOOD).complaints());
    }

    @Test
    void findsWhatIsWrong() {
        for (final String[] change : new String[][] {
            {"2.0", "two"},
            {"x=\"2\"", "x=\"1\""},
            {"x=\"2\"", "x=2"},
            {"x=\"2\"", "__x=\"2\""},
            {"# TYPE a_total counter\n", ""},
            {"# HELP a_total What.\n", ""},
            {"a_total", "a"},
            {"a_total", "aB_total"},
            {"a_total", "a_ms_total"},
            {"a_total counter", "a_total gauge"},
            {"1E9", "-1"},
            {"{le=\"0.1\"} 1", "{le=\"0.1\"} 4"},
            {"{le=\"+Inf\"} 3\n", "{le=\"9\"} 3\n"},
            {"_count 3", "_count 2"},
            {"b_seconds_sum 7.5\n", ""},
            {"b_seconds_sum 7.5\n", "b_seconds_sum 7.5"},
            {"b_seconds_sum 7.5\n", "b_seconds_sum 7.5\na_total{x=\"3\"} 1\n"},
        }) {
            final String page = GOOD.replace(change[0], change[1]);
            assertTrue(!ScrapeRules.of(page).complaints().isEmpty(), () -> change[0] + " → " + change[1] + '\n' + page);
        }
    }
}
