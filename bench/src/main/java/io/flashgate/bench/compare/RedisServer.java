package io.flashgate.bench.compare;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A Redis of our own on a Unix socket, and the sales in it as {@code buy.lua} keeps them. */
final class RedisServer implements AutoCloseable {

    private final Installation installation;
    private final Path folder;
    private final Server server;

    private RedisServer(final Installation installation, final Path folder, final Server server) {
        this.installation = installation;
        this.folder = folder;
        this.server = server;
    }

    /**
     * @param fsync Redis's {@code appendfsync}: {@code always} or {@code everysec}
     */
    static RedisServer start(final Installation installation, final Path folder, final String fsync) {
        final Path config = Template.write(
                folder.resolve("redis.conf"),
                Template.fill(
                        Template.read(installation.peers().resolve("redis/redis.conf")),
                        Map.of("FOLDER", folder.toString(), "FSYNC", fsync)));
        final Server server =
                Server.start("redis", folder, Map.of(), List.of(installation.redisServer(), config.toString()));
        final RedisServer redis = new RedisServer(installation, folder, server);
        server.await("an answer to PING", redis::answers);
        return redis;
    }

    Path socket() {
        return folder.resolve("redis.sock");
    }

    long pid() {
        return server.pid();
    }

    void create(final String saleId, final int stock, final Instant opensAt, final Instant closesAt) {
        ask(List.of(
                "HSET",
                "sale:" + saleId,
                "opens",
                micros(opensAt),
                "closes",
                micros(closesAt),
                "limit",
                "1",
                "price",
                "9900",
                "currency",
                "CNY",
                "last",
                "0",
                "stock:" + LoadTool.SKU,
                "" + stock,
                "sold:" + LoadTool.SKU,
                "0"));
    }

    void end(final String saleId) {
        ask(List.of("HSET", "sale:" + saleId, "closes", micros(Instant.now())));
    }

    /** The last field of each stored order. */
    List<String> storedBuyers(final String saleId) {
        return ask(List.of("HVALS", "orders:" + saleId))
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.substring(line.lastIndexOf('\t') + 1))
                .collect(Collectors.toList());
    }

    void crash() {
        server.kill();
    }

    @Override
    public void close() {
        server.close();
    }

    private boolean answers() {
        try {
            return ask(List.of("PING")).strip().equals("PONG");
        } catch (final CompareException notYet) {
            return false;
        }
    }

    private String ask(final List<String> command) {
        final List<String> line = new ArrayList<>(List.of(installation.redisCli(), "-e", "-s", socket().toString()));
        line.addAll(command);
        return Shell.output(line);
    }

    private static String micros(final Instant time) {
        return "" + (TimeUnit.SECONDS.toMicros(time.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(time.getNano()));
    }
}
