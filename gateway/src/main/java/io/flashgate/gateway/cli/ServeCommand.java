package io.flashgate.gateway.cli;

import io.flashgate.gateway.Gateway;
import io.flashgate.gateway.GatewaySettings;
import io.flashgate.gateway.GatewayStartException;
import io.flashgate.gateway.WarmUp;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code flashgate serve}: a gateway on a journal's folder, until SIGTERM or a broken promise. */
@Command(
        name = "serve",
        description = {
            "Serves the sales of a journal's folder.",
            "Recovers, opens the ports and prints one \"ready\" line to standard output; the log goes to standard error.",
            "SIGTERM drains: what was taken is answered, the journal is forced, exit 0."
        },
        footer = {
            "",
            "Every option can also stand in the file of --config (listen: 0.0.0.0:8080) or in a variable",
            "(FLASHGATE_LISTEN=0.0.0.0:8080). The command line wins over the variable, the variable over the file."
        })
final class ServeCommand implements Callable<Integer> {

    @ParentCommand
    private Flashgate flashgate;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            converter = NamedPath.class,
            description = "The journal's folder; made if it is not there.")
    private Path data;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            converter = HostPort.class,
            defaultValue = "0.0.0.0:8080",
            description = "The buyers' listener; port 0: any free one (default: ${DEFAULT-VALUE}).")
    private InetSocketAddress listen;

    @Option(
            names = "--admin-listen",
            paramLabel = "HOST:PORT",
            converter = HostPort.class,
            defaultValue = "127.0.0.1:8081",
            description = "The admin listener (default: ${DEFAULT-VALUE}).")
    private InetSocketAddress adminListen;

    @Option(
            names = "--admin-token-file",
            paramLabel = "FILE",
            required = true,
            converter = NamedPath.class,
            description = "File with the admin plane's bearer token, at least 16 characters.")
    private Path adminTokenFile;

    @Option(
            names = "--tickets",
            paramLabel = "off|KEYFILE",
            required = true,
            description = "Who may buy under which name; off: anybody under any name. This version knows only off.")
    private String tickets;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            converter = Span.class,
            description =
                    "Before opening the ports, sell this long to simple clients on a gateway of its own, in a temporary"
                            + " folder, so that the first buyers find compiled code: 20s is much, 5s is something (default: none).")
    private Duration warmUp;

    @Mixin
    private GatewayOptions options;

    @Mixin
    private LogOptions logs;

    @Override
    public Integer call() throws Exception {
        logs.apply(Logs.Verbosity.INFO);
        // Not a static field: every command line makes this object, and --help should not wait for a logger.
        final Logger log = LoggerFactory.getLogger(ServeCommand.class);
        if (!tickets.equals("off")) {
            throw Complaint.usage("tickets: found \"" + tickets + "\", expected off: tickets by key file are not"
                    + " available yet, and --tickets off lets anybody buy under any name");
        }
        final String token = AdminToken.read(adminTokenFile);
        if (AdminToken.isOpenToAll(adminTokenFile)) {
            log.warn(
                    "admin-token-file: everybody on this machine can read {}; chmod 600 keeps it yours",
                    adminTokenFile);
        }
        log.warn("tickets are off: anybody who reaches {} can buy under any name", listen);
        final GatewaySettings settings = options.settings(data, listen, adminListen, token);
        if (warmUp != null && !warmUp(settings, log)) {
            return ExitStatus.DONE;
        }
        final RunningGateway gateway = new RunningGateway(Gateway.start(settings), flashgate.stop());
        spec.commandLine().getOut().println(readyLine(gateway));
        spec.commandLine().getOut().flush();
        ServiceManager.ready();
        gateway.await();
        return gateway.end();
    }

    /**
     * A gateway that could not warm up sells all the same.
     *
     * @return false if a signal asked for the end meanwhile; what the warm-up had made is gone then
     */
    private boolean warmUp(final GatewaySettings settings, final Logger log) {
        final StopSignal stop = flashgate.stop();
        log.info("warming up for {} s, on a gateway of its own", warmUp.toMillis() / 1e3);
        // A signal must wait until the temporary folder is deleted. Recovery, after this, leaves
        // nothing behind and need not be waited for.
        stop.claim();
        try {
            final Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            final long answered = WarmUp.run(
                    settings, warmUp, temporary, () -> stop.requested().isDone());
            log.info("warmed up: {} requests answered", answered);
        } catch (final IOException | GatewayStartException failed) {
            log.warn("no warm-up, the first buyers will find slow code: {}", failed.getMessage());
        } catch (final RuntimeException | Error broken) {
            // A JVM that is on its way out takes no more shutdown hooks, and a library that wants one just then fails.
            if (!stop.requested().isDone()) {
                throw broken;
            }
            log.debug("the warm-up broke off", broken);
        }
        stop.release();
        if (stop.requested().isDone()) {
            log.info("asked to end during the warm-up; nothing was opened");
            return false;
        }
        return true;
    }

    private static String readyLine(final RunningGateway gateway) {
        return "ready public=" + HostPort.url(gateway.publicAddress())
                + " admin=" + HostPort.url(gateway.adminAddress())
                + " pid=" + ProcessHandle.current().pid()
                + " sequence=" + gateway.sequence();
    }
}
