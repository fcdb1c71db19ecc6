/**
 * The whole state of a core, out and in: messages of the schema {@code flashgate-snapshot.xml}, one after another.
 *
 * <pre>
 *   MatchingCore ──▶ SnapshotWriter ──▶ MessageWriter ──▶ SnapshotSink      a file, a socket, an array
 *     empty core ◀── SnapshotReader ◀── MessageReader ◀── SnapshotSource
 *
 *   │ length │ CRC32C │ SnapshotHead │ length │ CRC32C │ SaleState │ … │ length │ CRC32C │ SnapshotEnd │
 *   └───────── covered by each checksum: all from the beginning, but for checksums ─────────────────────┘
 * </pre>
 *
 * <p>Each checksum is checked before the message behind it is looked at, so what is damaged is never understood as something
 * else. At the end the digest of what was restored is compared with the one of what was written. Equal states give equal
 * bytes.
 */
package io.flashgate.core.snapshot;
