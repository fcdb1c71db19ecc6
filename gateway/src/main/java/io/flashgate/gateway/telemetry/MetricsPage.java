package io.flashgate.gateway.telemetry;

import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.Phase;
import io.flashgate.gateway.live.SaleBoard;
import io.flashgate.gateway.live.SaleView;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/** The page that Prometheus reads. Everything on it is read from the counters when it is asked for. */
public final class MetricsPage {

    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final double NANOS_PER_SECOND = 1e9;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

    public MetricsPage(final Telemetry telemetry, final Health health, final SaleBoard board) {
        counterByOutcome("flashgate_decisions", "Commands decided in the ring.", telemetry::decisions);
        counterByOutcome(
                "flashgate_gate_refusals", "Requests that event loops refused by themselves.", telemetry::gateRefusals);
        counter("flashgate_http_requests", "Whole requests of both listeners.", telemetry::requests);
        counter("flashgate_http_bad_requests", "Requests that were not well-formed.", telemetry::badRequests);
        counter("flashgate_ring_full", "Requests refused because the ring was full.", telemetry::ringFull);
        counter("flashgate_journal_barriers", "Barriers: group commits.", telemetry::barriers);
        counter(
                "flashgate_journal_barrier_seconds",
                "Time spent waiting for barriers.",
                () -> telemetry.barrierNanos() / NANOS_PER_SECOND);
        counter("flashgate_snapshots", "Snapshots written beside the sales.", telemetry::snapshots);
        counter(
                "flashgate_snapshots_failed",
                "Snapshots that could not be written; sales went on.",
                telemetry::failedSnapshots);
        gauge("flashgate_connections", "Open public connections.", telemetry::connections);
        gauge("flashgate_journal_sequence", "Newest durable sequence.", board::sequence);
        gauge("flashgate_ready", "1 while the gateway can sell.", () -> health.canSell() ? 1 : 0);
        sales(board);
    }

    /** Adds a gauge; for what other parts of the gateway know. */
    public void gauge(final String name, final String help, final DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /** The page in the text format. Any thread. */
    public byte[] render() {
        final ByteArrayOutputStream page = new ByteArrayOutputStream(8 * 1024);
        try {
            writer.write(page, registry.scrape());
        } catch (final IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return page.toByteArray();
    }

    /** Adds a counter; the name goes without {@code _total}. */
    public void counter(final String name, final String help, final DoubleSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    private void counterByOutcome(final String name, final String help, final OutcomeCount count) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames("outcome")
                .callback(callback -> {
                    for (final Outcome outcome : Outcome.values()) {
                        if (count.of(outcome) > 0) {
                            callback.call(count.of(outcome), outcome.name().toLowerCase(Locale.ROOT));
                        }
                    }
                })
                .register(registry);
    }

    private void sales(final SaleBoard board) {
        GaugeWithCallback.builder()
                .name("flashgate_sale_phase")
                .help("1 for the phase that the sale is in.")
                .labelNames("sale", "phase")
                .callback(callback -> {
                    for (final SaleView sale : board.sales()) {
                        for (final Phase phase : Phase.values()) {
                            callback.call(
                                    sale.phase() == phase ? 1 : 0,
                                    sale.definition().saleId(),
                                    phase.name());
                        }
                    }
                })
                .register(registry);
        GaugeWithCallback.builder()
                .name("flashgate_sale_units")
                .help("Units of an item by where they are: available, held, sold.")
                .labelNames("sale", "sku", "state")
                .callback(callback -> {
                    for (final SaleView sale : board.sales()) {
                        for (int i = 0; i < sale.definition().items().size(); i++) {
                            final String id = sale.definition().saleId();
                            final String sku = sale.definition().items().get(i).sku();
                            final SaleView.Units units = sale.units(i);
                            callback.call(units.available(), id, sku, "available");
                            callback.call(units.held(), id, sku, "held");
                            callback.call(units.sold(), id, sku, "sold");
                        }
                    }
                })
                .register(registry);
    }

    @FunctionalInterface
    private interface OutcomeCount {
        long of(Outcome outcome);
    }
}
