package io.flashgate.gateway;

import io.flashgate.core.CoreLimits;
import io.flashgate.core.MatchingCore;
import io.flashgate.core.order.ForgetDesk;
import io.flashgate.gateway.pipeline.PipelineSettings;
import io.flashgate.journal.Durability;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Everything a gateway is told when it starts. Build one with {@link #at} and change what is needed.
 *
 * @param data            the journal's folder; made if it is not there
 * @param listen          the public listener; port 0: any free one
 * @param adminListen     the admin listener; port 0: any free one
 * @param adminToken      what the admin plane's bearer must present
 * @param metricsOpen     whether {@code /metrics} answers without the admin token
 * @param durability      what an answer waits for
 * @param limits          how much the core holds
 * @param pipeline        the ring and the stages behind it
 * @param eventLoops      threads of the public listener
 * @param maxConnections  connections of the public listener; beyond it: 503 and close
 * @param requestDeadline from the first byte of a request to its last; beyond it: 408 and close
 * @param idleTimeout     a connection without any request, or that does not read its answers, is closed after this
 * @param answerRetention how long answers are remembered after their sale is sealed: retries that come later hear that it is over
 * @param minFreeBytes    with less room than this on the journal's disk, nothing is sold
 * @param snapshotEvery   a snapshot in the background after so many records, and when a sale seals; 0: only on a clean
 *                        stop; {@link #NO_SNAPSHOTS}
 */
public record GatewaySettings(
        Path data,
        InetSocketAddress listen,
        InetSocketAddress adminListen,
        String adminToken,
        boolean metricsOpen,
        Durability durability,
        CoreLimits limits,
        PipelineSettings pipeline,
        int eventLoops,
        int maxConnections,
        Duration requestDeadline,
        Duration idleTimeout,
        Duration answerRetention,
        long minFreeBytes,
        long snapshotEvery) {

    /** Every five million records. */
    public static final long DEFAULT_SNAPSHOT_EVERY = 5_000_000;

    /** As {@code snapshotEvery}: not even on a clean stop. */
    public static final long NO_SNAPSHOTS = -1;

    /** Longest {@link #answerRetention()}. */
    private static final Duration MAX_RETENTION = Duration.ofNanos(ForgetDesk.MAX_RETENTION_NANOS);

    /**
     * @throws IllegalArgumentException naming the setting that is out of its range
     */
    public GatewaySettings {
        require(eventLoops >= 1 && eventLoops <= 256, "eventLoops", eventLoops, "1–256");
        require(maxConnections >= 1, "maxConnections", maxConnections, "1 or more");
        require(isPositive(requestDeadline), "requestDeadline", requestDeadline, "more than nothing");
        require(isPositive(idleTimeout), "idleTimeout", idleTimeout, "more than nothing");
        require(
                isPositive(answerRetention) && answerRetention.compareTo(MAX_RETENTION) <= 0,
                "answerRetention",
                answerRetention,
                "more than nothing and at most " + MAX_RETENTION.toDays() + " days");
        require(minFreeBytes >= 0, "minFreeBytes", minFreeBytes, "0 or more");
        require(snapshotEvery >= NO_SNAPSHOTS, "snapshotEvery", snapshotEvery, "0 or more, or " + NO_SNAPSHOTS);
        require(!adminToken.isBlank(), "adminToken", "nothing", "a secret");
    }

    /** With snapshots as often as by default. */
    public GatewaySettings(
            final Path data,
            final InetSocketAddress listen,
            final InetSocketAddress adminListen,
            final String adminToken,
            final boolean metricsOpen,
            final Durability durability,
            final CoreLimits limits,
            final PipelineSettings pipeline,
            final int eventLoops,
            final int maxConnections,
            final Duration requestDeadline,
            final Duration idleTimeout,
            final Duration answerRetention,
            final long minFreeBytes) {
        this(
                data,
                listen,
                adminListen,
                adminToken,
                metricsOpen,
                durability,
                limits,
                pipeline,
                eventLoops,
                maxConnections,
                requestDeadline,
                idleTimeout,
                answerRetention,
                minFreeBytes,
                DEFAULT_SNAPSHOT_EVERY);
    }

    /** Defaults for two cores, both listeners on free loopback ports. */
    public static GatewaySettings at(final Path data, final String adminToken) {
        return new GatewaySettings(
                data,
                new InetSocketAddress("127.0.0.1", 0),
                new InetSocketAddress("127.0.0.1", 0),
                adminToken,
                false,
                Durability.FSYNC,
                CoreLimits.DEFAULT,
                PipelineSettings.DEFAULT,
                1,
                10_000,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofNanos(MatchingCore.DEFAULT_ANSWER_RETENTION_NANOS),
                256L << 20);
    }

    /** The same with another pipeline. */
    public GatewaySettings withPipeline(final PipelineSettings other) {
        return new GatewaySettings(
                data,
                listen,
                adminListen,
                adminToken,
                metricsOpen,
                durability,
                limits,
                other,
                eventLoops,
                maxConnections,
                requestDeadline,
                idleTimeout,
                answerRetention,
                minFreeBytes,
                snapshotEvery);
    }

    /** The same with answers remembered for another time. */
    public GatewaySettings withAnswerRetention(final Duration other) {
        return new GatewaySettings(
                data,
                listen,
                adminListen,
                adminToken,
                metricsOpen,
                durability,
                limits,
                pipeline,
                eventLoops,
                maxConnections,
                requestDeadline,
                idleTimeout,
                other,
                minFreeBytes,
                snapshotEvery);
    }

    /** The same with snapshots after other numbers of records; 0: only on a clean stop. */
    public GatewaySettings withSnapshotEvery(final long other) {
        return new GatewaySettings(
                data,
                listen,
                adminListen,
                adminToken,
                metricsOpen,
                durability,
                limits,
                pipeline,
                eventLoops,
                maxConnections,
                requestDeadline,
                idleTimeout,
                answerRetention,
                minFreeBytes,
                other);
    }

    /** Without the secret, so that no log and no message ever has it. */
    @Override
    public String toString() {
        return "GatewaySettings[data=" + data + ", listen=" + listen + ", adminListen=" + adminListen + ", durability="
                + durability + ']';
    }

    private static boolean isPositive(final Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private static void require(final boolean holds, final String setting, final Object found, final String expected) {
        if (!holds) {
            throw new IllegalArgumentException(setting + ": found " + found + ", expected " + expected);
        }
    }
}
