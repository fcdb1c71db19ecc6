package io.flashgate.bench.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Spring Boot on Tomcat, with Lettuce in front of the same Redis script; the append-only file is forced always. */
final class SpringRedisPeer {

    static final String NAME = "spring-redis-always";

    private SpringRedisPeer() {}

    static Peer always(final Installation installation, final LoadTool load) {
        return new ShopPeer(
                NAME,
                "Spring Boot (Tomcat) + Lettuce + Redis, AOF always",
                Set.of(Scenario.SOLD_64, Scenario.SOLD_PIPELINED, Scenario.SOLD_OUT),
                true,
                true,
                folder -> open(installation, folder),
                load);
    }

    private static Shop open(final Installation installation, final Path folder) {
        final RedisServer redis =
                RedisServer.start(installation, NginxRedisPeer.makeFolder(folder.resolve("redis")), "always");
        try {
            final int port = Server.freePort();
            final Server spring = Server.start(
                    "spring-boot",
                    folder,
                    Map.of(),
                    List.of(
                            installation.java(),
                            "-Xmx1g",
                            // For throughput: G1's write barriers and helpers pay off with more cores and larger heaps.
                            "-XX:+UseParallelGC",
                            "-Djava.io.tmpdir=" + folder,
                            "-jar",
                            installation.springBootJar().toString(),
                            "--server.port=" + port,
                            "--shop.redis=redis-socket://" + redis.socket(),
                            "--shop.durability=fsync"));
            return new RedisShop(redis, spring.awaitPort(port), port);
        } catch (final RuntimeException failed) {
            redis.close();
            throw failed;
        }
    }
}
