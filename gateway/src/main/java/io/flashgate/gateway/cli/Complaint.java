package io.flashgate.gateway.cli;

/** What a command has to say to the person who typed it instead of a result: one line, and an exit status. */
public final class Complaint extends Exception {

    private static final long serialVersionUID = 1L;

    private final int exitStatus;

    private Complaint(final int exitStatus, final String message) {
        super(message);
        this.exitStatus = exitStatus;
    }

    /** Wrong usage or configuration. */
    public static Complaint usage(final String message) {
        return new Complaint(ExitStatus.USAGE, message);
    }

    /** The command was right; what it asked for could not be had. */
    public static Complaint refused(final String message) {
        return new Complaint(ExitStatus.DIFFERENCE, message);
    }

    /** One of {@link ExitStatus}. */
    public int exitStatus() {
        return exitStatus;
    }
}
