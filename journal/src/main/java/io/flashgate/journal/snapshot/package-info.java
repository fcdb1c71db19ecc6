/**
 * Snapshots as files beside the journal, and how a core comes out of them.
 *
 * <pre>
 *   core ──▶ snapshot-….fgs.tmp ──▶ force ──▶ rename ──▶ force the folder ──▶ delete all but the newest two
 *
 *   newest good snapshot ──▶ core ◀── Replay ◀── the journal behind it
 * </pre>
 *
 * The folder's owner writes and deletes; anybody may read. Files of the journal are never touched.
 */
package io.flashgate.journal.snapshot;
