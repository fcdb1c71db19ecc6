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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long so many purchases, appended one after another, wait to be on the disk, in the journal and in its control: a barrier
 * of the group commit. Look at the percentiles. Run with {@code Barrier}; another disk: {@code -p folder=…}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class BarrierBenchmark {

    /** Appended before one barrier. */
    @Param({"1", "8", "64"})
    public int group;

    @Param
    public ComparedLog log;

    @Param(JournalFolder.BESIDE_THE_CODE)
    public String folder;

    private OpenLog journal;

    @Setup(Level.Trial)
    public void open() throws IOException {
        journal = new OpenLog(log, folder, Durability.FSYNC);
    }

    @Benchmark
    public long appendAndForce() throws IOException {
        for (int i = 0; i < group; i++) {
            journal.append();
        }
        journal.force();
        return journal.sequence();
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        journal.close();
    }
}
