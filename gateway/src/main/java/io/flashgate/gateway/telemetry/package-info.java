/**
 * What ops can see: health, counters, the page that Prometheus reads, and the log of what is worth a line.
 *
 * <pre>
 *   sequencer, committer, event loops ──▶ Telemetry ──▶ MetricsPage   when it is asked for
 *     plain stores, or adders                    └────▶ Watch         once a second: sales, fullness, disk, clock
 * </pre>
 *
 * Recording costs a plain store or two and never waits. Only the watch's own thread waits for the log; what comes with a stack trace
 * is logged where it is caught, through {@link io.flashgate.gateway.telemetry.LimitedLog}.
 */
package io.flashgate.gateway.telemetry;
