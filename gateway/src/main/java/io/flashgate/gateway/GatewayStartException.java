package io.flashgate.gateway;

/** Why a gateway could not start. The message is for people: what was wrong, where, and what was expected. */
public final class GatewayStartException extends Exception {

    /** The journal is damaged, or replays to something else than it says. */
    public static final int DAMAGE = 1;

    /** A port, a folder or a setting that cannot be used. */
    public static final int CONFIGURATION = 2;

    /** The disk failed where it must not: what it holds is unknown, and the next start finds out. */
    public static final int BROKEN_PROMISE = 70;

    private static final long serialVersionUID = 1L;

    private final int exitStatus;

    GatewayStartException(final int exitStatus, final String message, final Throwable cause) {
        super(message, cause);
        this.exitStatus = exitStatus;
    }

    /** The process's exit status that goes with it: {@link #DAMAGE}, {@link #CONFIGURATION} or {@link #BROKEN_PROMISE}. */
    public int exitStatus() {
        return exitStatus;
    }
}
