package io.flashgate.bench.micro;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs once, in this process, and takes the path that it says. Nothing is timed. */
@DisplayName("Every benchmark")
class BenchmarksRunTest {

    private static final Set<Class<?>> BENCHMARKS = Set.of(
            PurchaseDecisionBenchmark.class,
            CommandEncodeBenchmark.class,
            IdentityHashBenchmark.class,
            AppendBenchmark.class,
            BarrierBenchmark.class,
            ReplayBenchmark.class,
            StrangerLookupBenchmark.class);

    private static final int FEW = 2_000;

    @Test
    @DisplayName("runs, and measures what it says")
    void runs() throws RunnerException {
        // Somebody else on this machine may be measuring; this is no measurement.
        System.setProperty("jmh.ignoreLock", "true");
        final Set<String> expected = new TreeSet<>();
        BENCHMARKS.forEach(benchmark -> methods(benchmark).forEach(expected::add));

        final Set<String> found = new TreeSet<>();
        final String replay = Pattern.quote(ReplayBenchmark.class.getName());
        run(once().include(Pattern.quote(BenchmarksRunTest.class.getPackageName()))
                        .exclude(replay)
                        .param("purchases", "64"))
                .forEach(found::add);
        run(once().include(replay).param("purchases", String.valueOf(FEW)).operationsPerInvocation(FEW))
                .forEach(found::add);

        assertEquals(expected, found);
    }

    private static ChainedOptionsBuilder once() {
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

    private static Stream<String> run(final ChainedOptionsBuilder options) throws RunnerException {
        return new Runner(options.build())
                .run().stream().map(result -> result.getParams().getBenchmark());
    }

    private static Stream<String> methods(final Class<?> benchmark) {
        return Arrays.stream(benchmark.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Benchmark.class))
                .map(method -> benchmark.getName() + '.' + method.getName());
    }
}
