package io.flashgate.gateway.http;

import io.flashgate.gateway.http.HttpExchange.BodySource;
import io.flashgate.gateway.telemetry.Telemetry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
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
final class Connection extends ChannelInboundHandlerAdapter {

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final long NOT_BEGUN = 0;

    /** How long a connection that we end is still read, so that a reset does not overtake the last answer. */
    private static final long LINGER_NANOS = 2_000_000_000L;

    private final EventLoopState loop;
    private final Routes routes;
    private final HttpLimits limits;
    private final Telemetry telemetry;
    private final Executor streamers;
    private final boolean counted;

    private final ArrayDeque<HttpExchange> exchanges = new ArrayDeque<>();
    private final Request request = new Request();

    private ChannelHandlerContext context;
    private HttpRequest head;
    private byte[] body = new byte[0];
    private int bodyLength;
    private boolean closing;
    private boolean lingering;
    private boolean inputEnded;
    private boolean gone;
    private boolean reading;
    private boolean streaming;
    private boolean flushPending;
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
            refuse(Problem.OVERLOADED, "The gateway has as many connections as it takes.");
            flush();
        }
    }

    @Override
    public void channelInactive(final ChannelHandlerContext inactive) {
        gone = true;
        loop.remove(this);
        if (counted) {
            telemetry.connectionClosed();
        }
        for (HttpExchange exchange = exchanges.poll(); exchange != null; exchange = exchanges.poll()) {
            if (exchange.isAnswered()) {
                exchange.takeResponse().release();
                loop.giveBack(exchange);
            }
            // Others are still in the ring; they come back through forget().
        }
    }

    @Override
    public void channelRead(final ChannelHandlerContext reader, final Object message) {
        reading = true;
        try {
            if (!closing) {
                read(message);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(final ChannelHandlerContext reader) {
        reading = false;
        flush();
        throttle();
    }

    @Override
    public void channelWritabilityChanged(final ChannelHandlerContext changed) {
        activeNanos = System.nanoTime();
        throttle();
    }

    @Override
    public void userEventTriggered(final ChannelHandlerContext triggered, final Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            // The client has said all it will say, and still listens: answer what it asked, then close.
            if (head != null && !closing) {
                refuse(Problem.MALFORMED, "The connection ended in the middle of the request.");
            }
            closing = true;
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

    /** From the decoder: bytes of a request that is not whole yet. */
    void requestHasBegun() {
        if (begunNanos == NOT_BEGUN) {
            begunNanos = System.nanoTime();
        }
    }

    /** Ends what takes too long: a request that dribbles, a client that does not read, a connection without requests. */
    void enforceDeadlines(final long nowNanos) {
        if (begunNanos != NOT_BEGUN
                && !closing
                && nowNanos - begunNanos > limits.requestDeadline().toNanos()) {
            head = null;
            refuse(
                    Problem.REQUEST_TIMEOUT,
                    "The request did not arrive whole within " + limits.requestDeadline() + '.');
            flush();
        } else if (lingering && nowNanos - activeNanos > LINGER_NANOS) {
            context.close();
        } else if (nowNanos - activeNanos > limits.idleTimeout().toNanos()
                && (!context.channel().isWritable() || exchanges.isEmpty() && begunNanos == NOT_BEGUN)) {
            context.close();
        }
    }

    /** Some exchange has its answer: writes as far as the order of the requests allows. */
    void answered() {
        while (!streaming && !exchanges.isEmpty() && exchanges.peek().isAnswered()) {
            final HttpExchange exchange = exchanges.poll();
            context.write(exchange.takeResponse(), context.voidPromise());
            activeNanos = System.nanoTime();
            if (exchange.bodySource() != null) {
                streaming = true;
                stream(exchange);
            } else {
                finished(exchange);
            }
        }
        if (!reading && !flushPending) {
            flushPending = true;
            loop.flushLater(this);
        }
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
        context.flush();
        if (!reading) {
            throttle();
            closeIfDone();
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
            refuse(newHead.decoderResult().cause());
            return;
        }
        final long declared = HttpUtil.getContentLength(newHead, -1L);
        if (declared > limits.maxBodyBytes()) {
            refuse(
                    Problem.CONTENT_TOO_LARGE,
                    "Content-Length: found " + declared + ", expected at most " + limits.maxBodyBytes() + '.');
            return;
        }
        final String expectation = newHead.headers().get(HttpHeaderNames.EXPECT);
        if (expectation != null && !expectation.equalsIgnoreCase("100-continue")) {
            refuse(Problem.EXPECTATION_FAILED, "Expect: found \"" + expectation + "\", expected 100-continue.");
        } else if (expectation != null
                && exchanges.isEmpty()
                && HttpVersion.HTTP_1_1.equals(newHead.protocolVersion())) {
            // With answers outstanding it would overtake them; the client sends the body after a while anyway.
            context.writeAndFlush(Unpooled.wrappedBuffer(CONTINUE), context.voidPromise());
        }
    }

    private void gather(final HttpContent content) {
        if (content.decoderResult().isFailure()) {
            refuse(content.decoderResult().cause());
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
            if (bodyLength + count > body.length) {
                body = Arrays.copyOf(body, Math.max(256, Math.max(bodyLength + count, body.length * 2)));
            }
            bytes.readBytes(body, bodyLength, count);
            bodyLength += count;
        }
        if (content instanceof LastHttpContent) {
            begunNanos = NOT_BEGUN;
            dispatch();
        }
    }

    private void dispatch() {
        telemetry.request();
        activeNanos = System.nanoTime();
        final HttpExchange exchange = open();
        try {
            checkVersionAndHost();
            request.set(head.method(), head.uri(), head.headers(), body, bodyLength);
            routes.handle(request, exchange);
        } catch (final BadRequestException bad) {
            telemetry.badRequest();
            exchange.complete(bad.problem(), bad.getMessage());
        } catch (final RuntimeException broken) {
            loop.log().error("a request could not be handled", broken);
            exchange.complete(Problem.INTERNAL_ERROR, "The request could not be handled.");
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

    private void checkVersionAndHost() throws BadRequestException {
        final HttpVersion version = head.protocolVersion();
        if (version.majorVersion() != 1) {
            throw new BadRequestException(
                    Problem.HTTP_VERSION_NOT_SUPPORTED, "Found " + version + ", expected HTTP/1.1 or HTTP/1.0.");
        }
        final int hosts = head.headers().getAll(HttpHeaderNames.HOST).size();
        if (hosts > 1 || hosts == 0 && version.minorVersion() > 0) {
            throw new BadRequestException("Host: found " + hosts + " headers, expected one");
        }
    }

    private void refuse(final Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            refuse(
                    Problem.URI_TOO_LONG,
                    "The request line is longer than " + HttpLimits.MAX_REQUEST_LINE_BYTES + " bytes.");
        } else if (cause instanceof TooLongHttpHeaderException) {
            refuse(Problem.HEADERS_TOO_LARGE, "The headers are longer than " + HttpLimits.MAX_HEADER_BYTES + " bytes.");
        } else {
            refuse(Problem.MALFORMED, "This is not well-formed HTTP: " + cause.getMessage());
        }
    }

    /** Answers and ends the connection: where the next request would start is unknown. */
    private void refuse(final Problem problem, final String detail) {
        telemetry.badRequest();
        begunNanos = NOT_BEGUN;
        closing = true;
        head = null;
        final HttpExchange exchange = loop.takeExchange();
        exchange.begin(this, false, false, false);
        exchanges.add(exchange);
        exchange.complete(problem, detail);
    }

    private void finished(final HttpExchange exchange) {
        if (!exchange.isKeepAlive()) {
            closing = true;
        }
        loop.giveBack(exchange);
    }

    /**
     * Ends the connection once everything is answered. What the client is still sending is read and thrown away for a while:
     * closing a socket with unread input resets it, and the reset can destroy the answer on its way.
     */
    private void closeIfDone() {
        if (!closing || lingering || gone || streaming || !exchanges.isEmpty()) {
            return;
        }
        lingering = true;
        activeNanos = System.nanoTime();
        if (inputEnded) {
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        } else {
            context.writeAndFlush(Unpooled.EMPTY_BUFFER)
                    .addListener(written -> ((DuplexChannel) context.channel()).shutdownOutput());
        }
    }

    private void throttle() {
        final boolean mayRead = lingering
                || exchanges.size() < HttpLimits.MAX_IN_FLIGHT
                        && context.channel().isWritable();
        if (context.channel().config().isAutoRead() != mayRead) {
            context.channel().config().setAutoRead(mayRead);
        }
    }

    /** Makes a piece on another thread, writes it, and goes on when the client has taken it. */
    private void stream(final HttpExchange exchange) {
        final BodySource source = exchange.bodySource();
        streamers.execute(() -> {
            ByteBuf piece;
            boolean last = false;
            boolean broken = false;
            try {
                final byte[] bytes = exchange.isHead() ? null : source.next();
                last = bytes == null;
                piece = last ? lastPiece(exchange) : piece(exchange, bytes);
            } catch (final Exception failure) {
                loop.log().error("an answer broke off", failure);
                broken = true;
                piece = Unpooled.EMPTY_BUFFER;
            }
            final boolean ended = last;
            final boolean failed = broken;
            context.writeAndFlush(piece).addListener(written -> {
                if (failed || !written.isSuccess()) {
                    streamers.execute(() -> close(source));
                    context.close();
                } else if (ended) {
                    streamers.execute(() -> close(source));
                    streaming = false;
                    finished(exchange);
                    answered();
                    flush();
                } else {
                    activeNanos = System.nanoTime();
                    stream(exchange);
                }
            });
        });
    }

    private void close(final BodySource source) {
        try {
            source.close();
        } catch (final Exception failure) {
            loop.log().warn("the source of an answer did not close", failure);
        }
    }

    private static ByteBuf piece(final HttpExchange exchange, final byte[] bytes) {
        if (exchange.isHttp10()) {
            return Unpooled.wrappedBuffer(bytes);
        }
        return Unpooled.wrappedBuffer(
                (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII),
                bytes,
                new byte[] {'\r', '\n'});
    }

    private static ByteBuf lastPiece(final HttpExchange exchange) {
        return exchange.isHttp10() || exchange.isHead() ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(LAST_CHUNK);
    }
}
