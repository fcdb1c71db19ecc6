package io.flashgate.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Arrays;

/**
 * Puts one request after the other together from the decoder's parts, and checks each part as it comes. Belongs to its
 * connection; reused from request to request.
 */
final class RequestGatherer {

    private static final int FIRST_BODY_BYTES = 256;

    private final int maxBodyBytes;
    private final Request request = new Request();

    /** Null: between two requests. */
    private HttpRequest head;

    private byte[] body = new byte[0];
    private int bodyLength;
    private boolean wantsContinue;

    /**
     * @param maxBodyBytes longest body that is taken
     */
    RequestGatherer(final int maxBodyBytes) {
        this.maxBodyBytes = maxBodyBytes;
    }

    /**
     * Takes a part of a request: its head, a piece of its body, its end, or all in one.
     *
     * @return whether the request is whole: {@link #request()} is for its route, until the next part
     * @throws BadRequestException if the request cannot be taken; where the next one would begin is unknown then
     */
    boolean take(final Object part) throws BadRequestException {
        if (part instanceof HttpRequest) {
            begin((HttpRequest) part);
        }
        return part instanceof HttpContent && gather((HttpContent) part);
    }

    /** The request that is whole. */
    Request request() {
        request.set(head.method(), head.uri(), head.headers(), body, bodyLength);
        return request;
    }

    boolean isKeepAlive() {
        return HttpUtil.isKeepAlive(head);
    }

    boolean isHttp10() {
        return HttpVersion.HTTP_1_0.equals(head.protocolVersion());
    }

    /** Whether a request has begun whose method is HEAD. */
    boolean isHead() {
        return head != null && HttpMethod.HEAD.equals(head.method());
    }

    /** Whether the client holds the body back until it hears 100. */
    boolean wantsContinue() {
        return wantsContinue;
    }

    /** The client has been asked for the body. */
    void continued() {
        wantsContinue = false;
    }

    /** The request has been answered or refused: forgets it. */
    void end() {
        head = null;
        wantsContinue = false;
    }

    private void begin(final HttpRequest newHead) throws BadRequestException {
        head = newHead;
        bodyLength = 0;
        if (newHead.decoderResult().isFailure()) {
            throw HeadRules.unreadable(newHead.decoderResult().cause());
        }
        HeadRules.checkVersionAndHost(newHead);
        HeadRules.checkFraming(newHead, maxBodyBytes);
        wantsContinue = HeadRules.wantsContinue(newHead);
    }

    private boolean gather(final HttpContent content) throws BadRequestException {
        if (content.decoderResult().isFailure()) {
            throw HeadRules.unreadable(content.decoderResult().cause());
        }
        final ByteBuf bytes = content.content();
        final int count = bytes.readableBytes();
        if (bodyLength + count > maxBodyBytes) {
            throw new BadRequestException(
                    Problem.CONTENT_TOO_LARGE,
                    "The body is longer than " + maxBodyBytes + " bytes, the most that is taken here.");
        }
        if (count > 0) {
            wantsContinue = false;
            if (bodyLength + count > body.length) {
                body = Arrays.copyOf(body, Math.max(FIRST_BODY_BYTES, Math.max(bodyLength + count, body.length * 2)));
            }
            bytes.readBytes(body, bodyLength, count);
            bodyLength += count;
        }
        return content instanceof LastHttpContent;
    }
}
