package io.flashgate.gateway.http;

import io.flashgate.gateway.http.HttpExchange.BodySource;
import io.flashgate.gateway.telemetry.LimitedLog;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The body of one answer, piece by piece: made on another thread, written by the event loop, and the next one not before the
 * client has taken the last.
 */
final class BodyStream {

    /** Who hears how it goes, on the event loop. */
    interface Listener {

        /** The client has taken a piece. */
        void pieceTaken();

        /** The client has taken all of it. */
        void ended(HttpExchange exchange);
    }

    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final HttpExchange exchange;
    private final BodySource source;
    private final boolean isChunked;
    private final boolean isHead;
    private final ChannelHandlerContext context;
    private final Executor threads;
    private final LimitedLog log;
    private final Listener listener;

    private BodyStream(
            final HttpExchange exchange,
            final ChannelHandlerContext context,
            final Executor threads,
            final LimitedLog log,
            final Listener listener) {
        this.exchange = exchange;
        source = exchange.bodySource();
        isHead = exchange.isHead();
        isChunked = !exchange.isHttp10() && !isHead;
        this.context = context;
        this.threads = threads;
        this.log = log;
        this.listener = listener;
    }

    /** Begins to write, behind a head that has been written. The source is closed when this ends, however it ends. */
    static BodyStream start(
            final HttpExchange exchange,
            final ChannelHandlerContext context,
            final Executor threads,
            final LimitedLog log,
            final Listener listener) {
        final BodyStream stream = new BodyStream(exchange, context, threads, log, listener);
        stream.next();
        return stream;
    }

    /** Closes a source that will not be read, because the client has gone. */
    static void discard(final BodySource source, final Executor threads, final LimitedLog log) {
        try {
            threads.execute(() -> close(source, log));
        } catch (final RejectedExecutionException shuttingDown) {
            close(source, log);
        }
    }

    private void next() {
        try {
            threads.execute(this::makePiece);
        } catch (final RejectedExecutionException shuttingDown) {
            close(source, log);
            context.close();
        }
    }

    private void makePiece() {
        final byte[] bytes;
        try {
            bytes = isHead ? null : source.next();
        } catch (final Exception failure) {
            log.error("an answer broke off", failure);
            close(source, log);
            context.close();
            return;
        }
        final boolean isLast = bytes == null;
        if (isLast) {
            close(source, log);
        }
        context.writeAndFlush(isLast ? lastPiece() : piece(bytes)).addListener(written -> {
            if (!written.isSuccess()) {
                discard(source, threads, log);
                context.close();
            } else if (isLast) {
                listener.ended(exchange);
            } else {
                listener.pieceTaken();
                next();
            }
        });
    }

    private ByteBuf piece(final byte[] bytes) {
        if (!isChunked) {
            return Unpooled.wrappedBuffer(bytes);
        }
        final byte[] length = Integer.toHexString(bytes.length).getBytes(StandardCharsets.US_ASCII);
        return Unpooled.wrappedBuffer(length, CRLF, bytes, CRLF);
    }

    private ByteBuf lastPiece() {
        return isChunked ? Unpooled.wrappedBuffer(LAST_CHUNK) : Unpooled.EMPTY_BUFFER;
    }

    private static void close(final BodySource source, final LimitedLog log) {
        try {
            source.close();
        } catch (final Exception failure) {
            log.warn("the source of an answer did not close", failure);
        }
    }
}
