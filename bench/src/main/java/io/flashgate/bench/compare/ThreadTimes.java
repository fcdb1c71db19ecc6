package io.flashgate.bench.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the threads of a server on a JVM have used of the processors, by what they are there for.
 *
 * @param ticks clock ticks by role
 */
record ThreadTimes(Map<Role, Ticks> ticks) {

    static final ThreadTimes NONE = new ThreadTimes(Map.of());

    private static final Path PROC = Path.of("/proc");

    /** What a thread does, told by its name; the kernel keeps 15 characters of it. */
    enum Role {
        EVENT_LOOP("event loop", "flashgate-publi", "multiThreadIoEv"),
        SEQUENCER("sequencer", "flashgate-seque"),
        COMMITTER("committer", "flashgate-commi"),
        COMPILERS("compilers", "C1 Compiler", "C2 Compiler"),
        REST("all others", "");

        private final String title;
        private final List<String> names;

        Role(final String title, final String... names) {
            this.title = title;
            this.names = List.of(names);
        }

        String title() {
            return title;
        }

        static Role of(final String thread) {
            for (final Role role : values()) {
                if (role.names.stream().anyMatch(thread::startsWith)) {
                    return role;
                }
            }
            throw new IllegalStateException("every name begins with nothing");
        }
    }

    /**
     * @param user   in user space
     * @param kernel in system calls and page faults
     */
    record Ticks(long user, long kernel) {

        static final Ticks NONE = new Ticks(0, 0);

        Ticks plus(final Ticks other) {
            return new Ticks(user + other.user, kernel + other.kernel);
        }

        Ticks minus(final Ticks other) {
            return new Ticks(user - other.user, kernel - other.kernel);
        }
    }

    /** Of all the threads that these processes have now. */
    static ThreadTimes of(final Set<Long> pids) {
        final Map<Role, Ticks> ticks = new EnumMap<>(Role.class);
        for (final long pid : pids) {
            for (final Path thread : threads(pid)) {
                try {
                    final String line = Files.readString(thread.resolve("stat"), StandardCharsets.ISO_8859_1);
                    final ProcStat stat = ProcStat.parse(line);
                    ticks.merge(Role.of(stat.name()), new Ticks(stat.userTicks(), stat.kernelTicks()), Ticks::plus);
                } catch (final IOException ended) {
                    // A thread that is gone counts no more: it was one that had little to do.
                    continue;
                }
            }
        }
        return new ThreadTimes(ticks);
    }

    Ticks of(final Role role) {
        return ticks.getOrDefault(role, Ticks.NONE);
    }

    /** Of all roles. */
    long total() {
        return ticks.values().stream()
                .mapToLong(each -> each.user() + each.kernel())
                .sum();
    }

    /** The part of all that is a role's, 0–1. */
    double share(final Role role) {
        return total() == 0 ? 0 : (double) (of(role).user() + of(role).kernel()) / total();
    }

    ThreadTimes plus(final ThreadTimes other) {
        final Map<Role, Ticks> sum = new EnumMap<>(Role.class);
        sum.putAll(ticks);
        other.ticks.forEach((role, each) -> sum.merge(role, each, Ticks::plus));
        return new ThreadTimes(sum);
    }

    ThreadTimes since(final ThreadTimes before) {
        final Map<Role, Ticks> passed = new EnumMap<>(Role.class);
        ticks.forEach((role, each) -> passed.put(role, each.minus(before.of(role))));
        return new ThreadTimes(passed);
    }

    private static List<Path> threads(final long pid) {
        try (Stream<Path> entries = Files.list(PROC.resolve(pid + "/task"))) {
            return entries.collect(Collectors.toList());
        } catch (final IOException ended) {
            return List.of();
        }
    }
}
