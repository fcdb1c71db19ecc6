package io.flashgate.journal.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.flashgate.core.order.Outcome;
import io.flashgate.journal.Till;
import io.flashgate.journal.sale.FridaySale;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("flashgate journal replay")
class ReplayCommandTest {

    @TempDir
    private Path folder;

    /** After each record. */
    private final List<Long> digests = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        try (Till till = new Till(folder)) {
            keep(till, till.found());
            keep(till, till.define(FridaySale.of("friday", 3, 5)));
            keep(till, till.after(Till.SECOND).buy("friday", "alice", "a-1", 2));
            keep(till, till.after(Till.SECOND).buy("friday", "bob", "b-1", 1));
            keep(till, till.after(Till.SECOND).confirm("friday", 1));
            keep(till, till.countRefusals("friday", Outcome.NOT_OPEN_YET, 4));
            till.after(FridaySale.TTL).due();
            keep(till, Outcome.HOLD_EXPIRED);
        }
    }

    @Test
    @DisplayName("shows the state behind any record, with the digest that it had")
    void showsTheStateThen() {
        for (int sequence = 1; sequence <= 7; sequence++) {
            final JsonNode state = Run.of("replay", folder, "--until", sequence, "--state", "json")
                    .mustEndWith(0)
                    .json();
            assertEquals(sequence, state.get("sequence").asLong());
            assertEquals(
                    String.format("%016x", digests.get(sequence - 1)),
                    state.get("digest").asText());
        }
        final JsonNode held = Run.of("replay", folder, "--until", "4", "--json")
                .mustEndWith(0)
                .json()
                .at("/sales/0");
        assertEquals("OPEN", held.get("phase").asText());
        assertEquals(3, held.at("/items/0/held").asLong());
        assertEquals(0, held.at("/items/0/available").asLong());
        assertEquals(2, held.at("/orders/HELD").asLong());
        assertTrue(held.at("/stageGoals/0/reachedBy").isMissingNode());

        final JsonNode end =
                Run.of("replay", folder, "--json").mustEndWith(0).json().at("/sales/0");
        assertEquals(2, end.at("/items/0/sold").asLong());
        assertEquals(1, end.at("/items/0/available").asLong());
        assertEquals(1, end.at("/orders/EXPIRED").asLong());
        assertEquals(1, end.at("/orders/CONFIRMED").asLong());
        assertEquals("friday-1", end.at("/stageGoals/0/reachedBy").asText());
        assertEquals(4, end.at("/unsequenced/NOT_OPEN_YET").asLong());
    }

    @Test
    @DisplayName("takes a time for the last record that is stamped no later")
    void takesATime() {
        assertEquals(
                3,
                Run.of("replay", folder, "--until", "2026-11-27T12:00:01.5Z", "--json")
                        .mustEndWith(0)
                        .json()
                        .get("sequence")
                        .asLong());
        assertEquals(
                0,
                Run.of("replay", folder, "--until", "2026-11-27T11:00:00Z", "--json")
                        .mustEndWith(0)
                        .json()
                        .get("sequence")
                        .asLong());
        final String text = Run.of("replay", folder, "--until", "2026-11-27T12:00:02Z")
                .mustEndWith(0)
                .out();
        assertTrue(text.contains("state behind sequence=4 time=2026-11-27T12:00:02.000000000Z digest="), text);
        assertTrue(text.contains("  sneaker-42 stock=3 available=0 held=3 sold=0"), text);
        assertTrue(text.contains("  goal 2 \"free socks\" not reached"), text);
        Run.of("replay", folder, "--until", "noon").mustEndWith(2);
        Run.of("replay", folder, "--json", "--state", "text").mustEndWith(2);
    }

    @Test
    @DisplayName("needs only the records up to there to be whole, and names the first that is not")
    void namesTheDamage() throws IOException {
        final Path file = folder.resolve("20261127F.cq4");
        final byte[] bytes = Files.readAllBytes(file);
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("bob")] ^= 1;
        Files.write(file, bytes);
        Run.of("replay", folder, "--until", "3").mustEndWith(0);
        final Run damaged = Run.of("replay", folder, "--until", "5").mustEndWith(1);
        assertTrue(damaged.err().contains("sequence=4: expected checksum="), damaged.err());
        final Run verified = Run.of("verify", folder, "--json").mustEndWith(1);
        assertEquals(4, verified.json().get("sequence").asLong());
        assertEquals(false, verified.json().get("verified").asBoolean());
        assertEquals("damage", verified.json().get("error").asText());
        assertTrue(Run.of("orders", folder, "--json")
                .mustEndWith(1)
                .err()
                .startsWith("{\"error\":\"damage\",\"file\":\"20261127F.cq4\""));
    }

    @Test
    @DisplayName("verify --json says what was verified")
    void verifies() {
        final JsonNode found = Run.of("verify", folder, "--json").mustEndWith(0).json();
        assertTrue(found.get("verified").asBoolean());
        assertEquals(7, found.get("lastSequence").asLong());
        assertEquals(String.format("%016x", digests.get(6)), found.get("digest").asText());
    }

    private void keep(final Till till, final Outcome outcome) {
        assertTrue(outcome.isSequenced(), outcome.name());
        digests.add(till.core().digest());
    }
}
