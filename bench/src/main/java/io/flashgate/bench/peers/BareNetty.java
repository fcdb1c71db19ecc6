package io.flashgate.bench.peers;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * A server that reads requests with Netty's own HTTP decoder, header validation on, and answers each with the same 201:
 * nothing is parsed beyond HTTP, decided or stored. What it costs is the floor under any HTTP server on Netty.
 *
 * <p>One event loop. The answer is encoded once; it is written as each request's end is read and flushed once per read.
 */
public final class BareNetty {

    private static final String ORDER =
            "{\"orderId\":\"sale-1234567\",\"saleId\":\"sale\",\"buyerId\":\"buyer-1234567\","
                    + "\"items\":[{\"sku\":\"sneaker-42\",\"quantity\":1,\"unitPrice\":9900}],\"total\":9900,\"currency\":\"CNY\","
                    + "\"status\":\"CONFIRMED\",\"sequence\":1234567,\"decidedAt\":\"2026-11-27T12:00:00.123456789Z\","
                    + "\"durability\":\"none\"}";
    private static final String HEAD = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n"
            + "Location: /v1/orders/sale-1234567\r\nContent-Length: " + ORDER.length() + "\r\n\r\n";

    private static final int MAX_LINE_BYTES = 4 << 10;
    private static final int MAX_HEADER_BYTES = 8 << 10;
    private static final int MAX_CHUNK_BYTES = 8 << 10;
    private static final int BACKLOG = 4_096;

    private BareNetty() {}

    /** Listens on a free loopback port, prints {@code ready port=N} and serves until it is killed. */
    public static void main(final String[] args) throws InterruptedException {
        final Channel listener = listen();
        System.out.println("ready port=" + ((InetSocketAddress) listener.localAddress()).getPort());
        listener.closeFuture().sync();
    }

    private static Channel listen() throws InterruptedException {
        final boolean epoll = Epoll.isAvailable();
        final EventLoopGroup loop =
                new MultiThreadIoEventLoopGroup(1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        final ByteBuf answer = Unpooled.unreleasableBuffer(
                Unpooled.directBuffer().writeBytes((HEAD + ORDER).getBytes(StandardCharsets.US_ASCII)));
        return new ServerBootstrap()
                .group(loop)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(final Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpRequestDecoder(MAX_LINE_BYTES, MAX_HEADER_BYTES, MAX_CHUNK_BYTES))
                                .addLast(new SameAnswer(answer));
                    }
                })
                .bind(new InetSocketAddress("127.0.0.1", 0))
                .sync()
                .channel();
    }

    /** Last in a connection's pipeline. */
    private static final class SameAnswer extends ChannelInboundHandlerAdapter {

        private final ByteBuf answer;

        SameAnswer(final ByteBuf answer) {
            this.answer = answer;
        }

        @Override
        public void channelRead(final ChannelHandlerContext context, final Object message) {
            if (message instanceof HttpMessage head && head.decoderResult().isFailure()) {
                context.close();
            } else if (message instanceof LastHttpContent) {
                context.write(answer.duplicate(), context.voidPromise());
            }
            ReferenceCountUtil.release(message);
        }

        @Override
        public void channelReadComplete(final ChannelHandlerContext context) {
            context.flush();
        }

        @Override
        public void exceptionCaught(final ChannelHandlerContext context, final Throwable cause) {
            // A client that went away is none of this server's business.
            context.close();
        }
    }
}
