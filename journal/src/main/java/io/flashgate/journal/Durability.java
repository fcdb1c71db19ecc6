package io.flashgate.journal;

/** What a decision waits for before its answer may leave. Told to buyers by its {@link #word()}. */
public enum Durability {
    /** The record is on the disk: it outlives a power cut. */
    FSYNC("fsync"),
    /** The record is in the operating system's page cache: it outlives the process, not a power cut. */
    OS("os");

    private final String word;

    Durability(final String word) {
        this.word = word;
    }

    /** As settings and answers spell it. */
    public String word() {
        return word;
    }
}
