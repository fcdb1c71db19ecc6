package io.flashgate.bench.load;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Everything a run is told.
 *
 * @param target         where to, for people
 * @param address        where to
 * @param host           for the Host header
 * @param path           in front of {@code /v1/sales/…}; mostly empty
 * @param groups         buyers' communities; empty: none is named
 * @param quantity       units in each request
 * @param stages         the schedule from the beginning of the warm-up on; for a closed loop its rates mean nothing
 * @param warmUp         how much of the schedule is not measured
 * @param looks          how long to look at the sale, and buy nothing, before the schedule begins
 * @param buyers         how many there are, taking turns; 0: one per request
 * @param connections    of all threads together
 * @param pipeline       requests that may wait for their answers on one connection, 1–1,024
 * @param repeats        share of the requests that are sent twice, 0–1
 * @param hasLedger      whether answers are remembered and checked
 * @param unitsLeft      how many units can be sold at most; negative: not known
 * @param buyerLimit     units one buyer may have; 0: not known
 * @param answerDeadline an answer that takes longer is lost
 * @param grace          how late the last request may be before the rate counts as missed
 */
record LoadPlan(
        String target,
        InetSocketAddress address,
        String host,
        String path,
        String saleId,
        String sku,
        int quantity,
        List<String> groups,
        List<Header> headers,
        Profile profile,
        List<Stage> stages,
        Duration warmUp,
        Duration looks,
        long buyers,
        int connections,
        int pipeline,
        int threads,
        long seed,
        String run,
        double repeats,
        boolean hasLedger,
        long unitsLeft,
        int buyerLimit,
        Duration answerDeadline,
        Duration grace,
        Poller.Transport transport) {

    /** From the beginning of the warm-up to the end of the schedule. */
    long scheduleNanos() {
        return stages.stream().mapToLong(Stage::nanos).sum();
    }

    /** The measured part of the schedule. */
    long measuredNanos() {
        return scheduleNanos() - warmUp.toNanos();
    }

    Identities identities() {
        return new Identities(run, seed, buyers);
    }
}
