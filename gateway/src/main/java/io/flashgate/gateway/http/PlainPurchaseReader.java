package io.flashgate.gateway.http;

import io.netty.buffer.ByteBuf;

/**
 * Takes plain purchases from what a connection has sent, several in a row. One per event loop; not thread-safe.
 *
 * <p>What is read is copied to the heap in one go: the parser looks at every byte, and an array's bounds check is cheaper
 * than a buffer's.
 */
final class PlainPurchaseReader {

    private static final int WINDOW_BYTES = 32 * 1024;

    private final byte[] window = new byte[WINDOW_BYTES];
    private final PlainPurchaseParser parser;

    PlainPurchaseReader(final PlainPurchaseParser parser) {
        this.parser = parser;
    }

    /**
     * Takes what it recognises, as far as the connection may take more.
     *
     * @return false if it took nothing and the bytes are somebody else's; true if it took something, or waits for the rest
     */
    boolean read(final ByteBuf in, final Connection connection) {
        final int count = Math.min(in.readableBytes(), window.length);
        in.getBytes(in.readerIndex(), window, 0, count);
        int taken = 0;
        int result;
        do {
            result = parser.parse(window, taken, count);
            if (result > 0) {
                taken += result;
                connection.takePlain(parser);
            }
        } while (result > 0 && taken < count && connection.mayTakePlain());
        in.skipBytes(taken);
        return taken > 0 || result == PlainPurchaseParser.INCOMPLETE;
    }
}
