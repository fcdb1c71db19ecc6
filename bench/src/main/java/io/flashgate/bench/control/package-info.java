/**
 * A control for the journal: the plainest log that keeps the same promises to the pipeline, so that what Chronicle Queue costs
 * or saves can be measured. No gateway uses it.
 *
 * <pre>
 *   append ──▶ SegmentLog ──▶ 00000001.segment ──▶ SegmentLogReader
 *               │      │       00000002.segment
 *   SegmentSupply     SegmentForce
 *   the next segment  fdatasync of what was
 *   made ahead        appended before
 * </pre>
 *
 * Segments are files of one size, allocated as a whole before they are used, and mapped. A segment is a head of
 * {@value io.flashgate.bench.control.Segment#HEAD_BYTES} bytes and a row of records, each on a multiple of eight bytes:
 *
 * <pre>
 *   head:   magic 8 │ first sequence 8 │ CRC32C of both 4 │ zeros
 *   record: CRC32C of the frame 4 │ length of the frame 4 (0: nothing yet) │ Frame of flashgate-protocol.xml │ zeros
 * </pre>
 *
 * The frame is the journal's own, its checksum field left 0: both logs store the same. What this one lacks beside the journal:
 * it cannot tell a record that has rotted from one that was never finished (either ends the log), it is not looked up by
 * sequence, it leaves no room on the disk alone, and nobody has run it for years.
 */
package io.flashgate.bench.control;
