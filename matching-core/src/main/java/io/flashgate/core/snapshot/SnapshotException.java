package io.flashgate.core.snapshot;

/** A snapshot that cannot be used: damaged, not whole, or written by rules or in a version that this build does not know. */
public final class SnapshotException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SnapshotException(final String message) {
        super(message);
    }

    public SnapshotException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
