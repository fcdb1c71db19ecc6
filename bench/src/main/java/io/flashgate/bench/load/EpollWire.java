package io.flashgate.bench.load;

import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.Buffer;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** A socket of Linux, without a channel around it. */
final class EpollWire implements Wire, EpollIoHandle {

    private static final EpollIoOps READING = EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLRDHUP);
    private static final EpollIoOps BOTH = READING.with(EpollIoOps.EPOLLOUT);
    private static final int OUT = EpollIoOps.EPOLLOUT.value();

    private final Socket socket = Socket.newSocketStream();
    private final Poller.Ready ready;
    private IoRegistration registration;

    private EpollWire(final Poller.Ready ready) {
        this.ready = ready;
    }

    static EpollWire connect(final Poller poller, final InetSocketAddress address, final Poller.Ready ready)
            throws IOException {
        final EpollWire wire = new EpollWire(ready);
        try {
            wire.socket.setTcpNoDelay(true);
            wire.socket.connect(address);
            wire.registration = poller.register(wire);
            wire.wantWritable(true);
            return wire;
        } catch (final IOException e) {
            wire.close();
            throw e;
        }
    }

    @Override
    public void finishConnect() throws IOException {
        if (!socket.finishConnect()) {
            throw new IOException("not connected");
        }
    }

    @Override
    public void wantWritable(final boolean wanted) {
        registration.submit(wanted ? BOTH : READING);
    }

    @Override
    public int read(final ByteBuffer into) throws IOException {
        final int count = socket.recvAddress(Buffer.memoryAddress(into), into.position(), into.limit());
        if (count > 0) {
            into.position(into.position() + count);
        }
        return count;
    }

    @Override
    public void write(final ByteBuffer from) throws IOException {
        final int count = socket.sendAddress(Buffer.memoryAddress(from), from.position(), from.limit());
        from.position(from.position() + count);
    }

    @Override
    public FileDescriptor fd() {
        return socket;
    }

    @Override
    public void handle(final IoRegistration which, final IoEvent event) {
        final int ops = ((EpollIoEvent) event).ops().value();
        // Whatever is not about writing (input, hang-up, error) is found out by reading.
        ready.onReady((ops & ~OUT) != 0, (ops & OUT) != 0);
    }

    @Override
    public void close() {
        if (registration != null) {
            registration.cancel();
            registration = null;
        }
        try {
            socket.close();
        } catch (final IOException e) {
            // It is gone either way.
        }
    }
}
