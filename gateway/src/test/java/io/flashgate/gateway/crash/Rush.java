package io.flashgate.gateway.crash;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/** The load of one cycle: sales of every kind, shoppers with shallow and deep pipelines, and a busy merchant. */
final class Rush {

    private static final int[] DEPTHS = {1, 4, 16, 32};

    private final AtomicLong answers = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    private Rush() {}

    /**
     * Defines the sales and lets everybody in.
     *
     * @param evergreen the sale that goes on through all cycles
     */
    static Rush begin(
            final GatewayProcess gateway,
            final String name,
            final SalePlan evergreen,
            final Random random,
            final Ledger ledger)
            throws IOException {
        final Instant now = Instant.now();
        final SalePlan small = SalePlan.openNow(name + "-small", 20, 2);
        final SalePlan brief =
                SalePlan.openNow(name + "-brief", 100_000, 4).closing(now.plusMillis(100 + random.nextInt(400)));
        final SalePlan soon = SalePlan.openNow(name + "-soon", 200, 4).opening(now.plusMillis(random.nextInt(200)));
        final SalePlan early = SalePlan.openNow(name + "-early", 100_000, 4);
        final SalePlan late = SalePlan.openNow(name + "-late", 60, 2);
        try (Wire admin = Wire.to(gateway.adminUrl())) {
            for (final SalePlan plan : List.of(small, brief, soon, early)) {
                Merchant.define(admin, plan, ledger);
            }
        }
        final List<SalePlan> shop = List.of(evergreen, small, brief, soon, early, late);
        final AtomicReferenceArray<Purchase> recent = new AtomicReferenceArray<>(256);
        final Rush rush = new Rush();
        for (int i = 0; i < DEPTHS.length; i++) {
            final String shopper = name + '-' + i;
            rush.start(
                    "shopper-" + shopper,
                    new Shopper(
                            shopper,
                            gateway.publicUrl(),
                            shop,
                            DEPTHS[i],
                            random.nextLong(),
                            ledger,
                            recent,
                            rush.answers));
        }
        rush.start("merchant-" + name, new Merchant(gateway, shop, late, early, random.nextLong(), ledger));
        return rush;
    }

    /** Waits for so many answers, or so long, whatever comes first. */
    void awaitAnswers(final long count, final long nanos) {
        final long untilNanos = System.nanoTime() + nanos;
        while (answers.get() < count && System.nanoTime() - untilNanos < 0) {
            LockSupport.parkNanos(50_000);
        }
    }

    long answers() {
        return answers.get();
    }

    /** Waits until everybody has noticed that the gateway is gone. */
    void end() throws InterruptedException {
        for (final Thread thread : threads) {
            thread.join(GatewayProcess.PATIENCE.toMillis());
            if (thread.isAlive()) {
                throw new AssertionError(thread.getName() + ": expected its connection to end, found it waiting");
            }
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("a client saw what it must not see", failures.peek());
        }
    }

    private void start(final String name, final Runnable client) {
        final Thread thread = new Thread(client, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((failed, failure) -> failures.add(failure));
        threads.add(thread);
        thread.start();
    }
}
