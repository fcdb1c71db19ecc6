package io.flashgate.bench.micro;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * A JMH profiler: processor time per operation, in nanoseconds. {@code cpu.norm} is the whole process, compiler and garbage
 * collector included; {@code cpu.norm.NAME} one thread whose name begins with {@link #NAMED}. Use it with
 * {@code -prof io.flashgate.bench.micro.CpuTime}.
 */
public final class CpuTime implements InternalProfiler {

    /** Begins the names of threads that are counted one by one; the rest of the name tells them apart. */
    static final String NAMED = "cpu-";

    private static final String LABEL = "cpu.norm";

    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long processNanos;
    private Map<Long, Long> threadNanos = new HashMap<>();

    @Override
    public String getDescription() {
        return "Processor time per operation: the process, and threads that a benchmark names";
    }

    @Override
    public void beforeIteration(final BenchmarkParams benchmark, final IterationParams iteration) {
        threadNanos = new HashMap<>();
        for (final long id : threads.getAllThreadIds()) {
            threadNanos.put(id, threads.getThreadCpuTime(id));
        }
        processNanos = process.getProcessCpuTime();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            final BenchmarkParams benchmark, final IterationParams iteration, final IterationResult result) {
        final long spentNanos = process.getProcessCpuTime() - processNanos;
        final double operations = Math.max(1, result.getMetadata().getAllOps());
        final List<Result<?>> results = new ArrayList<>();
        results.add(scalar(LABEL, spentNanos / operations));
        final Map<String, Double> named = new TreeMap<>();
        for (final long id : threads.getAllThreadIds()) {
            final var thread = threads.getThreadInfo(id);
            final long nanos = threads.getThreadCpuTime(id);
            if (thread != null && nanos >= 0 && thread.getThreadName().startsWith(NAMED)) {
                named.merge(
                        thread.getThreadName().substring(NAMED.length()),
                        (nanos - threadNanos.getOrDefault(id, 0L)) / operations,
                        Double::sum);
            }
        }
        named.forEach((name, nanos) -> results.add(scalar(LABEL + '.' + name, nanos)));
        return results;
    }

    private static Result<?> scalar(final String label, final double nanos) {
        return new ScalarResult(label, nanos, "ns/op", AggregationPolicy.AVG);
    }
}
