package io.flashgate.gateway.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real process under {@code strace}: what it asks of the kernel, and what it does when the kernel says no. */
@DisplayName("A gateway under the eyes of strace")
class SystemCallTest {

    private static final int AT_ONCE = 16;

    private static final SalePlan SALE = SalePlan.openNow("friday", 100_000, 1_000);

    @TempDir
    private Path folder;

    private final Ledger ledger = new Ledger();
    private int keys;

    @BeforeEach
    void needsStrace() throws Exception {
        assumeTrue(SystemCalls.canBeTraced(), "strace is not installed, or may not trace here");
    }

    @Test
    @DisplayName("lets no 201 leave before a barrier that began behind its request has returned")
    void letsNoAnswerOvertakeItsBarrier() throws Exception {
        final SystemCalls calls = traced(true);
        final List<SystemCalls.Sale> sold = calls.answers().stream()
                .filter(answer -> answer.status() == 201)
                .toList();
        assertEquals(ledger.sold(), sold.size(), "201s in the trace");
        for (final SystemCalls.Sale sale : sold) {
            assertTrue(calls.isCovered(sale), () -> "expected a barrier between the lines of " + sale);
        }
        System.out.println(
                "traced: 201s=" + sold.size() + " barriers=" + calls.barriers().size());
    }

    @Test
    @DisplayName("with durability os asks for no barrier at all, and kill -9 takes nothing away")
    void asksForNoBarrierWithOs() throws Exception {
        final SystemCalls calls = traced(false, "--durability", "os");
        final List<SystemCalls.Sale> sold = calls.answers().stream()
                .filter(answer -> answer.status() == 201)
                .toList();
        assertEquals(ledger.sold(), sold.size(), "201s in the trace");
        assertEquals(0, calls.forcedAhead());
        final int firstRead = sold.get(0).readAt();
        assertEquals(
                List.of(),
                calls.barriers().stream()
                        .filter(barrier -> barrier.endedAt() > firstRead)
                        .toList());
        try (GatewayProcess restarted =
                GatewayProcess.spawn(data(), "--durability", "os").awaitReady()) {
            audit(restarted);
        }
        Journals.verify(data());
    }

    /** One at a time the trace knows exactly which barrier an answer needs; many at once, some are waiting when it fails. */
    @ParameterizedTest(name = "from barrier {0} of each thread on, up to {1} purchases at once")
    @CsvSource({"9, 1", "30, 1", "14, 16", "40, 16"})
    @DisplayName("sells nothing more after the first failed barrier, says 503, and exits with 70 and the reason")
    void stopsAtTheFirstFailedBarrier(final int nth, final int atOnce) throws Exception {
        final Path trace = folder.resolve("trace");
        try (GatewayProcess gateway = GatewayProcess.spawnUnder(
                        SystemCalls.traceWithFailingBarriers(trace, nth), data())
                .awaitReady()) {
            try (Wire admin = Wire.to(gateway.adminUrl())) {
                Merchant.define(admin, SALE, ledger);
            }
            assertTrue(ledger.mustExist(SALE));
            try (Wire buyers = Wire.to(gateway.publicUrl());
                    Wire probe = Wire.to(gateway.adminUrl())) {
                buyUntilUnavailable(buyers, atOnce);
                try {
                    final Heard readiness = probe.ask(Wire.request("GET", "/readyz", null));
                    assertEquals(503, readiness.status(), readiness::toString);
                } catch (final EOFException ended) {
                    // The notice lasts half a second; on a busy machine it may be over by now.
                }
            }
            assertEquals(70, gateway.awaitExit());
            final String reason = gateway.log().get(gateway.log().size() - 1);
            assertTrue(reason.contains("barrier failed") && reason.contains("Input/output error"), reason);
        }
        final SystemCalls calls = SystemCalls.read(trace);
        final int firstFailure = calls.barriers().stream()
                .filter(barrier -> !barrier.isDone())
                .mapToInt(SystemCalls.Barrier::endedAt)
                .min()
                .orElseThrow();
        assertTrue(ledger.sold() > 0, "expected some to be sold before");
        for (final SystemCalls.Sale answer : calls.answers()) {
            if (answer.status() == 201) {
                // On its way out it may meet the next group's failure; its own barrier must have returned.
                assertTrue(calls.isCovered(answer) && answer.readAt() < firstFailure, answer::toString);
            }
        }
        try (GatewayProcess restarted = GatewayProcess.spawn(data()).awaitReady()) {
            audit(restarted);
        }
        Journals.verify(data());
    }

    @Test
    @DisplayName("exits with 70 when the very last barrier fails, in a drain that went well so far")
    void takesAFailureInTheDrainSeriously() throws Exception {
        final Path trace = folder.resolve("trace");
        // The main thread founds the journal with three, and closes it with the fourth; the committer needs two.
        try (GatewayProcess gateway = GatewayProcess.spawnUnder(SystemCalls.traceWithFailingBarriers(trace, 4), data())
                .awaitReady()) {
            try (Wire admin = Wire.to(gateway.adminUrl());
                    Wire buyer = Wire.to(gateway.publicUrl())) {
                Merchant.define(admin, SALE, ledger);
                final Purchase purchase = send(buyer, 1).get(0);
                purchase.heard(buyer.hear());
                assertTrue(purchase.isSold(), purchase::toString);
            }
            gateway.terminate();
            assertEquals(70, gateway.awaitExit());
            final String reason = gateway.log().get(gateway.log().size() - 1);
            assertTrue(reason.contains("journal could not be closed"), reason);
        }
        try (GatewayProcess restarted = GatewayProcess.spawn(data()).awaitReady()) {
            audit(restarted);
        }
    }

    /** Lets some buyers buy, one at a time and many at once, and ends the gateway. */
    private SystemCalls traced(final boolean gently, final String... options) throws Exception {
        final Path trace = folder.resolve("trace");
        try (GatewayProcess gateway = GatewayProcess.spawnUnder(SystemCalls.traceTo(trace), data(), options)
                .awaitReady()) {
            try (Wire admin = Wire.to(gateway.adminUrl())) {
                Merchant.define(admin, SALE, ledger);
            }
            final List<Wire> wires = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                wires.add(Wire.to(gateway.publicUrl()));
            }
            for (int round = 0; round < 25; round++) {
                final List<List<Purchase>> asked = new ArrayList<>();
                for (final Wire wire : wires) {
                    asked.add(send(wire, 1 + round % AT_ONCE));
                }
                for (int i = 0; i < wires.size(); i++) {
                    for (final Purchase purchase : asked.get(i)) {
                        purchase.heard(wires.get(i).hear());
                        assertTrue(purchase.isSold(), purchase::toString);
                    }
                }
            }
            for (final Wire wire : wires) {
                wire.close();
            }
            if (gently) {
                gateway.terminate();
                assertEquals(0, gateway.awaitExit());
            } else {
                gateway.kill();
            }
        }
        return SystemCalls.read(trace);
    }

    /** Buys, one or many at once, until what is asked is refused. After the first 503 there is no 201 any more. */
    private void buyUntilUnavailable(final Wire buyers, final int atOnce) throws IOException {
        boolean isUnavailable = false;
        for (int round = 0; !isUnavailable && round < 1_000; round++) {
            for (final Purchase purchase : send(buyers, 1 + round % atOnce)) {
                final Heard answer = buyers.hear();
                purchase.heard(answer);
                if (answer.status() == 503) {
                    isUnavailable = true;
                    assertEquals(
                            "journal-unavailable",
                            Json.of(answer.text()).get("code").asText());
                } else {
                    assertEquals(201, answer.status(), answer::toString);
                    assertFalse(isUnavailable, "expected no 201 behind a 503");
                }
            }
        }
        assertTrue(isUnavailable, "expected a barrier to fail");
    }

    private List<Purchase> send(final Wire wire, final int count) throws IOException {
        final List<Purchase> purchases = new ArrayList<>();
        final ByteArrayOutputStream requests = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            final Purchase purchase = new Purchase("friday", "mug", "buyer-" + keys % 100, 1, "k-" + keys);
            keys++;
            purchases.add(purchase);
            ledger.sends(purchase);
            requests.writeBytes(purchase.request());
        }
        wire.send(requests.toByteArray());
        return purchases;
    }

    private void audit(final GatewayProcess restarted) throws IOException {
        try (Audit audit = new Audit(restarted, ledger)) {
            audit.check(ledger.purchases());
        }
    }

    private Path data() {
        return folder.resolve("data");
    }
}
