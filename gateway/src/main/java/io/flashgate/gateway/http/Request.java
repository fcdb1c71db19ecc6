package io.flashgate.gateway.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A whole request as its route sees it. Reused by its connection: valid while the route runs. */
public final class Request {

    private HttpMethod method;
    private String path;
    private String query;
    private HttpHeaders headers;
    private byte[] body;
    private int bodyLength;

    void set(
            final HttpMethod newMethod,
            final String uri,
            final HttpHeaders newHeaders,
            final byte[] newBody,
            final int newBodyLength) {
        method = newMethod;
        headers = newHeaders;
        body = newBody;
        bodyLength = newBodyLength;
        final String target = originForm(uri);
        final int mark = target.indexOf('?');
        path = mark < 0 ? target : target.substring(0, mark);
        query = mark < 0 ? "" : target.substring(mark + 1);
    }

    public HttpMethod method() {
        return method;
    }

    /** Whether the method only asks: GET or HEAD. */
    public boolean isRead() {
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }

    /** As it came, percent signs and all. */
    public String path() {
        return path;
    }

    public HttpHeaders headers() {
        return headers;
    }

    /** The body is the first {@link #bodyLength()} bytes. */
    public byte[] body() {
        return body;
    }

    public int bodyLength() {
        return bodyLength;
    }

    /**
     * The value of a header, or null.
     *
     * @throws BadRequestException if it is there more than once
     */
    public String header(final CharSequence name) throws BadRequestException {
        final List<String> values = headers.getAll(name);
        if (values.size() > 1) {
            throw new BadRequestException(name + ": found " + values.size() + " headers, expected one");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    /**
     * The value of a query parameter, or null.
     *
     * @throws BadRequestException if it is there more than once or not well-formed
     */
    public String parameter(final String name) throws BadRequestException {
        if (query.isEmpty()) {
            return null;
        }
        final List<String> values;
        try {
            // A semicolon is a character like any other here (WHATWG URL), and may stand in a buyer's name.
            values = new QueryStringDecoder(query, StandardCharsets.UTF_8, false, 64, true)
                    .parameters()
                    .getOrDefault(name, List.of());
        } catch (final IllegalArgumentException malformed) {
            throw new BadRequestException("query: not well-formed percent-encoding");
        }
        if (values.size() > 1) {
            throw new BadRequestException("query parameter " + name + ": found " + values.size() + ", expected one");
        }
        // The decoder puts U+FFFD for bytes that are not UTF-8; that would make one buyer out of many.
        if (!values.isEmpty() && count(values.get(0), "\uFFFD") > count(query.toUpperCase(Locale.ROOT), "%EF%BF%BD")) {
            throw new BadRequestException("query parameter " + name + ": found bytes that are not UTF-8");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    /**
     * The one path segment between a prefix and a suffix, decoded, or null if the path is not of that form.
     *
     * @throws BadRequestException if the segment is not well-formed
     */
    public String segment(final String prefix, final String suffix) throws BadRequestException {
        if (path.length() <= prefix.length() + suffix.length() || !path.startsWith(prefix) || !path.endsWith(suffix)) {
            return null;
        }
        final String segment = path.substring(prefix.length(), path.length() - suffix.length());
        if (segment.indexOf('/') >= 0) {
            return null;
        }
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        try {
            return QueryStringDecoder.decodeComponent(segment.replace("+", "%2B"));
        } catch (final IllegalArgumentException malformed) {
            throw new BadRequestException("path: not well-formed percent-encoding in \"" + segment + '"');
        }
    }

    /** RFC 9112, 3.2.2: a server takes the absolute form too. */
    private static String originForm(final String uri) {
        if (uri.regionMatches(true, 0, "http://", 0, 7) || uri.regionMatches(true, 0, "https://", 0, 8)) {
            final int slash = uri.indexOf('/', uri.indexOf("//") + 2);
            return slash < 0 ? "/" : uri.substring(slash);
        }
        return uri;
    }

    private static int count(final String text, final String part) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }
}
