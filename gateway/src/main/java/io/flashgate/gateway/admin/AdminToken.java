package io.flashgate.gateway.admin;

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

    private static byte[] digest(final String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (final NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
