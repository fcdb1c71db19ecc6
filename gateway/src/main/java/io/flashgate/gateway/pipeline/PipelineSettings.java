package io.flashgate.gateway.pipeline;

import java.time.Duration;

/**
 * How the ring and the stages behind it work. The defaults are right on two cores.
 *
 * @param ringSize        commands that may wait for their decision, a power of two up to 1,048,576; beyond it: 503. It bounds
 *                        how long a buyer waits in a crowd: size it from that
 * @param waiting         what a stage does while it has nothing to do
 * @param maxGroup        most commands that share one barrier, 1 or more; the rest of a batch gets the next one
 * @param barrierInterval least time from the start of one barrier to the start of the next, 0–1 s. What arrives meanwhile
 *                        shares the next one; a command that comes later than that is forced at once. 0: one barrier after
 *                        the other
 */
public record PipelineSettings(int ringSize, Waiting waiting, int maxGroup, Duration barrierInterval) {

    // First, because what comes after is checked against it.
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(1);

    /** Right on two cores. */
    public static final PipelineSettings DEFAULT =
            new PipelineSettings(4_096, Waiting.PARKING, 4_096, Duration.ofNanos(400_000));

    /**
     * @throws IllegalArgumentException naming the setting that is out of its range
     */
    public PipelineSettings {
        require(
                Integer.bitCount(ringSize) == 1 && ringSize > 0 && ringSize <= 1 << 20,
                "ringSize: found " + ringSize + ", expected a power of two, 1–1048576");
        require(maxGroup >= 1, "maxGroup: found " + maxGroup + ", expected 1 or more");
        require(
                !barrierInterval.isNegative() && barrierInterval.compareTo(LONGEST_INTERVAL) <= 0,
                "barrierInterval: found " + barrierInterval + ", expected 0–1 s");
    }

    /** The same with another ring. */
    public PipelineSettings withRingSize(final int commands) {
        return new PipelineSettings(commands, waiting, maxGroup, barrierInterval);
    }

    /** The same with another way to wait. */
    public PipelineSettings withWaiting(final Waiting way) {
        return new PipelineSettings(ringSize, way, maxGroup, barrierInterval);
    }

    /** The same with other groups. */
    public PipelineSettings withMaxGroup(final int commands) {
        return new PipelineSettings(ringSize, waiting, commands, barrierInterval);
    }

    /** The same with another interval. */
    public PipelineSettings withBarrierInterval(final Duration interval) {
        return new PipelineSettings(ringSize, waiting, maxGroup, interval);
    }

    private static void require(final boolean holds, final String complaint) {
        if (!holds) {
            throw new IllegalArgumentException(complaint);
        }
    }
}
