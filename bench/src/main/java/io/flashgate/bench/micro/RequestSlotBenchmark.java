package io.flashgate.bench.micro;

import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.gateway.egress.Egress;
import io.flashgate.gateway.http.HttpExchange;
import io.flashgate.gateway.http.HttpParts;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one place in a connection's row of unanswered requests costs: taken when a request is whole, left when its answer goes
 * out in its turn. Requests come decoded and answers lie ready, so this is the bookkeeping alone: the rules for heads, the
 * place, the order, the flush.
 *
 * <p>{@code answeredAtOnce} is a refusal by the gate. The others wait for the ring, {@value #UNANSWERED} on one connection:
 * their decisions come back through the outbox, in the order of the requests as the ring gives them, or the other way round so
 * that all wait for the first. The score is per request.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class RequestSlotBenchmark {

    private static final int UNANSWERED = 64;

    private final FullHttpRequest decoded =
            new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/v1/orders/summer-1");
    private final ByteBuf answer =
            Unpooled.directBuffer().writeBytes("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    private final HttpExchange.Renderer ready = (exchange, responses) -> exchange.complete(answer.retain());
    private final HttpExchange[] unanswered = new HttpExchange[UNANSWERED];
    private final Decision decision = new Decision().outcome(Outcome.ACCEPTED);
    private final Egress egress = new Egress();

    private HttpParts atOnce;
    private HttpParts later;
    private int taken;
    private long asked;

    @Setup
    public void connect() {
        decoded.headers().set("Host", "shop.example.com");
        atOnce = HttpParts.connection((request, exchange) -> exchange.complete(answer.retain()));
        later = HttpParts.connection((request, exchange) -> {
            exchange.awaitDecision(ready);
            unanswered[taken++] = exchange;
        });
    }

    @Benchmark
    public long answeredAtOnce() {
        atOnce.read(decoded.retain());
        asked++;
        return atOnce.answersWritten();
    }

    @Benchmark
    @OperationsPerInvocation(UNANSWERED)
    public long answeredInOrder() {
        ask();
        for (int i = 0; i < UNANSWERED; i++) {
            egress.reply(unanswered[i], decision, 0);
        }
        return answer();
    }

    @Benchmark
    @OperationsPerInvocation(UNANSWERED)
    public long answeredFromTheLast() {
        ask();
        for (int i = UNANSWERED - 1; i >= 0; i--) {
            egress.reply(unanswered[i], decision, 0);
        }
        return answer();
    }

    @TearDown(Level.Iteration)
    public void check() {
        final long written = atOnce.answersWritten() + later.answersWritten();
        if (written != asked) {
            throw new IllegalStateException("expected answers=" + asked + ", found " + written);
        }
    }

    private void ask() {
        taken = 0;
        for (int i = 0; i < UNANSWERED; i++) {
            later.read(decoded.retain());
        }
        asked += UNANSWERED;
    }

    private long answer() {
        egress.endBatch();
        later.runTasks();
        return later.answersWritten();
    }
}
