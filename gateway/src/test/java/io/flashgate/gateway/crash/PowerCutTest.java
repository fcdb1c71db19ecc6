package io.flashgate.gateway.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power of the journal's disk is cut in the middle of the load, and a gateway starts on what is left.
 *
 * <p>{@code mvn -pl gateway -am verify -Pfaults -Dtest=PowerCutTest -Dcuts=50}, as root.
 */
@DisplayName("A gateway whose power is cut")
class PowerCutTest {

    private static final int CUTS = Integer.getInteger("cuts", "all".equals(System.getProperty("faults")) ? 50 : 0);
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final long LONGEST_LOAD_NANOS = 600_000_000;

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private int checked;
    private int lost;

    @BeforeEach
    void needsTheFlag() {
        assumeTrue(CUTS > 0, "power cuts take their time: -Pfaults, or -Dcuts=50");
    }

    @Test
    @DisplayName("with durability fsync has everything that a client has heard")
    void losesNothing() throws Exception {
        cut("fsync", CUTS);
        assertTrue(checked > CUTS, "found " + checked);
        assertEquals(0, lost);
    }

    @Test
    @DisplayName("with durability os recovers, and has lost what was only in the page cache")
    void losesThePageCache() throws Exception {
        cut("os", Math.min(CUTS, 3));
        assertTrue(lost > 0, "expected a loss: nobody would need fsync otherwise");
    }

    private void cut(final String durability, final int cuts) throws Exception {
        final Ledger ledger = new Ledger();
        final SalePlan evergreen = SalePlan.openNow("evergreen", 1_000_000, 1_000);
        int done = 0;
        try (CuttableDisk disk = CuttableDisk.make(folder)) {
            // It lies beside the journal, and nobody else forces it.
            GatewayProcess.tokenFile(data(disk.path()));
            assertTrue(TinyDisk.runs("sync", "-f", disk.path().toString()));
            for (; done < cuts; done++) {
                try (GatewayProcess gateway = spawn(disk.path(), durability).awaitReady()) {
                    if (done == 0) {
                        try (Wire admin = Wire.to(gateway.adminUrl())) {
                            Merchant.define(admin, evergreen, ledger);
                        }
                    }
                    final Rush rush = Rush.begin(gateway, "c" + done, evergreen, random, ledger);
                    rush.awaitAnswers(1 + random.nextInt(2_000), random.nextLong(LONGEST_LOAD_NANOS));
                    final Ledger heard = asHeard(ledger, evergreen);
                    final Path left = disk.cutNow();
                    // Only the copy is looked at; this one goes on after the next start.
                    gateway.kill();
                    rush.end();
                    try (GatewayProcess next = spawn(left, durability).awaitReady()) {
                        check(next, heard, durability.equals("fsync"));
                        next.kill();
                    }
                    Journals.verify(data(left));
                    disk.forgetCut();
                }
            }
        } catch (final AssertionError | IOException failure) {
            throw new AssertionError("cut " + done + ": repeat with -Dseed=" + SEED + " -Dcuts=" + CUTS, failure);
        }
        System.out.println("power cuts: durability=" + durability + " cuts=" + cuts + " acknowledged=" + checked
                + " lost=" + lost + " seed=" + SEED);
    }

    /** What was heard before the cut, and nothing that comes after. */
    private static Ledger asHeard(final Ledger ledger, final SalePlan evergreen) {
        final Ledger heard = new Ledger();
        if (ledger.mustExist(evergreen)) {
            heard.wants(evergreen);
            heard.isDefined(evergreen);
        }
        for (final Purchase purchase : ledger.purchases()) {
            final Heard answer = purchase.binding();
            if (answer != null && answer.status() == 201) {
                final Purchase copy =
                        new Purchase(purchase.saleId, purchase.sku, purchase.buyerId, purchase.quantity, purchase.key);
                copy.heard(answer);
                heard.sends(copy);
            }
        }
        return heard;
    }

    private void check(final GatewayProcess left, final Ledger heard, final boolean isAll) throws IOException {
        checked += heard.purchases().size();
        if (isAll) {
            try (Audit audit = new Audit(left, heard)) {
                // Listings may have orders whose answers were on their way.
                audit.check(heard.purchases(), plan -> false);
            }
            return;
        }
        final List<Purchase> missing = new ArrayList<>();
        try (Wire buyers = Wire.to(left.publicUrl())) {
            for (final Purchase purchase : heard.purchases()) {
                final Heard again = buyers.ask(purchase.request());
                if (!again.isReplayed() || !again.saysTheSameAs(purchase.binding())) {
                    missing.add(purchase);
                }
            }
        }
        lost += missing.size();
    }

    private static GatewayProcess spawn(final Path disk, final String durability) throws IOException {
        return GatewayProcess.spawn(data(disk), "--durability", durability, "--min-free", "1M");
    }

    private static Path data(final Path disk) {
        return disk.resolve("data");
    }
}
