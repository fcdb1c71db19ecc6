package io.flashgate.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/**
 * Netty's decoder with our limits, less what is ambiguous: a request with both Content-Length and Transfer-Encoding is
 * refused, because two servers in a row may disagree about where it ends (RFC 9112, 6.3).
 *
 * <p>It also tells the connection when a request has begun to arrive, so that one that dribbles can be timed.
 */
final class StrictRequestDecoder extends HttpRequestDecoder {

    private final Connection connection;

    StrictRequestDecoder(final Connection connection) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(HttpLimits.MAX_REQUEST_LINE_BYTES)
                .setMaxHeaderSize(HttpLimits.MAX_HEADER_BYTES)
                .setMaxChunkSize(HttpLimits.MAX_HEADER_BYTES));
        this.connection = connection;
    }

    @Override
    public void channelRead(final ChannelHandlerContext context, final Object message) throws Exception {
        super.channelRead(context, message);
        if (actualReadableBytes() > 0) {
            connection.requestHasBegun();
        }
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(final HttpMessage message) {
        throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
    }
}
