package io.flashgate.gateway.http;

import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.order.TraceParent;
import io.flashgate.gateway.egress.Exchange;
import io.flashgate.gateway.live.SaleView;
import io.netty.buffer.ByteBuf;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * One HTTP request from its last byte to its answer. Belongs to its connection's event loop; reused by that loop.
 */
public final class HttpExchange extends Exchange {

    /** Answers with what the ring decided. Runs on the event loop. */
    @FunctionalInterface
    public interface Renderer {
        void render(HttpExchange exchange, Responses responses);
    }

    /** An answer that comes neither with its request nor out of the ring: another thread brings it. */
    public interface Later {

        /**
         * Answers, on the event loop; not at all if the client has gone. Any thread, once.
         *
         * @param answer completes the exchange that it is given
         */
        void answer(Consumer<HttpExchange> answer);
    }

    /** A body that is made piece by piece on another thread, while the connection takes it. */
    public interface BodySource extends Closeable {
        /** The next piece, or null at the end. Must not return an empty one. */
        byte[] next() throws IOException;
    }

    private final EventLoopState loop;
    private final PurchaseEcho echo = new PurchaseEcho();
    private final TraceParent trace = new TraceParent();

    private Connection connection;
    private boolean keepAlive;
    private boolean http10;
    private boolean head;
    private boolean traced;
    private SaleView sale;
    private Renderer renderer;
    private ByteBuf response;
    /** The answer has been given; where it is now is the connection's business. */
    private boolean completed;

    private BodySource bodySource;

    HttpExchange(final EventLoopState loop) {
        super(loop.outbox());
        this.loop = loop;
    }

    /**
     * What the buyer asks, where the route is a purchase or a question for an order: the event loop's, for as long as this
     * exchange is being handled. In a {@link Renderer} it has what an answer repeats, and nothing else.
     */
    public PurchaseRequest purchase() {
        return loop.purchase();
    }

    /** What the event loop keeps for itself: encoders, scratch memory. */
    public EventLoopState loop() {
        return loop;
    }

    public SaleView sale() {
        return sale;
    }

    public void sale(final SaleView view) {
        sale = view;
    }

    /** The request is part of a trace, perhaps: then its answer says so too. */
    void trace(final TraceParent parent) {
        traced = parent.isPresent();
        if (traced) {
            trace.copyFrom(parent);
        }
    }

    /** Whether {@link #trace()} means something. Here, and not only there, so that others need not look. */
    boolean isTraced() {
        return traced;
    }

    /** What the answer returns in its {@code traceparent}. */
    TraceParent trace() {
        return trace;
    }

    /** Who writes the answer when the decision comes; keeps what it will repeat. Before the command is published. */
    public void awaitDecision(final Renderer writer) {
        renderer = writer;
        echo.keep(loop.purchase());
    }

    /** Answers now. */
    public void complete(final ByteBuf answer) {
        completed = true;
        response = answer;
        connection.answered(this);
    }

    /** Answers now, with what has been ended in there. */
    void complete(final Responses answer) {
        completed = true;
        connection.answered(this, answer);
    }

    /** Answers now, with a problem document. */
    public void complete(final Problem problem, final String detail, final String... headers) {
        complete(loop.responses().problem(this, problem, detail, headers));
    }

    /** Answers now with a head, and then piece by piece. */
    public void complete(final ByteBuf responseHead, final BodySource pieces) {
        bodySource = pieces;
        complete(responseHead);
    }

    /** From now on the exchange waits for somebody who brings its answer. On the event loop; whoever is given it must answer. */
    public Later answerLater() {
        return answer -> loop.answerSoon(() -> answer(answer));
    }

    /** The connection ends with this answer. */
    public void closeAfter() {
        keepAlive = false;
        connection.takeNoMore();
    }

    public boolean isKeepAlive() {
        return keepAlive;
    }

    public boolean isHttp10() {
        return http10;
    }

    /** Whether the answer's body stays away, because the method was HEAD. */
    public boolean isHead() {
        return head;
    }

    @Override
    protected void answer() {
        if (connection.isGone()) {
            connection.forget(this);
            return;
        }
        try {
            if (isRefused()) {
                complete(
                        Problem.JOURNAL_UNAVAILABLE,
                        "The journal cannot take the request now, or cannot say that it has. Retry with the same key.");
                return;
            }
            echo.restoreTo(loop.purchase());
            renderer.render(this, loop.responses());
            if (!completed) {
                throw new IllegalStateException("no answer to " + decision());
            }
            loop.answered(decidedNanos());
        } catch (final RuntimeException | Error broken) {
            fail("an answer could not be written", broken);
        }
    }

    private void answer(final Consumer<HttpExchange> answer) {
        if (connection.isGone()) {
            connection.forget(this);
            return;
        }
        try {
            answer.accept(this);
            if (!completed) {
                throw new IllegalStateException("no answer was brought");
            }
        } catch (final RuntimeException | Error broken) {
            fail("an answer could not be written", broken);
        }
    }

    /** Says so, if that can still be said; else ends the connection, so that the client does not wait for ever. */
    void fail(final String what, final Throwable broken) {
        try {
            loop.log().error(what, broken);
            if (completed) {
                connection.abandon();
            } else {
                complete(Problem.INTERNAL_ERROR, "Something went wrong on the server's side. Retry with the same key.");
            }
        } catch (final RuntimeException | Error worse) {
            connection.abandon();
        }
    }

    void begin(final Connection on, final boolean isKeepAlive, final boolean isHttp10, final boolean isHead) {
        connection = on;
        keepAlive = isKeepAlive;
        http10 = isHttp10;
        head = isHead;
        traced = false;
        sale = null;
        renderer = null;
        response = null;
        completed = false;
        bodySource = null;
    }

    /** Whether the answer has been given; what the ring decides later has none yet. Event loop only. */
    boolean isCompleted() {
        return completed;
    }

    /** Whether the answer has been given and waits here for its turn. */
    boolean isAnswered() {
        return response != null;
    }

    int responseBytes() {
        return response.readableBytes();
    }

    ByteBuf takeResponse() {
        final ByteBuf taken = response;
        response = null;
        return taken;
    }

    /** Null: the response is whole. */
    BodySource bodySource() {
        return bodySource;
    }

    Connection connection() {
        return connection;
    }
}
