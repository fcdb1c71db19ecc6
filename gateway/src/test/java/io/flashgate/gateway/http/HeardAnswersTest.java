package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flashgate.journal.tool.JournalCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayName("What buyers hear, held against the journal by its own commands")
class HeardAnswersTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final List<String> heard = new ArrayList<>();

    @Test
    @DisplayName("is what the journal says, member by member, for every kind of answer")
    void agrees() throws Exception {
        final Path data = folder.resolve("data");
        Files.createDirectory(data);
        try (Counter counter = Counter.openIn(data);
                RawClient client = counter.connect()) {
            counter.offer(Offer.of("summer").item("a", 3, 9_900, 2).item("b", 9));
            ask(client, "alice", "k-1", wish("alice", "a", 2), 201);
            ask(client, "alice", "k-1", wish("alice", "a", 2), 201);
            ask(client, "alice", "k-1", wish("alice", "a", 1), 422);
            ask(client, "alice", "k-2", wish("alice", "a", 1), 409);
            ask(client, "bob", "k-1", wish("bob", "a", 2), 409);
            ask(client, "bob", "k-2", wish("bob", "a", 1, "g1"), 201);
            ask(client, "carol", "k-1", wish("carol", "a", 1), 409);
            ask(client, "carol", "k-2", wish("carol", "hat", 1), 404);
            ask(client, "carol", "k-3", wish("carol", "b", 9), 201);
            ask(client, "dora", "k-1", wish("dora", "b", 1), 409);
            ask(client, "carol", "k-1", wish("carol", "a", 1), 409);
        }
        final Path file = Files.write(folder.resolve("heard.ndjson"), heard);
        final String equal = diff(0, data, file);
        assertTrue(equal.endsWith("equal\n"), equal);

        // And it would say so if one of them had been told something else.
        Files.write(
                file,
                heard.stream()
                        .map(line -> line.replace("\"available\":1", "\"available\":0"))
                        .toList());
        assertTrue(diff(1, data, file).contains("available: A 1, B 0"));
    }

    private void ask(final RawClient client, final String buyer, final String key, final String wish, final int status)
            throws IOException {
        client.send(Requests.purchase("summer", key, wish));
        final Reply reply = client.read().mustBe(status);
        final ObjectNode line = JSON.createObjectNode()
                .put("saleId", "summer")
                .put("buyerId", buyer)
                .put("key", key)
                .put("status", status);
        line.set("answer", JSON.readTree(reply.text()));
        heard.add(line.toString());
    }

    private static String diff(final int status, final Path data, final Path file) {
        final StringWriter said = new StringWriter();
        final int ended = new CommandLine(new JournalCommand())
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(said))
                .execute("diff", data.toString(), file.toString());
        assertEquals(status, ended, said::toString);
        return said.toString();
    }
}
