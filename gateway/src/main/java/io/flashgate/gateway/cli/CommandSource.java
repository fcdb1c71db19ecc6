package io.flashgate.gateway.cli;

/**
 * A module above this one that brings a subcommand of its own, found by {@link java.util.ServiceLoader}: the gateway imports
 * nothing of what stands on it. Asked once, by the main thread, whenever a command line is built.
 */
public interface CommandSource {

    /**
     * A new command.
     *
     * @param stop what the process's signals ask of a command that runs until it is stopped
     * @return an object with picocli's {@code Command} annotation, a {@code Callable} of one of {@link ExitStatus}
     */
    Object command(StopSignal stop);
}
