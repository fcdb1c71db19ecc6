package io.flashgate.gateway.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.flashgate.gateway.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real process, whose clock jumps, or which stands still while time goes on. */
@DisplayName("A gateway whose time is not what it should be")
class TimeFaultsTest {

    private static final boolean IS_WHOLE = "all".equals(System.getProperty("faults"));
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private final Ledger ledger = new Ledger();
    private int keys;

    @Test
    @DisplayName("whose clock jumps back an hour, and forward: stamps never go back, no order is there twice")
    void jumps() throws Exception {
        final Path library = findFaketime();
        assumeTrue(library != null, "libfaketime is not installed: apt-get install faketime");
        final Path offset = folder.resolve("offset");
        set(offset, "+0");
        final List<String> underFaketime = List.of(
                "env",
                "LD_PRELOAD=" + library,
                "FAKETIME_TIMESTAMP_FILE=" + offset,
                "FAKETIME_NO_CACHE=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                "DONT_FAKE_MONOTONIC=1");
        final SalePlan brief =
                SalePlan.openNow("brief", 100, 100).closing(Instant.now().plusSeconds(1_800));
        final SalePlan days =
                SalePlan.openNow("days", 100, 100).closing(Instant.now().plusSeconds(86_400));
        Instant newest;
        try (GatewayProcess gateway =
                        GatewayProcess.spawnUnder(underFaketime, data()).awaitReady();
                Wire admin = Wire.to(gateway.adminUrl());
                Wire buyers = Wire.to(gateway.publicUrl())) {
            Merchant.define(admin, brief, ledger);
            Merchant.define(admin, days, ledger);
            newest = sold(buyers, "brief", Instant.EPOCH);
            newest = sold(buyers, "days", newest);
            assertTrue(newest.isBefore(Instant.now().plus(HOUR.dividedBy(2))), "stamps follow the clock: " + newest);

            set(offset, "-3600");
            newest = sold(buyers, "brief", newest);
            assertEquals(newest, sold(buyers, "days", newest), "it stands still until the clock has caught up");

            set(offset, "+3600");
            Eventually.holds("the sale that is over by the new time is closed", () -> refused(buyers, "brief") == 410);
            newest = sold(buyers, "days", newest);
            assertTrue(newest.isAfter(Instant.now().plus(HOUR.dividedBy(2))), "stamps follow the clock: " + newest);

            set(offset, "+0");
            newest = sold(buyers, "days", newest);
            assertEquals(newest, sold(buyers, "days", newest), "and stands still again");
            assertEquals(410, refused(buyers, "brief"), "what is over stays over");
            gateway.kill();
        }
        try (GatewayProcess restarted = GatewayProcess.spawn(data()).awaitReady();
                Wire buyers = Wire.to(restarted.publicUrl())) {
            assertEquals(
                    newest, sold(buyers, "days", newest), "a restart with the right clock does not go back either");
            try (Audit audit = new Audit(restarted, ledger)) {
                audit.check(ledger.purchases());
            }
        }
        Journals.verify(data());
    }

    @Test
    @DisplayName("that is stopped over the end of a sale sells nothing that was stamped after it")
    void isStopped() throws Exception {
        final Random random = new Random();
        final long pauseMillis = IS_WHOLE ? 1_000 + random.nextInt(59_000) : 2_000;
        try (GatewayProcess gateway = GatewayProcess.spawn(data()).awaitReady();
                Wire admin = Wire.to(gateway.adminUrl());
                Wire buyers = Wire.to(gateway.publicUrl())) {
            final SalePlan plan = SalePlan.openNow("friday", 1_000_000, 1_000)
                    .closing(Instant.now().plusMillis(2_000));
            Merchant.define(admin, plan, ledger);
            final Instant stopAt = plan.closesAt().minusMillis(100);
            while (Instant.now().isBefore(stopAt)) {
                assertEquals(201, bought(buyers, "friday").status());
            }
            assertTrue(TinyDisk.runs("kill", "-STOP", Long.toString(gateway.pid())));
            // In time by the buyer's clock; nobody has seen them yet.
            final List<Purchase> asked = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                final Purchase purchase = next("friday");
                asked.add(purchase);
                buyers.send(purchase.request());
            }
            LockSupport.parkNanos(Duration.ofMillis(pauseMillis).toNanos());
            assertTrue(Instant.now().isAfter(plan.closesAt()));
            assertTrue(TinyDisk.runs("kill", "-CONT", Long.toString(gateway.pid())));
            for (final Purchase purchase : asked) {
                purchase.heard(buyers.hear());
                assertFalse(purchase.isSold(), () -> "stopped for " + pauseMillis + " ms: " + purchase);
                assertNull(purchase.contradiction());
            }
            for (final Purchase purchase : ledger.purchases()) {
                if (purchase.isSold()) {
                    assertTrue(decidedAt(purchase.binding()).isBefore(plan.closesAt()), purchase::toString);
                }
            }
            try (Audit audit = new Audit(gateway, ledger)) {
                audit.check(ledger.purchases());
            }
            gateway.kill();
        }
        Journals.verify(data());
    }

    /** The stamp of an order that must be sold, and not be earlier than this. */
    private Instant sold(final Wire buyers, final String sale, final Instant notBefore) throws IOException {
        final Heard answer = bought(buyers, sale);
        assertEquals(201, answer.status(), answer::toString);
        assertFalse(decidedAt(answer).isBefore(notBefore), () -> "expected a stamp from " + notBefore + ": " + answer);
        return decidedAt(answer);
    }

    private int refused(final Wire buyers, final String sale) {
        try {
            return bought(buyers, sale).status();
        } catch (final IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private Heard bought(final Wire buyers, final String sale) throws IOException {
        final Purchase purchase = next(sale);
        final Heard answer = buyers.ask(purchase.request());
        purchase.heard(answer);
        return answer;
    }

    private Purchase next(final String sale) {
        final Purchase purchase = new Purchase(sale, "mug", "buyer-" + keys, 1, "k-" + keys++);
        ledger.sends(purchase);
        return purchase;
    }

    private static Instant decidedAt(final Heard sold) {
        return Instant.parse(Json.of(sold.text()).get("decidedAt").asText());
    }

    /** All at once: somebody may be reading it. */
    private static void set(final Path file, final String words) throws IOException {
        final Path next = file.resolveSibling("next-offset");
        Files.writeString(next, words + "\n");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path findFaketime() throws IOException {
        final Path lib = Path.of("/usr/lib");
        try (Stream<Path> files = Files.find(lib, 3, (path, kind) -> path.endsWith("faketime/libfaketimeMT.so.1"))) {
            return files.findFirst().orElse(null);
        } catch (final UncheckedIOException unreadable) {
            return null;
        }
    }

    private Path data() {
        return folder.resolve("data");
    }
}
