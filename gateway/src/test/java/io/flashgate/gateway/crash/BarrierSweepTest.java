package io.flashgate.gateway.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real process on a disk that fails at the first barrier of its life, at the second, at the third … until a whole life has
 * no barrier left that could fail. Barriers count for each thread.
 *
 * <p>{@code -Dfaults=all}: all of them; otherwise the first of a start, since {@link SystemCallTest} lets later ones fail.
 */
@DisplayName("A gateway whose n-th barrier fails")
class BarrierSweepTest {

    private static final boolean IS_WHOLE = "all".equals(System.getProperty("faults"));
    private static final int MOST = 200;

    @TempDir
    private Path folder;

    @BeforeEach
    void needsStrace() throws Exception {
        assumeTrue(SystemCalls.canBeTraced(), "strace is not installed, or may not trace here");
    }

    @Test
    @DisplayName("sells nothing after it, exits with 70 and recovers, whichever it is")
    void whicheverItIs() throws Exception {
        int failures = 0;
        int n = 1;
        while (n <= MOST && lives(n)) {
            failures++;
            n += IS_WHOLE ? 1 : 2;
            if (!IS_WHOLE && n > 3) {
                return;
            }
        }
        System.out.println("barrier sweep: failed barriers=" + failures + ", none left at n=" + n);
        assertTrue(failures > 8 && n < MOST, "found " + failures);
    }

    @Test
    @DisplayName("exits with 70 when what a killed one left cannot be forced")
    void whatAKilledOneLeft() throws Exception {
        final Path data = folder.resolve("data");
        final Ledger ledger = new Ledger();
        try (GatewayProcess gateway = GatewayProcess.spawn(data).awaitReady()) {
            life(gateway, ledger);
            gateway.kill();
        }
        final List<String> options = List.of("-P", Journals.file(data).toString(), "-e", "trace=fdatasync", "-e");
        for (int n = 1; n <= (IS_WHOLE ? 3 : 1); n++) {
            final List<String> command = Tracer.starting(options);
            command.add("inject=fdatasync:error=EIO:when=" + n);
            try (GatewayProcess refused = GatewayProcess.spawnUnder(command, data)) {
                assertEquals(70, refused.awaitExit(), () -> "exit status: " + refused);
                assertNames(refused, "Input/output error");
            }
        }
        recovers(data, ledger);
    }

    /** Whether there was a barrier that failed. */
    private boolean lives(final int n) throws Exception {
        final Path data = folder.resolve("life-" + n);
        final Ledger ledger = new Ledger();
        final List<String> command = Tracer.starting(
                List.of("-e", "trace=fdatasync,fsync", "-e", "inject=fdatasync,fsync:error=EIO:when=" + n + "+"));
        final int status;
        try (GatewayProcess gateway = GatewayProcess.spawnUnder(command, data)) {
            if (gateway.isReadyBeforeItsEnd()) {
                life(gateway, ledger);
                gateway.terminate();
            }
            status = gateway.awaitExit();
            if (status == 0) {
                return false;
            }
            assertEquals(70, status, () -> "exit status with barrier " + n + " failing: " + gateway);
            assertNames(gateway, "Input/output error");
        }
        recovers(data, ledger);
        return true;
    }

    /** A sale, and a few purchases one after the other: each has a barrier of its own. */
    private static void life(final GatewayProcess gateway, final Ledger ledger) throws IOException {
        final SalePlan plan = SalePlan.openNow("friday", 100, 10);
        boolean hasFailed = false;
        try (Wire admin = Wire.to(gateway.adminUrl());
                Wire buyers = Wire.to(gateway.publicUrl())) {
            Merchant.define(admin, plan, ledger);
            for (int i = 0; i < 6; i++) {
                final Purchase purchase = new Purchase("friday", "mug", "buyer-" + i, 1, "k-" + i);
                ledger.sends(purchase);
                final Heard answer = buyers.ask(purchase.request());
                purchase.heard(answer);
                hasFailed |= answer.status() == 503;
                assertFalse(hasFailed && answer.status() == 201, "expected no 201 behind a 503");
            }
        } catch (final EOFException | SocketException gone) {
            // It ended meanwhile.
        }
    }

    private static void recovers(final Path data, final Ledger ledger) throws Exception {
        try (GatewayProcess recovered = GatewayProcess.spawn(data).awaitReady();
                Audit audit = new Audit(recovered, ledger)) {
            audit.check(ledger.purchases());
        }
        Journals.verify(data);
    }

    private static void assertNames(final GatewayProcess ended, final String words) throws InterruptedException {
        final String reason = ended.log().get(ended.log().size() - 1);
        assertTrue(reason.contains(words), reason);
    }
}
