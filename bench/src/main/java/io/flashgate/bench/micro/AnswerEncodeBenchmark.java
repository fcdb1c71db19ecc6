package io.flashgate.bench.micro;

import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.gateway.http.HttpExchange;
import io.flashgate.gateway.http.HttpParts;
import io.flashgate.gateway.http.Problem;
import io.flashgate.gateway.live.SaleBoard;
import io.flashgate.gateway.live.SaleView;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs an event loop to write one answer, head and body, into a pooled buffer, and to give the buffer back. Run with
 * {@code AnswerEncode -prof gc}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class AnswerEncodeBenchmark {

    private static final int CAPACITY = 100;
    private static final long SEQUENCE = 918_233;

    private final HttpParts parts = HttpParts.answers();
    private HttpExchange sold;
    private HttpExchange repeated;
    private HttpExchange soldOut;
    private HttpExchange closed;
    private HttpExchange buyerLimit;

    @Setup
    public void decide() {
        final SaleBoard board = new SaleBoard(CAPACITY);
        new PreparedCore(0, CAPACITY, (core, command, length, decision) -> board.onDecided(command, 0, decision));
        final SaleView sale = board.find(TypicalRequest.SALE);

        sold = exchange(sale);
        accept(sold.decision().outcome(Outcome.ACCEPTED));
        repeated = exchange(sale);
        accept(repeated.decision().repeats(Outcome.ACCEPTED));
        soldOut = exchange(sale);
        soldOut.decision().outcome(Outcome.SOLD_OUT).stamp(SEQUENCE, PreparedCore.NOON);
        closed = exchange(sale);
        closed.decision().outcome(Outcome.SALE_CLOSED);
        buyerLimit = exchange(sale);
        buyerLimit
                .decision()
                .outcome(Outcome.BUYER_LIMIT)
                .stamp(SEQUENCE, PreparedCore.NOON)
                .units(2);

        expect(render(sold), "HTTP/1.1 201", "\"status\":\"CONFIRMED\"");
        expect(render(repeated), "HTTP/1.1 201", "Idempotent-Replayed: true");
        expect(render(soldOut), "HTTP/1.1 409", "\"code\":\"sold-out\"");
        expect(render(closed), "HTTP/1.1 410", "\"code\":\"sale-closed\"");
        expect(render(buyerLimit), "HTTP/1.1 409", "\"limit\":2");
        expect(renderMalformed(), "HTTP/1.1 400", "\"code\":\"malformed\"");
    }

    @Benchmark
    public int sold() {
        return size(render(sold));
    }

    @Benchmark
    public int soldRepeated() {
        return size(render(repeated));
    }

    @Benchmark
    public int soldOut() {
        return size(render(soldOut));
    }

    @Benchmark
    public int saleClosed() {
        return size(render(closed));
    }

    @Benchmark
    public int buyerLimit() {
        return size(render(buyerLimit));
    }

    @Benchmark
    public int malformed() {
        return size(renderMalformed());
    }

    private HttpExchange exchange(final SaleView sale) {
        final HttpExchange exchange = parts.exchange(sale);
        final TypicalRequest request = new TypicalRequest();
        exchange.purchase().clear();
        exchange.purchase().saleId().set(TypicalRequest.SALE);
        exchange.purchase().sku().set(TypicalRequest.SNEAKERS);
        exchange.purchase().group().set("group-07");
        exchange.purchase().buyerId().set(request.of(1, 1).buyerId().toString());
        exchange.purchase().quantity(1);
        exchange.decision().reset();
        return exchange;
    }

    private static void accept(final Decision decision) {
        decision.stamp(SEQUENCE, PreparedCore.NOON).orderNumber(17).promise(0).addPart(0, 0, 1, 9_900);
    }

    private ByteBuf render(final HttpExchange exchange) {
        return HttpParts.encode(exchange);
    }

    private ByteBuf renderMalformed() {
        return sold.loop()
                .responses()
                .problem(
                        sold,
                        Problem.MALFORMED,
                        "quantity: found a string at line 1, column 31, expected a whole number from 1 to 1000");
    }

    private static int size(final ByteBuf response) {
        final int bytes = response.readableBytes();
        response.release();
        return bytes;
    }

    private static void expect(final ByteBuf response, final String start, final String part) {
        final String text = response.toString(StandardCharsets.UTF_8);
        response.release();
        if (!text.startsWith(start) || !text.contains(part)) {
            throw new IllegalStateException("expected " + start + " and " + part + ", found " + text);
        }
    }
}
