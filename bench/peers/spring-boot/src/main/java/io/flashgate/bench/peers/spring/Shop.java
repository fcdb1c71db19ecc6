package io.flashgate.bench.peers.spring;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Asks Redis's script. All of Tomcat's threads share one connection: Lettuce sends what they ask in one stream, so Redis
 * answers, and forces, many at once; a pool of connections costs it a system call each.
 */
@Component
public class Shop {

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;
    private final String script;
    private volatile String digest;

    public Shop(@Value("${shop.redis}") final String redis) throws IOException {
        try (InputStream stored = Shop.class.getResourceAsStream("/buy.lua")) {
            script = new String(stored.readAllBytes(), StandardCharsets.UTF_8);
        }
        client = RedisClient.create(redis);
        connection = client.connect();
        digest = connection.sync().scriptLoad(script);
    }

    /** The script's line, at its tabs. */
    String[] buy(
            final String saleId, final String sku, final int quantity, final String buyerId, final String key) {
        final String[] keys = {"sale:" + saleId, "buyers:" + saleId, "orders:" + saleId};
        final String units = Integer.toString(quantity);
        String line;
        try {
            line = connection.sync().evalsha(digest, ScriptOutputType.STATUS, keys, sku, units, buyerId, key);
        } catch (final RedisNoScriptException restarted) {
            digest = connection.sync().scriptLoad(script);
            line = connection.sync().evalsha(digest, ScriptOutputType.STATUS, keys, sku, units, buyerId, key);
        }
        return line.split("\t");
    }

    @PreDestroy
    void close() {
        connection.close();
        client.shutdown();
    }
}
