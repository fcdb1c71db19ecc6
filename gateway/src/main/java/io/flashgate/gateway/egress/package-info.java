/**
 * Replies on their way back: to the right event loop, in order, with one wake-up per loop and batch.
 *
 * <pre>
 *   Committer ──▶ Exchange.decided ──▶ Outbox (one per event loop) ──▶ Exchange.answer() on the loop
 *    one thread                         SPSC queue, one task a batch
 * </pre>
 */
package io.flashgate.gateway.egress;
