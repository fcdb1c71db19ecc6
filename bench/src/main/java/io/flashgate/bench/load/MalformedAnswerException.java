package io.flashgate.bench.load;

/** The server's bytes are no HTTP answer. What follows on the connection means nothing. */
final class MalformedAnswerException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedAnswerException(final String message) {
        super(message);
    }
}
