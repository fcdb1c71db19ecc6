/**
 * The order of events: one ring, read in steps.
 *
 * <pre>
 *   event loops ──▶ ring ──▶ Sequencer ───────────────▶ Committer ──────────▶ Egress ──▶ event loops
 *   Timekeeper  ──▶ (MPSC)   stamp, decide, append      barrier, publish      one wake-up
 *                            one thread, one writer     group commit          per loop and batch
 *                                    └──── DueRing ─────────▲
 *                            what is due: sequenced before the command that came, heard by nobody but the board
 * </pre>
 *
 * A reply leaves once the barrier behind it has returned, so "sold" is never heard before it is durable. While the disk
 * works, the sequencer goes on deciding; the committer then takes everything that has come in meanwhile as its next group.
 *
 * <p>A failure in any step stops the selling at once and for good: the requests that are still in the ring hear 503, and the
 * process ends. Recovery starts from the journal. Only this package imports {@code com.lmax}.
 */
package io.flashgate.gateway.pipeline;
