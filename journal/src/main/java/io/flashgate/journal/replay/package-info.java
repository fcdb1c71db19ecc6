/**
 * The journal run through a core again: recovery, and the proof that it says the same twice.
 *
 * <pre>
 *   JournalReader ──▶ ReadAhead ──▶ record ──▶ MatchingCore ──▶ decision, digest
 *   its own thread    batches         │                            │
 *                                     └── outcome, order number, ──┴──▶ equal, or ReplayDifferenceException
 *                                         units, digest
 * </pre>
 */
package io.flashgate.journal.replay;
