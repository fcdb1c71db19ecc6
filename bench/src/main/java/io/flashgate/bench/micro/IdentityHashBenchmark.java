package io.flashgate.bench.micro;

import io.flashgate.core.order.IdentityHash;
import io.flashgate.core.order.PurchaseRequest;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one SipHash of 128 bits costs, over the names of a typical request. Run with {@code IdentityHash}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class IdentityHashBenchmark {

    private final IdentityHash hash = new IdentityHash(0x0123_4567_89AB_CDEFL, 0xFEDC_BA98_7654_3210L);
    private final PurchaseRequest request = new TypicalRequest().of(1, 1);

    /** Sale, buyer and key: the longest of the three. */
    @Benchmark
    public long request() {
        hash.hashRequest(request.saleId(), request.buyerId(), request.key());
        return hash.low() ^ hash.high();
    }

    /** Group, item and quantity. */
    @Benchmark
    public long content() {
        hash.hashContent(request);
        return hash.low() ^ hash.high();
    }

    /** The buyer alone. */
    @Benchmark
    public long buyer() {
        hash.hashBuyer(request.buyerId());
        return hash.low() ^ hash.high();
    }
}
