/**
 * Sales and what is in them: items, stock, phases, buyers' limits.
 *
 * <p>At every sequence number, for every item: {@code available + held + sold = stock}.
 */
package io.flashgate.core.sale;
