/**
 * The journal run through a core again: recovery, and the proof that it says the same twice.
 *
 * <pre>
 *   JournalReader ──▶ record ──▶ MatchingCore ──▶ decision, digest
 *                       │                            │
 *                       └── outcome, order number, ──┴──▶ equal, or ReplayDifferenceException
 *                           units, digest
 * </pre>
 */
package io.flashgate.journal.replay;
