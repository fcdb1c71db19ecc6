package io.flashgate.gateway.http;

import io.flashgate.gateway.telemetry.Telemetry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One listener with event loops of its own; epoll where there is epoll, NIO elsewhere. */
public final class HttpServer {

    private static final int BACKLOG = 4_096;
    private static final int RECEIVE_BUFFER_BYTES = 16 * 1024;

    /** How long clients have to take their last answers and to close, before their connections are closed for them. */
    private static final long FAREWELL_MILLIS = 300;

    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(32 * 1024, 128 * 1024);

    private final String name;
    private final EventLoopGroup loops;
    private final ExecutorService streamers;
    private final Map<EventExecutor, EventLoopState> states = new ConcurrentHashMap<>();
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final Routes routes;
    private final HttpLimits limits;
    private final Telemetry telemetry;
    private final boolean counted;
    private Channel listener;

    /**
     * @param name           in the names of its threads
     * @param eventLoops     threads
     * @param hashKey0       low word of the log's secret hash key
     * @param hashKey1       high word of it
     * @param outboxCapacity decided exchanges that may wait for one loop, a power of two
     * @param counted        whether its connections count in the telemetry and against the limit
     */
    public HttpServer(
            final String name,
            final int eventLoops,
            final Routes routes,
            final HttpLimits limits,
            final Telemetry telemetry,
            final long hashKey0,
            final long hashKey1,
            final int outboxCapacity,
            final boolean counted) {
        this.name = name;
        this.routes = routes;
        this.limits = limits;
        this.telemetry = telemetry;
        this.counted = counted;
        loops = new MultiThreadIoEventLoopGroup(
                eventLoops,
                new DefaultThreadFactory("flashgate-" + name, true),
                Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        streamers = Executors.newCachedThreadPool(new DefaultThreadFactory("flashgate-" + name + "-stream", true));
        for (final EventExecutor executor : loops) {
            final EventLoop loop = (EventLoop) executor;
            states.put(
                    loop,
                    new EventLoopState(
                            loop,
                            PooledByteBufAllocator.DEFAULT,
                            hashKey0,
                            hashKey1,
                            outboxCapacity,
                            limits.maxBodyBytes(),
                            telemetry));
        }
    }

    /**
     * Opens the port.
     *
     * @throws IOException if it cannot be had; the message names it
     */
    public void listen(final InetSocketAddress address) throws IOException {
        final ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                // Bounds how many pipelined requests one read can bring.
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(512, 4_096, RECEIVE_BUFFER_BYTES))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(final Channel channel) {
                        connections.add(channel);
                        final EventLoopState state = states.get(channel.eventLoop());
                        final Connection connection =
                                new Connection(state, routes, limits, telemetry, streamers, counted);
                        final PlainPurchaseReader plain = routes.findPlainPurchases() == null ? null : state.plain();
                        channel.pipeline().addLast(new StrictRequestDecoder(connection, plain), connection);
                    }
                });
        final ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen on " + address.getHostString() + ':' + address.getPort() + " ("
                            + bound.cause().getMessage() + ')',
                    bound.cause());
        }
        listener = bound.channel();
    }

    /** Where it listens; the port is the real one. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    public String transport() {
        return Epoll.isAvailable() ? "epoll" : "nio";
    }

    /** Takes no new connections. When it returns, every request whose handling had begun before is answered or in the ring. */
    public void stopAccepting() {
        if (listener != null) {
            listener.close().awaitUninterruptibly();
        }
        awaitLoops();
    }

    /** Waits until every decided exchange has been answered by its loop, or until the deadline. */
    public void awaitAnswered(final long untilNanos) {
        for (final EventLoopState state : states.values()) {
            while (!state.outbox().isEmpty() && System.nanoTime() - untilNanos < 0) {
                LockSupport.parkNanos(100_000);
            }
        }
    }

    /** Sends what is written, ends the connections and the threads. */
    public void close() {
        stopAccepting();
        // Not just closed: a socket that is closed with unread input resets, and answers on their way would be lost.
        states.forEach((loop, state) -> loop.execute(state::endConnections));
        connections.newCloseFuture().awaitUninterruptibly(FAREWELL_MILLIS);
        connections.close().awaitUninterruptibly(1_000);
        streamers.shutdownNow();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2_000);
    }

    /** A loop runs its tasks in order: behind this one, whatever it had begun is done. */
    private void awaitLoops() {
        for (final EventExecutor loop : states.keySet()) {
            loop.submit(() -> {}).awaitUninterruptibly(1_000);
        }
    }

    @Override
    public String toString() {
        return "HttpServer{" + name + ' ' + (listener == null ? "closed" : listener.localAddress()) + '}';
    }
}
