package io.flashgate.gateway.http;

/** A request that cannot be taken as it is. Its message is for the client; it carries no stack trace. */
public final class BadRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Problem problem;

    public BadRequestException(final Problem problem, final String detail) {
        super(detail, null, false, false);
        this.problem = problem;
    }

    /** A {@link Problem#MALFORMED} request. */
    public BadRequestException(final String detail) {
        this(Problem.MALFORMED, detail);
    }

    public Problem problem() {
        return problem;
    }
}
