package io.flashgate.bench.micro;

import io.flashgate.journal.Durability;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
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
 * What it costs the core's thread to append one record of a typical purchase, without waiting for the disk: to the journal, and
 * to its control beside it ({@code -p log=CHRONICLE}: the journal alone).
 *
 * <p>{@code append} is the mean over rounds of {@value #APPENDS} ("shots") and holds the page faults of a file that grows.
 * {@code appendSampled} shows how long single ones take: look at its percentiles and its longest. JMH measures a part of the
 * calls only, so the longest stall of a run may have been missed; a long run has more of them. Either writes up to two gigabytes
 * and deletes them. Run with {@code Append -prof gc}; another disk: {@code -p folder=…}.
 */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
public class AppendBenchmark {

    static final int APPENDS = 100_000;

    @Param
    public ComparedLog log;

    @Param(JournalFolder.BESIDE_THE_CODE)
    public String folder;

    private OpenLog journal;

    @Setup(Level.Trial)
    public void open() throws IOException {
        journal = new OpenLog(log, folder, Durability.OS);
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OperationsPerInvocation(APPENDS)
    @Warmup(iterations = 15)
    @Measurement(iterations = 25)
    public long append() {
        for (int i = 0; i < APPENDS; i++) {
            journal.append();
        }
        return journal.sequence();
    }

    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
    @Measurement(iterations = 10, time = 300, timeUnit = TimeUnit.MILLISECONDS)
    public long appendSampled() {
        journal.append();
        return journal.sequence();
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        journal.close();
    }
}
