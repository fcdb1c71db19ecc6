package io.flashgate.gateway.cli;

import io.flashgate.gateway.Gateway;
import io.flashgate.gateway.GatewaySettings;
import io.flashgate.journal.tool.JournalCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code flashgate demo}: a gateway, a sale that is open now, perhaps a crowd, and an audit at the end. */
@Command(
        name = "demo",
        description = {
            "Starts a gateway on this machine with a sale that is open now, and prints how to buy.",
            "When it ends, it compares the orders with the stock and with what the crowd was told, and verifies the",
            "journal; anything oversold or lost: exit 1."
        })
final class DemoCommand implements Callable<Integer> {

    private static final long FOREVER = Long.MAX_VALUE;

    @ParentCommand
    private Flashgate flashgate;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = Numbers.Port.class,
            defaultValue = "8080",
            description = "The buyers' port on 127.0.0.1; 0: any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--admin-port",
            paramLabel = "PORT",
            converter = Numbers.Port.class,
            defaultValue = "8081",
            description = "The admin port on 127.0.0.1; 0: any free one (default: ${DEFAULT-VALUE}).")
    private int adminPort;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            converter = NamedPath.class,
            description = "The journal's folder (default: a fresh one among the temporary files, kept afterwards).")
    private Path data;

    @Option(
            names = "--crowd",
            paramLabel = "N",
            converter = Numbers.Crowd.class,
            description = "Send so many simulated buyers, over HTTP.")
    private Integer crowd;

    @Option(
            names = "--answers",
            paramLabel = "FILE",
            converter = NamedPath.class,
            description = "Keep what the crowd heard, a line an answer, for \"flashgate journal diff\".")
    private Path answers;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Span.class,
            description = "End after this (default: when Ctrl-C is pressed).")
    private Duration length;

    @Mixin
    private GatewayOptions options;

    @Mixin
    private LogOptions logs;

    @Override
    public Integer call() throws Exception {
        logs.apply(Logs.Verbosity.WARN);
        if (answers != null && crowd == null) {
            throw Complaint.usage("--answers: goes with --crowd only");
        }
        requireFree("--port", port);
        requireFree("--admin-port", adminPort);
        final Path folder = data == null ? Files.createTempDirectory("flashgate-demo-") : data;
        final String token = AdminToken.random();
        final GatewaySettings settings = options.settings(folder, local(port), local(adminPort), token);
        final RunningGateway gateway = new RunningGateway(Gateway.start(settings), flashgate.stop());
        final long endNanos = length == null ? FOREVER : System.nanoTime() + length.toNanos();
        final List<String> findings;
        try {
            findings = play(gateway, folder, token, endNanos);
        } catch (final Exception e) {
            gateway.end();
            throw e;
        }
        final int exitStatus = gateway.end();
        return exitStatus == ExitStatus.DONE ? conclude(folder, findings) : exitStatus;
    }

    /** The demo between the start and the end of its gateway: what the audit found. */
    private List<String> play(final RunningGateway gateway, final Path folder, final String token, final long endNanos)
            throws Exception {
        final PrintWriter out = spec.commandLine().getOut();
        final Path tokenFile = folder.resolve("admin.token");
        AdminToken.write(tokenFile, token);
        final URI shop = URI.create(HostPort.url(gateway.publicAddress()));
        final URI admin = URI.create(HostPort.url(gateway.adminAddress()));
        final DemoSale sale = DemoSale.open(new AdminClient(admin, token), shop, Instant.now());
        DemoGuide.print(out, sale, shop, admin, folder, tokenFile, length);
        final CrowdTally tally = new CrowdTally();
        if (crowd != null && !gateway.isToEnd()) {
            try (AnswerFile heard = AnswerFile.create(answers)) {
                sendCrowd(out, gateway, sale, tally, heard, endNanos);
            }
            if (!gateway.isToEnd() && endNanos == FOREVER) {
                sale.audit(tally).print(out);
                out.println("\nThe sale goes on. Ctrl-C ends it.");
                out.flush();
            }
        }
        RunningGateway.await(gateway.ended(), remaining(endNanos));
        if (gateway.isBroken()) {
            return List.of();
        }
        final Audit audit = sale.audit(tally);
        audit.print(out);
        return audit.findings();
    }

    private void sendCrowd(
            final PrintWriter out,
            final RunningGateway gateway,
            final DemoSale sale,
            final CrowdTally tally,
            final AnswerFile heard,
            final long endNanos)
            throws InterruptedException {
        final Crowd buyers = new Crowd(crowd, sale, tally, heard);
        final LiveLine line = LiveLine.start(out, tally, sale);
        try {
            final CompletableFuture<Void> done = buyers.start();
            RunningGateway.await(CompletableFuture.anyOf(done, gateway.ended()), remaining(endNanos));
            buyers.stop();
        } finally {
            line.stop();
        }
        tally.summarize(out, crowd, sale.stock());
    }

    private int conclude(final Path folder, final List<String> findings) {
        final PrintWriter out = spec.commandLine().getOut();
        out.flush();
        final int verified = new CommandLine(new JournalCommand())
                .setOut(out)
                .setErr(spec.commandLine().getErr())
                .execute("verify", folder.toString());
        out.println("The journal stays in " + folder.toAbsolutePath());
        out.flush();
        return findings.isEmpty() && verified == ExitStatus.DONE ? ExitStatus.DONE : ExitStatus.DIFFERENCE;
    }

    private static long remaining(final long endNanos) {
        return endNanos == FOREVER ? FOREVER : Math.max(0, endNanos - System.nanoTime());
    }

    private static InetSocketAddress local(final int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Asks before the gateway does, so that the answer can name the option. */
    private static void requireFree(final String option, final int port) throws Complaint {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(local(port));
        } catch (final IOException e) {
            throw Complaint.usage("port " + port + " on 127.0.0.1 is taken or not allowed (" + e.getMessage()
                    + "); say " + option + " N, or " + option + " 0 for any free one");
        }
    }
}
