package io.flashgate.bench.load;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Waits for many sockets and for a point in time at once, on the thread that made it. It drives Netty's I/O handlers without
 * Netty's channels: with epoll the wait ends within some tens of microseconds of its time; with NIO, where there is no epoll,
 * within a millisecond.
 */
final class Poller implements AutoCloseable, IoHandlerContext {

    /** What is told when its socket can go on. */
    interface Ready {
        /** Also told after an error; the next read or write then says which. */
        void onReady(boolean canRead, boolean canWrite);
    }

    /** How sockets are waited for. */
    enum Transport {
        /** Epoll where there is one. */
        AUTO,
        EPOLL,
        NIO
    }

    private final boolean isEpoll;
    private final IoHandler handler;
    private long untilNanos;

    /** @throws UnsupportedOperationException if epoll is asked for where there is none */
    Poller(final Transport transport) {
        isEpoll = transport == Transport.EPOLL || transport == Transport.AUTO && Epoll.isAvailable();
        if (isEpoll && !Epoll.isAvailable()) {
            throw new UnsupportedOperationException("no epoll here: " + Epoll.unavailabilityCause());
        }
        final OneThread here = new OneThread(Thread.currentThread());
        handler = (isEpoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory()).newHandler(here);
        handler.initialize();
    }

    /** Begins to connect. The socket is ready to write when it has connected, or could not. */
    Wire connect(final InetSocketAddress address, final Ready ready) throws IOException {
        return isEpoll ? EpollWire.connect(this, address, ready) : NioWire.connect(this, address, ready);
    }

    /** Waits until a socket is ready, and tells it; at most until this time of {@link System#nanoTime}. */
    void await(final long nanos) {
        untilNanos = nanos;
        handler.run(this);
    }

    IoRegistration register(final IoHandle handle) throws IOException {
        try {
            return handler.register(handle);
        } catch (final IOException e) {
            throw e;
        } catch (final Exception e) {
            throw new IOException(e);
        }
    }

    @Override
    public boolean canBlock() {
        return untilNanos - System.nanoTime() > 0;
    }

    @Override
    public long delayNanos(final long currentNanos) {
        return Math.max(0, untilNanos - currentNanos);
    }

    @Override
    public long deadlineNanos() {
        return untilNanos;
    }

    @Override
    public void close() {
        handler.prepareToDestroy();
        handler.destroy();
    }

    /** Everything happens on one thread; nothing is ever handed over. */
    private record OneThread(Thread thread) implements ThreadAwareExecutor {
        @Override
        public boolean isExecutorThread(final Thread asked) {
            return asked == thread;
        }

        @Override
        public void execute(final Runnable task) {
            task.run();
        }
    }
}
