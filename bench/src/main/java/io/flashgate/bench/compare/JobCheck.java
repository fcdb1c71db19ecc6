package io.flashgate.bench.compare;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Whether a shop really does the job: it opens and closes in time, sells no more than there is, one to a buyer, gives a repeated
 * request its first answer, stores the orders, and still knows all of it after it was killed. Who does less is not measured.
 */
final class JobCheck {

    private static final int STOCK = 5;
    private static final int CROWD = 40;
    private static final int CLERKS = 8;
    private static final Duration DAY = Duration.ofDays(1);

    private final String name;
    private final Supplier<Shop> opener;

    /**
     * @param opener opens the shop, twice: the second time on what the first one left
     */
    JobCheck(final String name, final Supplier<Shop> opener) {
        this.name = name;
        this.opener = opener;
    }

    /**
     * @throws CompareException saying what was expected and what was found
     */
    void run() {
        try {
            final List<TestBuyer.Reply> sold;
            try (Shop shop = opener.get()) {
                opensAndCloses(shop);
                limitsAndRepeats(shop);
                sold = sellsWhatThereIs(shop);
                shop.crash();
            }
            try (Shop again = opener.get()) {
                remembers(again, sold);
            }
        } catch (final CompareException wrong) {
            throw new CompareException(name + " does not do the job: " + wrong.getMessage(), wrong);
        }
    }

    private static void opensAndCloses(final Shop shop) {
        final TestBuyer buyer = new TestBuyer(shop.target());
        final Instant now = Instant.now();
        shop.create("later", STOCK, now.plus(DAY), now.plus(DAY).plus(DAY));
        buyer.buy("later", "alice", "early", 1).mustBe(409, "not-open-yet");

        shop.create("ended", STOCK, now.minusSeconds(1), now.plus(DAY));
        buyer.buy("ended", "alice", "in-time", 1).mustBe(201, "");
        shop.end("ended");
        buyer.buy("ended", "bob", "too-late", 1).mustBe(410, "sale-closed");

        // The window's end comes by itself.
        final Instant closes = Instant.now().plusMillis(700);
        shop.create("short", STOCK, now.minusSeconds(1), closes);
        buyer.buy("short", "alice", "in-time", 1).mustBe(201, "");
        while (!Instant.now().isAfter(closes)) {
            Server.pause();
        }
        buyer.buy("short", "bob", "too-late", 1).mustBe(410, "sale-closed");
        buyer.buy("nowhere", "alice", "a-1", 1).mustBe(404, "unknown-sale");
    }

    private static void limitsAndRepeats(final Shop shop) {
        final TestBuyer buyer = new TestBuyer(shop.target());
        shop.create("limit", STOCK, Instant.now().minusSeconds(1), Instant.now().plus(DAY));
        final TestBuyer.Reply first = buyer.buy("limit", "alice", "a-1", 1).mustBe(201, "");
        final TestBuyer.Reply again = buyer.buy("limit", "alice", "a-1", 1).mustBe(201, "");
        if (!first.body().equals(again.body())) {
            throw new CompareException("a repeat: expected " + first.body() + ", found " + again.body());
        }
        for (final String member : List.of("orderId", "saleId", "buyerId", "items", "total", "sequence", "decidedAt")) {
            if (!first.body().has(member)) {
                throw new CompareException("an order: expected a member " + member + ", found " + first.body());
            }
        }
        buyer.buy("limit", "alice", "a-2", 1).mustBe(409, "buyer-limit");
        buyer.buy("limit", "alice", "a-1", 2).mustBe(422, "key-reused");
        buyer.post("limit", "b-1", "{\"sku\":\"" + LoadTool.SKU + "\",\"buyerId\":\"bob\",\"quantty\":1}")
                .mustBe(400, "malformed");
        mustHave(shop, "limit", Set.of("alice"));
    }

    /** A crowd at once, from several threads; gives the answers of those who have one. */
    private static List<TestBuyer.Reply> sellsWhatThereIs(final Shop shop) {
        shop.create("rush", STOCK, Instant.now().minusSeconds(1), Instant.now().plus(DAY));
        final List<Callable<List<TestBuyer.Reply>>> clerks = new ArrayList<>();
        for (int clerk = 0; clerk < CLERKS; clerk++) {
            final int first = clerk;
            clerks.add(() -> {
                final TestBuyer buyer = new TestBuyer(shop.target());
                final List<TestBuyer.Reply> heard = new ArrayList<>();
                for (int i = first; i < CROWD; i += CLERKS) {
                    heard.add(buyer.buy("rush", "buyer-" + i, "key-" + i, 1));
                }
                return heard;
            });
        }
        final List<TestBuyer.Reply> sold = new ArrayList<>();
        for (final TestBuyer.Reply reply : all(clerks)) {
            if (reply.status() == 201) {
                sold.add(reply);
            } else {
                reply.mustBe(409, "sold-out");
            }
        }
        final Set<String> orders = new HashSet<>();
        final Set<String> buyers = new TreeSet<>();
        for (final TestBuyer.Reply reply : sold) {
            orders.add(reply.orderId());
            buyers.add(reply.body().path("buyerId").asText());
        }
        if (sold.size() != STOCK || orders.size() != STOCK || buyers.size() != STOCK) {
            throw new CompareException(
                    "a rush for " + STOCK + " units: expected as many orders, found " + orders + " by " + buyers);
        }
        mustHave(shop, "rush", buyers);
        return sold;
    }

    /** After it was killed and opened again: winners stay winners, and what is gone is gone. */
    private static void remembers(final Shop shop, final List<TestBuyer.Reply> sold) {
        final TestBuyer buyer = new TestBuyer(shop.target());
        final Set<String> buyers = new TreeSet<>();
        for (final TestBuyer.Reply winner : sold) {
            final String buyerId = winner.body().path("buyerId").asText();
            buyers.add(buyerId);
            final TestBuyer.Reply again = buyer.buy("rush", buyerId, buyerId.replace("buyer", "key"), 1)
                    .mustBe(201, "");
            if (!again.orderId().equals(winner.orderId())) {
                throw new CompareException("a repeat after it was killed: expected the order " + winner.orderId()
                        + ", found " + again.orderId());
            }
        }
        buyer.buy("rush", "late", "key-late", 1).mustBe(409, "sold-out");
        mustHave(shop, "rush", buyers);
    }

    private static void mustHave(final Shop shop, final String saleId, final Set<String> buyers) {
        final List<String> stored = shop.storedBuyers(saleId);
        if (stored.size() != buyers.size() || !buyers.equals(new TreeSet<>(stored))) {
            throw new CompareException(
                    "stored orders of " + saleId + ": expected those of " + buyers + ", found " + stored);
        }
    }

    private static <T> List<T> all(final List<Callable<List<T>>> parts) {
        final ExecutorService threads = Executors.newFixedThreadPool(parts.size());
        try {
            final List<T> all = new ArrayList<>();
            for (final Future<List<T>> part : threads.invokeAll(parts)) {
                all.addAll(part.get());
            }
            return all;
        } catch (final ExecutionException failed) {
            throw failed.getCause() instanceof CompareException known
                    ? known
                    : new CompareException("a buyer failed: " + failed.getCause(), failed);
        } catch (final InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CompareException("interrupted", stopped);
        } finally {
            threads.shutdownNow();
        }
    }
}
