/**
 * The {@code flashgate journal …} commands: for people who want to see what was decided, and whether it can be trusted.
 *
 * <pre>
 *   journal inspect DIR ──▶ JournalReader ──▶ filter ──▶ a line a record, text or JSON
 *   journal verify  DIR ──▶ JournalReader ──▶ replay ──▶ "verified …", or the first bad place
 *   journal report  DIR ──▶ JournalReader ──▶ SalesReports ──▶ JSON, CSV or HTML
 * </pre>
 *
 * They only read, also beside a live gateway. Exit status: 0 done; 1 damage or a difference; 2 wrong usage.
 */
package io.flashgate.journal.tool;
