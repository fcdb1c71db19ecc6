package io.flashgate.bench.compare;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What {@code --full} measures of ours alone: how cost grows, recovery, allocation and pauses, holds. Steps are {@link MicroRun}'s. */
final class FullRun {

    private static final int FEW_BUYERS = 1_000;
    private static final int MANY_BUYERS = 5_000_000;
    private static final int MANY_SALES = 500;
    private static final int MANY_CONNECTIONS = 4_000;
    private static final int RECORDS = 10_000_000;
    private static final int HOLDS = 1_000_000;
    private static final int ROUNDS = 3;

    /** Room beside what a recovered journal holds. */
    private static final int MOST_IN_PASSING = 1_000_000;

    private static final Duration AT_CAPACITY = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Of one gateway in the rounds about connections and sales, each of which may be done once more. */
    private static final int RUNS_OF_A_ROUND = 8;

    /** Of memory, for the gateway's heap, the tool's and the journal in the page cache. */
    private static final long RECOVERY_BYTES = 8L << 30;

    private final OursAlone ours;
    private final Plan plan;
    private final WorkFolder work;
    private final int divisor;
    private int runs;

    /**
     * @param divisor 1, or more: buyers and records are divided by it, to see that it works
     */
    FullRun(final OursAlone ours, final int divisor) {
        this.ours = ours;
        plan = ours.plan();
        work = ours.work();
        this.divisor = divisor;
    }

    void run() {
        connectionsAndSales();
        buyers();
        allocation();
        recovery();
        holds();
    }

    /** One gateway a round, and both of each pair in it. */
    private void connectionsAndSales() {
        final List<Double> few = new ArrayList<>();
        final List<Double> manyConnections = new ArrayList<>();
        final List<Double> manySales = new ArrayList<>();
        final int capacity = ours.roomToWarmUp() + RUNS_OF_A_ROUND * ours.room(plan.measured());
        for (int round = 0; round < ROUNDS; round++) {
            final Path folder = work.fresh("growth-" + round);
            try (FlashgateShop shop = ours.open(folder, capacity)) {
                // Not counted: until it is compiled.
                warmUp(shop);
                few.add(cpuMicros(shop, 64, plan.measured()));
                manyConnections.add(cpuMicros(shop, MANY_CONNECTIONS, plan.measured()));
                // Once more: the second of a pair always meets fuller tables and better compiled code.
                few.add(cpuMicros(shop, 64, plan.measured()));
                for (int sale = 0; sale < MANY_SALES / Math.min(divisor, 10); sale++) {
                    ours.create(shop, "beside-" + sale);
                }
                manySales.add(cpuMicros(shop, 64, plan.measured()));
            }
            work.delete(folder);
        }
        ours.put(Values.CONNECTIONS_FEW, few);
        ours.put(Values.SALES_FEW, few);
        ours.put(Values.CONNECTIONS_MANY, manyConnections);
        ours.put(Values.SALES_MANY, manySales);
    }

    /** Those who have bought before; each of them stands in the tables. */
    private void buyers() {
        final List<Double> few = new ArrayList<>();
        final List<Double> many = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            few.add(withBuyers(FEW_BUYERS));
            many.add(withBuyers(MANY_BUYERS / divisor));
        }
        ours.put(Values.BUYERS_FEW, few);
        ours.put(Values.BUYERS_MANY, many);
    }

    private double withBuyers(final int buyers) {
        final Path folder = work.fresh("buyers-" + buyers);
        writeJournal(folder, buyers);
        final double micros;
        final int fresh = ours.roomToWarmUp() + 2 * ours.room(plan.measured());
        try (FlashgateShop shop = ours.open(folder, buyers + fresh)) {
            warmUp(shop);
            micros = cpuMicros(shop, 64, plan.measured());
        }
        work.delete(folder);
        return micros;
    }

    private void allocation() {
        final Path folder = work.fresh("allocation");
        final Path gcLog = folder.resolve("gc.log");
        final int capacity = ours.roomToWarmUp() + ours.room(plan.measured()) + ours.room(atCapacity());
        try (FlashgateShop shop = ours.open(folder, capacity, "-Xlog:gc:file=" + gcLog);
                AllocatedBytes allocated = AllocatedBytes.of(shop.pid())) {
            warmUp(shop);
            final long before = allocated.sum();
            final Figures figures = once(shop, plan.measured());
            final double warmUp = plan.warmUp().toMillis() / 1e3;
            final double seconds = plan.measured().toMillis() / 1e3 + warmUp;
            ours.put(Values.ALLOCATION_BYTES, (allocated.sum() - before) / (figures.perSecond() * seconds));
            final int logged = Template.read(gcLog).length();
            once(shop, atCapacity());
            ours.put(
                    Values.GC_PAUSE_MILLIS,
                    GcLog.longestPauseMillis(Template.read(gcLog).substring(logged)));
        }
        work.delete(folder);
    }

    /**
     * From the launcher's start to its ready line, with journal and snapshot in the page cache: they were just written. First
     * the journal alone, by gateways that are killed; then a clean stop writes a snapshot, and gateways begin with that.
     */
    private void recovery() {
        if (Machine.availableBytes() < RECOVERY_BYTES) {
            ours.say(Values.RECOVERY_SECONDS + ": not measured; it needs " + (RECOVERY_BYTES >> 30) + " GiB of memory");
            return;
        }
        final Path folder = work.fresh("recovery");
        final int records = RECORDS / divisor;
        writeJournal(folder, records);
        ours.put(Values.RECOVERY_SECONDS, startSeconds(folder, records));
        ours.open(folder, records + MOST_IN_PASSING).close();
        ours.put(Values.RECOVERY_SNAPSHOT_SECONDS, startSeconds(folder, records));
        work.delete(folder);
    }

    /** Killed each time: a clean stop would leave a snapshot to the next one. */
    private List<Double> startSeconds(final Path folder, final int records) {
        final List<Double> seconds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            try (FlashgateShop shop = ours.open(folder, records + MOST_IN_PASSING)) {
                seconds.add(shop.startSeconds());
                shop.crash();
            }
        }
        return seconds;
    }

    /** By {@link HoldsMeasurement} in a JVM of its own, on the disk that the peers use. */
    private void holds() {
        final Path folder = work.fresh("holds");
        final String said = ours.runJava(
                "holds",
                folder,
                PATIENCE,
                List.of(
                        "-Xmx4g",
                        "-cp",
                        ours.installation().classPath(),
                        HoldsMeasurement.class.getName(),
                        folder.resolve("data").toString(),
                        "" + HOLDS / 10 / divisor,
                        "" + HOLDS / divisor));
        ours.say(said.strip());
        PrintedFigures.of("holds", said).forEach(ours::put);
        work.delete(folder);
    }

    private void warmUp(final FlashgateShop shop) {
        ours.warmUp(shop, "full-" + ++runs, 64);
    }

    private Figures once(final FlashgateShop shop, final Duration length) {
        return ours.sellOnce(shop, "full-" + ++runs, 64, length);
    }

    private double cpuMicros(final FlashgateShop shop, final int connections, final Duration length) {
        return measure(shop, connections, length).cpuMicros();
    }

    private Figures measure(final FlashgateShop shop, final int connections, final Duration length) {
        return ours.sell(shop, "full-" + ++runs, connections, length);
    }

    private void writeJournal(final Path folder, final int purchases) {
        ours.runJava(
                "journal",
                folder,
                PATIENCE,
                List.of(
                        "-Xmx" + (1_024 + purchases / 4_000) + "m",
                        "-cp",
                        ours.installation().classPath(),
                        PurchaseJournal.class.getName(),
                        folder.resolve("data").toString(),
                        "" + purchases));
    }

    /** A minute, but for runs that are only to see that it works. */
    private Duration atCapacity() {
        return divisor > 1 ? plan.measured() : AT_CAPACITY;
    }
}
