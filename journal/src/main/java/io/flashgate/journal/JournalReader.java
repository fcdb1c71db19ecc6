package io.flashgate.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads a journal, also beside a live writer, and changes nothing. One thread; a record costs no allocation.
 *
 * <p>Every record is checked: its length, its checksum, its sequence, its stamp. The first that is not right stops the reader
 * for good. What a process was killed over, or what was never forced before a power cut, is not damage: it is the end.
 */
public final class JournalReader extends FrameRecords {

    /** Of an index: the place in its file. */
    private static final long FIRST_OF_FILE = 0xFFFF_FFFFL;

    private final Path directory;
    private final FrameCheck check = new FrameCheck();
    private final Walk walk;

    private JournalDamagedException damage;
    private long wanted;
    private long sequence;
    private long timestampNanos;
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
     * @throws JournalArchivedException if it is to begin with the first record, and that was moved away with its file
     * @throws JournalException        if a file cannot be read
     */
    @Override
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

    /**
     * The files all of whose records are before the one with this sequence, oldest first. Does not move.
     *
     * @throws JournalDamagedException if a file does not begin with a good record
     * @throws JournalException        if a file cannot be read
     */
    public List<Path> filesBefore(final long beforeSequence) {
        try {
            return walk.filesBefore(beforeSequence);
        } catch (final IOException failure) {
            throw new JournalException("journal " + directory + " cannot be read", failure);
        }
    }

    /** Of the record that {@link #next} found; after {@link #moveTo}, of the one before it. */
    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public long timestampNanos() {
        return timestampNanos;
    }

    /** The name of the record's file; empty if there is none yet. */
    public String file() {
        return walk.fileName();
    }

    /** Chronicle's index of the record: the cycle of its file, and its place in it from 0. */
    public long index() {
        return index;
    }

    /**
     * About how far the journal goes now, for whoever wants to say how much is left to read: Chronicle's own note of its last
     * document, which nobody has checked. 0: it does not say.
     */
    public long lastSequenceHint() {
        try {
            return walk.lastSequenceHint();
        } catch (final IOException | JournalDamagedException unknown) {
            // Whoever reads there will be told.
            return 0;
        }
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
        standOn(walk.buffer(), walk.frameOffset());
        final long found = super.sequence();
        if (found > 1 && sequence == 0 && (walk.index() & FIRST_OF_FILE) == 0) {
            throw new JournalArchivedException(directory, found);
        }
        if (found != sequence + 1) {
            throw walk.damage(sequence + 1, "expected sequence=" + (sequence + 1) + ", found=" + found);
        }
        final long stamp = super.timestampNanos();
        if (stamp < timestampNanos) {
            throw walk.damage(found, "expected timestampNanos>=" + timestampNanos + ", found=" + stamp);
        }
        sequence = found;
        timestampNanos = stamp;
        index = walk.index();
    }
}
