package io.flashgate.bench.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The processor time of a server: of the processes it was started as and of all their descendants, living or waited for.
 *
 * <p>Not in it, for any peer alike: what the kernel does in threads of its own for everybody (soft interrupts that ran in
 * {@code ksoftirqd}, the file system's journal thread, writeback).
 */
final class ProcessTree {

    private static final Path PROC = Path.of("/proc");

    private final Set<Long> roots;
    private final long nanosPerTick;

    ProcessTree(final Set<Long> roots) {
        this.roots = Set.copyOf(roots);
        nanosPerTick = TimeUnit.SECONDS.toNanos(1) / ticksPerSecond();
    }

    /** What the threads of the processes themselves have used so far, without their descendants. */
    ThreadTimes threads() {
        return ThreadTimes.of(roots);
    }

    /** Nanoseconds so far, in steps of a clock tick (10 ms as a rule). */
    long cpuNanos() {
        return ticksOf(roots, stats(pids())) * nanosPerTick;
    }

    /**
     * The same, to be asked again and again while a server is measured: of the processes that it has now. Looking through all
     * of {@code /proc} takes a millisecond or two of a processor, which whoever measures latencies beside it would find in them.
     */
    LongSupplier sampled() {
        final Map<Long, ProcStat> all = stats(pids());
        final Set<Long> members = membersOf(roots, all);
        return () -> ticksOf(roots, stats(members)) * nanosPerTick;
    }

    /** The ticks of these processes and their descendants, of all there are. */
    static long ticksOf(final Set<Long> roots, final Map<Long, ProcStat> all) {
        long ticks = 0;
        for (final long pid : membersOf(roots, all)) {
            final ProcStat stat = all.get(pid);
            ticks += stat == null ? 0 : stat.ticks();
        }
        return ticks;
    }

    private static Set<Long> membersOf(final Set<Long> roots, final Map<Long, ProcStat> all) {
        final Set<Long> members = new HashSet<>(roots);
        boolean isGrowing = true;
        while (isGrowing) {
            isGrowing = false;
            for (final ProcStat stat : all.values()) {
                isGrowing |= members.contains(stat.parent()) && members.add(stat.pid());
            }
        }
        return members;
    }

    private static Map<Long, ProcStat> stats(final Collection<Long> pids) {
        final Map<Long, ProcStat> all = new HashMap<>();
        for (final long pid : pids) {
            final ProcStat stat = find(pid);
            if (stat != null) {
                all.put(pid, stat);
            }
        }
        return all;
    }

    private static List<Long> pids() {
        final List<String> all = names(PROC);
        if (all.isEmpty()) {
            throw new CompareException("/proc cannot be read: the comparison runs on Linux only");
        }
        return all.stream()
                .filter(name -> Character.isDigit(name.charAt(0)))
                .map(Long::valueOf)
                .collect(Collectors.toList());
    }

    /** Null: it has ended meanwhile. */
    private static ProcStat find(final long pid) {
        final String line = read(PROC.resolve(pid + "/stat"));
        return line == null ? null : ProcStat.parse(line);
    }

    /** None: the process has ended. */
    private static List<String> names(final Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toList());
        } catch (final IOException gone) {
            return List.of();
        }
    }

    /** Null: it has ended meanwhile. */
    private static String read(final Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (final IOException gone) {
            return null;
        }
    }

    private static long ticksPerSecond() {
        return Long.parseLong(Shell.output(List.of("getconf", "CLK_TCK")).strip());
    }
}
