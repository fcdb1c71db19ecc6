package io.flashgate.journal.snapshot;

/** A snapshot that nobody wants any more, or that took too long. What was in the folder before is still there. */
public final class SnapshotGivenUpException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SnapshotGivenUpException(final String message) {
        super(message);
    }
}
