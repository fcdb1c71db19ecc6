package io.flashgate.bench.micro;

import io.flashgate.journal.Durability;
import io.flashgate.journal.JournalRecords;
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
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * How many records a second are read and checked (length, checksum, sequence, stamp) when a log is recovered, from its start, out
 * of the page cache, in the journal and in its control. Nothing is decided again; that costs both the same. Run with
 * {@code FrameRead}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(FrameReadBenchmark.RECORDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 8, time = 1)
@Fork(1)
public class FrameReadBenchmark {

    static final int RECORDS = 1_000_000;

    /** Another number needs to be told to JMH too: {@code -p purchases=5000000 -opi 5000000}. */
    @Param("" + RECORDS)
    public int purchases;

    @Param
    public ComparedLog log;

    @Param(JournalFolder.BESIDE_THE_CODE)
    public String folder;

    private OpenLog written;

    @Setup(Level.Trial)
    public void write(final BenchmarkParams params) throws IOException {
        if (params.getOpsPerInvocation() != purchases) {
            throw new IllegalArgumentException(
                    "expected -opi " + purchases + ", found -opi " + params.getOpsPerInvocation());
        }
        written = new OpenLog(log, folder, Durability.OS);
        for (int i = 0; i < purchases; i++) {
            written.append();
        }
    }

    @Benchmark
    public long readFrames() throws IOException {
        try (JournalRecords records = log.read(written.path())) {
            long digests = 0;
            while (records.next()) {
                digests += records.stateDigest();
            }
            if (records.sequence() != purchases) {
                throw new IllegalStateException("expected sequence=" + purchases + ", found=" + records.sequence());
            }
            return digests;
        }
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
        written.close();
    }
}
