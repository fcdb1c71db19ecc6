/**
 * What the world may know about the sales: only what is durable.
 *
 * <pre>
 *   Committer ──▶ SaleBoard ──▶ event loops (gate, sale routes, metrics)
 *   recovery ───▶    │
 *                    ├ SaleView           phase, units, refusals of one sale
 *                    └ AnsweredRequests   which requests may have a first answer
 * </pre>
 *
 * One thread writes (the recovering one, then the committer); any thread reads.
 */
package io.flashgate.gateway.live;
