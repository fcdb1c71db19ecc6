package io.flashgate.journal.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flashgate.journal.Till;
import io.flashgate.journal.report.ReportFormat;
import io.flashgate.journal.report.SalesReports;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayName("flashgate journal report")
class ReportCommandTest {

    @TempDir
    private Path folder;

    @TempDir
    private Path results;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        try (Till till = new Till(folder)) {
            till.found();
            till.define("summer", 3);
            till.define("winter", 9);
            till.after(1).buy("summer", "alice", "a-1", 2);
            till.after(Till.SECOND).buy("winter", "品", "b-1", 1);
        }
    }

    @Test
    void printsOneSaleOrAllOfThem() throws IOException {
        assertEquals(0, run("--sale", "winter"));
        assertEquals("winter", json().get("saleId").asText());
        assertEquals(1, json().get("orders").asInt());

        assertEquals(0, run("--format", "json"));
        assertEquals(2, json().get("reports").size());
        assertEquals(List.of("summer", "winter"), json().findValuesAsText("saleId"));

        assertEquals(0, run("--format", "CSV"));
        assertTrue(out.toString().startsWith("saleId,section,entry,measure,value,unit\r\nsummer,sale,,title,"));
    }

    @Test
    void writesAFileInTheFormThatItsNameSays() throws IOException {
        for (final ReportFormat format : ReportFormat.values()) {
            final Path file = results.resolve("summer." + format.ending());
            assertEquals(0, run("--sale", "summer", "--out", file.toString()), err.toString());
            assertEquals("", out.toString());
            assertEquals(
                    new String(format.write(SalesReports.of(folder).find("summer")), StandardCharsets.UTF_8),
                    Files.readString(file));
        }
        // Again, over what is there, and in a form of its own.
        assertEquals(
                0,
                run("--format", "csv", "--out", results.resolve("summer.html").toString()));
        assertTrue(Files.readString(results.resolve("summer.html")).startsWith("saleId,"));
        try (Stream<Path> files = Files.list(results)) {
            assertEquals(3, files.count());
        }
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertEquals(2, run("--sale", "autumn"));
        assertTrue(err.toString().contains("--sale: found 'autumn', expected one of: summer, winter"), err.toString());
        assertEquals(2, run("--format", "pdf"));
        assertTrue(err.toString().contains("expected json, csv or html, found 'pdf'"), err.toString());
        assertEquals(2, run("--out", results.resolve("nowhere").resolve("x.csv").toString()));
        assertTrue(err.toString().contains("--out: expected a file in a folder that is there"), err.toString());
        assertEquals(2, run("--out", results.toString()));
        assertEquals(0, run("--help"));
    }

    @Test
    void saysWhereTheJournalIsDamaged() throws IOException {
        final Path file = folder.resolve("20261127F.cq4");
        final byte[] bytes = Files.readAllBytes(file);
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("alice")] ^= 1;
        Files.write(file, bytes);
        assertEquals(1, run("--out", results.resolve("x.json").toString()));
        assertTrue(err.toString().contains("20261127F.cq4 index=0x513000000003"), err.toString());
        assertTrue(Files.notExists(results.resolve("x.json")));
    }

    @Test
    void anEmptyJournalHasNoSales(@TempDir final Path empty) throws IOException {
        assertEquals(
                0,
                new CommandLine(new JournalCommand())
                        .setOut(new PrintWriter(out))
                        .execute("report", empty.toString()));
        assertEquals(0, json().get("reports").size());
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    private int run(final String... options) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        final String[] arguments = Stream.concat(Stream.of("report", folder.toString()), Stream.of(options))
                .toArray(String[]::new);
        return new CommandLine(new JournalCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
