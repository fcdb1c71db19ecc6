package io.flashgate.bench.load;

import io.flashgate.gateway.cli.Complaint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One run from the first connection to the last answer: starts the generators, keeps the time, and sums up. */
final class LoadRun {

    /** Between the last connection and the first request. */
    private static final long BREATH_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final LoadPlan plan;
    private final CompletableFuture<Void> stopRequested;
    private final RunState state;
    private final List<Generator> generators = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /** @param stopRequested completes when the run should end early */
    LoadRun(final LoadPlan plan, final CompletableFuture<Void> stopRequested) {
        this.plan = plan;
        this.stopRequested = stopRequested;
        this.state = new RunState(plan.threads());
        for (int i = 0; i < plan.threads(); i++) {
            final Generator generator = new Generator(plan, i, state);
            generators.add(generator);
            threads.add(new Thread(generator, "load-" + i));
        }
    }

    /**
     * Runs it.
     *
     * @param hlog the histogram log; null: none
     * @throws Complaint if no connection can be made, or the log cannot be written
     */
    LoadResult run(final Path hlog) throws Complaint, InterruptedException {
        final List<Tally> tallies = generators.stream().map(Generator::tally).toList();
        try (Recording recording = new Recording(tallies, hlog, "flashgate load, run " + plan.run())) {
            connect();
            final long startNanos = System.nanoTime() + BREATH_NANOS;
            state.start(startNanos);
            final CpuTime cpu = keepTime(recording, startNanos);
            return result(recording, cpu, startNanos);
        } catch (final IOException e) {
            throw Complaint.usage("hlog: " + e.getMessage());
        }
    }

    private void connect() throws Complaint, InterruptedException {
        threads.forEach(Thread::start);
        state.ready().await();
        final IOException failure = state.findConnectFailure();
        if (failure != null || state.findMistake() != null) {
            state.abandon();
            join();
            throwMistake();
            throw Complaint.usage("cannot open " + plan.connections() + " connections to " + plan.target() + ": "
                    + failure.getMessage());
        }
    }

    /** Waits for the end, second by second. @return CPU time over the measured part */
    private CpuTime keepTime(final Recording recording, final long startNanos) throws InterruptedException {
        final long fromNanos = startNanos + plan.warmUp().toNanos();
        final long toNanos = startNanos + plan.scheduleNanos();
        await(fromNanos);
        recording.begin(System.currentTimeMillis());
        final CpuTime cpuFrom = CpuTime.now(threads);
        CpuTime cpuTo = null;
        long nextNanos = fromNanos;
        while (isAnyAlive()) {
            nextNanos += TimeUnit.SECONDS.toNanos(1);
            // A flash is over in a moment; its answers take the time that they take.
            if (cpuTo == null && nextNanos - toNanos >= 0 && plan.profile() != Profile.FLASH) {
                await(toNanos);
                cpuTo = CpuTime.now(threads);
            }
            await(nextNanos);
            recording.interval(System.currentTimeMillis());
        }
        join();
        recording.interval(System.currentTimeMillis());
        return (cpuTo == null ? CpuTime.now(threads) : cpuTo).since(cpuFrom);
    }

    /** Until this time, or all threads have ended. A request to stop is handed on. */
    private void await(final long untilNanos) throws InterruptedException {
        while (untilNanos - System.nanoTime() > 0 && isAnyAlive()) {
            final long nanos = Math.min(untilNanos - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(100));
            if (stopRequested.isDone()) {
                state.stop(System.nanoTime());
                TimeUnit.NANOSECONDS.sleep(nanos);
                continue;
            }
            try {
                stopRequested.get(Math.max(1, nanos), TimeUnit.NANOSECONDS);
            } catch (final TimeoutException e) {
                // The usual case.
            } catch (final ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    private LoadResult result(final Recording recording, final CpuTime cpu, final long startNanos) {
        throwMistake();
        final Ledgers ledgers = plan.hasLedger()
                ? Ledgers.of(
                        plan, generators.stream().map(Generator::findLedger).toList())
                : null;
        return new LoadResult(
                plan,
                generators.stream().map(Generator::tally).toList(),
                ledgers,
                recording,
                startNanos,
                Math.min(startNanos + plan.scheduleNanos(), state.stoppedNanos()),
                state.isStopped(),
                cpu);
    }

    private void throwMistake() {
        if (state.findMistake() != null) {
            throw new IllegalStateException("the generator failed", state.findMistake());
        }
    }

    private boolean isAnyAlive() {
        return threads.stream().anyMatch(Thread::isAlive);
    }

    private void join() throws InterruptedException {
        for (final Thread thread : threads) {
            thread.join();
        }
    }
}
