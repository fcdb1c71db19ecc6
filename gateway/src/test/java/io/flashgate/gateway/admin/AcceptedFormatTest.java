package io.flashgate.gateway.admin;

import static io.flashgate.journal.report.ReportFormat.CSV;
import static io.flashgate.journal.report.ReportFormat.HTML;
import static io.flashgate.journal.report.ReportFormat.JSON;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.flashgate.journal.report.ReportFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The Accept header")
class AcceptedFormatTest {

    @Test
    @DisplayName("gets what it likes best, of equal ones JSON, then HTML, then CSV")
    void likes() {
        likes(JSON);
        likes(JSON, "*/*");
        likes(JSON, "application/json");
        likes(JSON, "application/*");
        likes(HTML, "text/*");
        likes(CSV, "text/csv");
        likes(CSV, "TEXT/CSV;charset=utf-8");
        likes(HTML, "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8");
        likes(CSV, "application/json;q=0.5", "text/csv;q=0.6, text/html;q=0.501");
        likes(JSON, "text/csv;q=0.9, application/json");
        likes(HTML, "application/json;q=0, */*");
        likes(CSV, "text/html;q=0,text/*,application/json;q=0.1");
        likes(HTML, "application/json;q=0.999,text/html;q=1.000");
    }

    @Test
    @DisplayName("gets JSON where it likes nothing that there is, or says nothing that can be read")
    void likesNothing() {
        likes(JSON, "image/png");
        likes(JSON, "");
        likes(JSON, ",;,q=1,text");
        likes(JSON, "*/*;q=0");
        likes(HTML, "text/html;q=2, application/json;q=0.3");
    }

    private static void likes(final ReportFormat expected, final String... headers) {
        assertEquals(expected, AcceptedFormat.of(List.of(headers)), () -> String.join(" | ", headers));
    }
}
