package io.flashgate.bench.micro;

import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.gateway.http.BadRequestException;
import io.flashgate.gateway.http.HttpParts;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
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
 * What it costs an event loop to understand a purchase, from bytes that were read to names that were checked. No socket, no
 * ring.
 *
 * <p>{@code head…} is Netty's decoder up to the rules for heads, the body's bytes at hand, whatever {@code decoder} says;
 * {@code json} is the general reader of the body. {@code request…} is the whole way through a
 * connection, JSON and all, with an answer that lies ready. The numbered ones come pipelined in one read; the score is per
 * request. Run with {@code RequestDecode -prof gc}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class RequestDecodeBenchmark {

    private static final int PIPELINED = 16;

    @Param({HttpParts.GENERAL, HttpParts.FAST})
    public String decoder;

    private final PurchaseRequest purchase = new PurchaseRequest();
    private final byte[] json = TypicalHttp.body();
    private final ByteBuf one = TypicalHttp.requests(1);
    private final ByteBuf many = TypicalHttp.requests(PIPELINED);
    private final ByteBuf answer =
            Unpooled.directBuffer().writeBytes("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    private HttpParts heads;
    private HttpParts connection;
    private long headsSent;
    private long requestsSent;

    @Setup
    public void connect() {
        heads = HttpParts.generalDecoder();
        connection = HttpParts.connection(decoder, purchase, answer);
    }

    @Benchmark
    public long head() {
        heads.read(again(one));
        headsSent++;
        return heads.heads();
    }

    @Benchmark
    @OperationsPerInvocation(PIPELINED)
    public long head16() {
        heads.read(again(many));
        headsSent += PIPELINED;
        return heads.heads();
    }

    @Benchmark
    public PurchaseRequest json() throws BadRequestException {
        purchase.clear();
        HttpParts.readBody(json, purchase);
        return purchase;
    }

    @Benchmark
    public PurchaseRequest request() {
        connection.read(again(one));
        requestsSent++;
        return purchase;
    }

    @Benchmark
    @OperationsPerInvocation(PIPELINED)
    public PurchaseRequest request16() {
        connection.read(again(many));
        requestsSent += PIPELINED;
        return purchase;
    }

    @TearDown(Level.Iteration)
    public void check() {
        if (heads.heads() != headsSent || connection.answersWritten() != requestsSent) {
            throw new IllegalStateException("expected heads=" + headsSent + " answers=" + requestsSent
                    + ", found heads=" + heads.heads() + " answers=" + connection.answersWritten());
        }
        if (headsSent == 0 && !purchase.buyerId().toString().equals("oUpF8uMuAJO_M2px000000000001")) {
            throw new IllegalStateException(
                    "expected the buyer of " + TypicalHttp.BODY + ", found " + purchase.buyerId());
        }
    }

    /** The same bytes, unread, and a reference for who reads them. */
    private static ByteBuf again(final ByteBuf bytes) {
        return bytes.readerIndex(0).retain();
    }
}
