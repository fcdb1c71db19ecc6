package io.flashgate.bench.micro;

import com.lmax.disruptor.EventTranslatorOneArg;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.TimeoutException;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import io.flashgate.gateway.pipeline.Waiting;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long a command is on its way through the ring and back, when nothing is decided and nothing forced, for each way in
 * which the stages can wait: published by one thread, through two stages as in the gateway, and its publisher woken, who
 * sleeps meanwhile as an event loop does.
 *
 * <p>{@code roundTrip} keeps the stages warm. Before each {@code roundTripAfterPause} nothing happens for
 * {@value #PAUSE_NANOS} ns, so that they have gone to wait. {@code burst} publishes {@value #BURST} at once and is per command.
 * A way of waiting is paid for with processor time: run with {@code -prof io.flashgate.bench.micro.CpuTime}, which also counts
 * what is burnt between two commands.
 */
@State(Scope.Benchmark)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RingHandOffBenchmark {

    private static final int RING = 4_096;
    private static final int BURST = 64;
    private static final int PAUSE_NANOS = 300_000;
    private static final EventTranslatorOneArg<Slot, RingHandOffBenchmark> FILL =
            (slot, sequence, publisher) -> slot.number = publisher.published;

    @Param
    public Waiting waits;

    private final Turnstile turnstile = new Turnstile();
    private Disruptor<Slot> disruptor;
    private RingBuffer<Slot> ring;
    private long published;

    @Setup
    public void start() {
        final AtomicInteger stage = new AtomicInteger();
        final ThreadFactory threads = task -> {
            final Thread thread = new Thread(task, CpuTime.NAMED + "stage-" + stage.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        disruptor = new Disruptor<>(Slot::new, RING, threads, ProducerType.MULTI, waits.newStrategy());
        disruptor
                .handleEventsWith((slot, sequence, endOfBatch) -> slot.isDecided = true)
                .then((slot, sequence, endOfBatch) -> {
                    if (!slot.isDecided) {
                        throw new IllegalStateException("expected a decided command, found number=" + slot.number);
                    }
                    slot.isDecided = false;
                    if (endOfBatch) {
                        turnstile.pass(slot.number);
                    }
                });
        ring = disruptor.start();
    }

    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public long roundTrip() {
        publish();
        turnstile.await(published);
        return published;
    }

    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public long roundTripAfterPause(final Pause pause) {
        return roundTrip();
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    @OperationsPerInvocation(BURST)
    public long burst() {
        for (int i = 0; i < BURST; i++) {
            publish();
        }
        turnstile.await(published);
        return published;
    }

    @TearDown
    public void stop() throws TimeoutException {
        disruptor.shutdown(10, TimeUnit.SECONDS);
    }

    private void publish() {
        published++;
        if (!ring.tryPublishEvent(FILL, this)) {
            throw new IllegalStateException("expected room for " + BURST + " in a ring of " + RING);
        }
    }

    /** Nothing happens before each measurement, outside of it. */
    @State(Scope.Thread)
    public static class Pause {

        @Setup(Level.Invocation)
        public void sleep() {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static final class Slot {

        private long number;
        private boolean isDecided;
    }
}
