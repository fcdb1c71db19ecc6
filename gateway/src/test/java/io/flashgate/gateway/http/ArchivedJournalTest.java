package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Counter.BEARER;
import static io.flashgate.gateway.http.Requests.get;
import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.journal.replay.Verification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A gateway whose first journal file was moved to an archive")
class ArchivedJournalTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final String ORDERS = "/admin/v1/sales/summer/orders";

    @TempDir
    private Path folder;

    private final ShopClock clock = ShopClock.standingAt(NOON);

    @Test
    @DisplayName("knows what was sold, sells on, and lists no orders that it cannot read")
    void goesOnFromItsSnapshot() throws Exception {
        final Reply first;
        try (Counter counter = open()) {
            counter.offer(Offer.of("summer", NOON).item("a", 10).closesAt(NOON.plus(Duration.ofDays(3))));
            first = counter.buy("summer", "k-1", wish("alice", "a", 4));
            first.mustBe(201);
        }
        clock.put(NOON.plus(Duration.ofDays(1)));
        for (int i = 2; i <= 3; i++) {
            // A clean stop leaves a snapshot; two are kept.
            try (Counter counter = open()) {
                counter.buy("summer", "k-" + i, wish("buyer-" + i, "a", 1)).mustBe(201);
            }
        }
        final List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".cq4"))
                    .sorted()
                    .toList();
        }
        assertEquals(2, files.size(), () -> "expected a file for each day: " + files);
        Files.delete(files.get(0));

        try (Counter counter = open()) {
            final Reply again = counter.buy("summer", "k-1", wish("alice", "a", 4));
            again.mustBe(201);
            assertEquals(first.text(), again.text());
            assertEquals(
                    4, counter.sale("summer").json().at("/items/0/available").asInt());
            final Reply fourth = counter.buy("summer", "k-4", wish("dave", "a", 1));
            fourth.mustBe(201);
            final long sequence = fourth.json().get("sequence").asLong();

            final Reply whole = counter.askAdmin(get(ORDERS, BEARER));
            whole.mustBe(409, "journal-archived");
            assertTrue(whole.detail().contains("would be read from sequence=2 on"), whole.detail());
            counter.askAdmin(get("/admin/v1/sales/summer/report", BEARER)).mustBe(409, "journal-archived");
            final var rest = Counter.orders(counter.askAdmin(get(ORDERS + "?after=" + (sequence - 1), BEARER)));
            assertEquals(1, rest.size());
            assertEquals("dave", rest.get(0).get("buyerId").asText());
        }
        final Verification verified = Verification.of(folder);
        assertTrue(verified.firstSequence() > 1, verified::toString);
        assertEquals(2, verified.snapshots());
    }

    private Counter open() throws Exception {
        return Counter.in(folder).clock(clock).open();
    }
}
