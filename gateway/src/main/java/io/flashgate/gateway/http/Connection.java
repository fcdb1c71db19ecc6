package io.flashgate.gateway.http;

import io.flashgate.gateway.telemetry.Telemetry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.Executor;

/**
 * One client connection: last in its pipeline, behind {@link StrictRequestDecoder}.
 *
 * <p>Gathers each request, hands it to the routes, and writes the answers in the order of the requests: only the answered
 * prefix of the queue ever leaves. Bytes are written as they are ready and flushed once a read or once a batch of
 * decisions. Stops reading while too much is unanswered or unread by the client.
 */
final class Connection extends ChannelInboundHandlerAdapter implements BodyStream.Listener {

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final long NOT_BEGUN = 0;

    /** How long a connection that we end is still read, so that a reset does not overtake the last answer. */
    private static final long LINGER_NANOS = 2_000_000_000L;

    private final EventLoopState loop;
    private final Routes routes;
    private final PlainPurchases plainPurchases;
    private final HttpLimits limits;
    private final Telemetry telemetry;
    private final Executor streamers;
    private final boolean counted;

    private final ArrayDeque<HttpExchange> exchanges = new ArrayDeque<>();
    /** Parts of requests that came in one read with others, and must wait until some of those are answered. */
    private final ArrayDeque<Object> waiting = new ArrayDeque<>();

    private final Request request = new Request();

    private ChannelHandlerContext context;
    private HttpRequest head;
    private byte[] body = new byte[0];
    private int bodyLength;
    private boolean wantsContinue;
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
    /** Bytes of answers that are ready but must not overtake one that is not. */
    private int heldBytes;
    /** Whoever set it flushes in a moment. */
    private boolean batching;

    private boolean flushPending;
    /** Null: no body is being written in pieces. */
    private BodyStream stream;

    private long begunNanos = NOT_BEGUN;
    private long activeNanos = System.nanoTime();

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
        this.streamers = streamers;
        this.counted = counted;
    }

    @Override
    public void handlerAdded(final ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelActive(final ChannelHandlerContext active) {
        loop.add(this);
        if (counted && telemetry.connectionOpened() > limits.maxConnections()) {
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
        for (HttpExchange exchange = exchanges.poll(); exchange != null; exchange = exchanges.poll()) {
            if (exchange.isAnswered()) {
                exchange.takeResponse().release();
                if (exchange.bodySource() != null) {
                    BodyStream.discard(exchange.bodySource(), streamers, loop.log());
                }
                loop.giveBack(exchange);
            }
            // Others are still in the ring; they come back through forget().
        }
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
            flush();
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
            loop.log().warn("connection {} failed", failed.channel(), cause);
        }
        failed.close();
    }

    /** Whether a request that is not the decoder's may be taken now: nothing before it waits for its turn. */
    boolean mayTakePlain() {
        return !closing && waiting.isEmpty() && mayTake();
    }

    /** From the fast path: a whole purchase. */
    void takePlain(final PlainPurchaseParser plain) {
        batching = true;
        begunNanos = NOT_BEGUN;
        telemetry.request();
        activeNanos = System.nanoTime();
        final HttpExchange exchange = loop.takeExchange();
        exchange.begin(this, true, false, false);
        exchanges.add(exchange);
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
                && (!context.channel().isWritable()
                        || exchanges.isEmpty() && stream == null && begunNanos == NOT_BEGUN)) {
            context.close();
        }
    }

    /** Some exchange has its answer: writes as far as the order of the requests allows. */
    void answered(final int responseBytes) {
        heldBytes += responseBytes;
        writeAnswered();
    }

    /** What cannot be answered must not leave its client waiting. */
    void abandon() {
        closing = true;
        context.close();
    }

    private void writeAnswered() {
        boolean written = false;
        while (stream == null && !exchanges.isEmpty() && exchanges.peek().isAnswered()) {
            final HttpExchange exchange = exchanges.poll();
            final ByteBuf response = exchange.takeResponse();
            heldBytes -= response.readableBytes();
            context.write(response, context.voidPromise());
            written = true;
            if (exchange.bodySource() != null) {
                stream = BodyStream.start(exchange, context, streamers, loop.log(), this);
            } else {
                finished(exchange);
            }
        }
        if (written) {
            activeNanos = System.nanoTime();
            continueIfDue();
            if (!batching && !flushPending) {
                flushPending = true;
                loop.flushLater(this);
            }
        }
    }

    @Override
    public void pieceTaken() {
        activeNanos = System.nanoTime();
    }

    @Override
    public void ended(final HttpExchange streamed) {
        stream = null;
        finished(streamed);
        activeNanos = System.nanoTime();
        batching = true;
        writeAnswered();
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
            context.flush();
            return;
        }
        flushing = true;
        context.flush();
        while (!waiting.isEmpty() && (closing || mayTake())) {
            takeWaiting();
            context.flush();
        }
        if (inputEnded && !endOfInputTaken && waiting.isEmpty()) {
            takeEndOfInput();
            context.flush();
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
        return exchanges.size() < HttpLimits.MAX_IN_FLIGHT
                && heldBytes < HttpLimits.MAX_HELD_BYTES
                && context.channel().isWritable();
    }

    private void take(final Object part) {
        try {
            read(part);
        } finally {
            ReferenceCountUtil.release(part);
        }
    }

    private void read(final Object message) {
        if (message instanceof HttpRequest) {
            begin((HttpRequest) message);
        }
        if (!closing && message instanceof HttpContent) {
            gather((HttpContent) message);
        }
    }

    private void begin(final HttpRequest newHead) {
        head = newHead;
        bodyLength = 0;
        requestHasBegun();
        if (newHead.decoderResult().isFailure()) {
            refuse(HeadRules.unreadable(newHead.decoderResult().cause()));
            return;
        }
        try {
            HeadRules.checkVersionAndHost(newHead);
            HeadRules.checkFraming(newHead, limits.maxBodyBytes());
        } catch (final BadRequestException bad) {
            refuse(bad);
            return;
        }
        wantsContinue = HeadRules.wantsContinue(newHead);
        continueIfDue();
    }

    /** Asks for the body that the client holds back, once everything before is answered: an interim answer has its turn too. */
    private void continueIfDue() {
        if (wantsContinue && exchanges.isEmpty() && stream == null) {
            wantsContinue = false;
            context.writeAndFlush(Unpooled.wrappedBuffer(CONTINUE), context.voidPromise());
        }
    }

    private void gather(final HttpContent content) {
        if (content.decoderResult().isFailure()) {
            refuse(HeadRules.unreadable(content.decoderResult().cause()));
            return;
        }
        final ByteBuf bytes = content.content();
        final int count = bytes.readableBytes();
        if (bodyLength + count > limits.maxBodyBytes()) {
            refuse(
                    Problem.CONTENT_TOO_LARGE,
                    "The body is longer than " + limits.maxBodyBytes() + " bytes, the most that is taken here.");
            return;
        }
        if (count > 0) {
            wantsContinue = false;
            if (bodyLength + count > body.length) {
                body = Arrays.copyOf(body, Math.max(256, Math.max(bodyLength + count, body.length * 2)));
            }
            bytes.readBytes(body, bodyLength, count);
            bodyLength += count;
        }
        if (content instanceof LastHttpContent) {
            wantsContinue = false;
            begunNanos = NOT_BEGUN;
            dispatch();
        }
    }

    private void dispatch() {
        telemetry.request();
        activeNanos = System.nanoTime();
        final HttpExchange exchange = open();
        try {
            request.set(head.method(), head.uri(), head.headers(), body, bodyLength);
            routes.handle(request, exchange);
        } catch (final BadRequestException bad) {
            telemetry.badRequest();
            exchange.complete(bad.problem(), bad.getMessage());
        } catch (final RuntimeException | Error broken) {
            exchange.fail("a request could not be handled", broken);
        }
        head = null;
    }

    private HttpExchange open() {
        final HttpExchange exchange = loop.takeExchange();
        final boolean keepAlive = HttpUtil.isKeepAlive(head) && !closing;
        exchange.begin(
                this,
                keepAlive,
                HttpVersion.HTTP_1_0.equals(head.protocolVersion()),
                HttpMethod.HEAD.equals(head.method()));
        closing |= !keepAlive;
        exchanges.add(exchange);
        return exchange;
    }

    private void refuse(final BadRequestException bad) {
        refuse(bad.problem(), bad.getMessage());
    }

    /** Answers and ends the connection: where the next request would start is unknown. */
    private void refuse(final Problem problem, final String detail) {
        telemetry.badRequest();
        begunNanos = NOT_BEGUN;
        wantsContinue = false;
        closing = true;
        final HttpExchange exchange = loop.takeExchange();
        exchange.begin(this, false, false, head != null && HttpMethod.HEAD.equals(head.method()));
        head = null;
        exchanges.add(exchange);
        exchange.complete(problem, detail);
    }

    /** Where no read is going on that would flush. */
    private void refuseAtOnce(final Problem problem, final String detail) {
        batching = true;
        refuse(problem, detail);
        batching = false;
        flush();
    }

    private void finished(final HttpExchange exchange) {
        if (!exchange.isKeepAlive()) {
            closing = true;
        }
        loop.giveBack(exchange);
    }

    /**
     * Ends the connection once everything is answered and the client has had time to take it. What the client is still
     * sending is then read and thrown away for a while: closing a socket with unread input resets it, and the reset can
     * destroy the answer on its way.
     */
    private void closeIfDone() {
        if (!closing || ending || gone || stream != null || !exchanges.isEmpty()) {
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
