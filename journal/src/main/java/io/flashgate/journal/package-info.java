/**
 * Every decision on disk, in order: one record per sequenced command, with what was decided and a checksum.
 *
 * <pre>
 *   command + decision ──▶ JournalWriter ──▶ 20261127F.cq4 ──▶ JournalReader ──▶ replay, inspect, verify
 *                            │      │         (Chronicle Queue)
 *                          Room   Barrier
 *               blocks allocated  what was appended before
 *               ahead of writing  is on the disk now
 * </pre>
 *
 * One process owns a folder ({@link io.flashgate.journal.JournalDirectory}); anybody may read beside it. The writer appends
 * through Chronicle's mapped files. An append alone outlives the process, not a power cut: that is what the barrier is for.
 * The reader does not go through Chronicle's tailer: it walks the documents' headers itself, because a tailer takes a header
 * that was damaged for the end of the queue, and maps more than a truncated file has.
 *
 * <p>A file is a row of documents, each a word and a body that is a multiple of four bytes long:
 *
 * <pre>
 *   word: 31 not complete │ 30 metadata │ 29..0 length of the body     0: nothing yet     0xC0000000: end of this file
 *   body: Chronicle's (metadata: file header, index pages) or a Frame of flashgate-protocol.xml, padded with zeros
 * </pre>
 */
package io.flashgate.journal;
