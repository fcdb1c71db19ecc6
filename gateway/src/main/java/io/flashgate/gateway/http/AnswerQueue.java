package io.flashgate.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/**
 * The answers of one connection: they leave in the order of its requests, whatever the order in which they were given.
 *
 * <p>Only the answered prefix of the queue is ever written; an answer that is not next keeps a buffer of its own until it is.
 * Those that are next are gathered in one buffer and handed to the channel together. Nothing is flushed unless
 * {@link #flush()} says so. Event loop only.
 */
final class AnswerQueue implements BodyStream.Listener {

    /** Who hears how it goes, on the event loop. */
    interface Listener {

        /** The answer to this request is written, and the exchange is still its own for this call. */
        void answerWritten(HttpExchange exchange);

        /** Something was written and waits to be flushed. */
        void flushDue();

        /** The client has taken a piece of an answer that comes in pieces. */
        void pieceTaken();

        /** The client has taken all pieces of an answer, and those behind it may be written. */
        void bodyEnded();
    }

    /** Answers are gathered up to about this much before they are handed to the channel. */
    private static final int READY_BYTES = 16 * 1024;

    private final EventLoopState loop;
    private final Executor streamers;
    private final Listener listener;

    /** Requests whose answers have not been written, in their order. */
    private final ArrayDeque<HttpExchange> exchanges = new ArrayDeque<>();

    private ChannelHandlerContext context;
    /** Answers that are ready to leave, several in one buffer; null: none. */
    private ByteBuf ready;
    /** Bytes of answers that are given but must not overtake one that is not. */
    private int heldBytes;
    /** Null: no body is being written in pieces. */
    private BodyStream stream;

    AnswerQueue(final EventLoopState loop, final Executor streamers, final Listener listener) {
        this.loop = loop;
        this.streamers = streamers;
        this.listener = listener;
    }

    /** Where the answers go. Once, before the first request. */
    void writeTo(final ChannelHandlerContext writer) {
        context = writer;
    }

    /** A request was taken: its answer leaves behind all that were taken before it. */
    void add(final HttpExchange exchange) {
        exchanges.add(exchange);
    }

    /** Whether every request that was taken has its whole answer written. */
    boolean isEmpty() {
        return exchanges.isEmpty() && stream == null;
    }

    /** Whether another request may be taken: not while too many are unanswered, or too much waits behind one that is. */
    boolean hasRoom() {
        return exchanges.size() < HttpLimits.MAX_IN_FLIGHT && heldBytes < HttpLimits.MAX_HELD_BYTES;
    }

    /** An exchange has its answer: writes as far as the order of the requests allows. */
    void answered(final HttpExchange exchange) {
        heldBytes += exchange.responseBytes();
        writeAnswered();
    }

    /** An exchange has its answer, ready to be written: saves it a buffer of its own if it is its turn. */
    void answered(final HttpExchange exchange, final Responses answer) {
        if (stream != null || exchanges.peek() != exchange) {
            exchange.complete(answer.toBuffer());
            return;
        }
        exchanges.poll();
        if (ready == null) {
            ready = context.alloc().buffer(READY_BYTES);
        }
        answer.writeTo(ready);
        written(exchange);
        if (ready.readableBytes() >= READY_BYTES) {
            writeReady();
        }
        writeAnswered();
        listener.flushDue();
    }

    /** Writes the answered prefix. */
    void writeAnswered() {
        boolean hasWritten = false;
        while (stream == null && !exchanges.isEmpty() && exchanges.peek().isAnswered()) {
            final HttpExchange exchange = exchanges.poll();
            final ByteBuf response = exchange.takeResponse();
            heldBytes -= response.readableBytes();
            write(response);
            hasWritten = true;
            if (exchange.bodySource() != null) {
                stream = BodyStream.start(exchange, context, streamers, loop.log(), this);
            } else {
                written(exchange);
            }
        }
        if (hasWritten) {
            listener.flushDue();
        }
    }

    /** Writes what is no answer, behind everything that is ready. */
    void write(final ByteBuf bytes) {
        writeReady();
        context.write(bytes, context.voidPromise());
    }

    /** Sends what is ready on its way. */
    void flush() {
        writeReady();
        context.flush();
    }

    /** The client has gone: lets go of everything but what is still in the ring. */
    void discard() {
        if (ready != null) {
            ready.release();
            ready = null;
        }
        for (HttpExchange exchange = exchanges.poll(); exchange != null; exchange = exchanges.poll()) {
            if (exchange.isAnswered()) {
                exchange.takeResponse().release();
                if (exchange.bodySource() != null) {
                    BodyStream.discard(exchange.bodySource(), streamers, loop.log());
                }
                loop.giveBack(exchange);
            }
            // Others are still in the ring; they come back through Connection.forget().
        }
    }

    @Override
    public void pieceTaken() {
        listener.pieceTaken();
    }

    @Override
    public void ended(final HttpExchange streamed) {
        stream = null;
        written(streamed);
        listener.bodyEnded();
    }

    private void written(final HttpExchange exchange) {
        listener.answerWritten(exchange);
        loop.giveBack(exchange);
    }

    private void writeReady() {
        if (ready != null) {
            final ByteBuf bytes = ready;
            ready = null;
            context.write(bytes, context.voidPromise());
        }
    }
}
