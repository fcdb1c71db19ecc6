package io.flashgate.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the programs are that the comparison starts.
 *
 * @param root the project's root
 */
record Installation(Path root) {

    /** The folder with the peers' configurations. */
    Path peers() {
        return root.resolve("bench/peers");
    }

    /** Ours, as its users start it. */
    String launcher() {
        return root.resolve("flashgate").toString();
    }

    /** The Java that the comparison itself runs on. */
    String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The class path of bench. */
    String classPath() {
        return System.getProperty("java.class.path");
    }

    /** What makes a JVM of bench run as the gateway's does. */
    String jvmOptions() {
        return "@" + root.resolve("conf/jvm.options");
    }

    Path springBootJar() {
        return existing(
                root.resolve("bench/peers/spring-boot/target/spring-boot-peer.jar"), "bench/compare.sh builds it");
    }

    String nginx() {
        return program("nginx", "nginx and libnginx-mod-http-lua");
    }

    String redisServer() {
        return program("redis-server", "redis-server");
    }

    String redisCli() {
        return program("redis-cli", "redis-tools");
    }

    /** A program of the newest PostgreSQL there is: servers are not on the PATH of Debian. */
    String postgres(final String name) {
        final Path versions = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(versions)) {
            try (Stream<Path> all = Files.list(versions)) {
                final List<Path> found = all.map(
                                version -> version.resolve("bin").resolve(name))
                        .filter(Files::isExecutable)
                        .sorted()
                        .collect(Collectors.toList());
                if (!found.isEmpty()) {
                    return found.get(found.size() - 1).toString();
                }
            } catch (final IOException unreadable) {
                throw new CompareException(versions + ": cannot be read: " + unreadable.getMessage(), unreadable);
            }
        }
        return program(name, "postgresql");
    }

    private static String program(final String name, final String packages) {
        final Path found = Shell.find(name);
        if (found == null) {
            throw new CompareException(name + ": expected it on the PATH, found none; install " + packages);
        }
        return found.toString();
    }

    private static Path existing(final Path file, final String advice) {
        if (!Files.exists(file)) {
            throw new CompareException("expected " + file + ", found none; " + advice);
        }
        return file;
    }
}
