package io.flashgate.bench.compare;

import io.netty.util.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where and with what it was measured: a figure without this says nothing. */
final class Machine {

    private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*:\\s*(.+)$");
    private static final Pattern MEMORY = Pattern.compile("(?m)^MemTotal:\\s*(\\d+) kB$");
    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s*(\\d+) kB$");
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+(\\.\\d+)*");
    private static final Pattern SPRING = Pattern.compile("(?s)<parent>.*?<version>([^<]+)</version>");

    private static final int BARRIERS = 300;
    private static final int BARRIER_BYTES = 4 << 10;
    private static final double P99 = 0.99;

    private Machine() {}

    /** Facts in the order they are to be shown. */
    static Map<String, String> facts(final Installation installation, final WorkFolder work, final Plan plan) {
        final Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                "date",
                DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC).format(Instant.now()));
        facts.put("commit", commit(installation));
        facts.put(
                "CPU",
                first(MODEL, read("/proc/cpuinfo")) + ", "
                        + Runtime.getRuntime().availableProcessors() + " cores");
        facts.put("memory", (Long.parseLong(first(MEMORY, read("/proc/meminfo"))) >> 20) + " GiB");
        facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("data on", work.fileSystem() + "; " + barrier(work.path()));
        facts.put("JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        facts.put("Netty", netty());
        facts.put("nginx", version(List.of(program(installation::nginx), "-v")));
        facts.put("Redis", version(List.of(program(installation::redisServer), "--version")));
        facts.put("PostgreSQL", version(List.of(program(() -> installation.postgres("postgres")), "--version")));
        facts.put(
                "Spring Boot", first(SPRING, Template.read(installation.peers().resolve("spring-boot/pom.xml"))));
        facts.put("settings", plan.settings());
        return facts;
    }

    /** Bytes that can be had now without pushing anything out. */
    static long availableBytes() {
        return Long.parseLong(first(AVAILABLE, read("/proc/meminfo"))) << 10;
    }

    static String markdown(final Map<String, String> facts) {
        final StringBuilder text = new StringBuilder(String.format("| | |%n|---|---|%n"));
        facts.forEach((name, fact) -> text.append(String.format("| %s | %s |%n", name, fact)));
        return text.toString();
    }

    /** What a force of 4 KiB costs here, which is under everything that is durable. */
    private static String barrier(final Path folder) {
        try (FileChannel file = FileChannel.open(
                folder.resolve("barrier"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE)) {
            final ByteBuffer block = ByteBuffer.allocateDirect(BARRIER_BYTES);
            // Written before, so that no barrier has to make the file longer.
            for (int i = 0; i < BARRIERS; i++) {
                file.write(block.rewind(), (long) i * BARRIER_BYTES);
            }
            file.force(true);
            final long[] nanos = new long[BARRIERS];
            for (int i = 0; i < BARRIERS; i++) {
                file.write(block.rewind(), (long) i * BARRIER_BYTES);
                final long begun = System.nanoTime();
                file.force(false);
                nanos[i] = System.nanoTime() - begun;
            }
            Arrays.sort(nanos);
            return String.format(
                    Locale.ROOT,
                    "forcing 4 KiB takes %,d µs (median), %,d µs (p99)",
                    nanos[BARRIERS / 2] / 1_000,
                    nanos[(int) (P99 * BARRIERS)] / 1_000);
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Whichever of its jars' versions is left in a jar that was made of many: they are all the same. */
    private static String netty() {
        final String versions = Version.identify().values().stream()
                .map(Version::artifactVersion)
                .distinct()
                .collect(Collectors.joining(", "));
        return versions.isEmpty() ? "unknown" : versions;
    }

    private static String commit(final Installation installation) {
        final String root = installation.root().toString();
        try {
            final List<String> git = List.of("git", "-c", "safe.directory=" + root, "-C", root);
            final String head =
                    Shell.output(with(git, "rev-parse", "--short=12", "HEAD")).strip();
            final boolean isClean =
                    Shell.output(with(git, "status", "--porcelain")).isBlank();
            return head + (isClean ? "" : " and changes that are not committed");
        } catch (final CompareException noGit) {
            return "not a Git checkout";
        }
    }

    private static List<String> with(final List<String> git, final String... words) {
        final List<String> line = new ArrayList<>(git);
        line.addAll(List.of(words));
        return line;
    }

    private static String program(final Supplier<String> installed) {
        try {
            return installed.get();
        } catch (final CompareException missing) {
            return "";
        }
    }

    private static String version(final List<String> command) {
        if (command.get(0).isEmpty()) {
            return "not installed";
        }
        final Matcher found = VERSION.matcher(Shell.output(command));
        return found.find() ? found.group() : "unknown";
    }

    private static String first(final Pattern pattern, final String text) {
        final Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1).strip() : "unknown";
    }

    private static String read(final String file) {
        return Template.read(Path.of(file));
    }
}
