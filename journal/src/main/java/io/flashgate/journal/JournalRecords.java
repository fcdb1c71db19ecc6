package io.flashgate.journal;

import io.flashgate.core.order.Outcome;
import org.agrona.DirectBuffer;

/**
 * The records of a {@link Journal}, one after another from the first, as a replay wants them. What the last call of
 * {@link #next} found is valid until the next one. One thread.
 */
public interface JournalRecords extends AutoCloseable {

    /**
     * Moves to the next record. False: there is none for now; it may be called again later.
     *
     * @throws JournalDamagedException at a record that is not what was written
     * @throws JournalException        if a file cannot be read
     */
    boolean next();

    /** Of the record that {@link #next} found, as everything below. */
    long sequence();

    /** The sequencer's stamp, nanoseconds since the epoch. */
    long timestampNanos();

    /** Version of the rules that decided. */
    int rulesVersion();

    /** What was decided; a sequenced outcome. */
    Outcome outcome();

    /** Of an accepted purchase, counted from 1 in its sale; 0 for anything else. */
    long orderNumber();

    /** Units that the outcome speaks of; 0: of none. */
    long units();

    /** Digest of the core's whole state after the command. */
    long stateDigest();

    /** Where the command lies. */
    DirectBuffer command();

    /** Of the command's message header, bytes. */
    int commandOffset();

    /** Bytes, message header and all. */
    int commandLength();

    @Override
    void close();
}
