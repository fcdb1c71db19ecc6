package io.flashgate.gateway.cli;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** What the crowd sent and heard, and what it should not have heard. Many threads write. */
final class CrowdTally {

    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(1);

    private final LongAdder sent = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final ConcurrentMap<String, LongAdder> refused = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Buyer> sold = new ConcurrentHashMap<>();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final Set<String> unanswered = ConcurrentHashMap.newKeySet();
    private final Queue<String> findings = new ConcurrentLinkedQueue<>();
    private final Histogram latencyMicros = new ConcurrentHistogram(LONGEST_MICROS, 3);
    private volatile long startNanos;
    private volatile long endNanos;

    void begin() {
        startNanos = System.nanoTime();
    }

    void end() {
        endNanos = System.nanoTime();
    }

    void onSent(final Buyer buyer) {
        sent.increment();
        asked.add(buyer.id());
    }

    void onLatency(final long nanos) {
        latencyMicros.recordValue(Math.min(TimeUnit.NANOSECONDS.toMicros(nanos), LONGEST_MICROS));
    }

    /** An answer that a buyer takes home, retries included. */
    void onAnswer(final Buyer buyer, final CrowdAnswer answer) {
        if (answer.isSold()) {
            final Buyer owner = sold.putIfAbsent(answer.orderId(), buyer);
            if (owner != null && !owner.equals(buyer)) {
                onFinding("order " + answer.orderId() + " was sold to " + owner.id() + " and to " + buyer.id());
            }
        } else {
            refused.computeIfAbsent(answer.code(), code -> new LongAdder()).increment();
        }
        if (!answer.isBusiness()) {
            onFinding(buyer.id() + " heard " + answer.status() + " " + answer.code()
                    + ", expected a sale or one of its refusals");
        }
    }

    /** The same request twice: a buyer who won must hear of the same order again. */
    void onRetry(final Buyer buyer, final CrowdAnswer first, final CrowdAnswer second) {
        if (second == null || second.isPassing()) {
            return;
        }
        retries.increment();
        if (!first.equals(second)) {
            onFinding("the retry of " + buyer.id() + " heard " + second + ", expected " + first);
        }
    }

    /** No answer came; the order may exist all the same. */
    void onLost(final Buyer buyer) {
        lost.increment();
        unanswered.add(buyer.id());
    }

    void onFinding(final String finding) {
        findings.add(finding);
    }

    /** Orders that were confirmed to somebody, with whom. */
    Map<String, Buyer> sold() {
        return sold;
    }

    /** Buyers who sent anything. */
    Set<String> asked() {
        return asked;
    }

    /** Buyers who never heard about one of their wishes. */
    boolean isUnanswered(final String buyerId) {
        return unanswered.contains(buyerId);
    }

    long lostCount() {
        return lost.sum();
    }

    List<String> findings() {
        return List.copyOf(findings);
    }

    /** One line while it runs. @param left units left, negative: not known */
    String line(final long left) {
        return String.format(
                Locale.ROOT,
                "sent %,d  sold %,d  refused %,d  left %s",
                sent.sum(),
                sold.size(),
                refusedCount(),
                left < 0 ? "?" : String.format(Locale.ROOT, "%,d", left));
    }

    /** The end of the show. */
    void summarize(final PrintWriter out, final int buyers, final Map<String, Long> stock) {
        final double seconds = (endNanos - startNanos) / 1e9;
        out.printf(
                Locale.ROOT,
                "%nThe crowd: %s, %,d requests in %.1f s, %d at a time%n",
                asked.size() < buyers
                        ? String.format(Locale.ROOT, "%,d of %,d buyers before the end", asked.size(), buyers)
                        : String.format(Locale.ROOT, "%,d buyers", buyers),
                sent.sum(),
                seconds,
                Math.min(buyers, Crowd.AT_A_TIME));
        final Map<String, Long> soldBySku =
                sold.values().stream().collect(Collectors.groupingBy(Buyer::sku, Collectors.counting()));
        stock.forEach((sku, units) ->
                out.printf(Locale.ROOT, "  sold     %-12s %,d of %,d%n", sku, soldBySku.getOrDefault(sku, 0L), units));
        refused.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .forEach(entry -> out.printf(
                        Locale.ROOT,
                        "  refused  %-12s %,d%n",
                        entry.getKey(),
                        entry.getValue().sum()));
        out.printf(Locale.ROOT, "  retried  %,d answers asked for twice%n", retries.sum());
        out.printf(
                Locale.ROOT,
                "  latency  p50 %.1f ms  p99 %.1f ms  max %.1f ms  (each buyer waits its turn: no benchmark)%n",
                latencyMicros.getValueAtPercentile(50) / 1e3,
                latencyMicros.getValueAtPercentile(99) / 1e3,
                latencyMicros.getMaxValue() / 1e3);
        out.printf(Locale.ROOT, "  lost     %,d answers%n", lost.sum());
        out.flush();
    }

    private long refusedCount() {
        return refused.values().stream().mapToLong(LongAdder::sum).sum();
    }
}
