package io.flashgate.gateway.admin;

import io.flashgate.gateway.http.BadRequestException;
import io.flashgate.gateway.http.HttpExchange;
import io.flashgate.gateway.http.Problem;
import io.flashgate.gateway.http.Request;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The admin plane's bearer token. Compared by digest, so that the time it takes tells nothing about it, not even its length. */
final class AdminToken {

    private static final String SCHEME = "Bearer ";

    private final byte[] expected;

    AdminToken(final String token) {
        expected = digest(token);
    }

    /** Whether an Authorization header bears the token. */
    boolean isIn(final String authorization) {
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        expected,
                        digest(authorization.substring(SCHEME.length()).strip()));
    }

    /** Whether a request bears the token; if not, it is answered. */
    boolean admits(final Request request, final HttpExchange exchange) throws BadRequestException {
        final String authorization = request.header(HttpHeaderNames.AUTHORIZATION);
        if (authorization != null && isIn(authorization)) {
            return true;
        }
        exchange.complete(
                authorization == null ? Problem.ADMIN_TOKEN_MISSING : Problem.ADMIN_TOKEN_INVALID,
                authorization == null
                        ? "Authorization: missing, expected Bearer and the admin token."
                        : "Authorization: found something else than Bearer and the admin token.",
                "WWW-Authenticate",
                "Bearer realm=\"flashgate-admin\"");
        return false;
    }

    private static byte[] digest(final String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (final NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
