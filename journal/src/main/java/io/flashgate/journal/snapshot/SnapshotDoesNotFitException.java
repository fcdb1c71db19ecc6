package io.flashgate.journal.snapshot;

import io.flashgate.core.CoreLimits;

/** A good snapshot holds more than the core may. The journal would not fit either. */
public final class SnapshotDoesNotFitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient CoreLimits needed;

    SnapshotDoesNotFitException(final SnapshotFile file, final CoreLimits limits, final CoreLimits needed) {
        super("snapshot " + file.path() + " needs " + needed + ", found " + limits);
        this.needed = needed;
    }

    /** The smallest limits that are no smaller than those there were, and large enough. */
    public CoreLimits needed() {
        return needed;
    }
}
