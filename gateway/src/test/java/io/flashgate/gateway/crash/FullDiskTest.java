package io.flashgate.gateway.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.flashgate.gateway.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real process on a file system of a few mebibytes. */
@DisplayName("A gateway whose disk fills up")
class FullDiskTest {

    private static final long MIN_FREE_BYTES = 4L << 20;
    private static final String[] OPTIONS = {"--min-free", Long.toString(MIN_FREE_BYTES)};
    private static final int AT_ONCE = 64;

    @TempDir
    private Path folder;

    private final Ledger ledger = new Ledger();
    private final SalePlan plan = SalePlan.openNow("friday", 1_000_000, 1_000_000);
    private int keys;

    @Test
    @DisplayName(
            "refuses before room runs out, still repeats its answers, and sells again by itself when there is room")
    void refusesInTime() throws Exception {
        try (TinyDisk disk = TinyDisk.mount(folder.resolve("disk"), 7);
                GatewayProcess gateway =
                        GatewayProcess.spawn(data(disk), OPTIONS).awaitReady();
                Wire admin = Wire.to(gateway.adminUrl());
                Wire buyers = Wire.to(gateway.publicUrl())) {
            Merchant.define(admin, plan, ledger);
            Heard last = null;
            for (int round = 0; last == null || last.status() == 201; round++) {
                assertTrue(round < 1_000, "expected the disk to be full by now");
                last = buy(buyers, AT_ONCE);
            }
            assertUnavailable(last);
            assertTrue(ledger.sold() > AT_ONCE, "expected some to be sold before, found " + ledger.sold());
            assertTrue(disk.usableBytes() >= MIN_FREE_BYTES, "left alone: found " + disk.usableBytes());
            assertEquals(503, readiness(admin));
            final Purchase first = ledger.purchases().get(0);
            first.heard(buyers.ask(first.request()));
            assertTrue(first.isSold() && first.contradiction() == null, "a retry is answered without room");

            disk.grow(64);
            Eventually.holds("it sells again", () -> buyOne(buyers).status() == 201);
            assertEquals(200, readiness(admin));
            gateway.kill();
            try (GatewayProcess restarted =
                            GatewayProcess.spawn(data(disk), OPTIONS).awaitReady();
                    Audit audit = new Audit(restarted, ledger)) {
                audit.check(ledger.purchases());
            }
            Journals.verify(data(disk));
        }
    }

    @Test
    @DisplayName("notices it while nobody buys, and does not start where there is no room")
    void noticesWhileIdle() throws Exception {
        try (TinyDisk disk = TinyDisk.mount(folder.resolve("disk"), 96)) {
            try (GatewayProcess gateway =
                            GatewayProcess.spawn(data(disk), OPTIONS).awaitReady();
                    Wire admin = Wire.to(gateway.adminUrl())) {
                assertEquals(200, readiness(admin));
                // What is allocated ahead would do for the records; the room that is left alone would not.
                disk.fillUpTo(MIN_FREE_BYTES / 2);
                Eventually.holds("it is not ready", () -> readiness(admin) == 503);
                disk.makeRoom();
                Eventually.holds("it is ready again", () -> readiness(admin) == 200);
                gateway.kill();
            }
            disk.fillUpTo(MIN_FREE_BYTES / 2);
            // A folder of its own: what the killed one had allocated ahead is room for its next start.
            final Path other = disk.path().resolve("other");
            try (GatewayProcess refused = GatewayProcess.spawn(other, OPTIONS)) {
                assertEquals(2, refused.awaitExit(), refused::toString);
                final String reason = refused.log().get(refused.log().size() - 1);
                assertTrue(reason.contains("expected at least " + MIN_FREE_BYTES + " bytes free"), reason);
            }
            disk.makeRoom();
            try (GatewayProcess again = GatewayProcess.spawn(other, OPTIONS).awaitReady()) {
                again.kill();
            }
        }
    }

    @Test
    @DisplayName("that is full all of a sudden, behind what it had promised, ends with 70 and sells nothing more")
    void fullAllOfASudden() throws Exception {
        assumeTrue(SystemCalls.canBeTraced(), "strace is not installed, or may not trace here");
        final Path data = folder.resolve("data");
        final List<String> fails = Tracer.starting(
                List.of("--seccomp-bpf", "-e", "trace=fdatasync", "-e", "inject=fdatasync:error=ENOSPC:when=6+"));
        try (GatewayProcess gateway = GatewayProcess.spawnUnder(fails, data).awaitReady();
                Wire admin = Wire.to(gateway.adminUrl());
                Wire buyers = Wire.to(gateway.publicUrl())) {
            Merchant.define(admin, plan, ledger);
            boolean hasFailed = false;
            for (int i = 0; i < 8; i++) {
                final Heard answer = buy(buyers, 1);
                assertFalse(hasFailed && answer.status() == 201, "expected no 201 behind a 503");
                hasFailed |= answer.status() == 503;
            }
            assertTrue(hasFailed);
            assertEquals(70, gateway.awaitExit());
            final String reason = gateway.log().get(gateway.log().size() - 1);
            assertTrue(reason.contains("No space left on device"), reason);
        }
        try (GatewayProcess restarted = GatewayProcess.spawn(data).awaitReady();
                Audit audit = new Audit(restarted, ledger)) {
            audit.check(ledger.purchases());
        }
    }

    /** So many at once; answers with what the last one heard. */
    private Heard buy(final Wire buyers, final int count) throws IOException {
        final List<Purchase> asked = new ArrayList<>();
        final ByteArrayOutputStream requests = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            final Purchase purchase = new Purchase("friday", "mug", "buyer-" + keys % 100, 1, "k-" + keys++);
            asked.add(purchase);
            ledger.sends(purchase);
            requests.writeBytes(purchase.request());
        }
        buyers.send(requests.toByteArray());
        Heard answer = null;
        for (final Purchase purchase : asked) {
            answer = buyers.hear();
            purchase.heard(answer);
        }
        return answer;
    }

    private Heard buyOne(final Wire buyers) {
        try {
            return buy(buyers, 1);
        } catch (final IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static int readiness(final Wire admin) {
        try {
            return admin.ask(Wire.request("GET", "/readyz", null)).status();
        } catch (final IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static void assertUnavailable(final Heard answer) {
        assertEquals(503, answer.status(), answer::toString);
        assertEquals("journal-unavailable", Json.of(answer.text()).get("code").asText());
        assertTrue(answer.headers().containsKey("retry-after"), answer::toString);
    }

    private static Path data(final TinyDisk disk) {
        return disk.path().resolve("data");
    }
}
