package io.flashgate.bench.compare;

import io.flashgate.core.Commands;
import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.sale.SaleDefinition.HoldDefinition;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a buyer in one sale notices while very many holds of another one are due in the same instant.
 *
 * <p>The holds are made, then the clock that stamps jumps past all their deadlines. A buyer with one connection buys again and
 * again: first while nothing else goes on, for comparison, then from the jump until the last hold has expired. Timed is each of
 * his round trips, its barrier and all. Every expiry is a command, journaled and forced like any other.
 */
final class HoldsMeasurement {

    private static final String HELD_SALE = "held";
    private static final String SIDE_SALE = "side";
    private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);
    private static final long TTL_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final long REST_NANOS = 100_000;
    private static final Duration IDLE = Duration.ofSeconds(3);
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final int SIDE_STOCK = 1_000_000;

    /** The system's, and ahead of it by so much. */
    private static final class JumpingClock implements EpochNanoClock {

        private final EpochNanoClock system = new SystemEpochNanoClock();
        private volatile long aheadNanos;

        @Override
        public long nanoTime() {
            return system.nanoTime() + aheadNanos;
        }
    }

    private final long idleNanos;
    private final JumpingClock clock = new JumpingClock();
    private final Histogram before = new Histogram(3);
    private final Histogram during = new Histogram(3);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(16 * 1024);
    private long buyers;
    private long expiryNanos;

    private HoldsMeasurement(final long idleNanos) {
        this.idleNanos = idleNanos;
    }

    /**
     * {@code HoldsMeasurement FOLDER WARM-UP HOLDS}: a process of its own. Prints one line, times in milliseconds:
     * {@code holds count=N expired-in-ms=… median-ms=… p99-ms=… max-ms=… idle-median-ms=… idle-p99-ms=… idle-max-ms=…}.
     */
    public static void main(final String[] args) throws IOException {
        if (args.length != 3) {
            throw new IllegalArgumentException(
                    "expected a folder, holds to warm up with and holds to measure, found " + List.of(args));
        }
        System.out.println(measure(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]), IDLE));
    }

    /** That line. */
    static String measure(final Path data, final int warmUp, final int holds, final Duration idle) throws IOException {
        final HoldsMeasurement measurement = new HoldsMeasurement(idle.toNanos());
        try (InstantShop shop = new InstantShop(data, 3, warmUp + holds + SIDE_STOCK, measurement.clock)) {
            shop.open(SIDE_SALE, SIDE_STOCK, shop.nowNanos() + 30 * DAY_NANOS);
            measurement.expire(shop, HELD_SALE + "-before", warmUp);
            measurement.expire(shop, HELD_SALE, holds);
        }
        return String.format(
                Locale.ROOT,
                "holds count=%d expired-in-ms=%.0f %s %s",
                holds,
                measurement.expiryNanos / 1e6,
                figures("", measurement.during),
                figures("idle-", measurement.before));
    }

    private void expire(final InstantShop shop, final String saleId, final int holds) throws IOException {
        final int sale = shop.open(saleId, holds, shop.nowNanos() + DAY_NANOS, new HoldDefinition(TTL_NANOS, 0, 1));
        hold(shop, saleId, holds);
        final long held = shop.view(sale).units(0).held();
        if (held != holds) {
            throw new CompareException("expected " + holds + " holds, found " + held);
        }
        before.reset();
        during.reset();
        try (SocketChannel connection = SocketChannel.open(shop.address())) {
            connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
            final InstantCrowd.Purchase purchase = new InstantCrowd.Purchase(SIDE_SALE);
            final long idleUntil = System.nanoTime() + idleNanos;
            while (System.nanoTime() - idleUntil < 0) {
                buy(connection, purchase, before);
            }
            final long jumped = System.nanoTime();
            clock.aheadNanos += TTL_NANOS;
            while (shop.view(sale).units(0).held() > 0) {
                buy(connection, purchase, during);
                if (System.nanoTime() - jumped > PATIENCE_NANOS) {
                    throw new CompareException("expected every hold of " + saleId + " to expire, found "
                            + shop.view(sale).units(0).held() + " open");
                }
            }
            expiryNanos = System.nanoTime() - jumped;
        }
    }

    private static void hold(final InstantShop shop, final String saleId, final int holds) {
        final Commands commands = InstantShop.commands();
        final UnsafeBuffer command = new UnsafeBuffer(new byte[1_024]);
        final PurchaseRequest request = new PurchaseRequest();
        request.clear();
        request.saleId().set(saleId);
        request.sku().set(LoadTool.SKU);
        request.quantity(1);
        for (int i = 0; i < holds; i++) {
            request.buyerId().set("holder-" + i);
            request.key().set(saleId + '-' + i);
            shop.put(command, commands.purchase(command, 0, request));
        }
        shop.awaitDrained();
    }

    private void buy(final SocketChannel connection, final InstantCrowd.Purchase purchase, final Histogram times)
            throws IOException {
        final ByteBuffer request = purchase.of(buyers++);
        final long sent = System.nanoTime();
        connection.write(request);
        answer.clear();
        // Blocking, and far smaller than a segment: it is written, and so read, as a whole.
        if (connection.read(answer) <= 0) {
            throw new CompareException("expected an answer, found the connection's end");
        }
        times.recordValue(System.nanoTime() - sent);
        if (answer.get("HTTP/1.1 ".length()) != '2') {
            throw new CompareException("expected 201, found " + StandardCharsets.ISO_8859_1.decode(answer.flip()));
        }
        LockSupport.parkNanos(REST_NANOS);
    }

    private static String figures(final String prefix, final Histogram times) {
        return String.format(
                Locale.ROOT,
                "%1$smedian-ms=%2$.3f %1$sp99-ms=%3$.3f %1$smax-ms=%4$.3f",
                prefix,
                times.getValueAtPercentile(50) / 1e6,
                times.getValueAtPercentile(99) / 1e6,
                times.getMaxValue() / 1e6);
    }
}
