/**
 * Orders: what a buyer asks, what the desk decides, and what it remembers of its answers.
 *
 * <pre>
 *   Purchase ──▶ PurchaseDesk ──▶ Decision
 *                 │ 1. key      AnswerTable    a retry hears its first answer
 *                 │ 2. sale     SaleTable      exists, not over, open
 *                 │ 3. item     Sale           exists, group admitted
 *                 │ 4. limit    BuyerTable     units of this buyer so far
 *                 └ 5. stock    Stock          touched only after all of them
 * </pre>
 */
package io.flashgate.core.order;
