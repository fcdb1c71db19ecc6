package io.flashgate.bench.load;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

/**
 * CPU time used so far.
 *
 * @param processNanos    by the whole process: also the JVM's compilers and collector
 * @param generatorsNanos by the threads that send and receive
 */
record CpuTime(long processNanos, long generatorsNanos) {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Of threads that have ended, nothing is known any more. */
    static CpuTime now(final List<Thread> generators) {
        return new CpuTime(
                SYSTEM.getProcessCpuTime(),
                generators.stream()
                        .mapToLong(thread -> Math.max(0, THREADS.getThreadCpuTime(thread.getId())))
                        .sum());
    }

    CpuTime since(final CpuTime earlier) {
        return new CpuTime(processNanos - earlier.processNanos, Math.max(0, generatorsNanos - earlier.generatorsNanos));
    }
}
