package io.flashgate.journal.explain;

/** The journal knows nobody by the name that was asked for, or several. The message says whom, and how to ask. */
public final class UnclearQuestionException extends Exception {

    private static final long serialVersionUID = 1L;

    UnclearQuestionException(final String message) {
        super(message);
    }
}
