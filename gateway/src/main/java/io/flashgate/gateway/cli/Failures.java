package io.flashgate.gateway.cli;

import io.flashgate.gateway.GatewayStartException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one line for people and an exit status for scripts. */
final class Failures {

    private Failures() {}

    /** The command line itself is wrong. */
    static int onWrongUsage(final ParameterException wrong, final String[] args) {
        final CommandLine command = wrong.getCommandLine();
        final String name = command.getCommandSpec().qualifiedName();
        final PrintWriter err = command.getErr();
        err.println(name + ": " + wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("See '" + name + " --help'.");
        err.flush();
        return ExitStatus.USAGE;
    }

    /** The command was understood and could not be done. */
    static int onException(final Exception failure, final CommandLine command, final ParseResult parsed) {
        final PrintWriter err = command.getErr();
        if (Logs.isDebug() && !(failure instanceof Complaint)) {
            failure.printStackTrace(err);
        }
        err.println(command.getCommandSpec().qualifiedName() + ": " + explain(failure));
        err.flush();
        if (failure instanceof Complaint complaint) {
            return complaint.exitStatus();
        }
        if (failure instanceof GatewayStartException notStarted) {
            return notStarted.exitStatus();
        }
        final boolean runsTheGateway = command.getCommand() instanceof ServeCommand;
        if (failure instanceof IOException) {
            return runsTheGateway ? ExitStatus.USAGE : ExitStatus.DIFFERENCE;
        }
        return runsTheGateway ? ExitStatus.BROKEN_PROMISE : ExitStatus.DIFFERENCE;
    }

    /** The JVM itself gave up. */
    static int onError(final Error error, final PrintWriter err) {
        if (Logs.isDebug()) {
            error.printStackTrace(err);
        }
        if (error instanceof OutOfMemoryError) {
            err.println("flashgate: out of memory with a heap of "
                    + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB; set FLASHGATE_JAVA_OPTS=-Xmx2g or lower --max-answers and --max-orders");
        } else {
            err.println("flashgate: " + error + " (--log-level debug shows where)");
        }
        err.flush();
        return ExitStatus.BROKEN_PROMISE;
    }

    /** A failure in one line: the exceptions whose message is only a file's name get a verb. */
    static String explain(final Exception failure) {
        if (failure instanceof NoSuchFileException) {
            return failure.getMessage() + ": no such file or folder";
        }
        if (failure instanceof AccessDeniedException) {
            return failure.getMessage() + ": permission denied";
        }
        if (failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException) {
            return failure.getMessage() + ": is there already, and not a folder";
        }
        if (failure instanceof Complaint || failure instanceof GatewayStartException) {
            return failure.getMessage();
        }
        if (failure instanceof ConnectException) {
            return "no connection" + (failure.getMessage() == null ? "" : ": " + failure.getMessage());
        }
        if (failure instanceof HttpTimeoutException || failure instanceof IOException) {
            return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        }
        return "unexpected " + failure + " (--log-level debug shows where)";
    }
}
