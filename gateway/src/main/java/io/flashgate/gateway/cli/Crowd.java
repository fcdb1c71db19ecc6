package io.flashgate.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Simulated buyers over real HTTP, some tens at a time, each waiting for its answer: a show and a check, no benchmark.
 *
 * <pre>
 *   workers ──▶ next buyer ──▶ POST …/orders ──▶ CrowdTally ──▶ (again: retry, or another key) ──▶ CrowdTally
 * </pre>
 */
final class Crowd {

    static final int AT_A_TIME = 64;

    /** How often a buyer sends one request for an answer, before the answer counts as lost. */
    private static final int TRIES = 5;

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final long PAUSE_MILLIS = 200;

    private final int size;
    private final DemoSale sale;
    private final CrowdTally tally;
    private final AnswerFile answers;
    private final URI orders;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER)
            .build();
    private final AtomicInteger next = new AtomicInteger();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final Thread[] workers;
    private volatile boolean stopped;

    Crowd(final int size, final DemoSale sale, final CrowdTally tally, final AnswerFile answers) {
        this.size = size;
        this.sale = sale;
        this.tally = tally;
        this.answers = answers;
        this.orders = URI.create(sale.url() + "/orders");
        this.workers = new Thread[Math.min(AT_A_TIME, size)];
    }

    /** @return completes when the last buyer is through */
    CompletableFuture<Void> start() {
        final AtomicInteger busy = new AtomicInteger(workers.length);
        tally.begin();
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Thread(() -> work(busy), "buyers-" + i);
            workers[i].setDaemon(true);
            workers[i].start();
        }
        return done;
    }

    /** Lets the buyers that are in the shop finish, and no more in. */
    void stop() throws InterruptedException {
        stopped = true;
        for (final Thread worker : workers) {
            worker.join();
        }
        tally.end();
    }

    private void work(final AtomicInteger busy) {
        try {
            for (int i = next.getAndIncrement(); i < size && !stopped; i = next.getAndIncrement()) {
                visit(Buyer.of(i, sale.skus()));
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final RuntimeException e) {
            tally.onFinding("a simulated buyer failed: " + e);
        } finally {
            if (busy.decrementAndGet() == 0) {
                done.complete(null);
            }
        }
    }

    private void visit(final Buyer buyer) throws InterruptedException {
        final CrowdAnswer first = buy(buyer, 1);
        if (first == null || first.isPassing()) {
            return;
        }
        switch (buyer.habit()) {
            case RETRIES -> tally.onRetry(buyer, first, buy(buyer, 1));
            case ASKS_TWICE -> buy(buyer, 2);
            default -> {}
        }
    }

    /** Null if no answer came, however often it was asked for. */
    private CrowdAnswer buy(final Buyer buyer, final int wish) throws InterruptedException {
        final String key = buyer.key(wish);
        final HttpRequest request = request(buyer, key);
        CrowdAnswer answer = null;
        for (int i = 0; i < TRIES && (answer == null || answer.isPassing()); i++) {
            if (i > 0) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS << i);
            }
            answer = send(buyer, key, request);
        }
        if (answer == null) {
            tally.onLost(buyer);
        } else {
            tally.onAnswer(buyer, answer);
        }
        return answer;
    }

    private CrowdAnswer send(final Buyer buyer, final String key, final HttpRequest request)
            throws InterruptedException {
        tally.onSent(buyer);
        final long startNanos = System.nanoTime();
        try {
            final HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            tally.onLatency(System.nanoTime() - startNanos);
            final JsonNode body = Json.readOrMissing(response.body());
            answers.onAnswer(sale.saleId(), buyer.id(), key, response.statusCode(), body);
            return CrowdAnswer.of(response.statusCode(), body);
        } catch (final IOException e) {
            answers.onNoAnswer(sale.saleId(), buyer.id(), key);
            return null;
        }
    }

    private HttpRequest request(final Buyer buyer, final String key) {
        final ObjectNode body =
                Json.object().put("sku", buyer.sku()).put("quantity", 1).put("buyerId", buyer.id());
        body.put("group", buyer.group());
        return HttpRequest.newBuilder(orders)
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
    }
}
