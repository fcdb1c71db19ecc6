package io.flashgate.bench.micro;

import io.flashgate.core.table.BucketIndex;
import io.flashgate.core.table.Digest;
import io.flashgate.core.table.HashIndex;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to see that a buyer is new: no remembered answer, no units. Both lie anywhere in a large table, so this is
 * the price of memory.
 *
 * <p>{@code apart} is the design that lost: an index for the answers and another one for the buyers, two lines of memory for
 * each stranger. {@code together} is the one in use: one bucket for all that is kept about a buyer. {@code touched} loads the
 * buckets of 16 strangers before it looks into the first.
 *
 * <p>Here nothing stands between one look and the next, so the processor overlaps looks by itself, and the simpler index does
 * well: what a decision gains shows in {@link PurchaseDecisionBenchmark} only. Run with {@code StrangerLookup}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(StrangerLookupBenchmark.STRANGERS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class StrangerLookupBenchmark {

    static final int STRANGERS = 4_096;

    private static final int BATCH = 16;

    /** Answers, and as many buyers, that the tables have room for; half of it is taken. */
    @Param("2000000")
    public int capacity;

    private HashIndex answers;
    private HashIndex buyers;
    private BucketIndex both;
    private long seed = 1L << 40;
    private long touched;

    @Setup(Level.Trial)
    public void fill() {
        answers = new HashIndex(capacity);
        buyers = new HashIndex(capacity);
        both = new BucketIndex(2 * capacity);
        for (int entry = 0; entry < capacity / 2; entry++) {
            final long buyer = buyer(entry);
            answers.insert(request(buyer), entry);
            buyers.insert(units(buyer), entry);
            both.insert(buyer, request(buyer), entry);
            both.insert(buyer, units(buyer), capacity + entry);
        }
    }

    /** Two indexes, one stranger after the other. */
    @Benchmark
    public int apart() {
        int found = 0;
        for (int i = 0; i < STRANGERS; i++) {
            final long buyer = buyer(seed + i);
            found += answers.first(request(buyer)) >= 0 ? 1 : 0;
            found += buyers.first(units(buyer)) >= 0 ? 1 : 0;
        }
        seed += STRANGERS;
        return found;
    }

    /** One index with buckets, one stranger after the other. */
    @Benchmark
    public int together() {
        int found = 0;
        for (int i = 0; i < STRANGERS; i++) {
            found += look(buyer(seed + i));
        }
        seed += STRANGERS;
        return found;
    }

    /** The same, 16 strangers announced at a time. */
    @Benchmark
    public int togetherTouched() {
        int found = 0;
        for (int from = 0; from < STRANGERS; from += BATCH) {
            for (int i = from; i < from + BATCH; i++) {
                touched += both.touch(buyer(seed + i));
            }
            for (int i = from; i < from + BATCH; i++) {
                found += look(buyer(seed + i));
            }
        }
        seed += STRANGERS;
        return found;
    }

    private int look(final long buyer) {
        return (both.first(buyer, request(buyer)) >= 0 ? 1 : 0) + (both.first(buyer, units(buyer)) >= 0 ? 1 : 0);
    }

    private static long buyer(final long number) {
        return Digest.mix(number + 1);
    }

    private static long request(final long buyer) {
        return Digest.mix(buyer ^ 0x5DEECE66DL);
    }

    private static long units(final long buyer) {
        return Digest.mix(buyer + 0x9E3779B97F4A7C15L);
    }
}
