/**
 * Sales followed through the journal without a core: their units, their prices and their orders, out of what was decided.
 *
 * <pre>
 *   record ──▶ CommandView ──▶ FollowedSales ──▶ FollowedSale    units left, what an order took, the last unit's sequence
 *                                                    │
 *                                                SaleOrders ──▶ OrderChange ──▶ a line: JSON, CSV
 * </pre>
 *
 * A replay decides again, and so needs room for every buyer and answer. These only add up, which is several times faster, and is
 * enough for whoever lists orders or asks why somebody was refused.
 */
package io.flashgate.journal.sale;
