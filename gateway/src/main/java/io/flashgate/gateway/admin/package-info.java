/**
 * The other listener: the merchant's back end, ops and Prometheus. Event loops of its own, so that a crowd at the public
 * door does not keep the merchant out.
 *
 * <pre>
 *   AdminRoutes ──▶ AdminToken ──▶ SaleJson ──▶ pipeline (define, close)
 *                             ├──▶ live board  (list, show)
 *                             └──▶ journal     (OrderListing, streamed; ReportRoute, made by a follower)
 * </pre>
 */
package io.flashgate.gateway.admin;
