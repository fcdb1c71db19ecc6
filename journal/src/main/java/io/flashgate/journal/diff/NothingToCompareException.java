package io.flashgate.journal.diff;

/** A question that no record and no line is about: an unknown sale, an empty file. */
public final class NothingToCompareException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NothingToCompareException(final String message) {
        super("nothing to compare: " + message);
    }
}
