/**
 * Who gets to the ring: a sale that is over, or has not opened, is refused right on the event loop.
 *
 * <pre>
 *   PurchaseRoute ──▶ Gate ──▶ ring
 *                      └──▶ refusal, counted; the counts are journaled once a second
 * </pre>
 *
 * The gate only ever says what the core would say, and only of what is durable: it asks the {@code live} board.
 */
package io.flashgate.gateway.admission;
