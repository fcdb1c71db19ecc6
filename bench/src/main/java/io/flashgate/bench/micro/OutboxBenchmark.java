package io.flashgate.bench.micro;

import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.gateway.egress.Egress;
import io.flashgate.gateway.egress.Exchange;
import io.flashgate.gateway.egress.Outbox;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to bring decided exchanges back to their event loop.
 *
 * <p>{@code wakeUp} is from the committer's first reply until a sleeping loop has answered the whole group of 1 or
 * {@value #GROUP}; most of it is the system's. {@code handOver} is the same without a second thread, per reply: the copy of
 * the decision and the queue alone.
 */
@State(Scope.Benchmark)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class OutboxBenchmark {

    private static final int GROUP = 64;
    private static final int CAPACITY = 1_024;

    private final Turnstile turnstile = new Turnstile();
    private final Egress egress = new Egress();
    private final Decision decision = new Decision().outcome(Outcome.ACCEPTED).orderNumber(17);
    private final Answered[] onTheLoop = new Answered[GROUP];
    private final Answered[] inPlace = new Answered[GROUP];
    private EventLoopGroup loops;
    private long replied;

    /** Written by whoever answers, read behind the turnstile. */
    private long answered;

    @Setup
    public void start() {
        loops = new MultiThreadIoEventLoopGroup(
                1,
                new DefaultThreadFactory(CpuTime.NAMED + "loop", true),
                Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        final Outbox ofTheLoop = new Outbox(CAPACITY, loops.next(), () -> {}, () -> turnstile.pass(answered));
        final Outbox own = new Outbox(CAPACITY, Runnable::run, () -> {}, () -> {});
        for (int i = 0; i < GROUP; i++) {
            onTheLoop[i] = new Answered(ofTheLoop);
            inPlace[i] = new Answered(own);
        }
    }

    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public long wakeUp() {
        return wakeUp(1);
    }

    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public long wakeUp64() {
        return wakeUp(GROUP);
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    @OperationsPerInvocation(GROUP)
    public long handOver() {
        reply(inPlace, GROUP);
        if (answered != replied) {
            throw new IllegalStateException("expected answered=" + replied + ", found " + answered);
        }
        return answered;
    }

    @TearDown
    public void stop() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private long wakeUp(final int count) {
        reply(onTheLoop, count);
        turnstile.await(replied);
        return replied;
    }

    private void reply(final Exchange[] exchanges, final int count) {
        for (int i = 0; i < count; i++) {
            egress.reply(exchanges[i], decision, 0);
        }
        replied += count;
        egress.endBatch();
    }

    private final class Answered extends Exchange {

        private Answered(final Outbox outbox) {
            super(outbox);
        }

        @Override
        protected void answer() {
            answered += decision().orderNumber() == 17 ? 1 : 0;
        }
    }
}
