package io.flashgate.journal;

/** The journal cannot be relied on any more. Fatal for whoever appends: stop answering and leave. */
public class JournalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JournalException(final String message) {
        super(message);
    }

    public JournalException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
