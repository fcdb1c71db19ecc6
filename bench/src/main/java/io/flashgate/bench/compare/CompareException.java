package io.flashgate.bench.compare;

/** The comparison cannot go on; the message says what was expected and what was found, for people. */
final class CompareException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CompareException(final String message) {
        super(message);
    }

    CompareException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
