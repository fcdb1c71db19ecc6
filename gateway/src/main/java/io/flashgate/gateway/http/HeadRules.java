package io.flashgate.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;

/** What the head of a request must be like for any route, and how it is said that it is not. */
final class HeadRules {

    private HeadRules() {}

    /**
     * What must be right for the request's end to be known: asked before its body comes.
     *
     * @throws BadRequestException if it is not; the connection cannot go on then
     */
    static void checkFraming(final HttpRequest head, final int maxBodyBytes) throws BadRequestException {
        final long declared = HttpUtil.getContentLength(head, -1L);
        if (declared > maxBodyBytes) {
            throw new BadRequestException(
                    Problem.CONTENT_TOO_LARGE,
                    "Content-Length: found " + declared + ", expected at most " + maxBodyBytes + '.');
        }
        final List<String> codings = head.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (!codings.isEmpty() && !isChunkedAlone(codings, head.protocolVersion())) {
            throw new BadRequestException("Transfer-Encoding: found " + String.join(", ", codings) + " in "
                    + head.protocolVersion() + ", expected chunked and nothing else, in HTTP/1.1");
        }
        final String expectation = head.headers().get(HttpHeaderNames.EXPECT);
        if (expectation != null && !expectation.equalsIgnoreCase("100-continue")) {
            throw new BadRequestException(
                    Problem.EXPECTATION_FAILED, "Expect: found \"" + expectation + "\", expected 100-continue.");
        }
    }

    /**
     * What else must be right: who does not know the version or the host may see other requests in these bytes than we do.
     *
     * @throws BadRequestException if it is not; the connection cannot go on then
     */
    static void checkVersionAndHost(final HttpRequest head) throws BadRequestException {
        final HttpVersion version = head.protocolVersion();
        if (version.majorVersion() != 1) {
            throw new BadRequestException(
                    Problem.HTTP_VERSION_NOT_SUPPORTED, "Found " + version + ", expected HTTP/1.1 or HTTP/1.0.");
        }
        final int hosts = head.headers().getAll(HttpHeaderNames.HOST).size();
        if (hosts > 1 || hosts == 0 && version.minorVersion() > 0) {
            throw new BadRequestException("Host: found " + hosts + " headers, expected one");
        }
    }

    /** Whether the client waits for a 100 before it sends the body. */
    static boolean wantsContinue(final HttpRequest head) {
        return head.headers().contains(HttpHeaderNames.EXPECT) && HttpVersion.HTTP_1_1.equals(head.protocolVersion());
    }

    /** What the decoder could not read, in the contract's words. */
    static BadRequestException unreadable(final Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return new BadRequestException(
                    Problem.URI_TOO_LONG,
                    "The request line is longer than " + HttpLimits.MAX_REQUEST_LINE_BYTES + " bytes.");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return new BadRequestException(
                    Problem.HEADERS_TOO_LARGE,
                    "The headers are longer than " + HttpLimits.MAX_HEADER_BYTES + " bytes.");
        }
        return new BadRequestException("This is not well-formed HTTP: " + cause.getMessage());
    }

    /** Any other coding would leave it open where the request ends (RFC 9112, 6.1 and 6.3). */
    private static boolean isChunkedAlone(final List<String> codings, final HttpVersion version) {
        return codings.size() == 1
                && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(
                        codings.get(0).strip())
                && !HttpVersion.HTTP_1_0.equals(version);
    }
}
