package io.flashgate.gateway.http;

import io.flashgate.gateway.telemetry.Telemetry;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/**
 * One client connection: last in its pipeline, behind {@link StrictRequestDecoder}.
 *
 * <p>Takes the requests in their order: gathers each, hands it to the routes, and puts it into the {@link AnswerQueue},
 * which sees to the order of the answers. These are flushed once a read or once a batch of decisions. Stops reading while
 * too much is unanswered or unread by the client.
 */
final class Connection extends ChannelInboundHandlerAdapter implements AnswerQueue.Listener {

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final long NOT_BEGUN = 0;

    /** How long a connection that we end is still read, so that a reset does not overtake the last answer. */
    private static final long LINGER_NANOS = 2_000_000_000L;

    private final EventLoopState loop;
    private final Routes routes;
    private final PlainPurchases plainPurchases;
    private final HttpLimits limits;
    private final Telemetry telemetry;
    private final boolean counted;

    private final RequestGatherer gatherer;
    private final AnswerQueue answers;
    /** Parts of requests that came in one read with others, and must wait until some of those are answered. */
    private final ArrayDeque<Object> waiting = new ArrayDeque<>();

    private ChannelHandlerContext context;

    /** No further request is taken. */
    private boolean closing;
    /** Everything is answered; the answers are on their way out. */
    private boolean ending;
    /** The answers are out; what still comes in is thrown away. */
    private boolean lingering;

    private boolean inputEnded;
    private boolean endOfInputTaken;
    private boolean gone;
    private boolean flushing;
    /** Whoever set it flushes in a moment. */
    private boolean batching;

    private boolean flushPending;

    private long begunNanos = NOT_BEGUN;
    private long activeNanos = System.nanoTime();
    /** A request was taken or an answer written since the clock was read last. */
    private boolean isActive;

    Connection(
            final EventLoopState loop,
            final Routes routes,
            final HttpLimits limits,
            final Telemetry telemetry,
            final Executor streamers,
            final boolean counted) {
        this.loop = loop;
        this.routes = routes;
        plainPurchases = routes.findPlainPurchases();
        this.limits = limits;
        this.telemetry = telemetry;
        this.counted = counted;
        gatherer = new RequestGatherer(limits.maxBodyBytes());
        answers = new AnswerQueue(loop, streamers, this);
    }

    @Override
    public void handlerAdded(final ChannelHandlerContext added) {
        context = added;
        answers.writeTo(added);
    }

    @Override
    public void channelActive(final ChannelHandlerContext active) {
        loop.add(this);
        if (counted && telemetry.connectionOpened() > limits.maxConnections()) {
            telemetry.connectionRefused();
            refuseAtOnce(Problem.OVERLOADED, "The gateway has as many connections as it takes.");
        }
    }

    @Override
    public void channelInactive(final ChannelHandlerContext inactive) {
        gone = true;
        loop.remove(this);
        if (counted) {
            telemetry.connectionClosed();
        }
        for (Object part = waiting.poll(); part != null; part = waiting.poll()) {
            ReferenceCountUtil.release(part);
        }
        answers.discard();
    }

    @Override
    public void channelRead(final ChannelHandlerContext reader, final Object message) {
        batching = true;
        if (closing) {
            ReferenceCountUtil.release(message);
        } else if (waiting.isEmpty() && mayTake()) {
            take(message);
        } else {
            waiting.add(message);
        }
    }

    @Override
    public void channelReadComplete(final ChannelHandlerContext reader) {
        batching = false;
        flush();
    }

    @Override
    public void channelWritabilityChanged(final ChannelHandlerContext changed) {
        activeNanos = System.nanoTime();
        if (!batching && !flushing) {
            // Not at once: it may be an answer that is just being written that fills the channel.
            // Requests that were taken in the midst of it would be given the exchange that it has
            // not quite done with.
            changed.executor().execute(this::flush);
        }
    }

    @Override
    public void userEventTriggered(final ChannelHandlerContext triggered, final Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            if (lingering) {
                context.close();
            } else {
                flush();
            }
        }
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext failed, final Throwable cause) {
        if (!(cause instanceof IOException)) {
            loop.log().warn("a connection failed", cause);
        }
        failed.close();
    }

    /** Whether a request that is not the decoder's may be taken now: nothing before it waits for its turn. */
    boolean mayTakePlain() {
        return !closing && waiting.isEmpty() && mayTake();
    }

    /** From the decoder: something has come in. */
    void readBegins() {
        loop.responses().refresh();
    }

    /** From the fast path: a whole purchase. */
    void takePlain(final PlainPurchaseParser plain) {
        batching = true;
        begunNanos = NOT_BEGUN;
        final HttpExchange exchange = open(true, false, false);
        try {
            plainPurchases.handle(plain, exchange);
        } catch (final RuntimeException | Error broken) {
            exchange.fail("a request could not be handled", broken);
        }
    }

    /** From the decoder: bytes of a request that is not whole yet. */
    void requestHasBegun() {
        if (begunNanos == NOT_BEGUN && !closing) {
            begunNanos = System.nanoTime();
        }
    }

    /** Ends what takes too long: a request that dribbles, a client that does not read, a connection without requests. */
    void enforceDeadlines(final long nowNanos) {
        if (begunNanos != NOT_BEGUN
                && !closing
                && waiting.isEmpty()
                && nowNanos - begunNanos > limits.requestDeadline().toNanos()) {
            refuseAtOnce(
                    Problem.REQUEST_TIMEOUT,
                    "The request did not arrive whole within " + limits.requestDeadline() + '.');
        } else if (lingering && nowNanos - activeNanos > LINGER_NANOS) {
            context.close();
        } else if (nowNanos - activeNanos > limits.idleTimeout().toNanos()
                && (!context.channel().isWritable() || answers.isEmpty() && begunNanos == NOT_BEGUN)) {
            context.close();
        }
    }

    /** Some exchange has its answer. */
    void answered(final HttpExchange exchange) {
        answers.answered(exchange);
    }

    /** Some exchange has its answer, ready to be written. */
    void answered(final HttpExchange exchange, final Responses answer) {
        answers.answered(exchange, answer);
    }

    /** What cannot be answered must not leave its client waiting. */
    void abandon() {
        closing = true;
        context.close();
    }

    @Override
    public void answerWritten(final HttpExchange exchange) {
        if (!exchange.isKeepAlive()) {
            closing = true;
        }
    }

    @Override
    public void flushDue() {
        isActive = true;
        continueIfDue();
        if (!batching && !flushPending) {
            flushPending = true;
            loop.flushLater(this);
        }
    }

    @Override
    public void pieceTaken() {
        activeNanos = System.nanoTime();
    }

    @Override
    public void bodyEnded() {
        isActive = true;
        batching = true;
        answers.writeAnswered();
        continueIfDue();
        batching = false;
        flush();
    }

    /** No request behind this one is taken: its answer ends the connection. */
    void takeNoMore() {
        closing = true;
    }

    /** The gateway goes down: answers what was taken, takes no more, and ends. */
    void end() {
        closing = true;
        flush();
    }

    /** An exchange of a connection that has ended comes back from the ring. */
    void forget(final HttpExchange exchange) {
        loop.giveBack(exchange);
    }

    boolean isGone() {
        return gone;
    }

    void flush() {
        flushPending = false;
        if (batching) {
            answers.flush();
            return;
        }
        flushing = true;
        answers.flush();
        while (!waiting.isEmpty() && (closing || mayTake())) {
            takeWaiting();
            answers.flush();
        }
        if (inputEnded && !endOfInputTaken && waiting.isEmpty()) {
            takeEndOfInput();
            answers.flush();
        }
        if (isActive) {
            isActive = false;
            activeNanos = System.nanoTime();
        }
        flushing = false;
        throttle();
        closeIfDone();
    }

    private void takeWaiting() {
        batching = true;
        while (!waiting.isEmpty() && (closing || mayTake())) {
            if (closing) {
                ReferenceCountUtil.release(waiting.poll());
            } else {
                take(waiting.poll());
            }
        }
        batching = false;
    }

    /** The client has said all it will say, and still listens: answers what it asked, then closes. */
    private void takeEndOfInput() {
        endOfInputTaken = true;
        batching = true;
        if (begunNanos != NOT_BEGUN && !closing) {
            refuse(Problem.MALFORMED, "The connection ended in the middle of the request.");
        }
        closing = true;
        batching = false;
    }

    /** Whether another request may be begun: not while too much of this connection waits to be answered or to be read. */
    private boolean mayTake() {
        return answers.hasRoom() && context.channel().isWritable();
    }

    private void take(final Object part) {
        try {
            read(part);
        } finally {
            ReferenceCountUtil.release(part);
        }
    }

    private void read(final Object part) {
        try {
            if (part instanceof HttpRequest) {
                requestHasBegun();
            }
            if (gatherer.take(part)) {
                begunNanos = NOT_BEGUN;
                dispatch();
            }
            continueIfDue();
        } catch (final BadRequestException bad) {
            refuse(bad.problem(), bad.getMessage());
        }
    }

    /** Asks for the body that the client holds back, once everything before is answered: an interim answer has its turn too. */
    private void continueIfDue() {
        if (gatherer.wantsContinue() && answers.isEmpty()) {
            gatherer.continued();
            answers.write(Unpooled.wrappedBuffer(CONTINUE));
            context.flush();
        }
    }

    private void dispatch() {
        final boolean keepAlive = gatherer.isKeepAlive() && !closing;
        final HttpExchange exchange = open(keepAlive, gatherer.isHttp10(), gatherer.isHead());
        closing |= !keepAlive;
        try {
            routes.handle(gatherer.request(), exchange);
        } catch (final BadRequestException bad) {
            telemetry.badRequest();
            exchange.complete(bad.problem(), bad.getMessage());
        } catch (final RuntimeException | Error broken) {
            exchange.fail("a request could not be handled", broken);
        }
        gatherer.end();
    }

    private HttpExchange open(final boolean keepAlive, final boolean isHttp10, final boolean isHead) {
        telemetry.request();
        isActive = true;
        final HttpExchange exchange = loop.takeExchange();
        exchange.begin(this, keepAlive, isHttp10, isHead);
        answers.add(exchange);
        return exchange;
    }

    /** Answers and ends the connection: where the next request would start is unknown. */
    private void refuse(final Problem problem, final String detail) {
        telemetry.badRequest();
        begunNanos = NOT_BEGUN;
        closing = true;
        final HttpExchange exchange = loop.takeExchange();
        exchange.begin(this, false, false, gatherer.isHead());
        gatherer.end();
        answers.add(exchange);
        exchange.complete(problem, detail);
    }

    /** Where no read is going on that would flush. */
    private void refuseAtOnce(final Problem problem, final String detail) {
        batching = true;
        refuse(problem, detail);
        batching = false;
        flush();
    }

    /**
     * Ends the connection once everything is answered and the client has had time to take it. What the client is still
     * sending is then read and thrown away for a while: closing a socket with unread input resets it, and the reset can
     * destroy the answer on its way.
     */
    private void closeIfDone() {
        if (!closing || ending || gone || !answers.isEmpty()) {
            return;
        }
        ending = true;
        throttle();
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            activeNanos = System.nanoTime();
            lingering = true;
            if (inputEnded || !written.isSuccess() || !(context.channel() instanceof DuplexChannel)) {
                context.close();
            } else {
                ((DuplexChannel) context.channel()).shutdownOutput();
            }
        });
    }

    private void throttle() {
        if (inputEnded || !context.channel().isActive()) {
            return;
        }
        final boolean mayRead = ending || waiting.isEmpty() && mayTake();
        if (context.channel().config().isAutoRead() != mayRead) {
            context.channel().config().setAutoRead(mayRead);
        }
    }
}
