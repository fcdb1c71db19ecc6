package io.flashgate.gateway.http;

import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.gateway.live.SaleView;
import io.flashgate.gateway.telemetry.Telemetry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;

/**
 * Parts of one connection, put together without a socket, for the benchmarks. It lies in the gateway's package, in the
 * benchmarks' module, so that the gateway need not show the world what only a measurement wants to touch.
 *
 * <p>One thread. What happens on it happens at once: the channel's event loop is whoever calls.
 */
public final class HttpParts {

    /** Netty's decoder with our limits. */
    public static final String GENERAL = "general";

    /** The fast path, and Netty's decoder behind it. */
    public static final String FAST = "fast";

    private static final long HASH_KEY_0 = 0x0706_0504_0302_0100L;
    private static final long HASH_KEY_1 = 0x0F0E_0D0C_0B0A_0908L;
    private static final int OUTBOX = 1_024;
    private static final HttpLimits LIMITS = new HttpLimits(4_096, 1, Duration.ofSeconds(10), Duration.ofSeconds(60));

    private static final PurchaseAnswer ANSWER = new PurchaseAnswer();

    private final Telemetry telemetry = new Telemetry();
    private final EmbeddedChannel channel;
    private final EventLoopState loop;
    private long answers;
    private long heads;

    private HttpParts() {
        channel = new EmbeddedChannel(new Wire());
        loop = new EventLoopState(
                channel.eventLoop(),
                PooledByteBufAllocator.DEFAULT,
                HASH_KEY_0,
                HASH_KEY_1,
                OUTBOX,
                LIMITS.maxBodyBytes(),
                telemetry);
    }

    /** An event loop's memory, without a connection: to encode answers with. */
    public static HttpParts answers() {
        return new HttpParts();
    }

    /** Netty's decoder with our limits, and behind it only what is asked of any head. */
    public static HttpParts generalDecoder() {
        final HttpParts parts = new HttpParts();
        parts.addDecoder(GENERAL, parts.newConnection((request, exchange) -> {}));
        parts.channel.pipeline().addLast(parts.new HeadCheck());
        return parts;
    }

    /**
     * A whole connection, whose purchases are read and answered with what lies ready.
     *
     * @param decoder {@link #GENERAL} or {@link #FAST}
     * @param target  holds what was read last
     * @param answer  shared by all answers
     */
    public static HttpParts connection(final String decoder, final PurchaseRequest target, final ByteBuf answer) {
        final HttpParts parts = new HttpParts();
        final Connection connection = parts.newConnection(new Reading(target, answer));
        parts.addDecoder(decoder, connection);
        parts.channel.pipeline().addLast(connection);
        return parts;
    }

    /** A connection whose requests come ready decoded. */
    public static HttpParts connection(final Routes routes) {
        final HttpParts parts = new HttpParts();
        parts.channel.pipeline().addLast(parts.newConnection(routes));
        return parts;
    }

    /** Reads the body of a purchase. */
    public static void readBody(final byte[] json, final PurchaseRequest purchase) throws BadRequestException {
        PurchaseBody.read(json, json.length, purchase);
    }

    /** The answer to what was decided, in a pooled buffer. */
    public static ByteBuf encode(final HttpExchange exchange) {
        ANSWER.write(exchange, exchange.loop().responses());
        return exchange.loop().responses().toBuffer();
    }

    /** A request, begun, of a connection that stays open. */
    public HttpExchange exchange(final SaleView sale) {
        final HttpExchange exchange = loop.takeExchange();
        exchange.begin(null, true, false, false);
        exchange.sale(sale);
        return exchange;
    }

    /** One read of the socket: bytes for a decoder, or a decoded request. Takes over one reference to it. */
    public void read(final Object message) {
        channel.pipeline().fireChannelRead(message);
        channel.pipeline().fireChannelReadComplete();
    }

    /** What a decoder has understood, whole requests. */
    public long heads() {
        return heads;
    }

    /** What went out, whole answers. */
    public long answersWritten() {
        return answers;
    }

    /** Lets the event loop answer what was decided. */
    public void runTasks() {
        channel.runPendingTasks();
    }

    private Connection newConnection(final Routes routes) {
        return new Connection(loop, routes, LIMITS, telemetry, Runnable::run, false);
    }

    private void addDecoder(final String decoder, final Connection connection) {
        if (!decoder.equals(GENERAL) && !decoder.equals(FAST)) {
            throw new IllegalArgumentException("decoder: found " + decoder + ", expected " + GENERAL + " or " + FAST);
        }
        channel.pipeline().addLast(new StrictRequestDecoder(connection, decoder.equals(FAST) ? loop.plain() : null));
    }

    /** Reads purchases, either way, and does nothing with them. */
    private record Reading(PurchaseRequest target, ByteBuf answer) implements Routes {

        @Override
        public void handle(final Request request, final HttpExchange exchange) throws BadRequestException {
            PurchaseRoute.read(request.segment("/v1/sales/", "/orders"), request, target);
            exchange.complete(answer.retain());
        }

        @Override
        public PlainPurchases findPlainPurchases() {
            return (plain, exchange) -> {
                plain.copyTo(target);
                exchange.complete(answer.retain());
            };
        }
    }

    /** The end of the pipeline that a socket would be at: counts answers and lets them go. */
    private final class Wire extends ChannelOutboundHandlerAdapter {

        @Override
        public void write(final ChannelHandlerContext context, final Object message, final ChannelPromise promise) {
            answers += ((ByteBuf) message).isReadable() ? 1 : 0;
            ReferenceCountUtil.release(message);
            promise.trySuccess();
        }

        @Override
        public void flush(final ChannelHandlerContext context) {
            // Gone already.
        }
    }

    /** What a connection asks of each head, without the rest of it. */
    private final class HeadCheck extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(final ChannelHandlerContext context, final Object message) throws Exception {
            if (message instanceof HttpRequest) {
                final HttpRequest head = (HttpRequest) message;
                if (head.decoderResult().isFailure()) {
                    throw HeadRules.unreadable(head.decoderResult().cause());
                }
                HeadRules.checkVersionAndHost(head);
                HeadRules.checkFraming(head, LIMITS.maxBodyBytes());
                if (HeadRules.wantsContinue(head)) {
                    throw new IllegalStateException("expected a client that does not wait, found Expect");
                }
            }
            if (message instanceof LastHttpContent) {
                heads++;
            }
            if (message instanceof HttpContent) {
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void exceptionCaught(final ChannelHandlerContext context, final Throwable cause) {
            throw new IllegalStateException(cause);
        }
    }
}
