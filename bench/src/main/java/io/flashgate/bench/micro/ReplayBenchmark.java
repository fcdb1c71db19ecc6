package io.flashgate.bench.micro;

import io.flashgate.core.MatchingCore;
import io.flashgate.journal.Durability;
import io.flashgate.journal.JournalDirectory;
import io.flashgate.journal.JournalOptions;
import io.flashgate.journal.JournalReader;
import io.flashgate.journal.JournalWriter;
import io.flashgate.journal.replay.Replay;
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
 * How many records a second a restart gets through: a journal of a million accepted purchases, read from its start out of the
 * page cache. {@link #readFrames} is one thread's work; {@link #replay} reads ahead in a second one.
 *
 * <p>Reading alone, without deciding, is {@link FrameReadBenchmark}'s. The core's tables are built outside of the measurement. Run with {@code Replay}; another disk: {@code -p folder=…}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(ReplayBenchmark.PURCHASES)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 8, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class ReplayBenchmark {

    static final int PURCHASES = 1_000_000;

    /** More than what is defined and sold beside the purchases. */
    private static final int REST = 10;

    /** Another number needs to be told to JMH too: {@code -p purchases=5000000 -opi 5000000 -jvmArgsAppend -Xmx6g}. */
    @Param("" + PURCHASES)
    public int purchases;

    @Param(JournalFolder.BESIDE_THE_CODE)
    public String folder;

    private JournalFolder journal;
    private long lastSequence;
    private long lastDigest;
    private JournalReader reader;
    private MatchingCore core;

    @Setup(Level.Trial)
    public void write(final BenchmarkParams params) throws IOException {
        if (params.getOpsPerInvocation() != purchases) {
            throw new IllegalArgumentException(
                    "expected -opi " + purchases + ", found -opi " + params.getOpsPerInvocation());
        }
        journal = new JournalFolder(folder);
        final JournalOptions options = JournalOptions.DEFAULT.withDurability(Durability.OS);
        try (JournalDirectory directory = JournalDirectory.own(journal.path());
                JournalWriter writer = JournalWriter.open(directory, options, 0, 0)) {
            final MatchingCore sold = new PreparedCore(
                            purchases, purchases + REST, (now, command, length, decision) -> {
                                if (!writer.hasRoom(length)) {
                                    throw new IllegalStateException("the disk is full at sequence=" + now.sequence());
                                }
                                writer.append(
                                        now.sequence(),
                                        now.timestampNanos(),
                                        command,
                                        0,
                                        length,
                                        decision,
                                        now.digest());
                            })
                    .core();
            lastSequence = sold.sequence();
            lastDigest = sold.digest();
        }
    }

    /** A million records are long enough for what an invocation's own setup costs in accuracy. */
    @Setup(Level.Invocation)
    public void open() throws IOException {
        reader = JournalReader.open(journal.path());
        core = new MatchingCore(PreparedCore.limits(purchases + REST));
    }

    /** Reads and checks every record, decides it again and compares decision and digest. */
    @Benchmark
    public long replay() {
        return new Replay(reader, core).run(Replay.Observer.NONE);
    }

    @TearDown(Level.Invocation)
    public void check() {
        final long sequence = reader.sequence();
        final long digest = core.digest();
        reader.close();
        core = null;
        if (sequence != lastSequence || digest != lastDigest) {
            throw new IllegalStateException(
                    "expected sequence=" + lastSequence + " and the digest of it, found sequence=" + sequence);
        }
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
        journal.close();
    }
}
