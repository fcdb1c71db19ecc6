package io.flashgate.journal.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flashgate.journal.Till;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Reports beside a live writer")
class ReportFollowerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Till till;
    private final AtomicLong durable = new AtomicLong();
    private ReportFollower follower;

    @BeforeEach
    void open() throws IOException {
        till = new Till(folder);
        till.found();
        till.define("summer", 100_000);
        durable.set(2);
        follower = new ReportFollower(folder, durable::get, PATIENCE, Integer.MAX_VALUE);
    }

    @AfterEach
    void close() {
        follower.close();
        till.close();
    }

    @Test
    @DisplayName("have everything that was durable when they were asked for, and nothing that was not")
    void whatIsDurable() throws Exception {
        assertEquals(0, orders(follower.ask("summer", ReportFormat.JSON)));
        for (int i = 1; i <= 20; i++) {
            till.buy("summer", "buyer-" + i, "k", 1);
            durable.set(2 + i);
            assertEquals(i, orders(follower.ask("summer", ReportFormat.JSON)));
        }
        till.buy("summer", "bob", "not forced yet", 1);
        assertEquals(20, orders(follower.ask("summer", ReportFormat.JSON)));
        durable.incrementAndGet();
        assertEquals(21, orders(follower.ask("summer", ReportFormat.JSON)));
        assertNull(answer(follower.ask("winter", ReportFormat.JSON)));
        assertEquals(
                new String(ReportFormat.HTML.write(SalesReports.of(folder).find("summer")), StandardCharsets.UTF_8),
                new String(answer(follower.ask("summer", ReportFormat.HTML)), StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("wait for a record that is durable and is not to be seen yet")
    void waitForRecords() throws Exception {
        durable.set(3);
        final List<CompletableFuture<byte[]>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(follower.ask("summer", ReportFormat.JSON));
        }
        assertFalse(answers.get(0).isDone());
        till.buy("summer", "alice", "k", 2);
        for (final CompletableFuture<byte[]> answer : answers) {
            assertEquals(1, orders(answer));
        }
    }

    @Test
    @DisplayName("do not wait longer than they may, nor more of them than may")
    void behind() {
        durable.set(3);
        try (ReportFollower hasty = new ReportFollower(folder, durable::get, Duration.ofMillis(1), Integer.MAX_VALUE)) {
            final ReportUnavailableException late = refused(hasty.ask("summer", ReportFormat.CSV));
            assertEquals(ReportUnavailableException.Reason.BEHIND, late.reason());
            assertEquals("The report has been made up to sequence 2 of 3 so far.", late.getMessage());
        }
        final List<CompletableFuture<byte[]>> many = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            many.add(follower.ask("summer", ReportFormat.CSV));
        }
        follower.close();
        long closed = 0;
        for (final CompletableFuture<byte[]> one : many) {
            closed += refused(one).reason() == ReportUnavailableException.Reason.CLOSED ? 1 : 0;
        }
        assertTrue(closed >= 256 && closed < many.size(), closed + " of " + many.size());
        assertEquals(
                ReportUnavailableException.Reason.CLOSED,
                refused(follower.ask("summer", ReportFormat.CSV)).reason());
    }

    @Test
    @DisplayName("stop for good where the journal holds more than may be kept, and say so")
    void tooMany() {
        for (int i = 0; i < 5; i++) {
            till.buy("summer", "buyer-" + i, "k", 1);
        }
        durable.set(7);
        try (ReportFollower small = new ReportFollower(folder, durable::get, PATIENCE, 4)) {
            for (int i = 0; i < 2; i++) {
                final ReportUnavailableException broken = refused(small.ask("summer", ReportFormat.JSON));
                assertEquals(ReportUnavailableException.Reason.BROKEN, broken.reason());
                assertTrue(broken.getMessage().contains("4 different buyers"), broken.getMessage());
            }
        }
    }

    private static byte[] answer(final CompletableFuture<byte[]> report) throws Exception {
        return report.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static long orders(final CompletableFuture<byte[]> report) throws Exception {
        final JsonNode json = new ObjectMapper().readTree(answer(report));
        return json.get("orders").asLong();
    }

    private static ReportUnavailableException refused(final CompletableFuture<byte[]> report) {
        return (ReportUnavailableException)
                assertThrows(ExecutionException.class, () -> answer(report)).getCause();
    }
}
