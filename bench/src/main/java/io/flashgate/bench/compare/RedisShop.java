package io.flashgate.bench.compare;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A web server in front of a Redis that decides and stores; the two are one shop, and their processor time is added up. */
final class RedisShop implements Shop {

    private final RedisServer redis;
    private final Server front;
    private final URI target;

    RedisShop(final RedisServer redis, final Server front, final int port) {
        this.redis = redis;
        this.front = front;
        target = URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public ProcessTree processes() {
        return new ProcessTree(Set.of(redis.pid(), front.pid()));
    }

    @Override
    public URI target() {
        return target;
    }

    @Override
    public void create(final String saleId, final int stock, final Instant opensAt, final Instant closesAt) {
        redis.create(saleId, stock, opensAt, closesAt);
    }

    @Override
    public void end(final String saleId) {
        redis.end(saleId);
    }

    @Override
    public List<String> storedBuyers(final String saleId) {
        return redis.storedBuyers(saleId);
    }

    @Override
    public void crash() {
        redis.crash();
        front.kill();
    }

    @Override
    public void close() {
        try {
            front.close();
        } finally {
            redis.close();
        }
    }
}
