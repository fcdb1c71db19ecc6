package io.flashgate.journal.report;

/** A report that cannot be had from a {@link ReportFollower} now, or at all. The message says why, for whoever asked. */
public final class ReportUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What kind of no it is. */
    public enum Reason {
        /** Not all records that it needs have been read yet; a little later it can be had. */
        BEHIND,
        /** More questions wait than may. */
        BUSY,
        /** The follower has been closed. */
        CLOSED,
        /** The journal cannot be read, or is more than may be kept in memory; it stays so. */
        BROKEN,
        /** The journal's first files are not in the folder. */
        ARCHIVED
    }

    private final Reason reason;

    ReportUnavailableException(final Reason reason, final String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
