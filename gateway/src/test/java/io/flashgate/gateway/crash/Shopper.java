package io.flashgate.gateway.crash;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A thread that buys for many buyers over one connection, a few requests at a time, and retries now and then: its own
 * purchases and those that other shoppers have on their way. Ends with its connection.
 */
final class Shopper implements Runnable {

    /** After so many purchases it only retries: the ledger should be audited in no time. */
    private static final int MOST_PURCHASES = 2_000;

    private static final int BUYERS = 300;

    private final String name;
    private final URI gateway;
    private final List<SalePlan> sales;
    private final int depth;
    private final Random random;
    private final Ledger ledger;
    private final AtomicReferenceArray<Purchase> recent;
    private final AtomicLong answers;

    private int purchases;

    /**
     * @param name    in its keys
     * @param depth   most requests without an answer
     * @param recent  what the shoppers of this crowd have sent lately
     * @param answers counts what is heard
     */
    Shopper(
            final String name,
            final URI gateway,
            final List<SalePlan> sales,
            final int depth,
            final long seed,
            final Ledger ledger,
            final AtomicReferenceArray<Purchase> recent,
            final AtomicLong answers) {
        this.name = name;
        this.gateway = gateway;
        this.sales = sales;
        this.depth = depth;
        this.random = new Random(seed);
        this.ledger = ledger;
        this.recent = recent;
        this.answers = answers;
    }

    @Override
    public void run() {
        try (Wire wire = Wire.to(gateway)) {
            while (true) {
                shop(wire);
            }
        } catch (final IOException gone) {
            // The gateway was killed, or has drained. What was not answered by now is retried after the restart.
        }
    }

    private void shop(final Wire wire) throws IOException {
        final int count = 1 + random.nextInt(depth);
        final List<Purchase> asked = new ArrayList<>(count);
        final ByteArrayOutputStream requests = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            final Purchase purchase = next();
            asked.add(purchase);
            requests.writeBytes(purchase.request());
        }
        wire.send(requests.toByteArray());
        for (final Purchase purchase : asked) {
            final Heard answer = wire.hear();
            purchase.heard(answer);
            answers.incrementAndGet();
            if (answer.status() == 503 && "close".equals(answer.headers().get("connection"))) {
                throw new IOException("draining");
            }
        }
    }

    private Purchase next() {
        if (purchases >= MOST_PURCHASES || random.nextInt(8) == 0) {
            final Purchase earlier = recent.get(random.nextInt(recent.length()));
            if (earlier != null) {
                return earlier;
            }
        }
        final SalePlan sale = sales.get(random.nextInt(sales.size()));
        final String sku = sale.skus().get(random.nextInt(sale.skus().size()));
        final int buyer = random.nextInt(BUYERS);
        final String buyerId = (buyer % 8 == 0 ? "买家-" : "buyer-") + buyer;
        final Purchase purchase =
                new Purchase(sale.saleId(), sku, buyerId, 1 + random.nextInt(2), "k-" + name + '-' + purchases);
        purchases++;
        ledger.sends(purchase);
        recent.set(random.nextInt(recent.length()), purchase);
        return purchase;
    }
}
