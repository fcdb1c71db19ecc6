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
 * What it costs the core's thread to append one record of a typical purchase to the journal, without waiting for the disk.
 *
 * <p>"Shots" are rounds of many appends; the score is per append and holds the page faults of a file that grows. A run
 * writes about a gigabyte and deletes it at the end. Run with {@code Append -prof gc}; another disk: {@code -p folder=…}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(AppendBenchmark.APPENDS)
@Warmup(iterations = 15)
@Measurement(iterations = 25)
@Fork(1)
public class AppendBenchmark {

    static final int APPENDS = 100_000;

    @Param(JournalFolder.BESIDE_THE_CODE)
    public String folder;

    private OpenJournal journal;
    private long appended;

    @Setup(Level.Trial)
    public void open() throws IOException {
        journal = new OpenJournal(folder, Durability.OS);
    }

    @Benchmark
    public long append() {
        for (int i = 0; i < APPENDS; i++) {
            journal.append();
        }
        appended += APPENDS;
        return appended;
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        final long sequence = journal.sequence();
        journal.close();
        if (sequence != appended) {
            throw new IllegalStateException("expected sequence=" + appended + ", found=" + sequence);
        }
    }
}
