package io.flashgate.bench.micro;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.slf4j.LoggerFactory;

/**
 * Runs every benchmark, or those that are named.
 *
 * <pre>
 *   --quick [NAME…]         each once and small, in this process, to see that they work; the times mean nothing
 *   --full [JMH OPTIONS…]   as they are meant to be run, with allocation and processor time, figures to micro.json too
 * </pre>
 */
public final class Benchmarks {

    private static final String USAGE = "usage: Benchmarks --quick [NAME...] | --full [JMH OPTIONS...]";
    private static final String ALL = Pattern.quote(Benchmarks.class.getPackageName() + '.');

    /** These read a journal that they have written; what they do at once is an operation for each record. */
    private static final List<String> READERS = List.of(
            Pattern.quote(ReplayBenchmark.class.getName() + '.'),
            Pattern.quote(FrameReadBenchmark.class.getName() + '.'));

    private static final int FEW_RECORDS = 2_000;

    private Benchmarks() {}

    /**
     * Exit status 0: all ran; 1: one failed; 2: the arguments were wrong.
     */
    public static void main(final String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    /** Each benchmark once, the names that it is to have; none: all. */
    static Collection<RunResult> quick(final List<String> names) throws RunnerException {
        // Somebody else on this machine may be measuring; this is no measurement.
        System.setProperty("jmh.ignoreLock", "true");
        final Collection<RunResult> results = new ArrayList<>();
        final ChainedOptionsBuilder steps = small();
        READERS.forEach(steps::exclude);
        results.addAll(runSome(including(steps.param("purchases", "64"), names)));
        for (final String reader : READERS) {
            if (names.isEmpty() || names.stream().anyMatch(reader::contains)) {
                results.addAll(runSome(small().include(reader)
                        .param("purchases", String.valueOf(FEW_RECORDS))
                        .operationsPerInvocation(FEW_RECORDS)));
            }
        }
        return results;
    }

    private static int run(final String[] arguments, final PrintStream out, final PrintStream err) {
        final List<String> rest = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
        try {
            switch (arguments.length == 0 ? "" : arguments[0]) {
                case "--quick":
                    return printed(quick(rest), out, err);
                case "--full":
                    return printed(full(rest.toArray(new String[0])), out, err);
                default:
                    err.println(USAGE);
                    return 2;
            }
        } catch (final CommandLineOptionException wrong) {
            err.println(wrong.getMessage());
            err.println(USAGE);
            return 2;
        } catch (final RunnerException failed) {
            LoggerFactory.getLogger(Benchmarks.class).error("a benchmark failed", failed);
            return 1;
        }
    }

    private static int printed(final Collection<RunResult> results, final PrintStream out, final PrintStream err) {
        if (results.isEmpty()) {
            err.println("No benchmark has such a name.");
            return 2;
        }
        out.println(results.size() + " benchmarks ran.");
        return 0;
    }

    private static Collection<RunResult> full(final String[] jmhArguments)
            throws CommandLineOptionException, RunnerException {
        final CommandLineOptions given = new CommandLineOptions(jmhArguments);
        final ChainedOptionsBuilder options = new OptionsBuilder()
                .parent(given)
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuTime.class);
        if (given.getIncludes().isEmpty()) {
            options.include(ALL);
        }
        if (!given.getResult().hasValue()) {
            final Path file = JournalFolder.besideTheCode().resolve("micro.json");
            options.resultFormat(ResultFormatType.JSON).result(file.toString());
        }
        return new Runner(options.build()).run();
    }

    private static ChainedOptionsBuilder small() {
        return new OptionsBuilder()
                .param("buyers", "1000")
                .param("capacity", "22000")
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(1))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }

    private static ChainedOptionsBuilder including(final ChainedOptionsBuilder options, final List<String> names) {
        if (names.isEmpty()) {
            return options.include(ALL);
        }
        names.forEach(options::include);
        return options;
    }

    private static Collection<RunResult> runSome(final ChainedOptionsBuilder options) throws RunnerException {
        try {
            return new Runner(options.build()).run();
        } catch (final NoBenchmarksException none) {
            return List.of();
        }
    }
}
