package io.flashgate.journal;

import io.flashgate.core.order.Outcome;
import io.flashgate.core.protocol.FrameDecoder;
import io.flashgate.core.protocol.MessageHeaderDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads a journal, also beside a live writer, and changes nothing. One thread; a record costs no allocation.
 *
 * <p>Every record is checked: its length, its checksum, its sequence, its stamp. The first that is not right stops the reader
 * for good. What a process was killed over, or what was never forced before a power cut, is not damage: it is the end.
 */
public final class JournalReader implements JournalRecords {

    private final Path directory;
    private final FrameDecoder frame = new FrameDecoder();
    private final FrameCheck check = new FrameCheck();
    private final Walk walk;

    private JournalDamagedException damage;
    private long wanted;
    private long sequence;
    private long timestampNanos;
    private int commandOffset;
    private int commandLength;
    private long index;

    private JournalReader(final Path directory) {
        this.directory = directory;
        walk = new Walk(directory, check);
    }

    /**
     * Opens a journal at its first record. A folder without any journal in it has no records, yet.
     *
     * @throws IOException if it is no folder, or cannot be read
     */
    public static JournalReader open(final Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException("journal " + directory + ": expected a folder, found "
                    + (Files.exists(directory) ? "a file" : "nothing"));
        }
        return new JournalReader(directory);
    }

    /**
     * Moves to the next record. False: there is none for now; it may be called again later.
     *
     * @throws JournalDamagedException at the first bad record, and from then on at every call
     * @throws JournalException        if a file cannot be read
     */
    public boolean next() {
        if (damage != null) {
            throw damage;
        }
        try {
            while (walk.next(sequence + 1)) {
                readRecord();
                if (sequence >= wanted) {
                    return true;
                }
            }
            return false;
        } catch (final JournalDamagedException bad) {
            damage = bad;
            throw bad;
        } catch (final IOException failure) {
            throw new JournalException("journal " + directory + " cannot be read", failure);
        }
    }

    /**
     * Moves so that the record that {@link #next} finds is the one with this sequence, or the first one for less than 1.
     * While the journal does not reach so far, {@link #next} answers false. Looks it up in Chronicle's index.
     *
     * @throws JournalDamagedException if a file does not begin with a good record
     * @throws JournalException        if a file cannot be read
     */
    public void moveTo(final long wantedSequence) {
        wanted = wantedSequence;
        timestampNanos = 0;
        damage = null;
        try {
            sequence = walk.moveTo(wantedSequence) - 1;
        } catch (final JournalDamagedException bad) {
            damage = bad;
            throw bad;
        } catch (final IOException failure) {
            throw new JournalException("journal " + directory + " cannot be read", failure);
        }
    }

    /** Of the record that {@link #next} found, as everything below. */
    public long sequence() {
        return sequence;
    }

    /** The sequencer's stamp, nanoseconds since the epoch. */
    public long timestampNanos() {
        return timestampNanos;
    }

    /** Version of the rules that decided. */
    public int rulesVersion() {
        return frame.rulesVersion();
    }

    public Outcome outcome() {
        return Outcome.findByCode(frame.outcome());
    }

    /** Of an accepted purchase, counted from 1 in its sale; 0 for anything else. */
    public long orderNumber() {
        return frame.orderNumber();
    }

    /** Units that the outcome speaks of; 0: of none. */
    public long units() {
        return frame.units();
    }

    /** Digest of the core's whole state after the command. */
    public long stateDigest() {
        return frame.stateDigest();
    }

    /** Where the command lies; valid until the next call of {@link #next}, {@link #moveTo} or {@link #close}. */
    public DirectBuffer command() {
        return walk.buffer();
    }

    /** Of the command's message header. */
    public int commandOffset() {
        return commandOffset;
    }

    /** Bytes, message header and all. */
    public int commandLength() {
        return commandLength;
    }

    /** The name of the record's file; empty if there is none yet. */
    public String file() {
        return walk.fileName();
    }

    /** Chronicle's index of the record: the cycle of its file, and its place in it from 0. */
    public long index() {
        return index;
    }

    @Override
    public void close() {
        walk.close();
    }

    /** Where the reader stands, for whoever writes on. */
    Walk walk() {
        return walk;
    }

    private void readRecord() {
        final UnsafeBuffer buffer = walk.buffer();
        final int start = walk.frameOffset();
        frame.wrap(
                buffer,
                start + MessageHeaderDecoder.ENCODED_LENGTH,
                FrameDecoder.BLOCK_LENGTH,
                FrameDecoder.SCHEMA_VERSION);
        final long found = frame.sequence();
        if (found != sequence + 1) {
            throw walk.damage(sequence + 1, "expected sequence=" + (sequence + 1) + ", found=" + found);
        }
        final long stamp = frame.timestampNanos();
        if (stamp < timestampNanos) {
            throw walk.damage(found, "expected timestampNanos>=" + timestampNanos + ", found=" + stamp);
        }
        sequence = found;
        timestampNanos = stamp;
        commandOffset = start + FrameLayout.COMMAND_OFFSET;
        commandLength = frame.commandLength();
        index = walk.index();
    }
}
