package io.flashgate.gateway.http;

import io.flashgate.core.Commands;
import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.gateway.egress.Outbox;
import io.flashgate.gateway.live.SaleView;
import io.flashgate.gateway.telemetry.AnswerTimes;
import io.flashgate.gateway.telemetry.LimitedLog;
import io.flashgate.gateway.telemetry.Telemetry;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/** What one event loop keeps for all its connections, so that nothing is shared and little is allocated. Loop only. */
public final class EventLoopState {

    private static final long SWEEP_MILLIS = 200;
    private static final int POOLED_EXCHANGES = 4_096;

    private final EventLoop eventLoop;
    private final LimitedLog log;
    private final AnswerTimes answerTimes;
    private final Commands commands;
    private final Responses responses;
    private final PlainPurchaseReader plain;
    private final Outbox outbox;
    private final UnsafeBuffer command = new UnsafeBuffer(ByteBuffer.allocateDirect(Commands.MAX_PURCHASE_BYTES));
    private final ArrayDeque<HttpExchange> pool = new ArrayDeque<>();
    /** By the sale's index; null where there was no answer yet. */
    private final List<SaleAnswers> answers = new ArrayList<>();

    private final PurchaseRequest purchase = new PurchaseRequest();

    private final List<Connection> toFlush = new ArrayList<>();
    private final Set<Connection> connections = new LinkedHashSet<>();

    EventLoopState(
            final EventLoop eventLoop,
            final ByteBufAllocator allocator,
            final long hashKey0,
            final long hashKey1,
            final int outboxCapacity,
            final int maxBodyBytes,
            final Telemetry telemetry) {
        this.eventLoop = eventLoop;
        commands = new Commands(hashKey0, hashKey1);
        responses = new Responses(allocator, telemetry.newProblemCounts(Problem.CODES));
        log = telemetry.failures();
        answerTimes = telemetry.newAnswerTimes();
        plain = new PlainPurchaseReader(new PlainPurchaseParser(maxBodyBytes));
        outbox = new Outbox(outboxCapacity, eventLoop, responses::refresh, this::flushTouched);
        eventLoop.scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    public Commands commands() {
        return commands;
    }

    public Responses responses() {
        return responses;
    }

    /** Scratch memory for one encoded command; the ring copies it. */
    public UnsafeBuffer command() {
        return command;
    }

    /** The purchase that is being read, decided on at the gate, or answered: one at a time, always in the cache. */
    PurchaseRequest purchase() {
        return purchase;
    }

    PlainPurchaseReader plain() {
        return plain;
    }

    /** What the answers of a sale have in common. */
    SaleAnswers answersOf(final SaleView sale) {
        while (answers.size() <= sale.index()) {
            answers.add(null);
        }
        SaleAnswers found = answers.get(sale.index());
        if (found == null || !found.areOf(sale)) {
            found = new SaleAnswers(sale);
            answers.set(sale.index(), found);
        }
        return found;
    }

    LimitedLog log() {
        return log;
    }

    /** An answer of the ring's has been written; it is flushed with its batch. */
    void answered(final long decidedNanos) {
        answerTimes.answered(decidedNanos);
    }

    Outbox outbox() {
        return outbox;
    }

    HttpExchange takeExchange() {
        final HttpExchange pooled = pool.pollLast();
        return pooled != null ? pooled : new HttpExchange(this);
    }

    void giveBack(final HttpExchange exchange) {
        if (pool.size() < POOLED_EXCHANGES) {
            pool.addLast(exchange);
        }
    }

    /** Runs what answers an exchange, and sends what was written. Any thread; nothing happens once the loop has ended. */
    void answerSoon(final Runnable answer) {
        try {
            eventLoop.execute(() -> {
                responses.refresh();
                try {
                    answer.run();
                } finally {
                    flushTouched();
                }
            });
        } catch (final RejectedExecutionException ended) {
            log.debug("an answer came after the end of its event loop", ended);
        }
    }

    void flushLater(final Connection connection) {
        toFlush.add(connection);
    }

    void add(final Connection connection) {
        connections.add(connection);
    }

    void remove(final Connection connection) {
        connections.remove(connection);
    }

    /** The gateway goes down: each connection ends once it has its answers. */
    void endConnections() {
        new ArrayList<>(connections).forEach(Connection::end);
    }

    private void flushTouched() {
        for (int i = 0; i < toFlush.size(); i++) {
            flush(toFlush.get(i));
        }
        toFlush.clear();
        answerTimes.flushed();
    }

    /** One connection that cannot be flushed is ended, and keeps no other from its answers. */
    private void flush(final Connection connection) {
        try {
            connection.flush();
        } catch (final RuntimeException | Error broken) {
            log.error("a connection could not be flushed", broken);
            connection.abandon();
        }
    }

    private void sweep() {
        responses.refresh();
        final long nowNanos = System.nanoTime();
        for (final Connection connection : new ArrayList<>(connections)) {
            connection.enforceDeadlines(nowNanos);
        }
    }
}
