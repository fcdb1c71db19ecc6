package io.flashgate.gateway.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Load, {@code kill -9} at a random moment, restart on the same folder, audit; again and again on one journal.
 *
 * <p>{@code -Dcycles=500} for more cycles, {@code -Dseed=…} to repeat the plan of an earlier run. The seed fixes what is
 * asked and when the kill is due; which instruction it meets is the machine's business, so repeat a failing seed often.
 */
@DisplayName("A gateway that is killed at any moment")
class CrashTest {

    private static final int CYCLES = Integer.getInteger("cycles", 20);
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final long LONGEST_LOAD_NANOS = 600_000_000;

    /** Of earlier cycles, beside all of the newest; after the last one all are asked again. */
    private static final int OLD_RETRIES = 200;

    @TempDir
    private Path folder;

    private final Ledger ledger = new Ledger();
    private int killedInLoad;
    private int killedInRecovery;

    @Test
    @DisplayName("keeps every answer that a client has heard")
    void keepsEveryAnswer() throws Exception {
        System.out.println("crash test: cycles=" + CYCLES + " seed=" + SEED);
        int cycle = 0;
        try {
            final Random random = new Random(SEED);
            final SalePlan evergreen = SalePlan.openNow("evergreen", 1_000_000, 50);
            GatewayProcess gateway = GatewayProcess.spawn(data()).awaitReady();
            try {
                try (Wire admin = Wire.to(gateway.adminUrl())) {
                    Merchant.define(admin, evergreen, ledger);
                }
                for (; cycle < CYCLES; cycle++) {
                    gateway = crashAndRecover(gateway, cycle, evergreen, random);
                }
                audit(gateway, ledger.purchases());
            } finally {
                gateway.close();
            }
        } catch (final AssertionError | IOException failure) {
            throw new AssertionError(
                    "cycle " + cycle + ": repeat with -Dseed=" + SEED + " -Dcycles=" + CYCLES, failure);
        }
        final String verified = Journals.verify(data());
        System.out.println("crash test: killed in load=" + killedInLoad + " in recovery=" + killedInRecovery
                + " purchases=" + ledger.purchases().size() + " sold=" + ledger.sold() + "; " + verified);
        assertTrue(ledger.sold() > CYCLES, "expected the load to sell something");
    }

    @Test
    @DisplayName("recovers when it is killed in the middle of its recovery, too")
    void recoversFromAKillInRecovery() throws Exception {
        final Random random = new Random(SEED);
        final SalePlan evergreen = SalePlan.openNow("evergreen", 1_000_000, 50);
        try (GatewayProcess gateway = GatewayProcess.spawn(data()).awaitReady()) {
            try (Wire admin = Wire.to(gateway.adminUrl())) {
                Merchant.define(admin, evergreen, ledger);
            }
            final Rush rush = Rush.begin(gateway, "first", evergreen, random, ledger);
            rush.awaitAnswers(500, 10 * LONGEST_LOAD_NANOS);
            gateway.kill();
            rush.end();
        }
        try (GatewayProcess recovering = GatewayProcess.spawn(data())) {
            // Replayed, but the writer is not open yet: what it does to the journal's end may be half done.
            assertTrue(recovering.awaitLog("replayed "));
            recovering.kill();
        }
        Journals.verify(data());
        try (GatewayProcess recovered = GatewayProcess.spawn(data()).awaitReady()) {
            audit(recovered, ledger.purchases());
            recovered.kill();
        }
        Journals.verify(data());
    }

    @Test
    @DisplayName("leaves its owner's lock behind, and that keeps nobody out but while it lives")
    void leavesALockThatBindsNobody() throws Exception {
        try (GatewayProcess owner = GatewayProcess.spawn(data()).awaitReady()) {
            try (GatewayProcess second = GatewayProcess.spawn(data())) {
                assertEquals(2, second.awaitExit());
                final String reason = second.log().get(second.log().size() - 1);
                assertTrue(reason.contains(data().toRealPath().toString()), reason);
                assertTrue(reason.contains("pid=" + owner.pid()), reason);
            }
            try (Wire admin = Wire.to(owner.adminUrl())) {
                Merchant.define(admin, SalePlan.openNow("undisturbed", 1, 1), ledger);
            }
            owner.kill();
            assertEquals(owner.pid() + "\n", Files.readString(data().resolve("owner.lock")));
        }
        try (GatewayProcess next = GatewayProcess.spawn(data()).awaitReady()) {
            audit(next, List.of());
        }
    }

    private GatewayProcess crashAndRecover(
            final GatewayProcess gateway, final int cycle, final SalePlan evergreen, final Random random)
            throws Exception {
        final Set<Purchase> before = new HashSet<>(ledger.purchases());
        final String name = "c" + cycle;
        final Rush rush = Rush.begin(gateway, name, evergreen, random, ledger);
        rush.awaitAnswers(random.nextInt(4_000), random.nextLong(LONGEST_LOAD_NANOS));
        gateway.kill();
        rush.end();
        killedInLoad++;
        if (cycle % 5 == 2) {
            killWhileItStarts(random);
        }
        if (cycle % 5 == 4) {
            Journals.verify(data());
        }
        // Snapshots one after the other, so that the kill often meets one; or none, and recovery begins where it did
        // before.
        final GatewayProcess next =
                GatewayProcess.spawn(data(), "--snapshot-every", random.nextInt(4) == 0 ? "off" : "50");
        try {
            next.awaitReady();
            final List<Purchase> toRetry = new ArrayList<>(before);
            Collections.shuffle(toRetry, random);
            toRetry.subList(Math.min(OLD_RETRIES, toRetry.size()), toRetry.size())
                    .clear();
            ledger.purchases().stream()
                    .filter(purchase -> !before.contains(purchase))
                    .forEach(toRetry::add);
            try (Audit audit = new Audit(next, ledger)) {
                // A listing reads the journal from its sale's definition on: those of old sales
                // wait for the last audit.
                audit.check(toRetry, plan -> plan == evergreen || plan.saleId().startsWith(name + '-'));
            }
            return next;
        } catch (final Exception | AssertionError failure) {
            next.close();
            throw failure;
        }
    }

    private void killWhileItStarts(final Random random) throws Exception {
        try (GatewayProcess starting = GatewayProcess.spawn(data())) {
            starting.awaitLog(random.nextBoolean() ? "replayed " : "tickets are off");
            LockSupport.parkNanos(random.nextLong(LONGEST_LOAD_NANOS));
            starting.kill();
            killedInRecovery++;
        }
    }

    private void audit(final GatewayProcess gateway, final List<Purchase> toRetry) throws IOException {
        try (Audit audit = new Audit(gateway, ledger)) {
            audit.check(toRetry);
        }
    }

    private Path data() {
        return folder.resolve("data");
    }
}
