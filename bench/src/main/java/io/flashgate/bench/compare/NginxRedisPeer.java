package io.flashgate.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** nginx with Lua in front of Redis: with the append-only file forced always or each second, and with a flag inside nginx. */
final class NginxRedisPeer {

    static final String ALWAYS = "nginx-redis-always";
    static final String EVERYSEC = "nginx-redis-everysec";
    static final String FLAG = "nginx-flag";

    /** Where Debian and others keep loadable modules. */
    private static final List<String> MODULE_FOLDERS =
            List.of("/usr/lib/nginx/modules", "/usr/lib64/nginx/modules", "/usr/share/nginx/modules");

    private NginxRedisPeer() {}

    static Peer always(final Installation installation, final LoadTool load) {
        return new ShopPeer(
                ALWAYS,
                "nginx + Lua + Redis, AOF always",
                Set.of(Scenario.SOLD_64, Scenario.SOLD_256, Scenario.SOLD_PIPELINED, Scenario.SOLD_OUT),
                false,
                false,
                folder -> open(installation, folder, "always", "fsync", false),
                load);
    }

    static Peer everySecond(final Installation installation, final LoadTool load) {
        return new ShopPeer(
                EVERYSEC,
                "nginx + Lua + Redis, AOF each second (may lose a second)",
                Set.of(Scenario.SOLD_64, Scenario.SOLD_PIPELINED, Scenario.SOLD_OUT),
                true,
                false,
                folder -> open(installation, folder, "everysec", "everysec", false),
                load);
    }

    /** Refusals only. It is checked as the others are but for repeats after the end, which the flag refuses. */
    static Peer flag(final Installation installation, final LoadTool load) {
        return new ShopPeer(
                FLAG,
                "nginx alone, by a flag in its memory",
                Set.of(Scenario.SOLD_OUT, Scenario.SOLD_OUT_PIPELINED, Scenario.CLOSED, Scenario.CLOSED_PIPELINED),
                false,
                false,
                folder -> open(installation, folder, "always", "fsync", true),
                load);
    }

    private static Shop open(
            final Installation installation,
            final Path folder,
            final String fsync,
            final String durability,
            final boolean withFlag) {
        final RedisServer redis = RedisServer.start(installation, makeFolder(folder.resolve("redis")), fsync);
        try {
            final Path own = makeFolder(folder.resolve("nginx"));
            final int port = Server.freePort();
            final int flagPort = Server.freePort();
            final Path config = Template.write(
                    own.resolve("nginx.conf"),
                    Template.fill(
                            Template.read(installation.peers().resolve("nginx/nginx.conf")),
                            Map.of(
                                    "FOLDER", own.toString(),
                                    "REDIS", redis.socket().toString(),
                                    "PEERS", installation.peers().toString(),
                                    "USER", user(),
                                    "MODULES", modules(),
                                    "PORT", "" + port,
                                    "FLAG_PORT", "" + flagPort,
                                    "DURABILITY", durability)));
            final Server nginx = Server.start(
                    "nginx",
                    own,
                    Map.of(),
                    List.of(installation.nginx(), "-p", own.toString(), "-c", config.toString(), "-e", "stderr"));
            return new RedisShop(redis, nginx.awaitPort(port), withFlag ? flagPort : port);
        } catch (final RuntimeException failed) {
            redis.close();
            throw failed;
        }
    }

    /** Only root's nginx changes its user, and it would change to one that may not read the socket. */
    private static String user() {
        final String name = System.getProperty("user.name");
        return name.equals("root") ? "user root root;" : "";
    }

    /** The lines that load Lua, if nginx has it as loadable modules. */
    private static String modules() {
        for (final String folder : MODULE_FOLDERS) {
            final Path kit = Path.of(folder, "ndk_http_module.so");
            final Path lua = Path.of(folder, "ngx_http_lua_module.so");
            if (Files.exists(lua)) {
                return Stream.of(kit, lua)
                        .filter(Files::exists)
                        .map(module -> "load_module " + module + ";")
                        .collect(Collectors.joining("\n"));
            }
        }
        return "";
    }

    static Path makeFolder(final Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
