package io.flashgate.gateway.cli;

/** What the process's exit status says. Scripts depend on the numbers. */
public final class ExitStatus {

    /** Done, or stopped as asked. */
    public static final int DONE = 0;

    /** A check found damage or a difference, or a gateway refused what it was asked. */
    public static final int DIFFERENCE = 1;

    /** Wrong usage or configuration: nothing was started. */
    public static final int USAGE = 2;

    /** A promise broke (journal failure, invariant, a mistake of ours): the reason is the last line of the log. */
    public static final int BROKEN_PROMISE = 70;

    private ExitStatus() {}
}
