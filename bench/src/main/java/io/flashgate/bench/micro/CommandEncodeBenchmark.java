package io.flashgate.bench.micro;

import io.flashgate.core.Commands;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs an event loop to make a command of a request that is parsed already: three hashes and the copying of names.
 * Run with {@code CommandEncode -prof gc}: gc.alloc.rate.norm should round to 0 B/op.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class CommandEncodeBenchmark {

    private final Commands commands = PreparedCore.commands();
    private final TypicalRequest request = new TypicalRequest();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Commands.MAX_PURCHASE_BYTES]);
    private long number;

    @Benchmark
    public UnsafeBuffer purchase() {
        number++;
        commands.purchase(buffer, 0, request.of(number, number));
        return buffer;
    }
}
