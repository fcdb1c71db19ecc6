package io.flashgate.gateway.http;

import java.time.Duration;

/**
 * What one listener takes.
 *
 * @param maxBodyBytes    longest body
 * @param maxConnections  most connections; one more hears 503
 * @param requestDeadline from a request's first byte to its last
 * @param idleTimeout     longest time without a request, or without reading answers
 */
public record HttpLimits(int maxBodyBytes, int maxConnections, Duration requestDeadline, Duration idleTimeout) {

    /** Longest request line, in bytes. */
    public static final int MAX_REQUEST_LINE_BYTES = 4_096;

    /** All headers together, in bytes. */
    public static final int MAX_HEADER_BYTES = 8_192;

    /** Unanswered requests of one connection; beyond it the connection is not read until some are answered. */
    public static final int MAX_IN_FLIGHT = 256;

    /** Answers of one connection that wait for an earlier one, in bytes; beyond it the connection is not read either. */
    public static final int MAX_HELD_BYTES = 128 * 1024;
}
