package io.flashgate.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Turns answers into bytes: head and body in one buffer. One per event loop; not thread-safe. */
public final class Responses {

    static final String JSON = "application/json";
    static final String PROBLEM_JSON = "application/problem+json";
    static final String HTML = "text/html; charset=utf-8";

    private static final byte[][] STATUS_LINES = new byte[600][];
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    static {
        for (int status = 100; status < STATUS_LINES.length; status++) {
            STATUS_LINES[status] = ascii("HTTP/1.1 " + HttpResponseStatus.valueOf(status) + "\r\n");
        }
    }

    private final ByteBufAllocator allocator;
    private final JsonBytes json = new JsonBytes();
    private final JsonBytes head = new JsonBytes();
    private long dateSecond;
    private byte[] date;

    Responses(final ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** An empty document to write the body into. */
    JsonBytes json() {
        return json.clear();
    }

    /** An answer whose body is what was written into {@link #json()}. */
    ByteBuf ofJson(final HttpExchange exchange, final int status, final String contentType, final String... headers) {
        return respond(exchange, status, contentType, json.bytes(), json.length(), headers);
    }

    /** An answer of bytes that are ready. */
    public ByteBuf ofBytes(
            final HttpExchange exchange,
            final int status,
            final String contentType,
            final byte[] body,
            final String... headers) {
        return respond(exchange, status, contentType, body, body.length, headers);
    }

    /**
     * A problem document without members of its own.
     *
     * @param headers names and values in turn
     */
    public ByteBuf problem(
            final HttpExchange exchange, final Problem problem, final String detail, final String... headers) {
        beginProblem(problem, detail);
        return endProblem(exchange, problem, headers);
    }

    /** Begins a problem document; members may be added as {@code ,"name":value}. */
    JsonBytes beginProblem(final Problem problem, final String detail) {
        return json.clear()
                .raw("{\"type\":\"/problems/")
                .raw(problem.code())
                .raw("\",\"title\":\"")
                .raw(problem.title())
                .raw("\",\"status\":")
                .number(problem.status())
                .raw(",\"detail\":")
                .string(detail)
                .raw(",\"code\":\"")
                .raw(problem.code())
                .raw("\"");
    }

    ByteBuf endProblem(final HttpExchange exchange, final Problem problem, final String... headers) {
        json.raw("}");
        if (problem.wantsRetryAfter()) {
            final String[] more = new String[headers.length + 2];
            System.arraycopy(headers, 0, more, 0, headers.length);
            more[headers.length] = "Retry-After";
            more[headers.length + 1] = "1";
            return ofJson(exchange, problem.status(), PROBLEM_JSON, more);
        }
        return ofJson(exchange, problem.status(), PROBLEM_JSON, headers);
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

    private ByteBuf respond(
            final HttpExchange exchange,
            final int status,
            final String contentType,
            final byte[] body,
            final int bodyLength,
            final String... headers) {
        beginHead(status, contentType);
        for (int i = 0; i < headers.length; i += 2) {
            head.raw(headers[i]).raw(": ").raw(headers[i + 1]).raw("\r\n");
        }
        final boolean hasBody = status != 304;
        if (hasBody) {
            head.raw("Content-Length: ").number(bodyLength).raw("\r\n");
        }
        endHead(exchange);
        final ByteBuf response = allocator.buffer(head.length() + bodyLength);
        response.writeBytes(head.bytes(), 0, head.length());
        if (hasBody && !exchange.isHead()) {
            response.writeBytes(body, 0, bodyLength);
        }
        return response;
    }

    private void beginHead(final int status, final String contentType) {
        head.clear().raw(STATUS_LINES[status], STATUS_LINES[status].length).raw("Date: ");
        head.raw(currentDate(), date.length).raw("\r\n");
        if (contentType != null) {
            head.raw("Content-Type: ").raw(contentType).raw("\r\n");
        }
    }

    private void endHead(final HttpExchange exchange) {
        if (!exchange.isKeepAlive()) {
            head.raw("Connection: close\r\n");
        } else if (exchange.isHttp10()) {
            head.raw("Connection: keep-alive\r\n");
        }
        head.raw("\r\n");
    }

    private byte[] currentDate() {
        final long second = System.currentTimeMillis() / 1000;
        if (second != dateSecond) {
            dateSecond = second;
            date = ascii(HTTP_DATE.format(Instant.ofEpochSecond(second)));
        }
        return date;
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
