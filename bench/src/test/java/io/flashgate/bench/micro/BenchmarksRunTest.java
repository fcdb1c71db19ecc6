package io.flashgate.bench.micro;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.runner.RunnerException;

/** Every benchmark runs once, in this process, and takes the path that it says. Nothing is timed. */
@DisplayName("Every benchmark")
@Timeout(300)
class BenchmarksRunTest {

    private static final Set<Class<?>> BENCHMARKS = Set.of(
            PurchaseDecisionBenchmark.class,
            CommandEncodeBenchmark.class,
            IdentityHashBenchmark.class,
            RequestDecodeBenchmark.class,
            RequestSlotBenchmark.class,
            AnswerEncodeBenchmark.class,
            RingHandOffBenchmark.class,
            OutboxBenchmark.class,
            RecordingBenchmark.class,
            AppendBenchmark.class,
            BarrierBenchmark.class,
            FrameReadBenchmark.class,
            ReplayBenchmark.class,
            StrangerLookupBenchmark.class);

    @Test
    @DisplayName("runs, and measures what it says")
    void runs() throws RunnerException {
        final Set<String> expected = new TreeSet<>();
        BENCHMARKS.forEach(benchmark -> methods(benchmark).forEach(expected::add));

        final Set<String> found = new TreeSet<>();
        Benchmarks.quick(List.of())
                .forEach(result -> found.add(result.getParams().getBenchmark()));

        assertEquals(expected, found);
    }

    private static Stream<String> methods(final Class<?> benchmark) {
        return Arrays.stream(benchmark.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Benchmark.class))
                .map(method -> benchmark.getName() + '.' + method.getName());
    }
}
