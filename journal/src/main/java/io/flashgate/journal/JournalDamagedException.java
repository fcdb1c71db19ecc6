package io.flashgate.journal;

/**
 * The first bad place of a journal: a record that is not what was written, or not where it should be. Nothing behind it is
 * read. The message says the file, the index, and what was expected and found there.
 */
public final class JournalDamagedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final long index;
    private final long expectedSequence;
    private final String detail;

    /**
     * @param file             the file's name
     * @param index            Chronicle's index of the bad record
     * @param position         of its document in the file, bytes
     * @param expectedSequence the sequence that the record there should have
     * @param detail           {@code expected …, found …}
     */
    public JournalDamagedException(
            final String file,
            final long index,
            final long position,
            final long expectedSequence,
            final String detail) {
        super(file + " index=0x" + Long.toHexString(index) + " position=" + position + " sequence=" + expectedSequence
                + ": " + detail);
        this.file = file;
        this.index = index;
        this.expectedSequence = expectedSequence;
        this.detail = detail;
    }

    /** The name of the file. */
    public String file() {
        return file;
    }

    /** Chronicle's index of the bad record: the cycle of its file and its place in it, from 0. */
    public long index() {
        return index;
    }

    /** The sequence of the record that should have been there. */
    public long expectedSequence() {
        return expectedSequence;
    }

    /** What was expected and what was found. */
    public String detail() {
        return detail;
    }
}
