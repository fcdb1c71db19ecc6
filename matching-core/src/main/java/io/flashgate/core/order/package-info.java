/**
 * Orders: what a buyer asks, what the desks decide, and what they remember of their answers.
 *
 * <pre>
 *   Purchase ──▶ PurchaseDesk ──▶ Decision
 *                 │ 1. key      AnswerTable    a retry hears its first answer
 *                 │ 2. sale     SaleTable      exists, not over, open
 *                 │ 3. items    Sale           all exist, group admitted
 *                 │ 4. limits   BuyerTable     units of this buyer so far, and holds taken
 *                 └ 5. stock    Stock          touched only after all of them; line by line, all or none
 *
 *   confirm, cancel, extend, expire ──▶ HoldDesk ──▶ Decision
 *                                        │ OrderTable      still held, and before its deadline?
 *                                        └ Sale, Stock     sold for good, or back for the next request
 * </pre>
 */
package io.flashgate.core.order;
