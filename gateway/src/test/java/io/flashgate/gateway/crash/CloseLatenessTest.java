package io.flashgate.gateway.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.order.Outcome;
import io.flashgate.gateway.Gateway;
import io.flashgate.gateway.GatewaySettings;
import io.flashgate.journal.JournalReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sale without traffic still closes in sequence: the journal says when. */
@DisplayName("A sale whose time is over")
class CloseLatenessTest {

    /** Not a promise, only what tells late from forgotten on a machine that is busy with other things. */
    private static final Duration LATEST = Duration.ofSeconds(2);

    private static final int SALES = 10;

    @TempDir
    private Path folder;

    private final Ledger ledger = new Ledger();

    @Test
    @DisplayName("is closed by a record of its own, though nobody asks")
    void closesWithoutTraffic() throws Exception {
        final GatewaySettings settings = GatewaySettings.at(folder.resolve("data"), GatewayProcess.TOKEN);
        final Instant first = Instant.now().plusSeconds(2);
        final List<SalePlan> plans = new ArrayList<>();
        for (int i = 0; i < SALES; i++) {
            plans.add(SalePlan.openNow("brief-" + i, 1, 1).closing(first.plusMillis(70L * i)));
        }
        try (Gateway gateway = Gateway.start(settings);
                Wire merchant = Wire.to(gateway.adminAddress());
                Wire everybody = Wire.to(gateway.publicAddress())) {
            for (final SalePlan plan : plans) {
                Merchant.define(merchant, plan, ledger);
            }
            assertEquals(SALES, ledger.sales().size());
            // It looks at one sale only, and looking sequences nothing.
            awaitPhase(everybody, plans.get(SALES - 1), "CLOSED");
        }
        final List<Long> latenessMicros = new ArrayList<>();
        for (final SalePlan plan : plans) {
            latenessMicros.add(firstTickSince(settings.data(), nanos(plan.closesAt())) / 1_000);
        }
        System.out.println("closes without traffic, microseconds behind closesAt: " + latenessMicros);
        for (final long micros : latenessMicros) {
            assertTrue(micros < LATEST.toNanos() / 1_000, () -> "expected no more than " + LATEST);
        }
    }

    private void awaitPhase(final Wire everybody, final SalePlan plan, final String phase) throws Exception {
        final long untilNanos = System.nanoTime() + GatewayProcess.PATIENCE.toNanos();
        while (!Merchant.look(everybody, plan, ledger).get("phase").asText().equals(phase)) {
            assertTrue(System.nanoTime() - untilNanos < 0, "expected the sale to be " + phase);
        }
    }

    /** How long after this the first tick was stamped. */
    private static long firstTickSince(final Path data, final long dueNanos) throws Exception {
        try (JournalReader reader = JournalReader.open(data)) {
            while (reader.next()) {
                if (reader.outcome() == Outcome.TICKED && reader.timestampNanos() >= dueNanos) {
                    return reader.timestampNanos() - dueNanos;
                }
            }
        }
        throw new AssertionError("expected a tick at or after " + dueNanos);
    }

    private static long nanos(final Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }
}
