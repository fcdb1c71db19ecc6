package io.flashgate.bench.load;

import io.flashgate.gateway.cli.Complaint;
import io.flashgate.gateway.cli.ExitStatus;
import io.flashgate.gateway.cli.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code flashgate load}: buys over HTTP as a crowd does, times it from when it should have, and checks every answer. */
@Command(
        name = "load",
        description = {
            "Sends purchases at a rate, whatever the server does (open loop), and checks every answer.",
            "Times each from the moment its request should have been sent. A ledger of all answers finds oversold units,",
            "orders given twice, answers that were lost, or that changed when asked for again. For example:",
            "",
            "  flashgate load --target http://127.0.0.1:8080 --sale summer --sku sneaker-42 --rate 2000/s --for 30s",
            "  flashgate load --target http://127.0.0.1:8080 --sale summer --profile flash --repeats 5%%",
            ""
        },
        footer = {
            "",
            "Exit status: 0 fine; 1 the ledger found something wrong, answers were lost, or the rate was missed;",
            "2 wrong usage, or no connection. Ctrl-C ends the run early, with its result."
        })
final class LoadCommand implements Callable<Integer> {

    private final StopSignal stop;

    @Spec
    private CommandSpec spec;

    @Mixin
    private LoadOptions options;

    LoadCommand(final StopSignal stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws Complaint, InterruptedException {
        final PrintWriter out = spec.commandLine().getOut();
        final PrintWriter err = spec.commandLine().getErr();
        final Planner planner = new Planner(options);
        final LoadPlan plan = planner.plan();
        requireWritable("json", options.json);
        requireWritable("hlog", options.hlog);
        planner.warnings().forEach(warning -> err.println("flashgate load: " + warning));
        err.flush();
        ResultText.printPlan(out, plan);
        stop.claim();
        final LoadResult result = new LoadRun(plan, stop.requested()).run(options.hlog);
        ResultText.print(out, result);
        if (options.json != null) {
            try {
                ResultJson.write(result, options.json);
            } catch (final IOException e) {
                throw Complaint.usage("json: " + e.getMessage());
            }
        }
        return result.failures().isEmpty() ? ExitStatus.DONE : ExitStatus.DIFFERENCE;
    }

    /** Asks before the run does, whose result would be lost otherwise. */
    private static void requireWritable(final String option, final Path file) throws Complaint {
        if (file == null) {
            return;
        }
        final Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)
                || folder == null
                || !Files.isDirectory(folder)
                || !Files.isWritable(Files.exists(file) ? file : folder)) {
            throw Complaint.usage(option + ": found \"" + file + "\", expected a file that can be written");
        }
    }
}
