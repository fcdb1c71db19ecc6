/**
 * The {@code flashgate journal …} commands: for people who want to see what was decided, why, and whether it can be trusted.
 *
 * <pre>
 *   inspect ──▶ JournalReader ──▶ RecordFilter (bytes) ──▶ a line a record
 *   verify  ──▶ Replay ──▶ "verified …", or the first bad place
 *   replay  ──▶ Replay, up to a record ──▶ the state then
 *   explain ──▶ journal.explain ──▶ the story of one buyer
 *   orders  ──▶ journal.sale    ──▶ a row an order and change
 *   diff    ──▶ journal.diff    ──▶ what is missing on which side
 *   what-if ──▶ journal.whatif  ──▶ what another rule would have changed
 *   report  ──▶ journal.report  ──▶ JSON, CSV or HTML
 * </pre>
 *
 * A command here reads its options, asks, and prints text or JSON. They only read, also beside a live gateway; long work shows a bar
 * where standard error is a terminal. Exit status: 0 done; 1 damage or a difference; 2 wrong usage.
 */
package io.flashgate.journal.tool;
