package io.flashgate.gateway.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.gateway.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Load, {@code kill -9} at a named point or a random moment, restart on the same folder, audit; again and again on one
 * journal.
 *
 * <p>{@code mvn -pl gateway -am verify -Pcrash -Dcycles=1000} for a campaign, {@code -Dseed=…} to repeat the plan of an earlier
 * run. The seed fixes what is asked, and at which point the kill is due; which instruction a random one meets is the machine's
 * business, so repeat a failing seed often. Points are system calls, and without {@code strace} all kills are random.
 */
@DisplayName("A gateway that is killed at any moment")
class CrashTest {

    private static final int CYCLES = Integer.getInteger("cycles", 12);
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final long LONGEST_LOAD_NANOS = 600_000_000;

    /** A point that is not reached by then is not on this gateway's way. */
    private static final Duration LONGEST_WAY = Duration.ofSeconds(15);

    /** By SIGKILL, as a shell has it. */
    private static final int KILLED = 128 + 9;

    /** Of earlier cycles, beside all of the newest; after the last one all are asked again. */
    private static final int OLD_RETRIES = 200;

    @TempDir
    private Path folder;

    private final Ledger ledger = new Ledger();
    private final Map<KillPoint, Integer> kills = new EnumMap<>(KillPoint.class);
    private final List<KillPoint> missed = new ArrayList<>();

    @Test
    @DisplayName("keeps every answer that a client has heard")
    void keepsEveryAnswer() throws Exception {
        final List<KillPoint> points = SystemCalls.canBeTraced()
                ? new ArrayList<>(List.of(KillPoint.values()))
                : new ArrayList<>(List.of(KillPoint.AT_RANDOM));
        System.out.println("crash test: cycles=" + CYCLES + " seed=" + SEED + " points=" + points.size());
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
                    if (cycle % points.size() == 0) {
                        Collections.shuffle(points, random);
                    }
                    final KillPoint point = points.get(cycle % points.size());
                    gateway = crashAndRecover(gateway, cycle, point, evergreen, random);
                }
                audit(gateway, ledger.purchases());
            } finally {
                gateway.close();
            }
        } catch (final AssertionError | IOException failure) {
            throw new AssertionError(
                    "cycle " + cycle + ": repeat with mvn -pl gateway -am verify -Pcrash -Dseed=" + SEED + " -Dcycles="
                            + CYCLES,
                    failure);
        }
        final String verified = Journals.verify(data());
        System.out.println("crash test: kills=" + kills + " missed=" + missed + " purchases="
                + ledger.purchases().size() + " sold=" + ledger.sold() + " lost=0 oversold=0 changed=0; " + verified);
        assertTrue(ledger.sold() > CYCLES, "expected the load to sell something");
        assertTrue(missed.size() <= CYCLES / 10 + 1, () -> "points that were not reached: " + missed);
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
            final GatewayProcess gateway,
            final int cycle,
            final KillPoint point,
            final SalePlan evergreen,
            final Random random)
            throws Exception {
        final Set<Purchase> before = new HashSet<>(ledger.purchases());
        final String name = "c" + cycle;
        if (point.when == KillPoint.When.ANY || point.when == KillPoint.When.STARTING) {
            final Rush rush = Rush.begin(gateway, name, evergreen, random, ledger);
            rush.awaitAnswers(random.nextInt(4_000), random.nextLong(LONGEST_LOAD_NANOS));
            gateway.kill();
            rush.end();
            killed(KillPoint.AT_RANDOM);
        } else {
            killWhileItSells(gateway, name, point, evergreen, random);
        }
        if (point.when == KillPoint.When.STARTING) {
            killWhileItStarts(point, random);
        }
        if (cycle % 5 == 4) {
            Journals.verify(data());
        }
        final GatewayProcess next = GatewayProcess.spawn(data(), "--snapshot-every", "50");
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
            throw new AssertionError("after a kill at " + point, failure);
        }
    }

    /** At a point of a gateway that sells, or takes a snapshot meanwhile. */
    private void killWhileItSells(
            final GatewayProcess gateway,
            final String name,
            final KillPoint point,
            final SalePlan evergreen,
            final Random random)
            throws Exception {
        final List<String> options = point.options(1 + random.nextInt(point.mostNth()), null, null);
        // Snapshots are rare: whoever waits for one should be there from the beginning.
        final boolean isEarly = point.when == KillPoint.When.SNAPSHOT;
        final Rush rush = isEarly ? null : Rush.begin(gateway, name, evergreen, random, ledger);
        if (!isEarly) {
            rush.awaitAnswers(random.nextInt(500), random.nextLong(LONGEST_LOAD_NANOS));
        }
        try (Tracer tracer = Tracer.attach(gateway, point, options)) {
            final Rush late = isEarly ? Rush.begin(gateway, name, evergreen, random, ledger) : rush;
            if (point.when == KillPoint.When.RETURNING) {
                // Nearly all of the time it stands still behind a barrier now.
                LockSupport.parkNanos(LONGEST_LOAD_NANOS);
                Eventually.holds("a barrier that has returned is held", tracer::isHolding);
                killed(point);
            } else if (gateway.endsWithin(LONGEST_WAY)) {
                killed(point);
            } else {
                missed.add(point);
            }
            gateway.kill();
            late.end();
        }
    }

    /** At a point of the next start. */
    private void killWhileItStarts(final KillPoint point, final Random random) throws Exception {
        final List<Path> snapshots = Journals.snapshots(data());
        final Path snapshot = snapshots.isEmpty() ? data() : snapshots.get(snapshots.size() - 1);
        final List<String> options =
                point.options(1 + random.nextInt(point.mostNth()), Journals.file(data()), snapshot);
        try (GatewayProcess starting = GatewayProcess.spawnUnder(Tracer.starting(options), data())) {
            if (starting.isReadyBeforeItsEnd() && !starting.endsWithin(LONGEST_WAY)) {
                missed.add(point);
            } else {
                assertEquals(KILLED, starting.awaitExit(), () -> "exit status at " + point + ": " + starting);
                killed(point);
            }
        }
    }

    private void killed(final KillPoint point) {
        kills.merge(point, 1, Integer::sum);
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
