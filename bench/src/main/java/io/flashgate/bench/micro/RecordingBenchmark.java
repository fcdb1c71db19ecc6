package io.flashgate.bench.micro;

import io.flashgate.core.order.Outcome;
import io.flashgate.gateway.telemetry.AnswerTimes;
import io.flashgate.gateway.telemetry.Telemetry;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the telemetry of one purchase costs, all threads' shares together, in groups of {@value #GROUP}; it may cost a fiftieth of what a
 * purchase costs. Beside it what the library's own histogram would cost for one value. Run with {@code Recording -prof gc}:
 * gc.alloc.rate.norm should round to 0 B/op.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class RecordingBenchmark {

    private static final int GROUP = 16;
    private static final long MICRO = 1_000;

    private final Telemetry telemetry = new Telemetry();
    private final AnswerTimes answers = telemetry.newAnswerTimes();
    private final Histogram histogram =
            Histogram.builder().name("barrier_duration_seconds").classicOnly().build();
    private long value;

    /** Sequencer, committer and event loop. */
    @Benchmark
    @OperationsPerInvocation(GROUP)
    public long purchase() {
        final long decidedNanos = System.nanoTime();
        value += 7 * MICRO;
        telemetry.committed(GROUP);
        telemetry.forced(value & 0xF_FFFF);
        for (int i = 0; i < GROUP; i++) {
            telemetry.request();
            telemetry.decided(Outcome.ACCEPTED);
            answers.answered(decidedNanos - (value + i * MICRO & 0xF_FFFF));
        }
        answers.flushed();
        return decidedNanos;
    }

    /** One value in the library's histogram. */
    @Benchmark
    public void libraryHistogram() {
        value += 7 * MICRO;
        histogram.observe((value & 0xF_FFFF) / 1e9);
    }
}
