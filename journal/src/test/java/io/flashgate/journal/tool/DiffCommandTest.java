package io.flashgate.journal.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.flashgate.journal.Till;
import io.flashgate.journal.sale.FridaySale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("flashgate journal diff")
class DiffCommandTest {

    private static final String SOLD = "{\"orderId\":\"summer-1\",\"saleId\":\"summer\",\"buyerId\":\"alice\","
            + "\"items\":[{\"sku\":\"sneaker-42\",\"quantity\":2,\"unitPrice\":9900}],\"total\":19800,\"currency\":\"CNY\","
            + "\"status\":\"CONFIRMED\",\"sequence\":3,\"decidedAt\":\"2026-11-27T12:00:00.000000001Z\","
            + "\"durability\":\"fsync\"}";
    private static final String TOO_FEW = "{\"type\":\"/problems/insufficient-stock\",\"status\":409,"
            + "\"code\":\"insufficient-stock\",\"saleId\":\"summer\",\"sku\":\"sneaker-42\",\"sequence\":4,\"available\":1}";

    @TempDir
    private Path folder;

    @Test
    @DisplayName("finds two journals equal, and says what the one that ends earlier lacks")
    void comparesJournals() throws IOException {
        final Path a = journal("a", till -> buyAll(till, "alice", "bob", "carol"));
        final Path same = journal("same", till -> buyAll(till, "alice", "bob", "carol"));
        final Path shorter = journal("shorter", till -> buyAll(till, "alice"));

        assertTrue(Run.of("diff", a, same).mustEndWith(0).out().endsWith("equal\n"));
        assertTrue(Run.of("diff", a, same, "--json")
                .mustEndWith(0)
                .json()
                .get("equal")
                .asBoolean());
        final Run less = Run.of("diff", a, shorter).mustEndWith(1);
        assertTrue(less.out().contains("first difference: sequence 4, B has no such record\n  A  4 "), less.out());
        assertTrue(less.out().contains("2 in A, 0 in B; 2 only in A"), less.out());
        final JsonNode more =
                Run.of("diff", shorter, a, "--json").mustEndWith(1).json();
        assertEquals(3, more.get("equalUpTo").asLong());
        assertEquals(2, more.get("missingInA").asLong());
        assertEquals("bob", more.at("/firstDifference/b/buyerId").asText());
        assertEquals(
                List.of("missing-in-a", "missing-in-a"), more.get("differences").findValuesAsText("kind"));
    }

    @Test
    @DisplayName("says that there is nothing to compare, and not that it is equal")
    void nothingToCompare() throws IOException {
        final Path a = journal("a", till -> buyAll(till, "alice"));
        final Path empty = Files.createFile(folder.resolve("empty.ndjson"));

        assertTrue(Run.of("diff", a, empty)
                .mustEndWith(2)
                .err()
                .contains("nothing to compare: " + empty + " has no answers"));
        final String typo =
                Run.of("diff", a, empty, "--sale", "sumer").mustEndWith(2).err();
        assertTrue(typo.contains("has a first answer in sale sumer"), typo);
    }

    @Test
    @DisplayName(
            "and every command that needs the first record says so when its file was moved away; inspect goes on from a sequence")
    void archived() throws IOException {
        final Path a = journal("a", till -> {
            till.buy("summer", "alice", "a-1", 1);
            till.after(Till.DAY).buy("summer", "bob", "b-1", 1);
        });
        Files.delete(a.resolve("20261127F.cq4"));

        for (final String command : List.of("inspect", "orders", "report")) {
            final Run run = Run.of(command, a).mustEndWith(2);
            assertTrue(run.err().contains("begins with sequence=4 here"), run.toString());
        }
        assertTrue(Run.of("explain", a, "bob").mustEndWith(2).err().contains("begins with sequence=4 here"));
        assertTrue(Run.of("inspect", a, "--from", "4").mustEndWith(0).out().contains("buyer=bob"));
    }

    @Test
    @DisplayName("names the first record that differs, and whose answers are missing or different behind it")
    void comparesHistories() throws IOException {
        final Path a = journal("a", till -> buyAll(till, "alice", "bob", "carol"));
        final Path b = journal("b", till -> buyAll(till, "alice", "carol", "dora"));
        final JsonNode diff = Run.of("diff", a, b, "--json").mustEndWith(1).json();
        assertEquals(3, diff.get("equalUpTo").asLong());
        assertEquals(4, diff.at("/firstDifference/sequence").asLong());
        assertEquals("bob", diff.at("/firstDifference/a/buyerId").asText());
        assertEquals("carol", diff.at("/firstDifference/b/buyerId").asText());
        assertTrue(diff.at("/firstDifference/members").toString().contains("\"command\""));
        final List<String> found = new ArrayList<>();
        diff.get("differences")
                .forEach(node -> found.add(node.get("kind").asText() + " "
                        + node.get("buyerId").asText() + " " + node.get("a").asText() + " / "
                        + node.get("b").asText()));
        assertEquals(
                List.of(
                        "missing-in-b bob ACCEPTED order=summer-2 / null",
                        "otherwise carol ACCEPTED order=summer-3 / ACCEPTED order=summer-2",
                        "missing-in-a dora null / ACCEPTED order=summer-3"),
                found);
        final Run first = Run.of("diff", a, b, "--limit", "1").mustEndWith(1);
        assertTrue(first.out().contains("… and 2 more (--limit 0 lists all)"), first.out());
    }

    @Test
    @DisplayName("agrees with clients who heard what was decided, however often and whatever else they heard")
    void agreesWithClients() throws IOException {
        final Path journal = heardJournal();
        final Path heard = file(
                heard("alice", "a-1", 503, "{\"code\":\"overloaded\"}"),
                heard("alice", "a-1", 201, SOLD),
                heard("alice", "a-1", 201, SOLD),
                heard("bob", "b-1", 409, TOO_FEW),
                heard("carol", "c-1", 409, "{\"code\":\"not-open-yet\"}"),
                "",
                "{\"saleId\":\"summer\",\"buyerId\":\"dora\",\"key\":\"d-1\",\"at\":\"12:00\"}");
        final JsonNode diff =
                Run.of("diff", journal, heard, "--json").mustEndWith(0).json();
        assertTrue(diff.get("equal").asBoolean());
        assertEquals(3, diff.get("decided").asLong());
        assertEquals(3, diff.get("heard").asLong());
        assertEquals(1, diff.get("unanswered").asLong());
        assertTrue(Run.of("diff", journal, heard).mustEndWith(0).out().endsWith("equal\n"));
    }

    @Test
    @DisplayName("finds what clients heard and nobody decided, what nobody heard, and what was heard otherwise")
    void findsWhatDiffers() throws IOException {
        final Path journal = heardJournal();
        final Path heard = file(
                heard("alice", "a-1", 201, SOLD.replace("19800", "19700")),
                heard("bob", "b-1", 410, "{\"code\":\"sale-closed\",\"final\":true}"),
                heard("zoe", "z-1", 201, "{\"orderId\":\"summer-9\",\"sequence\":99}"),
                heard("zoe", "z-2", 422, "{\"code\":\"key-reused\"}"));
        final Run run = Run.of("diff", journal, heard).mustEndWith(1);
        assertEquals(
                List.of(
                        "only in A 1, only in B 2, heard otherwise 2",
                        "  no sequence sale=summer buyer=zoe key=z-2: only in B: line 4: 422 key-reused",
                        "  sequence 3 sale=summer buyer=alice key=a-1: total: A 19800, B 19700",
                        "  sequence 4 sale=summer buyer=bob key=b-1: status: A 409 insufficient-stock, B line 2: 410"
                                + " sale-closed",
                        "  sequence 5 sale=summer buyer=dora key=d-1: only in A: 201 order=summer-2",
                        "  sequence 99 sale=summer buyer=zoe key=z-1: only in B: line 3: 201 order=summer-9"),
                run.lines().subList(2, 8));
        // Another sale of the journal is nobody's business here, unless it is asked for.
        assertEquals(
                1,
                Run.of("diff", journal, heard, "--sale", "friday", "--json")
                        .mustEndWith(1)
                        .json()
                        .get("missingInB")
                        .asLong());
    }

    @Test
    @DisplayName("does not mind that somebody hears of the end whose answer was forgotten")
    void knowsForgetting() throws IOException {
        final Path journal = journal("forgotten", till -> {
            till.buy("summer", "alice", "a-1", 2);
            till.close("summer");
            till.after(2 * Till.SECOND).forget("summer", 10);
        });
        final Path heard =
                file(heard("alice", "a-1", 201, SOLD), heard("alice", "a-1", 410, "{\"code\":\"sale-closed\"}"));
        Run.of("diff", journal, heard).mustEndWith(0);
    }

    @Test
    @DisplayName("names the line that it does not understand")
    void namesTheLine() throws IOException {
        final Path journal = heardJournal();
        final Run run = Run.of("diff", journal, file(heard("alice", "a-1", 201, SOLD), "{\"saleId\":\"summer\"}"))
                .mustEndWith(2);
        assertTrue(run.err().contains("heard.ndjson:2: buyerId: expected a string, found nothing"), run.err());
        Run.of("diff", journal, file("[]")).mustEndWith(2);
        Run.of("diff", journal, file("{")).mustEndWith(2);
        Run.of("diff", journal, file(heard("alice", "a-1", 999, "{}"))).mustEndWith(2);
        Run.of("diff", journal, file(heard("alice", "a-1", 201, "{}"))).mustEndWith(2);
        Run.of("diff", journal, folder.resolve("nowhere")).mustEndWith(2);
        Run.of("diff", file(""), journal).mustEndWith(2);
    }

    /** 3: alice gets two of three, 4: bob wants two, 5: dora gets the last; and one more sale. */
    private Path heardJournal() throws IOException {
        return journal("heard", till -> {
            till.buy("summer", "alice", "a-1", 2);
            till.buy("summer", "bob", "b-1", 2);
            till.buy("summer", "dora", "d-1", 1);
            till.define(FridaySale.of("friday", 3, 3));
            till.buy("friday", "alice", "a-1", 1);
        });
    }

    private Path journal(final String name, final Consumer<Till> story) throws IOException {
        final Path path = folder.resolve(name);
        if (!Files.exists(path)) {
            Files.createDirectory(path);
            try (Till till = new Till(path)) {
                till.found();
                till.define("summer", 3);
                story.accept(till.after(1));
            }
        }
        return path;
    }

    private static void buyAll(final Till till, final String... buyers) {
        for (final String buyer : buyers) {
            till.after(1).buy("summer", buyer, "k-1", 1);
        }
    }

    private Path file(final String... lines) throws IOException {
        return Files.write(folder.resolve("heard.ndjson"), List.of(lines));
    }

    private static String heard(final String buyer, final String key, final int status, final String answer) {
        return "{\"saleId\":\"summer\",\"buyerId\":\"" + buyer + "\",\"key\":\"" + key + "\",\"status\":" + status
                + ",\"answer\":" + answer + "}";
    }
}
