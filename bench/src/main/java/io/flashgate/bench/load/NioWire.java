package io.flashgate.bench.load;

import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoEvent;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoOps;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;

/** A socket of the JDK's. */
final class NioWire implements Wire, NioIoHandle {

    private final SocketChannel channel;
    private final Poller.Ready ready;
    private IoRegistration registration;

    private NioWire(final SocketChannel channel, final Poller.Ready ready) {
        this.channel = channel;
        this.ready = ready;
    }

    static NioWire connect(final Poller poller, final InetSocketAddress address, final Poller.Ready ready)
            throws IOException {
        final NioWire wire = new NioWire(SocketChannel.open(), ready);
        try {
            wire.channel.configureBlocking(false);
            wire.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            final boolean isConnected = wire.channel.connect(address);
            wire.registration = poller.register(wire);
            wire.registration.submit(isConnected ? NioIoOps.READ_AND_WRITE : NioIoOps.CONNECT);
            return wire;
        } catch (final IOException e) {
            wire.close();
            throw e;
        }
    }

    @Override
    public void finishConnect() throws IOException {
        channel.finishConnect();
    }

    @Override
    public void wantWritable(final boolean wanted) {
        registration.submit(wanted ? NioIoOps.READ_AND_WRITE : NioIoOps.READ);
    }

    @Override
    public int read(final ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    @Override
    public void write(final ByteBuffer from) throws IOException {
        channel.write(from);
    }

    @Override
    public SelectableChannel selectableChannel() {
        return channel;
    }

    @Override
    public void handle(final IoRegistration which, final IoEvent event) {
        final NioIoOps ops = ((NioIoEvent) event).ops();
        ready.onReady(ops.contains(NioIoOps.READ), ops.contains(NioIoOps.WRITE) || ops.contains(NioIoOps.CONNECT));
    }

    @Override
    public void close() {
        if (registration != null) {
            registration.cancel();
            registration = null;
        }
        try {
            channel.close();
        } catch (final IOException e) {
            // It is gone either way.
        }
    }
}
