package io.flashgate.journal.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.flashgate.core.Rush;
import io.flashgate.core.Shop;
import io.flashgate.core.Till;
import io.flashgate.core.Wish;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import io.flashgate.core.sale.SaleDefinition.StageGoal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The bytes of a report")
class ReportBytesTest {

    private static final String EVIL = "</title></style><script>alert('1')</script>&\"\u0007\u202E";
    private static final String FORMULA = "=HYPERLINK(\"http://evil\",\"x\"),\n2";

    /** A sale whose merchant means no good, and one with everything in it. */
    private static Till evil() {
        final Till till = Till.founded(Shop.SMALL, Shop.NOON, 1, 2);
        till.define(
                Shop.NOON,
                new SaleDefinition(
                        "-1",
                        EVIL,
                        Shop.NOON,
                        Shop.NOON + Shop.HOUR,
                        "CNY",
                        0,
                        List.of(
                                new ItemDefinition("-2", FORMULA, 5, 100, -1, 0),
                                new ItemDefinition("b", EVIL, 5, 100, -1, 0)),
                        List.of(),
                        null,
                        List.of(new StageGoal(1, FORMULA), new StageGoal(2, EVIL), new StageGoal(3, "\uFF1D1+1")),
                        false));
        till.buy(Shop.NOON + 1, new Wish("-1", "alice", "k", "-g", "-2", 3));
        till.buy(Shop.NOON + 2, new Wish("-1", "bob", "k", "", "-2", 5));
        till.countRefusals(Shop.NOON + 3, "-1", Map.of(Outcome.KEY_REUSED, 2));
        return till;
    }

    @Test
    @DisplayName(
            "are the same in Cairo and in Bangkok, and when they are made again, out of memory or out of a journal")
    void sameEverywhere(@TempDir final Path folder) throws IOException {
        final Locale locale = Locale.getDefault();
        final TimeZone zone = TimeZone.getDefault();
        final Till till = Till.founded(Records.LIMITS, Rush.BEGINS_NANOS - 1_000, 1, 2);
        Rush.of(42).acts().forEach(act -> act.askOf(till));
        final List<String> first = forms(Records.reports(till.commands()).all());
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Africa/Cairo"));
            assertEquals(first, forms(Records.reports(till.commands()).all()));
            Locale.setDefault(Locale.forLanguageTag("th-TH-u-ca-buddhist-nu-thai"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Bangkok"));
            Records.write(till.commands(), folder);
            assertEquals(first, forms(SalesReports.of(folder).all()));
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertEquals(first, forms(SalesReports.of(folder).all()));
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    @DisplayName("have nothing in the page that somebody else has put there, and nothing that is fetched or run")
    void harmlessPage() {
        for (final String page : List.of(
                new String(ReportFormat.HTML.write(report()), StandardCharsets.UTF_8),
                new String(ReportFormat.HTML.write(List.of(report(), report())), StandardCharsets.UTF_8))) {
            assertFalse(page.contains("<script"), "a script");
            assertFalse(page.contains("\u0007"), "a control character");
            assertTrue(page.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;&quot;"), page);
            assertTrue(page.contains("default-src &#39;none&#39;"));
            for (final String fetches :
                    List.of(" src=", "href=\"http", "url(", "@import", "<link", "<img", "<iframe")) {
                assertFalse(page.contains(fetches), fetches);
            }
            assertTrue(page.contains("<title id=\"sale-0-pace-t\">Orders per"));
        }
    }

    @Test
    @DisplayName("are a sheet whose texts are no formulas")
    void harmlessSheet() throws IOException {
        final String csv = new String(ReportFormat.CSV.write(report()), StandardCharsets.UTF_8);
        final List<String[]> rows = new ArrayList<>();
        try (var reader = new CsvMapper()
                .readerFor(String[].class)
                .with(com.fasterxml.jackson.dataformat.csv.CsvParser.Feature.WRAP_AS_ARRAY)
                .with(CsvSchema.emptySchema())
                .<String[]>readValues(csv)) {
            reader.forEachRemaining(rows::add);
        }
        assertEquals("saleId,section,entry,measure,value,unit", String.join(",", rows.get(0)));
        for (final String[] row : rows) {
            assertEquals(6, row.length, csv);
            for (final String cell : row) {
                // Numbers before the opening are negative, and ours.
                assertTrue(
                        cell.isEmpty() || "=+-@\t\r\uFF1D".indexOf(cell.charAt(0)) < 0 || cell.matches("-\\d+"), cell);
            }
        }
        assertTrue(rows.stream().anyMatch(row -> row[4].equals('\'' + FORMULA)), "the formula is there, as text");
        assertTrue(rows.stream().anyMatch(row -> row[2].equals("'-g")));
        assertTrue(csv.contains("\r\n"));
        assertEquals(
                "saleId,section,entry,measure,value,unit\r\n",
                new String(ReportFormat.CSV.write(List.of()), StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("are JSON of one sale alone, or of all of them")
    void json() throws IOException {
        final ObjectMapper mapper = new ObjectMapper();
        final String one = new String(ReportFormat.JSON.write(report()), StandardCharsets.UTF_8);
        assertEquals(EVIL, mapper.readTree(one).get("title").asText());
        assertFalse(one.contains("\r"));
        assertEquals(
                mapper.readTree(one),
                mapper.readTree(ReportFormat.JSON.write(List.of(report(), report())))
                        .at("/reports/1"));
        assertEquals(
                0,
                mapper.readTree(ReportFormat.JSON.write(List.of()))
                        .get("reports")
                        .size());
        assertTrue(new String(ReportFormat.HTML.write(List.of()), StandardCharsets.UTF_8).contains("no sales"));
    }

    private static SaleReport report() {
        return Records.reports(evil().commands()).find("-1");
    }

    private static List<String> forms(final List<SaleReport> reports) {
        final List<String> forms = new ArrayList<>();
        for (final ReportFormat format : ReportFormat.values()) {
            forms.add(new String(format.write(reports), StandardCharsets.UTF_8));
            reports.forEach(report -> forms.add(new String(format.write(report), StandardCharsets.UTF_8)));
        }
        return forms;
    }
}
