package io.flashgate.bench.compare;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Buyers who keep coming whatever they hear: one purchase on each connection in each turn, and a short rest after it, so that
 * purchases reach both event loops while a barrier is under way, too. Nobody's answer is looked at; what was sold is read from
 * the journal. For one thread.
 */
final class InstantCrowd implements AutoCloseable {

    /** Two for each event loop: the listener hands out connections in turn. */
    private static final int CONNECTIONS = 2 * InstantShop.EVENT_LOOPS;

    private static final long REST_NANOS = 50_000;

    /** A purchase in one sale, written once; for each buyer the digits of key and name are put in. */
    static final class Purchase {

        private static final int DIGITS = 12;
        private static final String BLANK = "0".repeat(DIGITS);

        private final ByteBuffer bytes;
        private final int keyEnd;
        private final int buyerEnd;

        Purchase(final String saleId) {
            final String body =
                    "{\"sku\": \"" + LoadTool.SKU + "\", \"quantity\": 1, \"buyerId\": \"buyer-" + BLANK + "\"}";
            final String begin = "POST /v1/sales/" + saleId + "/orders HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Type: application/json\r\nIdempotency-Key: key-" + BLANK;
            final byte[] all = (begin + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.US_ASCII);
            bytes = ByteBuffer.allocateDirect(all.length).put(all);
            keyEnd = begin.length();
            buyerEnd = all.length - "\"}".length();
        }

        /** This buyer's, to be sent at once: the next one's is in the same bytes. */
        ByteBuffer of(final long buyer) {
            write(keyEnd, buyer);
            write(buyerEnd, buyer);
            return bytes.rewind();
        }

        private void write(final int end, final long number) {
            long left = number;
            for (int at = end - 1; at >= end - DIGITS; at--) {
                bytes.put(at, (byte) ('0' + left % 10));
                left /= 10;
            }
        }
    }

    private final List<SocketChannel> connections = new ArrayList<>();
    private final ByteBuffer thrownAway = ByteBuffer.allocateDirect(64 * 1024);
    private long buyers;

    /**
     * @throws IOException if a connection cannot be had
     */
    InstantCrowd(final InetSocketAddress shop) throws IOException {
        for (int i = 0; i < CONNECTIONS; i++) {
            final SocketChannel connection = SocketChannel.open(shop);
            connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
            connection.configureBlocking(false);
            connections.add(connection);
        }
    }

    /** One purchase on each connection, each of a buyer of its own. */
    void comeOnce(final Purchase purchase) throws IOException {
        for (final SocketChannel connection : connections) {
            final ByteBuffer bytes = purchase.of(buyers++);
            // A few hundred bytes: whole or not at all, and not at all is a turn without a purchase.
            if (connection.write(bytes) > 0 && bytes.hasRemaining()) {
                throw new IOException("expected a purchase to be sent whole, found room for " + bytes.position()
                        + " of " + bytes.limit() + " bytes");
            }
        }
        listen();
        LockSupport.parkNanos(REST_NANOS);
    }

    /** Takes what was answered. */
    void listen() throws IOException {
        for (final SocketChannel connection : connections) {
            do {
                thrownAway.clear();
                if (connection.read(thrownAway) < 0) {
                    throw new IOException("expected a connection to stay, found its end");
                }
            } while (!thrownAway.hasRemaining());
        }
    }

    @Override
    public void close() throws IOException {
        for (final SocketChannel connection : connections) {
            connection.close();
        }
    }
}
