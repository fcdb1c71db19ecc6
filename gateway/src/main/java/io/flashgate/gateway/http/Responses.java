package io.flashgate.gateway.http;

import io.flashgate.core.order.TraceParent;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;

/** Turns answers into bytes: head and body in one buffer. One per event loop; not thread-safe. */
public final class Responses {

    static final String JSON = "application/json";
    static final String PROBLEM_JSON = "application/problem+json";
    static final String HTML = "text/html; charset=utf-8";

    private static final String CRLF = "\r\n";

    /** By the problem's ordinal: its document up to the detail, and what follows that. */
    private static final byte[][] PROBLEM_BEGINS = new byte[Problem.values().length][];

    private static final byte[][] PROBLEM_CODES = new byte[Problem.values().length][];
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    static {
        for (final Problem problem : Problem.values()) {
            PROBLEM_BEGINS[problem.ordinal()] = Ascii.bytes("{\"type\":\"/problems/" + problem.code()
                    + "\",\"title\":\"" + problem.title() + "\",\"status\":" + problem.status() + ",\"detail\":");
            PROBLEM_CODES[problem.ordinal()] = Ascii.bytes(",\"code\":\"" + problem.code() + '"');
        }
    }

    private static final String TRACE_LINE_BEGIN = "traceparent: ";

    /** A line of header; its value is written over. */
    private final byte[] traceLine = Ascii.bytes(TRACE_LINE_BEGIN + "-".repeat(TraceParent.CHARACTERS) + CRLF);

    private final ByteBufAllocator allocator;
    private final AtomicLongArray problemCounts;
    private final JsonBytes json = new JsonBytes();
    private final JsonBytes head = new JsonBytes();
    /** Of the answer that was ended last, if it has one. */
    private byte[] body;

    private int bodyLength;

    private long dateSecond;
    private String date;

    /** Whether the clock has been read since {@link #refresh()}. */
    private boolean isFresh;

    /** By status: the first lines of a head, as they are this second, and the type of content that is in them. */
    private final IntObjectMap<byte[]> beginnings = new IntObjectHashMap<>();

    private final IntObjectMap<String> typesOfBeginnings = new IntObjectHashMap<>();

    /**
     * @param problemCounts of this event loop, by the problem's ordinal
     */
    Responses(final ByteBufAllocator allocator, final AtomicLongArray problemCounts) {
        this.allocator = allocator;
        this.problemCounts = problemCounts;
    }

    /** Answers from here on bear a new date. Called once a read and once a batch of decisions, not for each answer. */
    void refresh() {
        isFresh = false;
    }

    /** An empty document to write the body into. */
    JsonBytes json() {
        return json.clear();
    }

    /** An answer whose body is what was written into {@link #json()}. */
    ByteBuf ofJson(final HttpExchange exchange, final int status, final String contentType, final String... headers) {
        beginHead(status, contentType);
        addHeaders(headers);
        end(exchange);
        return toBuffer();
    }

    /** An answer of bytes that are ready. */
    public ByteBuf ofBytes(
            final HttpExchange exchange,
            final int status,
            final String contentType,
            final byte[] body,
            final String... headers) {
        beginHead(status, contentType);
        addHeaders(headers);
        end(exchange, status != 304, body, body.length);
        return toBuffer();
    }

    /**
     * A problem document without members of its own.
     *
     * @param headers names and values in turn
     */
    public ByteBuf problem(
            final HttpExchange exchange, final Problem problem, final String detail, final String... headers) {
        beginProblem(problem).string(detail);
        endDetail(problem);
        beginProblemHead(problem);
        addHeaders(headers);
        endProblem(exchange);
        return toBuffer();
    }

    /** Begins a problem document. What follows is its detail, a JSON string, and then {@link #endDetail}. */
    JsonBytes beginProblem(final Problem problem) {
        return json.clear().raw(PROBLEM_BEGINS[problem.ordinal()]);
    }

    /** Goes on behind a problem's detail; members may be added as {@code ,"name":value}. */
    JsonBytes endDetail(final Problem problem) {
        return json.raw(PROBLEM_CODES[problem.ordinal()]);
    }

    /** Begins the head of a problem's answer; whole lines of header may be added. */
    JsonBytes beginProblemHead(final Problem problem) {
        problemCounts.lazySet(problem.ordinal(), problemCounts.getPlain(problem.ordinal()) + 1);
        beginHead(problem.status(), PROBLEM_JSON);
        if (problem.wantsRetryAfter()) {
            head.raw("Retry-After: 1\r\n");
        }
        return head;
    }

    /** Ends a problem document, and the head that was begun for it. */
    void endProblem(final HttpExchange exchange) {
        json.raw("}");
        end(exchange);
    }

    /** Begins a head; whole lines of header may be added. */
    JsonBytes beginHead(final int status, final String contentType) {
        if (!isFresh) {
            lookAtTheClock();
        }
        byte[] beginning = beginnings.get(status);
        // Compared as a reference: the types are constants, and another string only costs the way round.
        if (beginning == null || typesOfBeginnings.get(status) != contentType) {
            beginning = Ascii.bytes("HTTP/1.1 " + HttpResponseStatus.valueOf(status) + CRLF + "Date: " + date + CRLF
                    + (contentType == null ? "" : "Content-Type: " + contentType + CRLF));
            beginnings.put(status, beginning);
            typesOfBeginnings.put(status, contentType);
        }
        return head.clear().raw(beginning);
    }

    /** Ends the head that was begun; the body is what was written into {@link #json()}. */
    void end(final HttpExchange exchange) {
        end(exchange, true, json.bytes(), json.length());
    }

    /** Ends the head that was begun; the body is ready. */
    void end(final HttpExchange exchange, final byte[] readyBody) {
        end(exchange, true, readyBody, readyBody.length);
    }

    /** What was written into {@link #json()} last. Allocates. */
    byte[] copyOfBody() {
        return Arrays.copyOf(json.bytes(), json.length());
    }

    /** The answer that was ended last, behind what is in there. */
    void writeTo(final ByteBuf target) {
        target.writeBytes(head.bytes(), 0, head.length());
        target.writeBytes(body, 0, bodyLength);
    }

    /** The answer that was ended last, in a buffer of its own. */
    ByteBuf toBuffer() {
        final ByteBuf buffer = allocator.buffer(head.length() + bodyLength);
        writeTo(buffer);
        return buffer;
    }

    /** The head of an answer whose body follows in chunks. */
    public ByteBuf chunkedHead(final HttpExchange exchange, final String contentType) {
        beginHead(200, contentType);
        if (exchange.isHttp10()) {
            // No chunks there: the end of the connection is the end of the body.
            exchange.closeAfter();
        } else {
            head.raw("Transfer-Encoding: chunked\r\n");
        }
        endHead(exchange);
        return allocator.buffer(head.length()).writeBytes(head.bytes(), 0, head.length());
    }

    private void lookAtTheClock() {
        isFresh = true;
        final long second = System.currentTimeMillis() / 1000;
        if (second != dateSecond) {
            dateSecond = second;
            date = HTTP_DATE.format(Instant.ofEpochSecond(second));
            beginnings.clear();
        }
    }

    private void end(final HttpExchange exchange, final boolean hasBody, final byte[] bytes, final int count) {
        if (hasBody) {
            head.raw("Content-Length: ").number(count).raw(CRLF);
        }
        endHead(exchange);
        body = bytes;
        bodyLength = hasBody && !exchange.isHead() ? count : 0;
    }

    private void addHeaders(final String... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            head.raw(namesAndValues[i]).raw(": ").raw(namesAndValues[i + 1]).raw(CRLF);
        }
    }

    private void endHead(final HttpExchange exchange) {
        if (exchange.isTraced()) {
            exchange.trace().write(traceLine, TRACE_LINE_BEGIN.length());
            head.raw(traceLine);
        }
        if (!exchange.isKeepAlive()) {
            head.raw("Connection: close\r\n");
        } else if (exchange.isHttp10()) {
            head.raw("Connection: keep-alive\r\n");
        }
        head.raw(CRLF);
    }
}
