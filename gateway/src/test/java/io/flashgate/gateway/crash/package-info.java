/**
 * What outlives a crash: the real process, killed at any moment, and the barrier that an answer waits for.
 *
 * <pre>
 *   Shopper, Merchant ──▶ GatewayProcess ──✕ kill -9
 *        │ what was sent, what was heard        │ restart on the same folder
 *        ▼                                      ▼
 *      Ledger ────────────────────────────▶  Audit: every answer still holds
 * </pre>
 */
package io.flashgate.gateway.crash;
