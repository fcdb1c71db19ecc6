/**
 * The same requests under another rule.
 *
 * <pre>
 *   RuleChange ──▶ another definition ─┐
 *                                      ▼
 *   records of the sale ──▶ OtherSale: a second core ──▶ what it decides ──┐
 *          │                 its own ticks and expiries                    ├──▶ WhatIf: who would have got what
 *          └──────────────▶ FollowedSale: what was decided ────────────────┘
 * </pre>
 *
 * The journal keeps what was sequenced. What was refused before that it only counts; so where a rule is made more generous the
 * result is a lower bound, and says by how much it may be too low.
 */
package io.flashgate.journal.whatif;
