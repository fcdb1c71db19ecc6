/**
 * What is missing on which side: of two journals, or of a journal and what clients heard.
 *
 * <pre>
 *   journal A ──┬─ record by record ──▶ equal up to a sequence ──▶ JournalDiff
 *   journal B ──┘                        behind it: first answers, by sale, buyer and key
 *
 *   journal ──▶ first answers ──┬─ by sale, buyer and key ──▶ HeardDiff
 *   NDJSON  ──▶ HeardAnswers  ──┘
 * </pre>
 */
package io.flashgate.journal.diff;
