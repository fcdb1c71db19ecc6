package io.flashgate.journal;

import io.flashgate.core.order.Decision;
import org.agrona.DirectBuffer;

/**
 * Where sequenced commands become records: what the sequencer and the committer ask of a journal. {@link JournalWriter} is the
 * one that the gateway writes; the benchmarks put another behind the same calls, to compare the two.
 *
 * <p>One thread appends; {@link #barrier()}, {@link #sequence()} and {@link #bytesWritten()} are for any thread.
 */
public interface Journal extends AutoCloseable {

    /**
     * Whether a record with a command of this length can be appended now. False: the disk is full; nothing was written. The
     * appending thread asks before each append.
     *
     * @param commandBytes length of the command, message header and all
     */
    boolean hasRoom(int commandBytes);

    /**
     * Appends one record. It outlives this process from here on, and a power cut from the next barrier on.
     *
     * @param sequence       the one after {@link #sequence()}
     * @param timestampNanos its stamp, nanoseconds since the epoch, not earlier than the one before
     * @param command        where the command lies, message header and all; it is not kept
     * @param offset         of the command, bytes
     * @param length         of the command, bytes
     * @param decision       what was decided
     * @param stateDigest    of the core after it
     * @throws JournalException if sequence, stamp or length are not what they must be, or the record could not be stored:
     *                          fatal, and every later append fails too
     */
    void append(
            long sequence,
            long timestampNanos,
            DirectBuffer command,
            int offset,
            int length,
            Decision decision,
            long stateDigest);

    /** Makes what was appended durable; for the thread that waits for the disk. */
    Barrier barrier();

    /** Of the last record that was appended; 0: none. */
    long sequence();

    /** Bytes of records since this was opened, padding included. */
    long bytesWritten();

    /**
     * Forces what was appended, then closes.
     *
     * @throws JournalException if the last barrier failed
     */
    @Override
    void close();
}
