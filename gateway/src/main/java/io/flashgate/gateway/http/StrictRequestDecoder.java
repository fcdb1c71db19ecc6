package io.flashgate.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Netty's decoder with our limits, less what is ambiguous: a request with both Content-Length and Transfer-Encoding is
 * refused, because two servers in a row may disagree about where it ends (RFC 9112, 6.3).
 *
 * <p>In front of it stands the fast path: between two requests, a {@linkplain PlainPurchaseParser plain purchase} goes
 * straight to the connection. A request that the decoder has begun it also ends.
 *
 * <p>It also tells the connection when a request has begun to arrive, so that one that dribbles can be timed.
 */
final class StrictRequestDecoder extends HttpRequestDecoder {

    private final Connection connection;

    /** Null: every request takes the long way. */
    private final PlainPurchaseReader plain;

    /** The decoder has begun a request and must see the rest of it. */
    private boolean inRequest;

    /**
     * @param plain the fast path, or null for none
     */
    StrictRequestDecoder(final Connection connection, final PlainPurchaseReader plain) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(HttpLimits.MAX_REQUEST_LINE_BYTES)
                .setMaxHeaderSize(HttpLimits.MAX_HEADER_BYTES)
                .setMaxChunkSize(HttpLimits.MAX_HEADER_BYTES));
        this.connection = connection;
        this.plain = plain;
    }

    @Override
    public void channelRead(final ChannelHandlerContext context, final Object message) throws Exception {
        connection.readBegins();
        super.channelRead(context, message);
        if (actualReadableBytes() > 0) {
            connection.requestHasBegun();
        }
    }

    /** A whole line of a head leaves nothing behind to be seen, and makes no message yet. */
    @Override
    protected void decode(final ChannelHandlerContext context, final ByteBuf in, final List<Object> out)
            throws Exception {
        if (!inRequest && plain != null && connection.mayTakePlain() && plain.read(in, connection)) {
            return;
        }
        inRequest = true;
        final int from = in.readerIndex();
        final int messages = out.size();
        super.decode(context, in, out);
        if (out.size() > messages && out.get(out.size() - 1) instanceof LastHttpContent) {
            inRequest = false;
        }
        if (out.size() == messages && hasVisible(in, from, in.readerIndex())) {
            connection.requestHasBegun();
        }
    }

    /** Nothing more comes: what the fast path still waited for is the decoder's, which knows what to say of it. */
    @Override
    protected void decodeLast(final ChannelHandlerContext context, final ByteBuf in, final List<Object> out)
            throws Exception {
        inRequest = true;
        callDecode(context, in, out);
        super.decodeLast(context, in, out);
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(final HttpMessage message) {
        throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
    }

    /** Empty lines between requests begin nothing. */
    private static boolean hasVisible(final ByteBuf in, final int from, final int to) {
        for (int i = from; i < to; i++) {
            if (in.getByte(i) > ' ') {
                return true;
            }
        }
        return false;
    }
}
