package io.flashgate.journal.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flashgate.core.order.Outcome;
import io.flashgate.journal.Till;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayName("flashgate journal")
class JournalCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String digest;

    @BeforeEach
    void write() throws IOException {
        try (Till till = new Till(folder)) {
            till.found();
            till.define("summer", 3);
            till.after(1).buy("summer", "alice", "a-1", 2);
            till.after(Till.SECOND).buy("summer", "品", "b-1", 2);
            till.define("winter", 9);
            till.buy("winter", "alice", "a-1", 1);
            till.countRefusals("summer", Outcome.NOT_OPEN_YET, 7);
            till.close("winter");
            till.tick();
            digest = String.format("%016x", till.core().digest());
        }
    }

    @Test
    void showsEveryRecordAsALine() {
        assertEquals(0, run("inspect", folder.toString()));
        assertEquals(
                List.of(
                        "1 2026-11-27T12:00:00.000000000Z FoundLog LOG_FOUNDED",
                        "2 2026-11-27T12:00:00.000000000Z DefineSale sale=summer opensAt=2026-11-27T12:00:00.000000000Z"
                                + " closesAt=2026-12-27T12:00:00.000000000Z currency=CNY buyerLimit=2 stock.sneaker-42=3"
                                + " groups=0 SALE_CREATED",
                        "3 2026-11-27T12:00:00.000000001Z Purchase sale=summer buyer=alice sku=sneaker-42 quantity=2"
                                + " key=a-1 ACCEPTED order=summer-1",
                        "4 2026-11-27T12:00:01.000000001Z Purchase sale=summer buyer=品 sku=sneaker-42 quantity=2 key=b-1"
                                + " INSUFFICIENT_STOCK units=1"),
                lines().subList(0, 4));
        assertEquals(
                "7 2026-11-27T12:00:01.000000001Z CountGateRefusals sale=summer refusals.NOT_OPEN_YET=7 REFUSALS_COUNTED",
                lines().get(6));
        assertEquals(9, lines().size());
    }

    @Test
    void showsEveryRecordAsJson() throws IOException {
        assertEquals(0, run("inspect", "--json", folder.toString()));
        final List<JsonNode> records = new ArrayList<>();
        for (final String line : lines()) {
            records.add(new ObjectMapper().readTree(line));
        }
        assertEquals(9, records.size());
        final JsonNode bought = records.get(2);
        assertEquals(3, bought.get("sequence").asLong());
        assertEquals("2026-11-27T12:00:00.000000001Z", bought.get("time").asText());
        assertEquals("Purchase", bought.get("command").asText());
        assertEquals("summer", bought.get("saleId").asText());
        assertEquals("alice", bought.get("buyerId").asText());
        assertEquals("sneaker-42", bought.get("sku").asText());
        assertEquals(2, bought.get("quantity").asLong());
        assertEquals("a-1", bought.get("key").asText());
        assertEquals("ACCEPTED", bought.get("outcome").asText());
        assertEquals("summer-1", bought.get("orderId").asText());
        assertFalse(bought.has("units"));
        assertEquals(1, records.get(3).get("units").asLong());
        assertEquals("0x513000000002", bought.get("index").asText());
        assertEquals(digest, records.get(8).get("stateDigest").asText());
        assertEquals(3, records.get(1).get("stock").get("sneaker-42").asLong());
        assertEquals(7, records.get(6).get("refusals").get("NOT_OPEN_YET").asLong());
    }

    @Test
    void showsOnlyWhatWasAskedFor() {
        assertEquals(List.of(3L, 4L, 5L), sequences("--from", "3", "--to", "5"));
        assertEquals(List.of(4L, 5L, 6L, 7L, 8L, 9L), sequences("--from", "2026-11-27T13:00:01+01:00"));
        assertEquals(List.of(1L, 2L), sequences("--to", "2026-11-27T12:00:00Z"));
        assertEquals(List.of(2L, 3L, 4L, 7L), sequences("--sale", "summer"));
        assertEquals(List.of(3L, 6L), sequences("--buyer", "alice"));
        assertEquals(List.of(6L), sequences("--buyer", "alice", "--sale", "winter"));
        assertEquals(List.of(), sequences("--from", "10"));
    }

    @Test
    void verifies() {
        assertEquals(0, run("verify", folder.toString()));
        assertEquals(
                List.of("verified records=9 sequence=1..9 decisions=3 accepted=2 digest=" + digest + " snapshots=0"),
                lines());
    }

    @Test
    void verifiesAnEmptyJournal(@TempDir final Path empty) {
        assertEquals(0, run("verify", empty.toString()));
        assertTrue(
                out.toString().startsWith("verified records=0 sequence=0..0 decisions=0 accepted=0 digest="),
                out.toString());
        assertEquals(0, run("inspect", empty.toString()));
    }

    @Test
    void showsWhatIsGoodAndThenTheDamage() throws IOException {
        final Path file = folder.resolve("20261127F.cq4");
        final byte[] bytes = Files.readAllBytes(file);
        final int alice = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("alice");
        bytes[alice] ^= 1;
        Files.write(file, bytes);

        assertEquals(1, run("inspect", folder.toString()));
        assertEquals(2, lines().size());
        assertTrue(err.toString().contains("20261127F.cq4 index=0x513000000002"), err.toString());
        assertTrue(err.toString().contains("expected checksum="), err.toString());

        assertEquals(1, run("verify", folder.toString()));
        assertTrue(err.toString().contains("20261127F.cq4 index=0x513000000002"), err.toString());
        assertTrue(err.toString().contains("sequence=3"), err.toString());
        assertFalse(out.toString().contains("verified"), out.toString());
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertEquals(2, run("verify", folder.resolve("nowhere").toString()));
        assertTrue(err.toString().contains("expected a folder, found nothing"), err.toString());
        assertEquals(2, run("inspect", folder.resolve("20261127F.cq4").toString()));
        assertEquals(2, run("inspect", folder.toString(), "--from", "yesterday"));
        assertTrue(err.toString().contains("RFC 3339"), err.toString());
        assertEquals(2, run("inspect", folder.toString(), "--nonsense"));
        assertEquals(2, run());
        assertEquals(0, run("inspect", "--help"));
    }

    private List<Long> sequences(final String... options) {
        final List<String> arguments = new ArrayList<>(List.of("inspect", folder.toString()));
        arguments.addAll(List.of(options));
        assertEquals(0, run(arguments.toArray(new String[0])));
        return lines().stream().map(line -> Long.parseLong(line.split(" ")[0])).toList();
    }

    private List<String> lines() {
        return out.toString().lines().toList();
    }

    private int run(final String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return new CommandLine(new JournalCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
